// The scalar meaning of Kernels/MatrixProduct.cs: what every vectorised path must equal to the last bit.
// Not for speed.

using Verify.Core.Numerics;

namespace Verify.Core.Kernels.Reference;

/// <summary>
/// Matrix products in which every output is one chain of fused multiply-adds over k = 0, 1, .., K-1, started
/// from +0 (or from the destination when accumulating).
/// </summary>
internal static class MatrixProduct
{
    /// <summary>destination[i, j] = sum over k of a(i, k) * b(k, j), a and b given by element strides.</summary>
    internal static void Run(
        ReadOnlySpan<double> a,
        int aRowStride,
        int aColumnStride,
        ReadOnlySpan<double> b,
        int bRowStride,
        int bColumnStride,
        int inner,
        MatrixView destination,
        bool accumulate
    )
    {
        for (int i = 0; i < destination.Rows; i++)
        {
            for (int j = 0; j < destination.Columns; j++)
            {
                double sum = accumulate ? destination[i, j] : 0;
                for (int k = 0; k < inner; k++)
                {
                    sum = Math.FusedMultiplyAdd(
                        a[i * aRowStride + k * aColumnStride],
                        b[k * bRowStride + j * bColumnStride],
                        sum
                    );
                }

                destination[i, j] = sum;
            }
        }
    }
}
