// The rank-one update of a matrix, the outer product that a weight update is made of. One sample at a time; a
// batch of samples is a matrix product.

using Verify.Core.Kernels.Simd;
using Verify.Core.Numerics;

namespace Verify.Core.Kernels;

/// <summary>destination + alpha x y^T.</summary>
public static class RankOneUpdate
{
    /// <summary>
    /// destination(i, j) = fma(alpha x[i], y[j], destination(i, j)), with alpha x[i] rounded once: x of length M, y
    /// of length P, the destination M x P. NaN and infinities propagate as IEEE 754 has it (alpha = 0 too is
    /// multiplied through); an empty operand does nothing. Allocates nothing.
    /// </summary>
    /// <exception cref="ArgumentException">The extents do not fit, or the destination overlaps x or y.</exception>
    public static void Add(
        double alpha,
        ReadOnlySpan<double> x,
        ReadOnlySpan<double> y,
        MatrixView destination
    ) => Add(SimdWidths.WidestFused, alpha, x, y, destination);

    /// <summary>The update at a given width.</summary>
    internal static void Add(
        SimdWidth width,
        double alpha,
        ReadOnlySpan<double> x,
        ReadOnlySpan<double> y,
        MatrixView destination
    )
    {
        KernelGuard.Shape(destination, x.Length, y.Length, "destination");
        KernelGuard.Disjoint(x, destination.Data);
        KernelGuard.Disjoint(y, destination.Data);
        for (int i = 0; i < x.Length; i++)
        {
            Span<double> row = destination.Row(i);
            ElementWise.Run(width, new ScaleAddOperator(alpha * x[i]), y, row, row, row);
        }
    }
}
