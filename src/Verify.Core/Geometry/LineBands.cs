// Bands on a line: windows of the sorted samples. Exact; a bracket when there are too many equal candidates.

using Verify.Core.Numerics;

namespace Verify.Core.Geometry;

/// <summary>The solver for D = 1.</summary>
internal static class LineBands
{
    /// <summary>Ends of sup (count - slack) / half-width; the upper end alone is of interest, BandCount gives the lower.</summary>
    /// <remarks>
    /// Samples in equal steps are the bad case of the jumping scan (all windows are nearly as good), O(N^2). After
    /// <paramref name="effort"/> visits a coarser scan with stride s = N^2 / effort takes over: at most N^2 / s visits,
    /// and an upper end too high by at most the factor 1 + (s - 1) / (c - slack) for the best window's c.
    /// </remarks>
    internal static BandEnds Solve(PointSet points, int slack, double floor, long effort)
    {
        int n = points.Count;
        if (n <= slack)
        {
            return BandEnds.Nothing;
        }

        double[] sorted = Sorted(points);
        WindowTerms terms = new(slack, floor, 0.5, points.Perturbation);
        long steps = effort;
        double upper = WindowScan.AtMost(sorted, sorted, terms, 0, 1, ref steps, out _, out _);
        if (!double.IsNaN(upper))
        {
            return new BandEnds(0, upper, [1], BandMethod.Exact);
        }

        int stride = (int)Math.Ceiling((double)n / effort * n) + 1;
        steps = long.MaxValue;
        upper = WindowScan.AtMost(sorted, sorted, terms, 0, stride, ref steps, out _, out _);
        return new BandEnds(0, upper, [1], BandMethod.Bracket);
    }

    /// <summary>The least half-width of an interval that holds c samples, rounded down, for each count.</summary>
    internal static void HalfWidths(PointSet points, ReadOnlySpan<int> counts, Span<double> halfWidths)
    {
        double[] sorted = Sorted(points);
        for (int m = 0; m < counts.Length; m++)
        {
            double least = double.PositiveInfinity;
            for (int k = 0; k + counts[m] <= sorted.Length; k++)
            {
                least = Math.Min(least, DirectedRounding.SubtractDown(sorted[k + counts[m] - 1], sorted[k]));
            }

            halfWidths[m] = Math.Max(0, DirectedRounding.SubtractDown(least / 2, points.Perturbation));
        }
    }

    private static double[] Sorted(PointSet points)
    {
        double[] sorted = [.. points.Data];
        Array.Sort(sorted);
        return sorted;
    }
}
