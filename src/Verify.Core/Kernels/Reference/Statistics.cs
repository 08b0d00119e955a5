// The scalar meaning of Kernels/Statistics.cs, one column (pair) at a time. Not for speed.

using Verify.Core.Numerics;

namespace Verify.Core.Kernels.Reference;

/// <summary>Column statistics, every sum over the samples in order.</summary>
internal static class Statistics
{
    internal static double Mean(ReadOnlyMatrixView x, int column)
    {
        double sum = 0;
        for (int i = 0; i < x.Rows; i++)
        {
            sum += x[i, column];
        }

        return sum / x.Rows;
    }

    internal static double Variance(ReadOnlyMatrixView x, int column) => SumOfSquares(x, column) / x.Rows;

    internal static double Correlation(
        ReadOnlyMatrixView t,
        int j,
        ReadOnlyMatrixView s,
        int k,
        CorrelationGuard guard
    )
    {
        double meanT = Mean(t, j);
        double meanS = Mean(s, k);
        double product = 0;
        for (int i = 0; i < t.Rows; i++)
        {
            product = Math.FusedMultiplyAdd(t[i, j] - meanT, s[i, k] - meanS, product);
        }

        double qt = SumOfSquares(t, j);
        double qs = SumOfSquares(s, k);
        return guard == CorrelationGuard.SumOfSquares
            ? product / (Math.Sqrt(qt + 1e-10) * Math.Sqrt(qs + 1e-10))
            : product / t.Rows / (Math.Sqrt(qt / t.Rows + 1e-7) * Math.Sqrt(qs / t.Rows + 1e-7));
    }

    private static double SumOfSquares(ReadOnlyMatrixView x, int column)
    {
        double mean = Mean(x, column);
        double sum = 0;
        for (int i = 0; i < x.Rows; i++)
        {
            double centred = x[i, column] - mean;
            sum = Math.FusedMultiplyAdd(centred, centred, sum);
        }

        return sum;
    }
}
