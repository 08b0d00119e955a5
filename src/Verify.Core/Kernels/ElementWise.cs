// Element-wise arithmetic on spans. No broadcasting of shapes, no views: a view goes row by row.

using Verify.Core.Kernels.Simd;

namespace Verify.Core.Kernels;

/// <summary>
/// One operation per element, each rounded once. The operands of a call have one length n; the destination may be
/// longer, and only its first n elements are written. It may be an operand itself (same first element); an overlap
/// shifted against an operand is refused. NaN, infinities and signed zeros as IEEE 754 has them; n = 0 does nothing.
/// Allocates nothing.
/// </summary>
public static class ElementWise
{
    /// <summary>destination[i] = x[i] + y[i].</summary>
    /// <exception cref="ArgumentException">Lengths that do not fit, or a shifted overlap.</exception>
    public static void Add(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> destination) =>
        Run(SimdWidths.Widest, default(AddOperator), x, y, y, destination);

    /// <summary>destination[i] = x[i] - y[i].</summary>
    /// <exception cref="ArgumentException">Lengths that do not fit, or a shifted overlap.</exception>
    public static void Subtract(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> destination) =>
        Run(SimdWidths.Widest, default(SubtractOperator), x, y, y, destination);

    /// <summary>destination[i] = x[i] y[i].</summary>
    /// <exception cref="ArgumentException">Lengths that do not fit, or a shifted overlap.</exception>
    public static void Multiply(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> destination) =>
        Run(SimdWidths.Widest, default(MultiplyOperator), x, y, y, destination);

    /// <summary>destination[i] = factor x[i].</summary>
    /// <exception cref="ArgumentException">Lengths that do not fit, or a shifted overlap.</exception>
    public static void Scale(double factor, ReadOnlySpan<double> x, Span<double> destination) =>
        Run(SimdWidths.Widest, new ScaleOperator(factor), x, x, x, destination);

    /// <summary>destination[i] = fma(x[i], y[i], addend[i]).</summary>
    /// <exception cref="ArgumentException">Lengths that do not fit, or a shifted overlap.</exception>
    public static void MultiplyAdd(
        ReadOnlySpan<double> x,
        ReadOnlySpan<double> y,
        ReadOnlySpan<double> addend,
        Span<double> destination
    ) => Run(SimdWidths.WidestFused, default(MultiplyAddOperator), x, y, addend, destination);

    /// <summary>destination[i] = fma(factor, x[i], addend[i]).</summary>
    /// <exception cref="ArgumentException">Lengths that do not fit, or a shifted overlap.</exception>
    public static void MultiplyAdd(
        double factor,
        ReadOnlySpan<double> x,
        ReadOnlySpan<double> addend,
        Span<double> destination
    ) => Run(SimdWidths.WidestFused, new ScaleAddOperator(factor), x, addend, addend, destination);

    /// <summary>Any operator at a given width.</summary>
    internal static unsafe void Run<TOperator>(
        SimdWidth width,
        TOperator op,
        ReadOnlySpan<double> x,
        ReadOnlySpan<double> y,
        ReadOnlySpan<double> z,
        Span<double> destination
    )
        where TOperator : struct, IElementOperator
    {
        KernelGuard.SameLength(x, y);
        KernelGuard.SameLength(x, z);
        destination = KernelGuard.Destination(destination, x.Length);
        KernelGuard.InPlaceOrDisjoint(x, destination);
        KernelGuard.InPlaceOrDisjoint(y, destination);
        KernelGuard.InPlaceOrDisjoint(z, destination);
        fixed (
            double* px = x,
                py = y,
                pz = z,
                pd = destination
        )
        {
            ElementLoop<TOperator> loop = new(op, px, py, pz, pd, x.Length);
            SimdDispatch.Run(width, ref loop);
        }
    }
}
