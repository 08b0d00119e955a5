// Pre-activations of a block of samples and of the same samples moved by an augmentation step, with their guards.
// A worker's buffers: one thread at a time. It decides and counts nothing.

using Verify.Core.Kernels;
using Verify.Core.Numerics;

namespace Verify.Core.Geometry;

/// <summary>z of a block, and z +- s W^T e of chosen rows: a rank-one shift, never a second product with the weights.</summary>
internal sealed class BlockForward
{
    private readonly KinkTest test;
    private readonly double[] shifts;
    private readonly double[] inputs;
    private readonly double[] z;
    private readonly double[] plus;
    private readonly double[] minus;
    private readonly double[] reach;
    private readonly double[] sharedGuard;
    private int rows;
    private int chosen;

    /// <param name="test">The nodes and steps.</param>
    /// <param name="shifts">Of <see cref="Shifts"/>, shared by all workers.</param>
    /// <param name="capacity">Rows of a block.</param>
    internal BlockForward(KinkTest test, double[] shifts, int capacity)
    {
        this.test = test;
        this.shifts = shifts;
        int nodes = test.Nodes.Count;
        inputs = new double[checked(capacity * (test.Nodes.Inputs + 1))];
        z = new double[checked(capacity * nodes)];
        plus = new double[z.Length];
        minus = new double[z.Length];
        reach = new double[capacity];
        sharedGuard = new double[capacity];
    }

    /// <summary>z of the block, N x (m+n).</summary>
    internal ReadOnlyMatrixView Z => new(z, rows, test.Nodes.Count);

    /// <summary>z at x + s e of the chosen rows.</summary>
    internal ReadOnlyMatrixView Plus => new(plus, chosen, test.Nodes.Count);

    /// <summary>z at x - s e of the chosen rows.</summary>
    internal ReadOnlyMatrixView Minus => new(minus, chosen, test.Nodes.Count);

    /// <summary>At least ||x|| + s.</summary>
    internal double Reach(int row) => reach[row];

    /// <summary>KinkResponse.SharedGuard of the row; 0 without a response.</summary>
    internal double SharedGuard(int row) => sharedGuard[row];

    /// <summary>s w~_i.e for all steps and nodes: products of the directions, then one multiplication by s.</summary>
    internal static double[] Shifts(HiddenNodes nodes, AugmentationSteps steps)
    {
        double[] shifts = new double[checked(steps.Count * nodes.Count)];
        for (int a = 0; a < steps.Count; a++)
        {
            Span<double> row = shifts.AsSpan(a * nodes.Count, nodes.Count);
            MatrixProduct.Multiply(
                new ReadOnlyMatrixView(steps.Direction(a), 1, nodes.Inputs),
                nodes.Weights.TopRows(nodes.Inputs),
                new MatrixView(row, 1, nodes.Count)
            );
            ElementWise.Scale(steps.Step, row, row);
        }

        return shifts;
    }

    /// <summary>Evaluates rows (N x d, row-major); returns the first row that is too long, or -1.</summary>
    internal int Run(ReadOnlySpan<double> samples, int count)
    {
        rows = count;
        int d = test.Nodes.Inputs;
        for (int r = 0; r < count; r++)
        {
            ReadOnlySpan<double> x = samples.Slice(r * d, d);
            x.CopyTo(inputs.AsSpan(r * (d + 1)));
            inputs[r * (d + 1) + d] = 1;
            reach[r] = MembershipGuard.Reach(x, test.Steps.Step);
            sharedGuard[r] = test.Response?.SharedGuard(reach[r]) ?? 0;
            if (!(reach[r] <= MembershipGuard.LongestSample && double.IsFinite(sharedGuard[r])))
            {
                return r;
            }
        }

        MatrixProduct.Multiply(
            new ReadOnlyMatrixView(inputs, count, d + 1),
            test.Nodes.Weights,
            new MatrixView(z, count, test.Nodes.Count)
        );
        return -1;
    }

    /// <summary>Moves the chosen rows of the block by a step, both ways.</summary>
    internal void Move(ReadOnlySpan<int> choice, int step)
    {
        chosen = choice.Length;
        int nodes = test.Nodes.Count;
        ReadOnlySpan<double> shift = shifts.AsSpan(step * nodes, nodes);
        for (int i = 0; i < choice.Length; i++)
        {
            ReadOnlySpan<double> from = z.AsSpan(choice[i] * nodes, nodes);
            ElementWise.Add(from, shift, plus.AsSpan(i * nodes, nodes));
            ElementWise.Subtract(from, shift, minus.AsSpan(i * nodes, nodes));
        }
    }
}
