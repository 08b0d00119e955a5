// What is known of a band condition's eta: two ends, the worst band seen, and what they rest on.
// A value; computing it is BandCondition's and TransverseBand's.

namespace Verify.Core.Geometry;

/// <summary>
/// Lower &lt;= eta* &lt;= Upper for
/// <code>eta* = max(0, sup over bands of half-width r >= Floor, r > 0, of (count - Slack) / (r N)),</code>
/// the least eta for which every such band holds at most eta r N + Slack of the N samples. Both ends are rounded
/// outward. A floor of 0 is the literal condition (every r > 0); there eta* is infinite as soon as more than Slack
/// samples lie in one hyperplane, and grows like N^(d/2) on random samples: any d + 2 of them lie in a very thin band.
/// No samples, or not more than Slack of them: both ends are 0.
/// </summary>
public sealed record BandCertificate
{
    /// <summary>A lower end of eta*: reached by <see cref="Worst"/>, or by exact arithmetic (see there).</summary>
    public required double Lower { get; init; }

    /// <summary>An upper end of eta*; may be infinite.</summary>
    public required double Upper { get; init; }

    /// <summary>
    /// The worst band seen, null when no band seen holds more than Slack samples. Lower is at most
    /// (Worst.Count - Slack) / (Worst.HalfWidth N), except that with <see cref="BandMethod.Exact"/> it may be above that by
    /// what rounding the worst band's normal to doubles costs: all of it when more than Slack samples lie in one
    /// hyperplane and the floor is 0, since Lower is then infinite and a rounded normal can only come close.
    /// </summary>
    public BandWitness? Worst { get; init; }

    /// <summary>How the ends were obtained.</summary>
    public required BandMethod Method { get; init; }

    /// <summary>The least half-width that the condition is asked for.</summary>
    public required double Floor { get; init; }

    /// <summary>The additive allowance, d + 1 in the theory.</summary>
    public required int Slack { get; init; }

    /// <summary>N.</summary>
    public required int Samples { get; init; }

    /// <summary>d, of the samples; a transverse certificate looks at bands in the d - 1 dimensions across its direction.</summary>
    public required int Dimension { get; init; }

    /// <summary>The probability over the draw of the samples with which Upper holds; null when it holds for certain.</summary>
    public double? Confidence { get; init; }

    /// <summary>What Upper assumes about the draw, as a sentence; empty when it assumes nothing.</summary>
    public string Assumption { get; init; } = "";

    /// <summary>
    /// A proved lower bound of the dimension of the samples' affine hull, -1 for no samples; in a transverse certificate
    /// that of the samples projected along the direction. When it equals <see cref="Dimension"/> (there d - 1) the samples
    /// are of full rank, for certain; when it is less, <see cref="LowRank"/> says whether that is proved too.
    /// </summary>
    public required int AffineRank { get; init; }

    /// <summary>
    /// Not null when exact arithmetic has shown that all samples lie in one hyperplane, in a transverse certificate one
    /// whose normal is orthogonal to the direction: no eta then serves all r > 0 once N > Slack. The witness is that
    /// hyperplane's normal rounded to doubles, with the half-width that the rounding needs for all samples to be counted.
    /// </summary>
    public BandWitness? LowRank { get; init; }

    /// <summary>One sentence naming the hyperplane, or null when the samples are not known to be of low rank.</summary>
    public string? LowRankSentence =>
        LowRank is null
            ? null
            : FormattableString.Invariant(
                $"low-rank: all {Samples} samples lie in the hyperplane {Terms(LowRank.Normal)} = {-LowRank.Offset:G6}"
            );

    /// <summary>(Upper - Lower) / Lower; 0 when the ends agree, infinite when Lower is 0 or Upper infinite alone.</summary>
    public double RelativeGap => Upper <= Lower ? 0 : (Upper - Lower) / Lower;

    private static string Terms(double[] normal)
    {
        IEnumerable<string> terms = normal
            .Select((value, k) => (Value: value, Name: $"x{k + 1}"))
            .Where(term => term.Value != 0)
            .Select(term => FormattableString.Invariant($"{term.Value:G6} {term.Name}"));
        return string.Join(" + ", terms).Replace("+ -", "- ", StringComparison.Ordinal);
    }
}
