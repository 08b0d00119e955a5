// Bands on a line: windows of the sorted samples. Exact; a bracket in one bad case (WorstWindow).
// One dimension only; a direction of many is BandCount's.

using Verify.Core.Numerics;

namespace Verify.Core.Geometry;

/// <summary>The solver for D = 1.</summary>
internal static class LineBands
{
    /// <summary>
    /// Ends of sup (count - slack) / half-width; the upper end alone is of interest, <see cref="BandCount"/> gives the lower.
    /// </summary>
    internal static BandEnds Solve(PointSet points, int slack, double floor, long effort)
    {
        if (points.Count <= slack)
        {
            return BandEnds.Nothing;
        }

        WindowTerms terms = new(slack, floor, 0.5, points.Perturbation);
        WorstWindow worst = WorstWindow.Of(Sorted(points), terms, effort);
        return new BandEnds(0, worst.AtMost, [1], worst.IsExact ? BandMethod.Exact : BandMethod.Bracket);
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
