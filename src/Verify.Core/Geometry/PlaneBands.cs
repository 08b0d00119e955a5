// Bands in the plane, exactly: the best window at every event of the rotational sweep.
// For moderate N (the events are N^2 / 2); above that DirectionCells gives a bracket.

using Verify.Core.Numerics;

namespace Verify.Core.Geometry;

/// <summary>
/// The solver for D = 2. Between two events the width of a window with fixed end points is |q - p| times a sine without a
/// zero, which is concave: its least value is at an event at which one of its ends moves. (Its ends do move: after half a
/// turn the order is reversed.) So W_c, the least width of c samples, is the least over events of the windows with an
/// end in a block that moves, and there the best one to the right starts at the block's first point and the best one
/// to the left ends at its last.
/// </summary>
internal static class PlaneBands
{
    /// <summary>Ends of sup (count - slack) / half-width, with a direction of the worst band.</summary>
    /// <param name="points">N x 2 points served by <see cref="ExactPlane"/>.</param>
    /// <param name="slack">The additive allowance.</param>
    /// <param name="floor">The least half-width.</param>
    /// <param name="known">A value (count - slack) / half-width that some band is known to reach; 0 when none is.</param>
    internal static BandEnds Solve(PointSet points, int slack, double floor, double known)
    {
        if (points.Count <= slack)
        {
            return BandEnds.Nothing;
        }

        RatioVisitor visitor = new(slack, floor, points.Perturbation, known);
        PlaneSweep.Run(points.Data, ref visitor);
        double[] direction = [];
        if (visitor.P >= 0)
        {
            (double px, double py) = (points.Data[2 * visitor.P], points.Data[2 * visitor.P + 1]);
            (double qx, double qy) = (points.Data[2 * visitor.Q], points.Data[2 * visitor.Q + 1]);
            direction = [-(qy - py), qx - px];
        }
        else if (!visitor.Moved)
        {
            // All points are equal: one window, of width 0 in every direction.
            double half = Math.Max(floor, 0);
            double value = half == 0 ? double.PositiveInfinity : (points.Count - slack) / half;
            double lowest = Math.Max(floor, points.Perturbation);
            return new BandEnds(
                lowest == 0
                    ? double.PositiveInfinity
                    : DirectedRounding.DivideDown(points.Count - slack, lowest),
                Math.BitIncrement(value),
                [1, 0],
                BandMethod.Exact
            );
        }

        // A window is measured only when it could beat Lower by more than rounding; the rest of Upper is that margin.
        double upper = Math.Max(visitor.Upper, visitor.Lower * (1 + 8 * RatioVisitor.Error));
        return new BandEnds(visitor.Lower, upper, direction, BandMethod.Exact);
    }

    /// <summary>The least half-width of a band that holds c points, rounded down, for each count.</summary>
    internal static void HalfWidths(PointSet points, ReadOnlySpan<int> counts, Span<double> halfWidths)
    {
        WidthVisitor visitor = new(counts.ToArray(), new double[counts.Length], points.Perturbation);
        Array.Fill(visitor.Least, double.PositiveInfinity);
        PlaneSweep.Run(points.Data, ref visitor);
        for (int m = 0; m < counts.Length; m++)
        {
            // Never visited: all points are equal.
            halfWidths[m] = double.IsPositiveInfinity(visitor.Least[m]) ? 0 : visitor.Least[m];
        }
    }

    /// <summary>The distance along the normal of direction q - p from the point a to the point b.</summary>
    private readonly struct Ruler
    {
        // The computed length has a relative error of at most 4 u (two differences, a sum of squares by fma, a root); the
        // quotient and the halving add 2 u. 16 u covers them and the comparisons made with it.
        internal const double Error = 16 * RoundingError.UnitRoundoff;

        private readonly (double X, double Y) p;
        private readonly (double X, double Y) q;
        private readonly double dx;
        private readonly double dy;
        private readonly double halfPerLength;

        internal Ruler((double X, double Y) p, (double X, double Y) q)
        {
            this.p = p;
            this.q = q;
            dx = q.X - p.X;
            dy = q.Y - p.Y;
            double scale = Math.Max(Math.Abs(dx), Math.Abs(dy));
            double x = dx / scale;
            double y = dy / scale;
            halfPerLength = 0.5 / (scale * Math.Sqrt(Math.FusedMultiplyAdd(x, x, y * y)));
        }

        /// <summary>Half the distance, never above the exact one; may be negative.</summary>
        internal double HalfAtMost((double X, double Y) a, (double X, double Y) b)
        {
            double left = dx * (b.Y - a.Y);
            double right = dy * (b.X - a.X);

            // 3 u of the magnitudes bounds the error of the difference (Shewchuk); 4 u leaves room for its own rounding.
            double least = left - right - 4 * RoundingError.UnitRoundoff * (Math.Abs(left) + Math.Abs(right));
            return least * halfPerLength * (1 - Math.Sign(least) * Error);
        }

        /// <summary>Half the distance with a relative error of at most <see cref="Error"/> and that of the cross product.</summary>
        internal double Half((double X, double Y) a, (double X, double Y) b) =>
            ExactPlane.Cross(p, q, a, b) * halfPerLength;
    }

    private struct RatioVisitor(int slack, double floor, double perturbation, double known) : IPlaneVisitor
    {
        internal const double Error = Ruler.Error + ExactPlane.CrossError;

        /// <summary>The best value certainly reached so far.</summary>
        internal double Lower = known;

        /// <summary>No window so far has a higher value.</summary>
        internal double Upper = known;

        /// <summary>The pair that gives the direction of the best window; -1 when none beat what was known.</summary>
        internal int P = -1;
        internal int Q = -1;
        internal bool Moved;

        public void Visit(PlaneOrder order, int first, int last, int p, int q)
        {
            Moved = true;
            if (double.IsPositiveInfinity(Lower))
            {
                return;
            }

            Ruler ruler = new(order.Of(p), order.Of(q));
            int n = order.Count;
            Scan(order, in ruler, first, 1, n - first, p, q);
            Scan(order, in ruler, last, -1, last + 1, p, q);
        }

        /// <summary>Windows from position start on in steps of +1 or -1. Within the block the exact width is 0.</summary>
        private void Scan(PlaneOrder order, in Ruler ruler, int start, int step, int room, int p, int q)
        {
            (double X, double Y) origin = order.At(start);
            int count = slack + 1;
            while (count <= room)
            {
                int position = start + step * (count - 1);
                (double X, double Y) end = order.At(position);
                double half = step > 0 ? ruler.HalfAtMost(origin, end) : ruler.HalfAtMost(end, origin);
                double h = Math.Max(floor, half - perturbation);
                int gain = count - slack;
                if (gain > Lower * h * (1 + 4 * Error))
                {
                    Measure(in ruler, step > 0 ? origin : end, step > 0 ? end : origin, gain, p, q);
                }

                // As in WindowScan: later windows are not narrower, so fewer than this many more cannot beat Lower.
                double next = Lower * h * (1 - 4 * Error);
                if (next >= room)
                {
                    return;
                }

                count = slack + Math.Max(gain + 1, (int)next + 1);
            }
        }

        private void Measure(
            in Ruler ruler,
            (double X, double Y) low,
            (double X, double Y) high,
            int gain,
            int p,
            int q
        )
        {
            double half = ruler.Half(low, high);
            double least = Math.Max(floor, half * (1 - Error) - perturbation);
            double most = Math.Max(floor, half * (1 + Error) + perturbation);
            Upper = Math.Max(Upper, least == 0 ? double.PositiveInfinity : gain / least * (1 + Error));
            double reached = most == 0 ? double.PositiveInfinity : gain / most * (1 - Error);
            if (reached > Lower)
            {
                (Lower, P, Q) = (reached, p, q);
            }
        }
    }

    private readonly struct WidthVisitor(int[] counts, double[] least, double perturbation) : IPlaneVisitor
    {
        internal double[] Least => least;

        public void Visit(PlaneOrder order, int first, int last, int p, int q)
        {
            Ruler ruler = new(order.Of(p), order.Of(q));
            for (int m = 0; m < counts.Length; m++)
            {
                int ahead = first + counts[m] - 1;
                int behind = last - counts[m] + 1;
                if (ahead < order.Count)
                {
                    Take(m, ruler.HalfAtMost(order.At(first), order.At(ahead)));
                }

                if (behind >= 0)
                {
                    Take(m, ruler.HalfAtMost(order.At(behind), order.At(last)));
                }
            }
        }

        private void Take(int m, double half) =>
            least[m] = Math.Min(least[m], Math.Max(0, DirectedRounding.SubtractDown(half, perturbation)));
    }
}
