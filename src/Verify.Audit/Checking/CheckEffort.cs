// How hard a check looks for bands: one place for the whole dataset and for every teacher's band.

using Verify.Core.Geometry;

namespace Verify.Audit.Checking;

/// <summary>The options of a check's band certificates.</summary>
internal static class CheckEffort
{
    /// <summary>In more dimensions the literal condition is not searched: there is little to find, at a high price.</summary>
    internal const int LiteralInputs = 16;

    // Per certificate, visits of a sample by branch and bound: some tenths of a second.
    private const long Effort = 10_000_000;
    private const int ExactPlaneSamples = 1000;

    // In high dimensions the search for a bad band is mostly eigenvectors, and finds little: it gets less to do.
    private const int SearchSamples = 1000;
    private const int SearchDirections = 8;

    /// <summary>For bands of half-width s + delta and more.</summary>
    internal static BandOptions Floored(CheckSettings settings, int inputs)
    {
        BandOptions options = BandOptions.Default with
        {
            Confidence = settings.Confidence,
            Seed = settings.Seed,
            Effort = Effort,
            ExactPlaneSamples = ExactPlaneSamples,
        };
        return inputs <= LiteralInputs
            ? options
            : options with
            {
                SearchSamples = SearchSamples,
                SearchDirections = SearchDirections,
            };
    }

    /// <summary>
    /// For every r > 0: only a lower end is of interest. The search finds a bad band, nothing bounds it.
    /// </summary>
    internal static BandOptions Literal(CheckSettings settings, int inputs) =>
        Floored(settings, inputs) with
        {
            Confidence = null,
            LargestBranchDimension = 0,
            SearchDirections = SearchDirections,
        };

    /// <summary>
    /// The literal certificate of the same samples: its lower end is at least that of the floored one, whose bands it has too.
    /// </summary>
    internal static BandCertificate AtLeast(BandCertificate literal, BandCertificate floored) =>
        literal.Lower >= floored.Lower
            ? literal
            : literal with
            {
                Lower = floored.Lower,
                Worst = floored.Worst,
            };
}
