// Branch and bound over cells of directions: the least half-width of a band that holds so many samples.
// A lower bound wherever it stops.

using Verify.Core.Numerics;

namespace Verify.Core.Geometry;

/// <summary>The least half-width over <see cref="DirectionCells"/>, best-first, for D >= 2.</summary>
internal static class CellWidths
{
    /// <summary>A lower bound on the half-width of every band that holds c points, for each count.</summary>
    internal static void HalfWidths(
        PointSet points,
        ReadOnlySpan<int> counts,
        Span<double> halfWidths,
        BandOptions options
    )
    {
        for (int m = 0; m < counts.Length; m++)
        {
            halfWidths[m] = HalfWidth(points, counts[m], options.Effort / counts.Length, options.Gap);
        }
    }

    private static double HalfWidth(PointSet points, int count, long effort, double gap)
    {
        if (count <= 1)
        {
            return 0;
        }

        DirectionCells cells = new(points);
        PriorityQueue<int, (double Bound, int Cell)> open = new();
        double reached = double.PositiveInfinity;
        for (int face = 0; face < points.Dimension; face++)
        {
            open.Enqueue(face, (0, face));
        }

        while (open.TryPeek(out int cell, out (double Bound, int Cell) priority))
        {
            if (priority.Bound >= reached * (1 - gap) || effort < 0)
            {
                return priority.Bound;
            }

            open.Dequeue();
            int first = cells.Cells;
            if (!cells.Split(cell))
            {
                // Too small to be halved; its own bound is the least of all.
                return priority.Bound;
            }

            for (int child = first; child < first + 2; child++)
            {
                cells.Open(child, withCentre: true);
                effort -= 3L * points.Count;
                double least = Narrowest(cells.Most, cells.Least, count) - 2 * RoundingError.Underflow;
                double bound = Math.Max(
                    0,
                    least / 2 / cells.LongestNormal * (1 - 8 * RoundingError.UnitRoundoff)
                );
                double width = Narrowest(cells.Along, cells.Along, count) + 2 * cells.Error;
                reached = Math.Min(
                    reached,
                    width / 2 / cells.CentreLength * (1 + 8 * RoundingError.UnitRoundoff)
                );
                if (bound < reached)
                {
                    open.Enqueue(child, (bound, child));
                }
            }
        }

        // Every cell's bound is at least what some centre reaches, so none is below it.
        return reached;
    }

    /// <summary>min over k of right_(k + count - 1) - left_k.</summary>
    private static double Narrowest(double[] left, double[] right, int count)
    {
        double least = double.PositiveInfinity;
        for (int k = 0; k + count <= left.Length; k++)
        {
            least = Math.Min(least, right[k + count - 1] - left[k]);
        }

        return least;
    }
}
