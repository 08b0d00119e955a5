// Matrix products in the four transposition cases, on row-major views.
// Each output is one chain of fused multiply-adds over k in order, so vectorising over columns changes no bit.

using Verify.Core.Numerics;

namespace Verify.Core.Kernels;

/// <summary>
/// destination = a b, a b^T, a^T b or a^T b^T, or destination + that when <c>accumulate</c> is set.
/// Every output equals, bit for bit, the chain s := fma(a(i,k), b(k,j), s) over k = 0 .. K-1 started from +0
/// (from the old destination when accumulating). NaN and infinities propagate as IEEE 754 has it; an empty inner
/// extent gives +0 (leaves the destination when accumulating). The destination must not overlap a or b.
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
    )
    {
        Check(a.Rows, a.Columns, b.Rows, b.Columns, a, b, destination);
        Reference.MatrixProduct.Run(
            a.Data,
            a.Stride,
            1,
            b.Data,
            b.Stride,
            1,
            a.Columns,
            destination,
            accumulate
        );
    }

    /// <summary>destination (M x P) = a (M x K) b^T, b being P x K.</summary>
    /// <exception cref="ArgumentException">The extents do not fit, or the destination overlaps an operand.</exception>
    public static void MultiplyTransposedRight(
        ReadOnlyMatrixView a,
        ReadOnlyMatrixView b,
        MatrixView destination,
        bool accumulate = false
    )
    {
        Check(a.Rows, a.Columns, b.Columns, b.Rows, a, b, destination);
        Reference.MatrixProduct.Run(
            a.Data,
            a.Stride,
            1,
            b.Data,
            1,
            b.Stride,
            a.Columns,
            destination,
            accumulate
        );
    }

    /// <summary>destination (M x P) = a^T b, a being K x M and b K x P.</summary>
    /// <exception cref="ArgumentException">The extents do not fit, or the destination overlaps an operand.</exception>
    public static void MultiplyTransposedLeft(
        ReadOnlyMatrixView a,
        ReadOnlyMatrixView b,
        MatrixView destination,
        bool accumulate = false
    )
    {
        Check(a.Columns, a.Rows, b.Rows, b.Columns, a, b, destination);
        Reference.MatrixProduct.Run(
            a.Data,
            1,
            a.Stride,
            b.Data,
            b.Stride,
            1,
            a.Rows,
            destination,
            accumulate
        );
    }

    /// <summary>destination (M x P) = a^T b^T, a being K x M and b P x K.</summary>
    /// <exception cref="ArgumentException">The extents do not fit, or the destination overlaps an operand.</exception>
    public static void MultiplyTransposedBoth(
        ReadOnlyMatrixView a,
        ReadOnlyMatrixView b,
        MatrixView destination,
        bool accumulate = false
    )
    {
        Check(a.Columns, a.Rows, b.Columns, b.Rows, a, b, destination);
        Reference.MatrixProduct.Run(
            a.Data,
            1,
            a.Stride,
            b.Data,
            1,
            b.Stride,
            a.Rows,
            destination,
            accumulate
        );
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
