// A band with the samples in it counted for certain: where every lower end of eta comes from.
// It takes a direction as it is; finding a bad one is BandSearch's and the solvers' task.

using Verify.Core.Numerics;

namespace Verify.Core.Geometry;

/// <summary>Counts samples in bands with outward rounding.</summary>
internal static class BandCount
{
    /// <summary>
    /// The worst band of direction <paramref name="normal"/>, up to rounding, with a certain count; null when no band
    /// of that direction holds more than <paramref name="slack"/> samples.
    /// </summary>
    /// <param name="points">N x d samples.</param>
    /// <param name="normal">d numbers, not all 0.</param>
    /// <param name="slack">The additive allowance.</param>
    /// <param name="floor">The least half-width.</param>
    /// <param name="allowance">
    /// Added to the half-width: how far the samples may be from where they should be (transverse bands).
    /// </param>
    /// <param name="effort">How many windows may be visited in the worst case (<see cref="WorstWindow"/>).</param>
    internal static BandWitness? Worst(
        ReadOnlyMatrixView points,
        ReadOnlySpan<double> normal,
        int slack,
        double floor,
        double allowance,
        long effort
    )
    {
        int n = points.Rows;
        if (n <= slack)
        {
            return null;
        }

        // Relative to a sample, so that data far from the origin does not lose its digits.
        ReadOnlySpan<double> origin = points.Row(n / 2);
        double[] along = new double[n];
        for (int i = 0; i < n; i++)
        {
            ReadOnlySpan<double> row = points.Row(i);
            double sum = 0;
            for (int k = 0; k < normal.Length; k++)
            {
                sum = Math.FusedMultiplyAdd(normal[k], row[k] - origin[k], sum);
            }

            along[i] = sum;
        }

        double[] sorted = [.. along];
        Array.Sort(sorted);
        Interval length = Interval.Norm(normal);
        WindowTerms terms = new(slack, floor, 0.5 / length.Lower, -allowance);
        WorstWindow worst = WorstWindow.Of(sorted, terms, effort);
        return worst.To < 0
            ? null
            : Around(points, normal, length, along, sorted[worst.From], sorted[worst.To], floor, allowance);
    }

    /// <summary>The band around the samples whose value lies in [low, high], widened until rounding cannot lose one.</summary>
    private static BandWitness Around(
        ReadOnlyMatrixView points,
        ReadOnlySpan<double> normal,
        Interval length,
        double[] along,
        double low,
        double high,
        double floor,
        double allowance
    )
    {
        double middle = low + (high - low) / 2;
        double shift = middle;
        ReadOnlySpan<double> origin = points.Row(points.Rows / 2);
        for (int k = 0; k < normal.Length; k++)
        {
            shift = Math.FusedMultiplyAdd(normal[k], origin[k], shift);
        }

        double offset = -shift;
        double reach = 0;
        double[] distances = new double[along.Length];
        for (int i = 0; i < along.Length; i++)
        {
            distances[i] = DistanceAtMost(points.Row(i), normal, offset);
            if (along[i] >= low && along[i] <= high)
            {
                reach = Math.Max(reach, distances[i]);
            }
        }

        double halfWidth = Math.Max(
            floor,
            DirectedRounding.AddUp(DirectedRounding.DivideUp(reach, length.Lower), allowance)
        );

        // Rounding down may lose the last sample that rounding up had let in: step until it is in.
        double limit;
        while ((limit = Limit(halfWidth, length, allowance)) < reach)
        {
            halfWidth = Math.BitIncrement(halfWidth);
        }

        int count = 0;
        foreach (double distance in distances)
        {
            count += distance <= limit ? 1 : 0;
        }

        return new BandWitness(normal.ToArray(), offset, halfWidth, count);
    }

    private static double Limit(double halfWidth, Interval length, double allowance) =>
        DirectedRounding.MultiplyDown(DirectedRounding.SubtractDown(halfWidth, allowance), length.Lower);

    /// <summary>|normal.x + offset| rounded up.</summary>
    /// <remarks>
    /// The chain s := fma(normal_k, x_k, s) from s = offset makes at most d roundings of each term, so it is off by at
    /// most gamma_d (|offset| + sum |normal_k x_k|), plus d times half of the smallest double for underflow. The
    /// magnitude's own chain is too small by at most the factor 1 - gamma_d: gamma_(2d + 4) covers both and the last
    /// multiplications. For d = 1 and a unit normal one directed sum is exact enough, and 0 for equal samples.
    /// </remarks>
    internal static double DistanceAtMost(
        ReadOnlySpan<double> row,
        ReadOnlySpan<double> normal,
        double offset
    )
    {
        if (normal.Length == 1 && normal[0] == 1)
        {
            return Math.Max(DirectedRounding.AddUp(row[0], offset), DirectedRounding.AddUp(-row[0], -offset));
        }

        double sum = offset;
        double size = Math.Abs(offset);
        for (int k = 0; k < normal.Length; k++)
        {
            sum = Math.FusedMultiplyAdd(normal[k], row[k], sum);
            size = Math.FusedMultiplyAdd(Math.Abs(normal[k]), Math.Abs(row[k]), size);
        }

        int d = normal.Length;
        double error = size * RoundingError.Gamma(2 * d + 4) + 2 * d * RoundingError.Underflow;
        return size == 0 ? 0 : DirectedRounding.AddUp(Math.Abs(sum), error);
    }
}
