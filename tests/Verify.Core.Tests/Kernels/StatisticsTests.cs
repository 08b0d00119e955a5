// Column statistics against their scalar form, bit for bit, and against values worked out by hand.

using Verify.Core.Kernels;
using Verify.Core.Kernels.Simd;
using static Verify.Core.Tests.Kernels.KernelData;
using Reference = Verify.Core.Kernels.Reference.Statistics;

namespace Verify.Core.Tests.Kernels;

public sealed class StatisticsTests
{
    [Fact]
    public void ColumnMeansAndVariances_EveryWidth_EqualReference()
    {
        foreach (int samples in new[] { 1, 2, 65 })
        {
            foreach (int columns in new[] { 0, 1, 7, 8, 9, 33, 257 })
            {
                AssertMoments(samples, columns, Numbers);
                AssertMoments(samples, columns, NumbersWithSpecials);
            }
        }
    }

    [Fact]
    public void ColumnVariances_KnownColumn_IsPopulationVariance()
    {
        // Columns 1, 2, 3, 6 (mean 3, squares 4 + 1 + 0 + 9) and a constant one.
        double[] x = [1, 5, 2, 5, 3, 5, 6, 5];
        double[] means = new double[2];
        double[] variances = new double[2];
        Statistics.ColumnMeans(new(x, 4, 2), means);
        Statistics.ColumnVariances(new(x, 4, 2), variances);
        Assert.Equal([3.0, 5.0], means);
        Assert.Equal([3.5, 0.0], variances);
    }

    [Theory]
    [InlineData(CorrelationGuard.SumOfSquares)]
    [InlineData(CorrelationGuard.Variance)]
    public void Correlation_EveryWidth_EqualsReferenceAndSparesGuardCells(CorrelationGuard guard)
    {
        foreach (int samples in new[] { 1, 5, 64, 131 })
        {
            foreach ((int m, int n) in new[] { (0, 3), (3, 0), (1, 1), (4, 9), (5, 17) })
            {
                AssertCorrelation(samples, m, n, guard, Numbers);
                AssertCorrelation(samples, m, n, guard, NumbersWithSpecials);
            }
        }
    }

    [Fact]
    public void Correlation_KnownColumns_FollowsThePublishedFormulas()
    {
        // t = (-1, 1, -1, 1), sum of squares 4; s = (-1, 1, -1, 1), then its negative, then constant, then orthogonal.
        double[] t = [-1, 1, -1, 1];
        double[] s = [-1, 1, 5, -1, 1, -1, 5, -1, -1, 1, 5, 1, 1, -1, 5, 1];
        double[] d = new double[4];
        Statistics.Correlation(new(t, 4, 1), new(s, 4, 4), new(d, 1, 4), CorrelationGuard.SumOfSquares);
        double whole = 4 / (Math.Sqrt(4 + 1e-10) * Math.Sqrt(4 + 1e-10));
        AssertSameBits([whole, -whole, 0, 0], d, "sum of squares");
        Statistics.Correlation(new(t, 4, 1), new(s, 4, 4), new(d, 1, 4), CorrelationGuard.Variance);
        whole = 1 / (Math.Sqrt(1 + 1e-7) * Math.Sqrt(1 + 1e-7));
        AssertSameBits([whole, -whole, 0, 0], d, "variance");
    }

    [Fact]
    public void Public_NoSamplesShapesOrOverlap_AreRefused()
    {
        double[] x = new double[60];
        double[] d = new double[60];
        Assert.Throws<ArgumentException>(() => Statistics.ColumnMeans(new(x, 0, 3), d.AsSpan(0, 3)));
        Assert.Throws<ArgumentException>(() => Statistics.ColumnVariances(new(x, 0, 3), d.AsSpan(0, 3)));
        Assert.Throws<ArgumentException>(() => Statistics.ColumnMeans(new(x, 4, 3), d.AsSpan(0, 4)));
        Assert.Throws<ArgumentException>(() => Statistics.ColumnVariances(new(x, 4, 3), d.AsSpan(0, 2)));
        Assert.Throws<ArgumentException>(() => Statistics.ColumnMeans(new(x, 4, 3), x.AsSpan(5, 3)));
        Assert.Throws<ArgumentException>(() => Statistics.ColumnVariances(new(x, 4, 3), x.AsSpan(0, 3)));
        Assert.Throws<ArgumentException>(() => Correlate(0, 3, 0, 4, 3, 4, d));
        Assert.Throws<ArgumentException>(() => Correlate(5, 3, 4, 4, 3, 4, d));
        Assert.Throws<ArgumentException>(() => Correlate(5, 3, 5, 4, 4, 4, d));
        Assert.Throws<ArgumentException>(() => Correlate(5, 3, 5, 4, 3, 4, x));
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            Statistics.Correlation(new(x, 5, 3), new(x, 5, 4), new(d, 3, 4), (CorrelationGuard)7)
        );

        void Correlate(int tRows, int m, int sRows, int n, int rows, int columns, double[] destination) =>
            Statistics.Correlation(
                new(x, tRows, m),
                new(x, sRows, n),
                new(destination, rows, columns),
                CorrelationGuard.Variance
            );
    }

    [Fact]
    public void Public_WarmCall_AllocatesNothing()
    {
        double[] x = Numbers(70 * 5, 1);
        double[] d = new double[25];
        Assert.Equal(
            0,
            AllocatedBytes(() =>
            {
                Statistics.ColumnMeans(new(x, 70, 5), d.AsSpan(0, 5));
                Statistics.ColumnVariances(new(x, 70, 5), d.AsSpan(0, 5));
                Statistics.Correlation(new(x, 70, 5), new(x, 70, 5), new(d, 5, 5), CorrelationGuard.Variance);
            })
        );
    }

    private static void AssertMoments(int samples, int columns, Func<int, int, double[]> numbers)
    {
        double[] x = Strided(numbers(samples * columns, 1), samples, columns, columns + 2);
        double[] means = new double[columns];
        double[] variances = new double[columns];
        for (int j = 0; j < columns; j++)
        {
            means[j] = Reference.Mean(View(x, 0, samples, columns, columns + 2), j);
            variances[j] = Reference.Variance(View(x, 0, samples, columns, columns + 2), j);
        }

        foreach (SimdWidth width in Widths)
        {
            double[] actual = new double[columns];
            Statistics.ColumnMeans(width, View(x, 0, samples, columns, columns + 2), actual);
            AssertSameBits(means, actual, $"means {samples} x {columns}, width {width}");
            Statistics.ColumnVariances(width, View(x, 0, samples, columns, columns + 2), actual);
            AssertSameBits(variances, actual, $"variances {samples} x {columns}, width {width}");
        }
    }

    private static void AssertCorrelation(
        int samples,
        int m,
        int n,
        CorrelationGuard guard,
        Func<int, int, double[]> numbers
    )
    {
        double[] t = Strided(numbers(samples * m, 1), samples, m, m + 1);
        double[] s = Strided(numbers(samples * n, 2), samples, n, n + 2);
        double[] blank = Strided(new double[m * n], m, n, n + 3);
        double[] expected = [.. blank];
        for (int j = 0; j < m; j++)
        {
            for (int k = 0; k < n; k++)
            {
                expected[j * (n + 3) + k] = Reference.Correlation(
                    View(t, 0, samples, m, m + 1),
                    j,
                    View(s, 0, samples, n, n + 2),
                    k,
                    guard
                );
            }
        }

        foreach (SimdWidth width in Widths)
        {
            double[] actual = [.. blank];
            Statistics.Correlation(
                width,
                View(t, 0, samples, m, m + 1),
                View(s, 0, samples, n, n + 2),
                View(actual, 0, m, n, n + 3),
                guard
            );
            AssertSameBits(expected, actual, $"{samples} samples, {m} x {n}, width {width}");
        }
    }
}
