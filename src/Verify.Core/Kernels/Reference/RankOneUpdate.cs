// The scalar meaning of Kernels/RankOneUpdate.cs. Not for speed.

using Verify.Core.Numerics;

namespace Verify.Core.Kernels.Reference;

/// <summary>destination + alpha x y^T, entry by entry.</summary>
internal static class RankOneUpdate
{
    internal static void Add(
        double alpha,
        ReadOnlySpan<double> x,
        ReadOnlySpan<double> y,
        MatrixView destination
    )
    {
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = 0; j < y.Length; j++)
            {
                destination[i, j] = Math.FusedMultiplyAdd(alpha * x[i], y[j], destination[i, j]);
            }
        }
    }
}
