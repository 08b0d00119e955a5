// The constants of floating-point error analysis, rounded outward. Not an interval arithmetic.

namespace Verify.Core.Numerics;

/// <summary>
/// gamma_k = k u / (1 - k u), u = 2^-53: a product or sum in which each term takes part in at most k roundings equals
/// the exact one with every term multiplied by 1 + theta, |theta| &lt;= gamma_k (Higham, Accuracy and Stability of
/// Numerical Algorithms, section 3.1). Valid in the absence of underflow; <see cref="Underflow"/> is what one operation
/// can lose to it.
/// </summary>
public static class RoundingError
{
    /// <summary>u = 2^-53, the largest relative error of one rounding to nearest.</summary>
    public const double UnitRoundoff = 1.1102230246251565e-16;

    /// <summary>2^-1074. One operation that rounds in the subnormal range is off by at most half of it.</summary>
    public const double Underflow = double.Epsilon;

    /// <summary>The largest k for which bounds are offered: gamma_k is then below 2^-22.</summary>
    public const int LargestCount = 1 << 30;

    /// <summary>An upper bound on gamma_k.</summary>
    /// <exception cref="ArgumentOutOfRangeException">k is negative or above <see cref="LargestCount"/>.</exception>
    public static double Gamma(long k)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(k);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(k, LargestCount);
        double ku = k * UnitRoundoff; // exact: k has 31 bits and u is a power of two
        return k == 0 ? 0 : Math.BitIncrement(ku / Math.BitDecrement(1 - ku));
    }
}
