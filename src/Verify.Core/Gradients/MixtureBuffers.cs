// Collects A and B of every sample of a block: for callers who do want a matrix per sample.

using Verify.Core.Networks;

namespace Verify.Core.Gradients;

/// <summary>A_l and B_l of up to a block of samples, in sample order; reusable from block to block.</summary>
public sealed class MixtureBuffers : IMixtureVisitor
{
    private readonly NetworkShape _n;
    private readonly NetworkShape _m;
    private readonly double[][] _teacher;
    private readonly double[][] _student;
    private readonly long[] _patterns;

    /// <summary>Buffers for a pair of networks and blocks of at most <paramref name="capacity"/> samples.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is negative.</exception>
    /// <exception cref="OverflowException">The matrices are more than an array can hold.</exception>
    public MixtureBuffers(NetworkPair pair, int capacity)
    {
        ArgumentNullException.ThrowIfNull(pair);
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        _n = pair.Student.Shape;
        _m = pair.Teacher.Shape;
        _teacher = new double[pair.Depth + 1][];
        _student = new double[pair.Depth + 1][];
        _patterns = new long[pair.Depth + 1];
        for (int l = 1; l <= pair.Depth; l++)
        {
            _teacher[l] = new double[checked(capacity * MixtureSize(l))];
            _student[l] = new double[checked(capacity * OverlapSize(l))];
        }

        Capacity = capacity;
    }

    /// <summary>The largest block.</summary>
    public int Capacity { get; }

    /// <summary>A_l of the first samples, count x (n_l + 1) x (m_l + 1).</summary>
    public ReadOnlySpan<double> TeacherMixtures(int layer, int count) =>
        _teacher[layer].AsSpan(0, checked(MixtureSize(layer) * count));

    /// <summary>B_l of the first samples, count x (n_l + 1) x (n_l + 1).</summary>
    public ReadOnlySpan<double> StudentMixtures(int layer, int count) =>
        _student[layer].AsSpan(0, checked(OverlapSize(layer) * count));

    /// <summary>How many different V_l were met since the last call.</summary>
    public long TakePatterns(int layer)
    {
        long patterns = _patterns[layer];
        _patterns[layer] = 0;
        return patterns;
    }

    void IMixtureVisitor.Visit(in MixtureBlock block)
    {
        _patterns[block.Layer]++;
        Scatter(block.A.Data, block.Samples, _teacher[block.Layer]);
        Scatter(block.B.Data, block.Samples, _student[block.Layer]);
    }

    private int MixtureSize(int layer) => checked(_n.Coordinates(layer) * _m.Coordinates(layer));

    private int OverlapSize(int layer) => checked(_n.Coordinates(layer) * _n.Coordinates(layer));

    private static void Scatter(ReadOnlySpan<double> matrix, ReadOnlySpan<int> samples, double[] destination)
    {
        foreach (int sample in samples)
        {
            matrix.CopyTo(destination.AsSpan(sample * matrix.Length));
        }
    }
}
