// Column statistics over samples: means, variances and the correlation of two sets of nodes. Two-pass, with every
// column's sums running over the samples in order.

using System.Buffers;
using System.Runtime.CompilerServices;
using Verify.Core.Kernels.Simd;
using Verify.Core.Numerics;

namespace Verify.Core.Kernels;

/// <summary>
/// Statistics of the columns of an N x n block of samples. NaN and infinities propagate within their column as IEEE
/// 754 has it; N = 0 is refused, n = 0 does nothing. Allocates nothing (<c>Correlation</c> rents its buffers).
/// </summary>
public static class Statistics
{
    /// <summary>Columns whose means are kept on the stack at a time.</summary>
    private const int ColumnBlock = 128;

    /// <summary>Samples centred at a time.</summary>
    private const int SampleBlock = 64;

    /// <summary>destination[j] = (sum over i of x(i, j)) / N, the sum from +0 in the order of i: x is N x n.</summary>
    /// <exception cref="ArgumentException">No samples, lengths that do not fit, or an overlap.</exception>
    public static void ColumnMeans(ReadOnlyMatrixView x, Span<double> destination) =>
        ColumnMeans(SimdWidths.WidestFused, x, destination);

    /// <summary>
    /// destination[j] = (sum over i of (x(i, j) - mean_j)^2) / N, the population variance: the difference is rounded,
    /// its square enters a chain of fused multiply-adds in the order of i. x is N x n.
    /// </summary>
    /// <exception cref="ArgumentException">No samples, lengths that do not fit, or an overlap.</exception>
    public static void ColumnVariances(ReadOnlyMatrixView x, Span<double> destination) =>
        ColumnVariances(SimdWidths.WidestFused, x, destination);

    /// <summary>
    /// destination (m x n) = the correlations of the columns of t (N x m) with those of s (N x n). With centred
    /// columns t', s' (mean as in <c>ColumnMeans</c>, difference rounded), q the chain of their squares and
    /// p(j, k) the chain of t'(i, j) s'(i, k), both fused and in the order of i:
    /// <see cref="CorrelationGuard.SumOfSquares"/> is p / (sqrt(q_j + 1e-10) sqrt(q_k + 1e-10)), and
    /// <see cref="CorrelationGuard.Variance"/> is (p / N) / (sqrt(q_j / N + 1e-7) sqrt(q_k / N + 1e-7)). A constant
    /// column whose mean is exact gives 0.
    /// </summary>
    /// <exception cref="ArgumentException">No samples, extents that do not fit, or an overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An undefined guard.</exception>
    public static void Correlation(
        ReadOnlyMatrixView t,
        ReadOnlyMatrixView s,
        MatrixView destination,
        CorrelationGuard guard
    ) => Correlation(SimdWidths.WidestFused, t, s, destination, guard);

    /// <summary>The means at a given width.</summary>
    internal static void ColumnMeans(SimdWidth width, ReadOnlyMatrixView x, Span<double> destination)
    {
        CheckSamples(x);
        KernelGuard.Length(destination, x.Columns, "destination");
        KernelGuard.Disjoint(x.Data, destination);
        destination.Clear();
        for (int i = 0; i < x.Rows; i++)
        {
            ReadOnlySpan<double> row = x.Row(i);
            ElementWise.Run(width, default(AddOperator), destination, row, row, destination);
        }

        for (int j = 0; j < destination.Length; j++)
        {
            destination[j] /= x.Rows;
        }
    }

    /// <summary>The variances at a given width.</summary>
    [SkipLocalsInit]
    internal static void ColumnVariances(SimdWidth width, ReadOnlyMatrixView x, Span<double> destination)
    {
        CheckSamples(x);
        KernelGuard.Length(destination, x.Columns, "destination");
        KernelGuard.Disjoint(x.Data, destination);
        destination.Clear();
        Span<double> memory = stackalloc double[2 * ColumnBlock];
        for (int j = 0; j < x.Columns; j += ColumnBlock)
        {
            int columns = Math.Min(ColumnBlock, x.Columns - j);
            Span<double> means = memory[..columns];
            Span<double> centred = memory.Slice(ColumnBlock, columns);
            Span<double> squares = destination.Slice(j, columns);
            ReadOnlyMatrixView block = new(x.Data[j..], x.Rows, columns, x.Stride);
            ColumnMeans(width, block, means);
            for (int i = 0; i < x.Rows; i++)
            {
                Centre(width, block.Row(i), means, centred, squares);
            }
        }

        for (int j = 0; j < destination.Length; j++)
        {
            destination[j] /= x.Rows;
        }
    }

    /// <summary>The correlations at a given width.</summary>
    internal static void Correlation(
        SimdWidth width,
        ReadOnlyMatrixView t,
        ReadOnlyMatrixView s,
        MatrixView destination,
        CorrelationGuard guard
    )
    {
        CheckSamples(t);
        KernelGuard.Shape(s, t.Rows, s.Columns, "second block of samples");
        KernelGuard.Shape(destination, t.Columns, s.Columns, "destination");
        KernelGuard.Disjoint(t.Data, destination.Data);
        KernelGuard.Disjoint(s.Data, destination.Data);
        if (guard is not (CorrelationGuard.SumOfSquares or CorrelationGuard.Variance))
        {
            throw new ArgumentOutOfRangeException(nameof(guard), guard, "An undefined guard.");
        }

        int nodes = t.Columns + s.Columns;
        double[] rented = ArrayPool<double>.Shared.Rent(nodes * (SampleBlock + 2));
        Centred left = new(rented, t.Columns);
        Centred right = new(rented.AsSpan(t.Columns * (SampleBlock + 2)), s.Columns);
        ColumnMeans(width, t, left.Means);
        ColumnMeans(width, s, right.Means);
        for (int i = 0; i < t.Rows; i += SampleBlock)
        {
            int rows = Math.Min(SampleBlock, t.Rows - i);
            for (int r = 0; r < rows; r++)
            {
                Centre(width, t.Row(i + r), left.Means, left.Samples.Row(r), left.Squares);
                Centre(width, s.Row(i + r), right.Means, right.Samples.Row(r), right.Squares);
            }

            MatrixProduct.Run(
                width,
                left.Samples.TopRows(rows),
                true,
                right.Samples.TopRows(rows),
                false,
                destination,
                accumulate: i > 0
            );
        }

        Normalise(left.Squares, right.Squares, t.Rows, destination, guard);
        ArrayPool<double>.Shared.Return(rented);
    }

    private static void Normalise(
        Span<double> leftSquares,
        Span<double> rightSquares,
        int samples,
        MatrixView destination,
        CorrelationGuard guard
    )
    {
        GuardedNorms(leftSquares, samples, guard);
        GuardedNorms(rightSquares, samples, guard);
        bool mean = guard == CorrelationGuard.Variance;
        for (int j = 0; j < leftSquares.Length; j++)
        {
            Span<double> row = destination.Row(j);
            for (int k = 0; k < row.Length; k++)
            {
                double product = mean ? row[k] / samples : row[k];
                row[k] = product / (leftSquares[j] * rightSquares[k]);
            }
        }
    }

    private static void GuardedNorms(Span<double> squares, int samples, CorrelationGuard guard)
    {
        foreach (ref double q in squares)
        {
            q = Math.Sqrt(guard == CorrelationGuard.Variance ? q / samples + 1e-7 : q + 1e-10);
        }
    }

    /// <summary>centred = row - means, squares = fma(centred, centred, squares).</summary>
    private static void Centre(
        SimdWidth width,
        ReadOnlySpan<double> row,
        ReadOnlySpan<double> means,
        Span<double> centred,
        Span<double> squares
    )
    {
        ElementWise.Run(width, default(SubtractOperator), row, means, means, centred);
        ElementWise.Run(width, default(MultiplyAddOperator), centred, centred, squares, squares);
    }

    private static void CheckSamples(ReadOnlyMatrixView x)
    {
        if (x.Rows == 0)
        {
            KernelGuard.Throw("There are no samples to take statistics of.");
        }
    }

    /// <summary>Means, sums of squares and one block of centred samples of one side, in one rented buffer.</summary>
    private readonly ref struct Centred
    {
        internal Span<double> Means { get; }
        internal Span<double> Squares { get; }
        internal MatrixView Samples { get; }

        internal Centred(Span<double> memory, int columns)
        {
            Means = memory[..columns];
            Squares = memory.Slice(columns, columns);
            Squares.Clear();
            Samples = new MatrixView(memory[(2 * columns)..], SampleBlock, columns);
        }
    }
}
