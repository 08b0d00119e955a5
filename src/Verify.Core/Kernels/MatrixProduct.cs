// Matrix products in the four transposition cases, on row-major views.
// Each output is one chain of fused multiply-adds over k in order, so vectorising over columns changes no bit.
// Here are the checked entries; the loops are in ProductLoop.cs and ProductTile.cs.

using Verify.Core.Kernels.Simd;
using Verify.Core.Numerics;

namespace Verify.Core.Kernels;

/// <summary>
/// destination = a b, a b^T, a^T b or a^T b^T, or destination + that when <c>accumulate</c> is set.
/// Every output equals, bit for bit, the chain s := fma(a(i,k), b(k,j), s) over k = 0 .. K-1 started from +0
/// (from the old destination when accumulating). NaN and infinities propagate as IEEE 754 has it; an empty inner
/// extent gives +0 (leaves the destination when accumulating). The destination must not overlap a or b. Allocates nothing.
/// </summary>
public static class MatrixProduct
{
    /// <summary>destination (M x P) = a (M x K) b (K x P).</summary>
    /// <exception cref="ArgumentException">The extents do not fit, or the destination overlaps an operand.</exception>
    public static void Multiply(
        ReadOnlyMatrixView a,
        ReadOnlyMatrixView b,
        MatrixView destination,
        bool accumulate = false
    ) => Run(SimdWidths.WidestFused, a, false, b, false, destination, accumulate);

    /// <summary>destination (M x P) = a (M x K) b^T, b being P x K.</summary>
    /// <exception cref="ArgumentException">The extents do not fit, or the destination overlaps an operand.</exception>
    public static void MultiplyTransposedRight(
        ReadOnlyMatrixView a,
        ReadOnlyMatrixView b,
        MatrixView destination,
        bool accumulate = false
    ) => Run(SimdWidths.WidestFused, a, false, b, true, destination, accumulate);

    /// <summary>destination (M x P) = a^T b, a being K x M and b K x P.</summary>
    /// <exception cref="ArgumentException">The extents do not fit, or the destination overlaps an operand.</exception>
    public static void MultiplyTransposedLeft(
        ReadOnlyMatrixView a,
        ReadOnlyMatrixView b,
        MatrixView destination,
        bool accumulate = false
    ) => Run(SimdWidths.WidestFused, a, true, b, false, destination, accumulate);

    /// <summary>destination (M x P) = a^T b^T, a being K x M and b P x K.</summary>
    /// <exception cref="ArgumentException">The extents do not fit, or the destination overlaps an operand.</exception>
    public static void MultiplyTransposedBoth(
        ReadOnlyMatrixView a,
        ReadOnlyMatrixView b,
        MatrixView destination,
        bool accumulate = false
    ) => Run(SimdWidths.WidestFused, a, true, b, true, destination, accumulate);

    /// <summary>Any case at a given width: a and b are taken transposed where asked.</summary>
    internal static unsafe void Run(
        SimdWidth width,
        ReadOnlyMatrixView a,
        bool transposeA,
        ReadOnlyMatrixView b,
        bool transposeB,
        MatrixView destination,
        bool accumulate
    )
    {
        int inner = transposeA ? a.Rows : a.Columns;
        Check(
            transposeA ? a.Columns : a.Rows,
            inner,
            transposeB ? b.Columns : b.Rows,
            transposeB ? b.Rows : b.Columns,
            a,
            b,
            destination
        );
        fixed (
            double* pa = a.Data,
                pb = b.Data,
                pc = destination.Data
        )
        {
            ProductLoop loop = new()
            {
                Operands = new ProductOperands
                {
                    A = pa,
                    ARow = transposeA ? 1 : a.Stride,
                    AStep = transposeA ? a.Stride : 1,
                    B = pb,
                    BStep = transposeB ? 1 : b.Stride,
                    C = pc,
                    CRow = destination.Stride,
                    Inner = inner,
                    Load = accumulate,
                },
                BColumn = transposeB ? b.Stride : 1,
                Rows = destination.Rows,
                Columns = destination.Columns,
            };
            SimdDispatch.Run(width, ref loop);
        }
    }

    private static void Check(
        int rows,
        int inner,
        int bInner,
        int columns,
        ReadOnlyMatrixView a,
        ReadOnlyMatrixView b,
        MatrixView destination
    )
    {
        if (inner != bInner || destination.Rows != rows || destination.Columns != columns)
        {
            throw new ArgumentException(
                $"A {rows} x {inner} by {bInner} x {columns} product does not fit a {destination.Rows} x {destination.Columns} destination."
            );
        }

        if (a.Data.Overlaps(destination.Data) || b.Data.Overlaps(destination.Data))
        {
            throw new ArgumentException("The destination of a matrix product overlaps an operand.");
        }
    }
}
