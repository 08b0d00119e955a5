// The first pass over one block of samples: who is in which band, who is observed, how large the gradients are there and
// at the augmented points. It adds to a tally of its own and leaves the members of each band for the moments.

using Verify.Core.Numerics;

namespace Verify.Core.Geometry;

/// <summary>One worker's buffers and tally.</summary>
internal sealed class SmallGradientWorker
{
    private readonly KinkTest test;
    private readonly BlockForward forward;
    private readonly KinkResponse.Workspace? workspace;
    private readonly int[][] teachersOfStep;
    private readonly int[] everyRow;
    private readonly bool[] inBand;
    private readonly double[] products;
    private readonly double[] productsPlus;
    private readonly double[] productsMinus;
    private readonly int capacity;

    internal SmallGradientWorker(KinkTest test, double[] shifts, int capacity)
    {
        this.test = test;
        this.capacity = capacity;
        HiddenNodes nodes = test.Nodes;
        forward = new BlockForward(test, shifts, capacity);
        Tally = new SmallGradientTally(nodes.Teachers, nodes.Students);
        inBand = new bool[checked(nodes.Teachers * capacity)];
        everyRow = [.. Enumerable.Range(0, capacity)];
        teachersOfStep =
        [
            .. Enumerable
                .Range(0, test.Steps.Count)
                .Select(a => Enumerable.Range(0, nodes.Teachers).Where(j => test.Steps.Of(j) == a).ToArray()),
        ];
        bool hasResponse = test.Response is not null;
        workspace = hasResponse ? new KinkResponse.Workspace(test.Response!, capacity) : null;
        products = new double[hasResponse ? checked(capacity * nodes.Students) : 0];
        productsPlus = new double[products.Length];
        productsMinus = new double[products.Length];
    }

    internal SmallGradientTally Tally { get; }

    /// <summary>
    /// Counts a block (N x d). Fills <paramref name="members"/>, a list for each teacher, with the rows of the block in
    /// its band, in order. Returns the first row that is too long, or -1.
    /// </summary>
    internal int Run(ReadOnlySpan<double> samples, int count, List<int>[] members)
    {
        foreach (List<int> list in members)
        {
            list.Clear();
        }

        if (forward.Run(samples, count) is var tooLong and >= 0)
        {
            return tooLong;
        }

        FindMembers(count, members);
        if (workspace is not null)
        {
            ReadOnlyMatrixView z = forward.Z;
            workspace.AllStudents(z, new MatrixView(products, count, test.Nodes.Students));
            TakeLargest(z, products, everyRow.AsSpan(0, count));
            for (int a = 0; a < test.Steps.Count; a++)
            {
                bool aware = test.Steps.Mode == Data.AugmentationMode.Aware;
                Augment(
                    a,
                    aware
                        ? System.Runtime.InteropServices.CollectionsMarshal.AsSpan(members[a])
                        : everyRow.AsSpan(0, count)
                );
            }
        }

        return -1;
    }

    private void FindMembers(int count, List<int>[] members)
    {
        HiddenNodes nodes = test.Nodes;
        ReadOnlyMatrixView z = forward.Z;
        for (int j = 0; j < nodes.Teachers; j++)
        {
            Span<bool> flags = inBand.AsSpan(j * capacity, capacity);
            flags.Clear();
            if (!nodes.IsRegular(j))
            {
                continue;
            }

            for (int r = 0; r < count; r++)
            {
                if (test.IsInBand(j, z[r, j], forward.Reach(r)))
                {
                    flags[r] = true;
                    members[j].Add(r);
                    CountObservers(j, z.Row(r), forward.Reach(r));
                }
            }

            Tally.InBand[j] += members[j].Count;
        }
    }

    private void CountObservers(int teacher, ReadOnlySpan<double> z, double reach)
    {
        HiddenNodes nodes = test.Nodes;
        Span<long> observed = Tally.Observed.AsSpan(teacher * nodes.Students, nodes.Students);
        for (int k = 0; k < nodes.Students; k++)
        {
            if (test.Guard.IsActive(nodes.Teachers + k, z[nodes.Teachers + k], reach))
            {
                observed[k]++;
            }
        }
    }

    private void Augment(int step, ReadOnlySpan<int> rows)
    {
        if (rows.IsEmpty)
        {
            return;
        }

        int n = test.Nodes.Students;
        forward.Move(rows, step);
        workspace!.AllStudents(forward.Plus, new MatrixView(productsPlus, rows.Length, n));
        workspace.AllStudents(forward.Minus, new MatrixView(productsMinus, rows.Length, n));
        TakeLargest(forward.Plus, productsPlus, rows);
        TakeLargest(forward.Minus, productsMinus, rows);
        foreach (int j in teachersOfStep[step])
        {
            for (int i = 0; i < rows.Length; i++)
            {
                if (inBand[j * capacity + rows[i]])
                {
                    Compare(j, rows[i], i);
                }
            }
        }
    }

    /// <summary>All students at row <paramref name="r"/> of the block, row <paramref name="i"/> of the moved ones.</summary>
    private void Compare(int teacher, int r, int i)
    {
        HiddenNodes nodes = test.Nodes;
        int n = nodes.Students;
        double reach = forward.Reach(r);
        double shared = forward.SharedGuard(r);
        ReadOnlySpan<double> z = forward.Z.Row(r);
        ReadOnlySpan<double> zPlus = forward.Plus.Row(i);
        ReadOnlySpan<double> zMinus = forward.Minus.Row(i);
        double gap = test.Gap(teacher, z[teacher], reach);
        for (int k = 0; k < n; k++)
        {
            int node = nodes.Teachers + k;
            if (!test.Guard.IsActive(node, z[node], reach))
            {
                continue;
            }

            double gradient = Math.Max(
                test.Gradient(k, products[r * n + k], z[node], reach, shared),
                Math.Max(
                    test.Gradient(k, productsPlus[i * n + k], zPlus[node], reach, shared),
                    test.Gradient(k, productsMinus[i * n + k], zMinus[node], reach, shared)
                )
            );
            int pair = teacher * n + k;
            Tally.LargestInBand[pair] = Math.Max(Tally.LargestInBand[pair], gradient);
            double threshold = test.Threshold(teacher, k, gap);
            if (threshold > 0)
            {
                Tally.File(teacher, gradient / threshold);
                Tally.Cancelled[pair] += gradient < threshold ? 1 : 0;
            }
        }
    }

    private void TakeLargest(ReadOnlyMatrixView z, double[] values, ReadOnlySpan<int> rows)
    {
        HiddenNodes nodes = test.Nodes;
        double[] largest = Tally.Largest;
        for (int i = 0; i < rows.Length; i++)
        {
            double shared = forward.SharedGuard(rows[i]);
            ReadOnlySpan<double> row = values.AsSpan(i * nodes.Students, nodes.Students);
            for (int k = 0; k < row.Length; k++)
            {
                // Most are below the largest so far even without their gates.
                if (test.Ungated(k, row[k], shared) > largest[k])
                {
                    int node = nodes.Teachers + k;
                    double reach = forward.Reach(rows[i]);
                    largest[k] = Math.Max(largest[k], test.Gradient(k, row[k], z[i, node], reach, shared));
                }
            }
        }
    }
}
