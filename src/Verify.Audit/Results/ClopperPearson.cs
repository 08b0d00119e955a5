// The exact binomial confidence bound on a violation rate. Statistics only.

using MathNet.Numerics.Distributions;

namespace Verify.Audit.Results;

/// <summary>Clopper and Pearson's bound.</summary>
public static class ClopperPearson
{
    /// <summary>The relative accuracy of <see cref="Upper"/>, for bounds of 1e-3 and more.</summary>
    public const double RelativeAccuracy = 1e-9;

    /// <summary>The absolute accuracy of <see cref="Upper"/>, for bounds below 1e-3 (the root finder's).</summary>
    public const double AbsoluteAccuracy = 1e-12;

    /// <summary>
    /// The one-sided upper bound u on a binomial rate after k violations in n trials: the rate at which k or fewer would
    /// be seen with probability 1 - confidence; the (confidence) quantile of Beta(k + 1, n - k). 1 when n = 0 or k = n;
    /// 1 - (1 - confidence)^(1/n) when k = 0. See <see cref="RelativeAccuracy"/> and <see cref="AbsoluteAccuracy"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">k is not within 0..n, or the confidence not within (0, 1).</exception>
    public static double Upper(int violations, int trials, double confidence = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(trials);
        ArgumentOutOfRangeException.ThrowIfNegative(violations);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(violations, trials);
        if (!(confidence > 0 && confidence < 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(confidence),
                confidence,
                "A confidence lies in (0, 1)."
            );
        }

        if (violations == trials)
        {
            return 1;
        }

        return violations == 0
            ? -Math.Exp(Math.Log(1 - confidence) / trials) + 1
            : Beta.InvCDF(violations + 1, trials - violations, confidence);
    }
}
