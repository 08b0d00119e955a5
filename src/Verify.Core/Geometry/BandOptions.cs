// How much effort a band certificate may take, and what it may assume. Soundness does not depend on any of it.

namespace Verify.Core.Geometry;

/// <summary>Options of <see cref="BandCondition"/> and <see cref="TransverseBand"/>; the default serves most uses.</summary>
public sealed record BandOptions
{
    /// <summary>The default options.</summary>
    public static readonly BandOptions Default = new();

    /// <summary>In the plane, up to this many samples the rotational sweep is run (exact; memory 16 N^2 bytes).</summary>
    public int ExactPlaneSamples { get; init; } = 2500;

    /// <summary>Branch and bound stops when Upper &lt;= (1 + Gap) Lower.</summary>
    public double Gap { get; init; } = 0.05;

    /// <summary>
    /// Branch and bound stops after this many visits of a sample (cells times samples, and windows looked at): a count, not a time, so that
    /// the result is the same on every machine.
    /// </summary>
    public long Effort { get; init; } = 200_000_000;

    /// <summary>Branch and bound is used up to this many dimensions of the space in which the bands lie.</summary>
    public int LargestBranchDimension { get; init; } = 3;

    /// <summary>The seed of the search for bad bands.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>How many random directions, and how many hyperplanes through random samples, the search starts from.</summary>
    public int SearchDirections { get; init; } = 48;

    /// <summary>The search for bad bands looks at a random subset of at most this many samples; counts are over all.</summary>
    public int SearchSamples { get; init; } = 4000;

    /// <summary>Further directions for the search, each of d numbers: the networks' own hyperplanes, for example.</summary>
    public IReadOnlyList<double[]> Directions { get; init; } = [];

    /// <summary>
    /// 1 - p, the confidence asked of a uniform-deviation bound, strictly between 0 and 1; null allows no such bound,
    /// and Upper is then certain but may be far off.
    /// </summary>
    public double? Confidence { get; init; } = 0.99;

    /// <summary>
    /// A bound on the density of every one-dimensional projection of the law that the samples were drawn from, when the
    /// user knows one (in a transverse certificate: of the law of the samples given). Null: the law is assumed to be
    /// log-concave with the samples' own least standard deviation.
    /// </summary>
    public double? ProjectionDensity { get; init; }
}
