// Values of ours beside golden ones with what each entry may differ by. It derives no bound.

using Verify.Core.Gradients;
using Verify.Core.Numerics;

namespace Verify.Core.Tests.Golden;

/// <summary>|Ours - Golden| &lt;= Allowed, entry by entry.</summary>
internal sealed record Comparison(string What, double[] Golden, double[] Ours, double[] Allowed)
{
    /// <summary>
    /// Both sides are evaluations of one exact expression with the same gates, each with at most so many roundings on a
    /// path (ResidualBound, step 2), so each is within gamma_k of it, relative to the sum over absolute values, and
    /// they are within the sum of the two of each other. Slack covers the roundings in the magnitudes themselves. The
    /// bound has no term for underflow: no operand of these files and no product of six of them is near 1e-308.
    /// </summary>
    internal static Comparison Of(
        string what,
        double[] golden,
        double[] ours,
        double[] magnitudes,
        long oursCount,
        long goldenCount
    )
    {
        double factor =
            PairMagnitudes.Slack * (RoundingError.Gamma(oursCount) + RoundingError.Gamma(goldenCount));
        return new Comparison(what, golden, ours, Array.ConvertAll(magnitudes, m => factor * m));
    }

    /// <summary>No entry is off by more than allowed; NaN is off.</summary>
    internal void AssertClose()
    {
        AssertLengths();
        for (int i = 0; i < Golden.Length; i++)
        {
            Assert.True(
                Math.Abs(Ours[i] - Golden[i]) <= Allowed[i],
                $"{What}: entry {i} is {Ours[i]:R} and should be {Golden[i]:R} within {Allowed[i]:R}"
            );
        }
    }

    /// <summary>Whether any entry is nonzero beyond what rounding alone could have made of zero.</summary>
    internal bool IsSignificant => Golden.Zip(Allowed).Any(pair => Math.Abs(pair.First) > pair.Second);

    /// <summary>
    /// Whether a relative change of a golden entry is noticed: of the entry that stands out most from its allowance.
    /// </summary>
    internal bool Notices(double relative)
    {
        AssertLengths();
        int entry = Enumerable
            .Range(0, Golden.Length)
            .MaxBy(i => Golden[i] == 0 ? 0 : Math.Abs(Golden[i]) / Allowed[i]);
        return Math.Abs(Ours[entry] - Golden[entry] * (1 + relative)) > Allowed[entry];
    }

    private void AssertLengths()
    {
        Assert.Equal((Golden.Length, Golden.Length), (Ours.Length, Allowed.Length));
        Assert.NotEmpty(Golden);
    }
}
