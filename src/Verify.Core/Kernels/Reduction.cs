// Reductions of a span to one number, with a fixed order: the same bits on any hardware width. Not compensated;
// the error grows with n/8, not with n.

using Verify.Core.Kernels.Simd;

namespace Verify.Core.Kernels;

/// <summary>
/// Reductions over n elements. Element i is taken up, in order, by lane i mod 8 of eight lanes started at +0, which
/// are joined as ((l0+l4)+(l2+l6))+((l1+l5)+(l3+l7)). NaN and infinities propagate as IEEE 754 has it; n = 0 gives
/// +0. Allocates nothing.
/// </summary>
public static class Reduction
{
    /// <summary>The sum of x[i].</summary>
    public static double Sum(ReadOnlySpan<double> x) => Run<SumOperator>(SimdWidths.Widest, x, x);

    /// <summary>The sum of x[i] y[i], each lane a chain of fused multiply-adds.</summary>
    /// <exception cref="ArgumentException">Operands of different lengths.</exception>
    public static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y) =>
        Run<DotOperator>(SimdWidths.WidestFused, x, y);

    /// <summary>The sum of x[i]^2, that is <c>Dot(x, x)</c>.</summary>
    public static double SquaredNorm(ReadOnlySpan<double> x) =>
        Run<DotOperator>(SimdWidths.WidestFused, x, x);

    /// <summary>
    /// The Euclidean norm as sqrt(<see cref="SquaredNorm"/>), unscaled: it overflows to infinity when the sum of
    /// squares does (elements near 1e154), and loses small elements to underflow likewise.
    /// </summary>
    public static double Norm(ReadOnlySpan<double> x) => Math.Sqrt(SquaredNorm(x));

    /// <summary>The largest |x[i]|; NaN if any element is NaN, even beside an infinity.</summary>
    public static double MaxMagnitude(ReadOnlySpan<double> x) =>
        Run<MaxMagnitudeOperator>(SimdWidths.Widest, x, x);

    /// <summary>Any reduction at a given width.</summary>
    internal static unsafe double Run<TOperator>(
        SimdWidth width,
        ReadOnlySpan<double> x,
        ReadOnlySpan<double> y
    )
        where TOperator : struct, IReductionOperator
    {
        KernelGuard.SameLength(x, y);
        fixed (
            double* px = x,
                py = y
        )
        {
            LaneReduction<TOperator> loop = new(px, py, x.Length);
            SimdDispatch.Run(width, ref loop);
            return loop.Result;
        }
    }
}
