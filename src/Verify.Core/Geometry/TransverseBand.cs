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
        return BandAssembly.Certify(
            points,
            new AcrossDirection(direction, points),
            direction,
            slack,
            floor,
            options
        );
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
        AcrossDirection across = new(direction, points);
        if (counts.Length != halfWidths.Length)
        {
            throw new ArgumentException($"{counts.Length} counts and room for {halfWidths.Length} results.");
        }

        foreach (int count in counts)
        {
            if (count < 1 || count > points.Rows)
            {
                throw new ArgumentOutOfRangeException(nameof(counts), count, "A band holds 1 .. N samples.");
            }
        }

        if (across.Dimension == 0)
        {
            halfWidths.Fill(double.PositiveInfinity);
            return;
        }

        ByDimension(points, across, counts, halfWidths, options);

        // A band that holds c samples holds any fewer: what is known of a smaller count serves the larger ones.
        for (int m = 0; m < counts.Length; m++)
        {
            for (int other = 0; other < counts.Length; other++)
            {
                if (counts[other] <= counts[m])
                {
                    halfWidths[m] = Math.Max(halfWidths[m], halfWidths[other]);
                }
            }
        }
    }

    private static void ByDimension(
        ReadOnlyMatrixView points,
        AcrossDirection across,
        ReadOnlySpan<int> counts,
        Span<double> halfWidths,
        BandOptions options
    )
    {
        halfWidths.Clear();
        if (across.Dimension <= Math.Max(2, options.LargestBranchDimension))
        {
            PointSet set = across.Project(points);
            if (set.Dimension == 1)
            {
                LineBands.HalfWidths(set, counts, halfWidths);
                return;
            }

            if (set.Dimension == 2 && set.Count <= options.ExactPlaneSamples && ExactPlane.Serves(set.Data))
            {
                PlaneBands.HalfWidths(set, counts, halfWidths);
                return;
            }

            CellWidths.HalfWidths(set, counts, halfWidths, options);
        }

        Span<double> spectral = new double[counts.Length];
        SpectralWidth.HalfWidths(points, across, counts, spectral);
        for (int m = 0; m < counts.Length; m++)
        {
            halfWidths[m] = Math.Max(halfWidths[m], spectral[m]);
        }
    }
}
