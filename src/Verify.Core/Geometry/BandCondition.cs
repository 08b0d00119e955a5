// D.band: certified ends of the least eta for which every band holds at most eta r N + slack samples.
// The checked entry only: BandAssembly puts the certificate together, and each method has a file of its own.

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
    public static BandCertificate Certify(
        ReadOnlyMatrixView points,
        int slack,
        double floor,
        BandOptions options
    )
    {
        BandGuard.Check(points, slack, floor, options);
        return BandAssembly.Certify(points, null, [], slack, floor, options);
    }
}
