// The worst window of sorted numbers, whatever their number: the jumping scan, and two ways out when it finds no jumps.
// WindowScan bounds cells too; this is for one direction.

using Verify.Core.Numerics;

namespace Verify.Core.Geometry;

/// <summary>An upper bound on the value (c - slack) / h of every window, and a window that reaches it or nearly.</summary>
/// <param name="AtMost">No window has a higher value.</param>
/// <param name="From">The first number of the best window, -1 when no window has more than slack numbers.</param>
/// <param name="To">The last number of the best window.</param>
/// <param name="IsExact">Whether the window's value is the bound, up to rounding.</param>
internal readonly record struct WorstWindow(double AtMost, int From, int To, bool IsExact)
{
    // The scan's visits per number before another way is tried.
    private const int VisitsPerNumber = 40;

    /// <summary>The worst window of ascending numbers.</summary>
    /// <param name="sorted">n ascending numbers.</param>
    /// <param name="terms">Slack, floor, factor and shrink; see <see cref="WindowScan"/>.</param>
    /// <param name="effort">Visits that the last resort may take.</param>
    internal static WorstWindow Of(ReadOnlySpan<double> sorted, in WindowTerms terms, long effort)
    {
        int n = sorted.Length;
        long steps = (long)VisitsPerNumber * n;
        double value = WindowScan.AtMost(sorted, sorted, terms, 0, 1, ref steps, out int from, out int to);
        if (!double.IsNaN(value))
        {
            return new WorstWindow(value, from, to, true);
        }

        if (terms.Floor > 0)
        {
            return ByExcess(sorted, terms);
        }

        // Equal steps and a floor of 0: all windows are nearly as good. A stride s looks at n^2 / s windows at most, and
        // counts at most s - 1 numbers too many in each.
        steps = Math.Max(effort, (long)VisitsPerNumber * n);
        value = WindowScan.AtMost(sorted, sorted, terms, 0, 1, ref steps, out from, out to);
        bool finished = !double.IsNaN(value);
        if (!finished)
        {
            int stride = (int)Math.Min(n, Math.Ceiling((double)n / effort * n) + 1);
            steps = long.MaxValue;
            value = WindowScan.AtMost(sorted, sorted, terms, 0, stride, ref steps, out from, out to);
        }

        return new WorstWindow(value, from, to, finished);
    }

    /// <summary>
    /// Fractional programming (Dinkelbach 1967): for a value B reached by a window, M = the largest excess
    /// c - slack - B h over windows wider than the floor, in one pass, since the excess is a difference of a term of the
    /// last number and one of the first. If M > 0 its window has a higher value, the next B; in any case
    /// <code>(c - slack) / h &lt;= B + max(0, M) / floor for these windows, (c - slack) / floor for the others.</code>
    /// A few passes end it.
    /// </summary>
    private static WorstWindow ByExcess(ReadOnlySpan<double> sorted, in WindowTerms terms)
    {
        int n = sorted.Length;
        double range = (sorted[^1] - sorted[0]) * terms.Factor;
        double best = 0;
        double atMost = double.PositiveInfinity;
        (int from, int to) = (-1, -1);
        for (int pass = 0; pass < 64; pass++)
        {
            double reached = best;
            double excess = double.NegativeInfinity;
            double narrow = 0;
            double lowest = double.PositiveInfinity;
            (int lowestAt, int widestFrom, int widestTo) = (-1, -1, -1);
            int first = 0;
            for (int j = 0; j < n; j++)
            {
                // Where a window is put, by a rounded comparison, does not matter: both bounds hold for all windows.
                for (
                    ;
                    first < j && (sorted[j] - sorted[first]) * terms.Factor - terms.Shrink > terms.Floor;
                    first++
                )
                {
                    double term = first - best * ((sorted[first] - sorted[0]) * terms.Factor);
                    if (term < lowest)
                    {
                        (lowest, lowestAt) = (term, first);
                    }
                }

                int gain = j - first + 1 - terms.Slack;
                narrow = Math.Max(narrow, gain / terms.Floor);
                if (narrow > reached)
                {
                    (reached, from, to) = (narrow, first, j);
                }

                double last = j + 1 - terms.Slack - best * ((sorted[j] - sorted[0]) * terms.Factor);
                if (last - lowest > excess)
                {
                    (excess, widestFrom, widestTo) = (last - lowest, lowestAt, j);
                }
            }

            // Each term is off by at most 4 u (n + B range), their difference by 2 u of that more; slack and shrink enter
            // once. 16 u of everything is more.
            excess +=
                best * terms.Shrink
                + 16
                    * RoundingError.UnitRoundoff
                    * (n + terms.Slack + best * (range + Math.Abs(terms.Shrink)));
            double bound = Math.Max(narrow, best + Math.Max(0, excess) / terms.Floor);
            atMost = Math.Min(atMost, bound * (1 + 8 * RoundingError.UnitRoundoff));
            if (widestFrom >= 0)
            {
                double half = (sorted[widestTo] - sorted[widestFrom]) * terms.Factor - terms.Shrink;
                double value = (widestTo - widestFrom + 1 - terms.Slack) / Math.Max(half, terms.Floor);
                if (value > reached)
                {
                    (reached, from, to) = (value, widestFrom, widestTo);
                }
            }

            if (!(reached > best))
            {
                break;
            }

            best = reached;
        }

        return new WorstWindow(atMost, from, to, atMost <= best * (1 + 1e-9));
    }
}
