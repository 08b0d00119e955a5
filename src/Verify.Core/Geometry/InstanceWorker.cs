// The second pass over one block of samples: for every teacher with an observer the rows of S0_jk, each with the set of
// other nodes whose bands hold it. The decisions are those of the first pass, to the bit: the same chains, the same guards.

using System.Runtime.InteropServices;
using Verify.Core.Numerics;

namespace Verify.Core.Geometry;

/// <summary>Rows of S0_jk in a block, with a bit per node; <see cref="Uncovered"/> counts those that no band can hold.</summary>
internal sealed class InstanceRows
{
    internal List<int> Rows { get; } = [];

    /// <summary>For each row, ceil(nodes / 64) words.</summary>
    internal List<ulong> Holders { get; } = [];

    internal long Uncovered { get; set; }

    internal void Clear()
    {
        Rows.Clear();
        Holders.Clear();
        Uncovered = 0;
    }
}

/// <summary>One worker's buffers.</summary>
internal sealed class InstanceWorker
{
    private readonly KinkTest test;
    private readonly IReadOnlyList<InstanceChoice> choices;
    private readonly BlockForward forward;
    private readonly KinkResponse.Workspace workspace;
    private readonly List<int> members = [];
    private readonly double[] chosen;
    private readonly double[] products;
    private readonly double[] productsPlus;
    private readonly double[] productsMinus;

    internal InstanceWorker(
        KinkTest test,
        IReadOnlyList<InstanceChoice> choices,
        double[] shifts,
        int capacity
    )
    {
        this.test = test;
        this.choices = choices;
        forward = new BlockForward(test, shifts, capacity);
        workspace = new KinkResponse.Workspace(test.Response!, capacity);
        chosen = new double[checked(capacity * test.Nodes.Count)];
        products = new double[capacity];
        productsPlus = new double[capacity];
        productsMinus = new double[capacity];
    }

    /// <summary>Words of a set of nodes.</summary>
    internal static int Words(HiddenNodes nodes) => (nodes.Count + 63) / 64;

    /// <summary>Fills one <see cref="InstanceRows"/> per teacher; returns the first row that is too long, or -1.</summary>
    internal int Run(ReadOnlySpan<double> samples, int count, InstanceRows[] found)
    {
        foreach (InstanceRows rows in found)
        {
            rows.Clear();
        }

        if (forward.Run(samples, count) is var tooLong and >= 0)
        {
            return tooLong;
        }

        for (int j = 0; j < choices.Count; j++)
        {
            if (choices[j].Observer >= 0)
            {
                FindMembers(j, choices[j].Observer, count);
                Evaluate(j, choices[j].Observer, found[j]);
            }
        }

        return -1;
    }

    private void FindMembers(int teacher, int student, int count)
    {
        ReadOnlyMatrixView z = forward.Z;
        int node = test.Nodes.Teachers + student;
        members.Clear();
        for (int r = 0; r < count; r++)
        {
            double reach = forward.Reach(r);
            if (test.IsInBand(teacher, z[r, teacher], reach) && test.Guard.IsActive(node, z[r, node], reach))
            {
                members.Add(r);
            }
        }
    }

    private void Evaluate(int teacher, int student, InstanceRows found)
    {
        if (members.Count == 0)
        {
            return;
        }

        HiddenNodes nodes = test.Nodes;
        ReadOnlyMatrixView z = forward.Z;
        MatrixView rows = new(chosen, members.Count, nodes.Count);
        for (int i = 0; i < members.Count; i++)
        {
            z.Row(members[i]).CopyTo(rows.Row(i));
        }

        forward.Move(CollectionsMarshal.AsSpan(members), test.Steps.Of(teacher));
        workspace.OneStudent(rows, student, new MatrixView(products, members.Count, 1));
        workspace.OneStudent(forward.Plus, student, new MatrixView(productsPlus, members.Count, 1));
        workspace.OneStudent(forward.Minus, student, new MatrixView(productsMinus, members.Count, 1));
        for (int i = 0; i < members.Count; i++)
        {
            if (IsCancelled(teacher, student, i))
            {
                found.Rows.Add(members[i]);
                FindHolders(teacher, members[i], found);
            }
        }
    }

    private bool IsCancelled(int teacher, int student, int i)
    {
        int r = members[i];
        int node = test.Nodes.Teachers + student;
        double reach = forward.Reach(r);
        double shared = forward.SharedGuard(r);
        double threshold = test.Threshold(teacher, student, test.Gap(teacher, forward.Z[r, teacher], reach));
        return test.Gradient(student, products[i], forward.Z[r, node], reach, shared) < threshold
            && test.Gradient(student, productsPlus[i], forward.Plus[i, node], reach, shared) < threshold
            && test.Gradient(student, productsMinus[i], forward.Minus[i, node], reach, shared) < threshold;
    }

    private void FindHolders(int teacher, int r, InstanceRows found)
    {
        HiddenNodes nodes = test.Nodes;
        ReadOnlySpan<double> z = forward.Z.Row(r);
        double reach = forward.Reach(r);
        bool covered = false;
        ulong word = 0;
        for (int i = 0; i < nodes.Count; i++)
        {
            if (i != teacher && nodes.IsRegular(i))
            {
                bool holds = test.IsWithinStep(i, z[i], reach);
                word |= holds ? 1UL << (i & 63) : 0;
                covered |= holds || !test.IsBeyondStep(i, z[i], reach);
            }

            if ((i & 63) == 63 || i == nodes.Count - 1)
            {
                found.Holders.Add(word);
                word = 0;
            }
        }

        found.Uncovered += covered ? 0 : 1;
    }
}
