// The scalar meaning of Kernels/GatedProduct.cs. Not for speed.

using Verify.Core.Numerics;

namespace Verify.Core.Kernels.Reference;

/// <summary>Products with gates, entry by entry.</summary>
internal static class GatedProduct
{
    internal static void MultiplyTransposedRight(
        ReadOnlyMatrixView v,
        ReadOnlySpan<double> gate,
        ReadOnlyMatrixView w,
        MatrixView destination,
        bool accumulate
    )
    {
        for (int i = 0; i < destination.Rows; i++)
        {
            for (int j = 0; j < destination.Columns; j++)
            {
                double sum = accumulate ? destination[i, j] : 0;
                for (int k = 0; k < gate.Length; k++)
                {
                    sum = Math.FusedMultiplyAdd(v[i, k] * gate[k], w[j, k], sum);
                }

                destination[i, j] = sum;
            }
        }
    }

    internal static void MultiplyTransposedRightThenGate(
        ReadOnlyMatrixView g,
        ReadOnlyMatrixView w,
        ReadOnlyMatrixView gates,
        MatrixView destination
    )
    {
        for (int i = 0; i < destination.Rows; i++)
        {
            for (int j = 0; j < destination.Columns; j++)
            {
                double sum = 0;
                for (int k = 0; k < g.Columns; k++)
                {
                    sum = Math.FusedMultiplyAdd(g[i, k], w[j, k], sum);
                }

                destination[i, j] = gates[i, j] * sum;
            }
        }
    }
}
