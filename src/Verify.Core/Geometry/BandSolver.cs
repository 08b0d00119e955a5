// Chooses and runs the solvers for points in D dimensions: search, then exact, branch and bound, or deviation.
// It knows neither transverse directions nor the rank of the data; its callers do.

using Verify.Core.Numerics;

namespace Verify.Core.Geometry;

/// <summary>The solver for any dimension.</summary>
internal static class BandSolver
{
    /// <summary>Ends of sup (count - slack) / half-width over all bands, and directions worth counting in, best first.</summary>
    internal static (BandEnds Ends, IReadOnlyList<double[]> Directions) Solve(
        PointSet points,
        int slack,
        double floor,
        IReadOnlyList<double[]> directions,
        BandOptions options
    )
    {
        if (points.Count <= slack)
        {
            return (BandEnds.Nothing, []);
        }

        if (points.Dimension == 1)
        {
            BandEnds line = LineBands.Solve(points, slack, floor, options.Effort);
            return (line, [line.Direction]);
        }

        IReadOnlyList<double[]> tried = Search(points, slack, floor, directions, options);
        double known = 0;
        foreach (double[] direction in tried.Take(1))
        {
            BandWitness? band = BandCount.Worst(
                points.View,
                direction,
                slack,
                floor,
                points.Perturbation,
                options.Effort
            );
            known = band is null ? 0 : BandGuard.RatioDown(band.Count, slack, band.HalfWidth, 1);
        }

        BandEnds ends =
            points.Dimension == 2
            && points.Count <= options.ExactPlaneSamples
            && ExactPlane.Serves(points.Data)
                ? PlaneBands.Solve(points, slack, floor, known)
                : CellBands.Solve(points, slack, floor, known, options);
        return (ends, ends.Direction.Length == 0 ? tried : [ends.Direction, .. tried.Take(1)]);
    }

    /// <summary>The search, on a subset of the points when there are many.</summary>
    internal static IReadOnlyList<double[]> Search(
        PointSet points,
        int slack,
        double floor,
        IReadOnlyList<double[]> directions,
        BandOptions options
    )
    {
        int n = points.Count;
        int size = Math.Min(n, Math.Max(options.SearchSamples, points.Dimension + 2));
        if (size == n)
        {
            return new BandSearch(points, slack, floor, options.Seed).Run(
                directions,
                options.SearchDirections
            );
        }

        // The allowance in proportion; the counts that matter are taken over all samples afterwards.
        int share = (int)Math.Ceiling((double)slack * size / n);
        int[] chosen = Subset(n, size, options.Seed);
        double[] data = new double[size * points.Dimension];
        for (int i = 0; i < size; i++)
        {
            points.View.Row(chosen[i]).CopyTo(data.AsSpan(i * points.Dimension));
        }

        PointSet subset = new(data, size, points.Dimension, points.Perturbation);
        return new BandSearch(subset, share, floor, options.Seed).Run(directions, options.SearchDirections);
    }

    /// <summary>Random numbers of samples, one from each of equal stretches, in order.</summary>
    internal static int[] Subset(int count, int size, ulong seed)
    {
        CounterRandom random = new(seed, 0x73756273);
        int[] chosen = new int[size];
        for (int i = 0; i < size; i++)
        {
            int first = (int)((long)count * i / size);
            int next = (int)((long)count * (i + 1) / size);
            chosen[i] = first + random.NextBelow(next - first);
        }

        return chosen;
    }
}
