// Branch and bound over cells of directions: the worst band in few dimensions, between two ends.
// Sound wherever it stops; exact only in the limit.

using Verify.Core.Numerics;

namespace Verify.Core.Geometry;

/// <summary>The solver for D = 2 and 3 (and more, at a price): best-first over <see cref="DirectionCells"/>.</summary>
internal static class CellBands
{
    /// <summary>Ends of sup (count - slack) / half-width. With a floor of 0 the upper end may stay infinite.</summary>
    /// <param name="points">N x D points, D >= 2.</param>
    /// <param name="slack">The additive allowance.</param>
    /// <param name="floor">The least half-width.</param>
    /// <param name="known">A value that some band is known to reach; 0 when none is.</param>
    /// <param name="options">Gap and effort.</param>
    internal static BandEnds Solve(
        PointSet points,
        int slack,
        double floor,
        double known,
        BandOptions options
    )
    {
        if (points.Count <= slack)
        {
            return BandEnds.Nothing;
        }

        if (double.IsPositiveInfinity(known))
        {
            return new BandEnds(known, known, [], BandMethod.BranchAndBound);
        }

        DirectionCells cells = new(points);
        PriorityQueue<int, (double Bound, int Cell)> open = new();
        double best = known;
        double[] direction = [];
        double settled = 0;
        long effort = options.Effort;
        void Push(int cell)
        {
            long steps = long.MaxValue;
            double bound = Bound(cells, cell, slack, floor, ref best, ref direction, ref steps);
            effort -= 3L * points.Count + (long.MaxValue - steps);
            if (bound > best)
            {
                // Ties by number, so that the order does not depend on the queue's implementation.
                open.Enqueue(cell, (-bound, cell));
            }
        }

        for (int face = 0; face < points.Dimension; face++)
        {
            Push(face);
        }

        while (open.TryPeek(out int cell, out (double Bound, int Cell) priority))
        {
            double bound = -priority.Bound;
            if (bound <= best * (1 + options.Gap) || effort < 0)
            {
                settled = Math.Max(settled, bound);
                break;
            }

            open.Dequeue();
            int first = cells.Cells;
            if (cells.Split(cell))
            {
                Push(first);
                Push(first + 1);
            }
            else
            {
                settled = Math.Max(settled, bound);
            }
        }

        return new BandEnds(best, Math.Max(best, settled), direction, BandMethod.BranchAndBound);
    }

    /// <summary>No direction of the cell has a window of a higher value; the centre's own best window is tried on the way.</summary>
    private static double Bound(
        DirectionCells cells,
        int cell,
        int slack,
        double floor,
        ref double best,
        ref double[] direction,
        ref long steps
    )
    {
        cells.Open(cell, withCentre: true);
        WindowTerms centre = new(slack, floor, 0.5 / cells.CentreLength, -cells.Error / cells.CentreLength);
        WindowScan.AtMost(cells.Along, cells.Along, centre, best, 1, ref steps, out int from, out int to);
        if (to >= 0)
        {
            // Downwards this time: the window's samples are within Error of their computed projections.
            double width = cells.Along[to] - cells.Along[from] + 2 * cells.Error;
            double half = Math.Max(
                floor,
                width / 2 / cells.CentreLength * (1 + 8 * RoundingError.UnitRoundoff)
            );
            double value = (to - from + 1 - slack) / half * (1 - 8 * RoundingError.UnitRoundoff);
            if (half > 0 && value > best)
            {
                best = value;
                direction = cells.Centre(cell);
            }
        }

        WindowTerms terms = new(
            slack,
            floor,
            0.5 / cells.LongestNormal * (1 - 4 * RoundingError.UnitRoundoff),
            0
        );
        return WindowScan.AtMost(cells.Most, cells.Least, terms, best, 1, ref steps, out _, out _);
    }
}
