// The best window of a sorted line of numbers: the one-dimensional core of every band solver.
// It looks at all windows but visits few: those that cannot beat the best value are jumped over.

using Verify.Core.Numerics;

namespace Verify.Core.Geometry;

/// <summary>
/// Windows [k, j], k &lt;= j, of two ascending lists: count c = j - k + 1, half-width
/// h = max(floor, max(0, right_j - left_k) factor - shrink), value (c - slack) / h.
/// <para>
/// The lists are one and the same for samples on a line. For a cell of directions, left holds the largest value that a
/// sample's projection takes in the cell and right the least, each sorted on its own: a band that holds c samples for
/// some direction of the cell has k = #{largest &lt; its left side} and j + 1 = #{least &lt;= its right side} with
/// j + 1 - k >= c and right_j - left_k at most its width, so its value is at most that of the window [k, j].
/// </para>
/// <para>
/// Jumping: for fixed k the half-width does not fall with j. If it is h at j, a later window beats the best value B only
/// if c - slack > B h, so the next c to look at is slack + floor(B h) + 1. When B is well above the density of the
/// samples around k the half-width grows by a factor at every jump, and a few jumps pass over all windows of k.
/// </para>
/// </summary>
internal static class WindowScan
{
    // Four roundings or fewer separate a computed half-width from the exact one; 8 u of it more than covers them.
    private const double Loosen = 8 * RoundingError.UnitRoundoff;

    /// <summary>
    /// max(best, value of any window), never below the exact one: half-widths are rounded down, values up. The best
    /// window is returned in (from, to), or (-1, -1) when none beats <paramref name="best"/>.
    /// </summary>
    /// <param name="left">n ascending numbers, the left sides.</param>
    /// <param name="right">n ascending numbers, the right sides.</param>
    /// <param name="terms">Slack, floor, factor and shrink.</param>
    /// <param name="best">Values up to this are of no interest.</param>
    /// <param name="stride">
    /// 1 for every window. s > 1 looks at every s-th k with the left side of k + s - 1: each window [i, j] is then covered
    /// by one that starts up to s - 1 samples earlier and is not wider, so the result is still an upper bound.
    /// </param>
    /// <param name="steps">Windows that may be visited; when they run out the result is NaN.</param>
    /// <param name="from">k of the best window.</param>
    /// <param name="to">j of the best window.</param>
    internal static double AtMost(
        ReadOnlySpan<double> left,
        ReadOnlySpan<double> right,
        in WindowTerms terms,
        double best,
        int stride,
        ref long steps,
        out int from,
        out int to
    )
    {
        int n = left.Length;
        (from, to) = (-1, -1);
        double factor = terms.Factor * (1 - Loosen);
        double shrink = terms.Shrink + 4 * RoundingError.Underflow; // what a product below the normal range can gain
        for (int k = 0; k + terms.Slack < n; k += stride)
        {
            double start = left[Math.Min(k + stride - 1, n - 1)];
            int j = k + terms.Slack;
            while (j < n)
            {
                if (--steps < 0)
                {
                    return double.NaN;
                }

                double h = Math.Max(terms.Floor, Math.Max(0, right[j] - start) * factor - shrink);
                int gain = j - k + 1 - terms.Slack;
                if (gain > best * h * (1 - Loosen))
                {
                    if (h <= 0)
                    {
                        (from, to) = (k, j);
                        return double.PositiveInfinity;
                    }

                    double value = gain / h * (1 + Loosen);
                    if (value > best)
                    {
                        (best, from, to) = (value, k, j);
                    }
                }

                double next = best * h * (1 - Loosen);
                if (next >= n)
                {
                    break;
                }

                j = k + terms.Slack + Math.Max(gain + 1, (int)next + 1) - 1;
            }
        }

        return best;
    }
}

/// <summary>The constants of a scan; see <see cref="WindowScan"/>.</summary>
internal readonly record struct WindowTerms(int Slack, double Floor, double Factor, double Shrink);
