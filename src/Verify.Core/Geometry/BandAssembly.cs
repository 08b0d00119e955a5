// From a solver's ends to a certificate: the counted witness, the deviation bound where it helps, the rank.
// Shared by the band condition and its transverse form.

using Verify.Core.Numerics;

namespace Verify.Core.Geometry;

/// <summary>What both forms of the condition have in common.</summary>
internal static class BandAssembly
{
    /// <summary>The certificate of these samples.</summary>
    /// <param name="points">N x d samples.</param>
    /// <param name="across">Not null: only bands across this direction.</param>
    /// <param name="direction">The same direction as d numbers; empty when there is none.</param>
    /// <param name="slack">The additive allowance.</param>
    /// <param name="floor">The least half-width.</param>
    /// <param name="options">Effort and assumptions.</param>
    internal static BandCertificate Certify(
        ReadOnlyMatrixView points,
        AcrossDirection? across,
        ReadOnlySpan<double> direction,
        int slack,
        double floor,
        BandOptions options
    )
    {
        (int rank, BandWitness? hyperplane) = AffineHull.Of(points, direction);
        BandCertificate start = new()
        {
            Lower = 0,
            Upper = 0,
            Method = BandMethod.Exact,
            Floor = floor,
            Slack = slack,
            Samples = points.Rows,
            Dimension = points.Columns,
            AffineRank = rank,
            LowRank = hyperplane,
        };
        int dimension = across?.Dimension ?? points.Columns;
        if (points.Rows <= slack || dimension == 0)
        {
            return start;
        }

        if (hyperplane is not null && floor == 0)
        {
            double infinity = double.PositiveInfinity;
            return start with { Lower = infinity, Upper = infinity, Worst = hyperplane };
        }

        return WithDeviation(
            Deterministic(start, points, across, dimension, options),
            points,
            across,
            options
        );
    }

    /// <summary>The ends that hold for certain.</summary>
    private static BandCertificate Deterministic(
        BandCertificate start,
        ReadOnlyMatrixView points,
        AcrossDirection? across,
        int dimension,
        BandOptions options
    )
    {
        int n = points.Rows;
        List<double[]> hints = [];
        foreach (double[] direction in options.Directions)
        {
            if (direction.Length != points.Columns)
            {
                throw new ArgumentException(
                    $"A direction has {direction.Length} entries, not {points.Columns}."
                );
            }

            hints.Add(across is null ? direction : across.Lower(direction));
        }

        BandEnds ends = new(0, double.PositiveInfinity, [], BandMethod.Bracket);
        IReadOnlyList<double[]> directions;
        double allowance = 0;
        if (dimension <= Math.Max(2, options.LargestBranchDimension))
        {
            PointSet set = across is null ? PointSet.Copy(points) : across.Project(points);
            allowance = set.Perturbation;
            (ends, directions) = BandSolver.Solve(set, start.Slack, start.Floor, hints, options);
        }
        else
        {
            PointSet subset = Subset(points, across, options);
            allowance = across?.LargestError(points) ?? 0;
            int share = (int)Math.Ceiling((double)start.Slack * subset.Count / n);
            directions = BandSolver.Search(subset, share, start.Floor, hints, options);
        }

        List<double[]> normals = [.. directions.Select(u => across is null ? u : across.Lift(u))];
        if (across is null && start.LowRank is { } hyperplane)
        {
            normals.Add(hyperplane.Normal);
        }

        BandWitness? worst = null;
        double lower = 0;
        foreach (double[] normal in normals)
        {
            // Across a direction the normal in doubles is not quite orthogonal to it; Lift says why the allowance covers that.
            BandWitness? band = BandCount.Worst(
                points,
                normal,
                start.Slack,
                start.Floor,
                allowance,
                options.Effort
            );
            double reached = band is null
                ? 0
                : BandGuard.RatioDown(band.Count, start.Slack, band.HalfWidth, n);
            if (reached > lower)
            {
                (lower, worst) = (reached, band);
            }
        }

        // (N - slack) / (floor N) holds for any samples: no band has more than N of them.
        double trivial = BandGuard.RatioUp(n, start.Slack, start.Floor, n);
        double upper = Math.Min(trivial, DirectedRounding.DivideUp(ends.Upper, n));
        return start with
        {
            // An exact solver's own value stands even where the rounded normal of the witness falls short of it.
            Lower =
                ends.Method == BandMethod.Exact
                    ? Math.Max(lower, DirectedRounding.DivideDown(ends.Lower, n))
                    : lower,
            Upper = upper,
            Worst = worst,
            Method = ends.Method,
        };
    }

    /// <summary>Replaces an upper end that is far off by one that holds with the confidence asked for, when that is lower.</summary>
    private static BandCertificate WithDeviation(
        BandCertificate certain,
        ReadOnlyMatrixView points,
        AcrossDirection? across,
        BandOptions options
    )
    {
        if (
            options.Confidence is not double confidence
            || certain.Floor == 0
            || certain.RelativeGap <= options.Gap
        )
        {
            return certain;
        }

        double sigma = 0;
        double density;
        if (options.ProjectionDensity is double given)
        {
            density = given;
        }
        else
        {
            sigma = SampleSpread.LeastDeviation(points, across);
            density = sigma > 0 ? DirectedRounding.DivideUp(1, sigma) : double.PositiveInfinity;
        }

        double upper = UniformDeviation.AtMost(
            points.Rows,
            across?.Dimension ?? points.Columns,
            certain.Slack,
            certain.Floor,
            density,
            confidence
        );
        if (!(upper < certain.Upper))
        {
            return certain;
        }

        string law = options.ProjectionDensity is null
            ? FormattableString.Invariant(
                $"a log-concave law whose least standard deviation is at least that of the samples, {sigma:G6}"
            )
            : FormattableString.Invariant(
                $"a law whose one-dimensional projections have densities of at most {density:G6}"
            );
        return certain with
        {
            Upper = upper,
            Method = BandMethod.UniformDeviation,
            Confidence = confidence,
            Assumption = $"The samples are independent draws from {law}.",
        };
    }

    /// <summary>The samples that the search looks at, across the direction when there is one.</summary>
    private static PointSet Subset(ReadOnlyMatrixView points, AcrossDirection? across, BandOptions options)
    {
        int size = Math.Min(points.Rows, Math.Max(options.SearchSamples, points.Columns + 2));
        int[] chosen = BandSolver.Subset(points.Rows, size, options.Seed);
        int d = across?.Dimension ?? points.Columns;
        double[] data = new double[size * d];
        for (int i = 0; i < size; i++)
        {
            Span<double> row = data.AsSpan(i * d, d);
            if (across is null)
            {
                points.Row(chosen[i]).CopyTo(row);
            }
            else
            {
                across.Project(points.Row(chosen[i]), row);
            }
        }

        return new PointSet(data, size, d, 0);
    }
}
