// How the tables write their numbers: medians with ranges, counts by value, rank correlations. It measures nothing.

namespace Verify.Benchmarks.Published;

/// <summary>Summaries of a few numbers, as text in the invariant culture or as one number.</summary>
internal static class Figures
{
    /// <summary>"median (least .. greatest)".</summary>
    internal static string Spread(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return $"{Number(Quantile(sorted, 0.5))} ({Number(sorted[0])} .. {Number(sorted[^1])})";
    }

    /// <summary>"value: how often, ..", by ascending value.</summary>
    internal static string ByValue(IEnumerable<double> values) =>
        string.Join(
            ", ",
            values.GroupBy(value => value).OrderBy(group => group.Key).Select(g => $"{g.Key}: {g.Count()}")
        );

    /// <summary>Up to three significant digits; powers of ten outside 0.001 .. 100,000.</summary>
    internal static string Number(double value) =>
        value == 0 || Math.Abs(value) is >= 1e-3 and < 1e5 ? $"{value:g3}" : $"{value:0.0e0}";

    /// <summary>The median of the two nearest order statistics at <paramref name="q"/>.</summary>
    internal static double Quantile(double[] sorted, double q)
    {
        double at = q * (sorted.Length - 1);
        return (sorted[(int)Math.Floor(at)] + sorted[(int)Math.Ceiling(at)]) / 2;
    }

    /// <summary>Spearman's correlation of ranks; equal values are ranked as they come.</summary>
    internal static double RankCorrelation(double[] x, double[] y)
    {
        double[] left = Ranks(x);
        double[] right = Ranks(y);
        double mean = (x.Length - 1) / 2.0;
        double product = 0;
        double square = 0;
        for (int i = 0; i < x.Length; i++)
        {
            product += (left[i] - mean) * (right[i] - mean);
            square += (left[i] - mean) * (left[i] - mean);
        }

        return product / square;
    }

    private static double[] Ranks(double[] values)
    {
        int[] order = [.. Enumerable.Range(0, values.Length)];
        Array.Sort([.. values], order);
        double[] ranks = new double[values.Length];
        for (int i = 0; i < order.Length; i++)
        {
            ranks[order[i]] = i;
        }

        return ranks;
    }
}
