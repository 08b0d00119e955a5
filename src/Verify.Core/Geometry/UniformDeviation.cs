// The upper end of eta that holds for a random draw of the samples, in any dimension.
// A probability statement under a stated assumption, unlike every other bound here.

using Verify.Core.Numerics;

namespace Verify.Core.Geometry;

/// <summary>Relative deviations of counts from probabilities, over all bands at once.</summary>
internal static class UniformDeviation
{
    /// <summary>
    /// An upper end of eta*, with probability at least the confidence 1 - p over N independent draws from a law whose
    /// one-dimensional projections have densities at most rho:
    /// <code>
    /// P(band) &lt;= min(1, 2 rho r),
    /// P_N &lt;= P + e^2 / 2 + e sqrt(P + e^2 / 4),  e^2 = 4 (ln S(2N) + ln(4 / p)) / N,  S(m) &lt;= (e m / (D + 1))^(2 (D + 1)),
    /// eta &lt;= (P_N - slack / N) / r at r = floor.
    /// </code>
    /// </summary>
    /// <remarks>
    /// The deviation is Vapnik's relative one (Anthony and Shawe-Taylor 1993): P_N - P &lt;= e sqrt(P_N) for all members of a
    /// class with probability at least 1 - 4 S(2N) exp(-e^2 N / 4), solved for P_N. A band is an intersection of two
    /// half-spaces, whose class has VC dimension D + 1, so by Sauer's lemma the growth function is at most the square of
    /// (e m / (D + 1))^(D + 1) once m >= D + 1. As e^2 / 2 >= 2 (D + 1) (1 + ..) / N, the quotient by r has no negative part when
    /// slack &lt;= 4 (D + 1), and falls with r: the floor is the worst. For a larger slack the slack is ignored.
    /// The result is never above (N - slack) / (floor N), which needs no assumption; the caller compares.
    /// </remarks>
    internal static double AtMost(
        int samples,
        int dimension,
        int slack,
        double floor,
        double density,
        double confidence
    )
    {
        if (floor == 0 || samples < dimension + 1)
        {
            return double.PositiveInfinity;
        }

        Interval n = Interval.Exact(samples);
        Interval half = Interval.Exact(dimension + 1);
        Interval growth = Interval.Exact(2) * half * (Log(Interval.Exact(2) * n / half) + Interval.Exact(1));
        Interval failure = Interval.Exact(1) - Interval.Exact(confidence);
        Interval square = Interval.Exact(4) * (growth + Log(Interval.Exact(4) / failure)) / n;
        Interval mass = Interval.Min(
            Interval.Exact(1),
            Interval.Exact(2) * Interval.Exact(density) * Interval.Exact(floor)
        );
        Interval tail =
            square / Interval.Exact(2) + square.Sqrt() * (mass + square / Interval.Exact(4)).Sqrt();
        Interval allowed = Interval.Exact(slack) / n;
        Interval share = mass + tail;
        if (allowed.IsCertainlyAtMost(square / Interval.Exact(2)))
        {
            share -= allowed;
        }

        return (share / Interval.Exact(floor)).Upper;
    }

    private static Interval Log(Interval x)
    {
        // DeterministicMath.Log is within one unit in the last place; one step each way more than covers it.
        double low = DeterministicMath.Log(x.Lower);
        double high = DeterministicMath.Log(x.Upper);
        return new(Math.BitDecrement(low), Math.BitIncrement(high));
    }
}
