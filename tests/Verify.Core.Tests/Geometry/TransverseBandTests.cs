// Transverse certificates and W(c) against exhaustive search: directions with a rational orthonormal complement, so that
// the samples taken across them have integer coordinates.

using Verify.Core.Geometry;
using Verify.Core.Numerics;
using Verify.Core.Tests.Numerics;

namespace Verify.Core.Tests.Geometry;

public sealed class TransverseBandTests
{
    private static readonly BandOptions Certain = BandOptions.Default with
    {
        Confidence = null,
        Effort = 2_000_000,
    };

    /// <summary>A direction and, in units of 1 / Scale, an orthonormal basis of its complement.</summary>
    private sealed record Frame(double[] Direction, long[][] Across, double Scale)
    {
        internal long[][] Coordinates(long[][] points) =>
            [.. points.Select(p => Across.Select(u => u.Zip(p, (a, b) => a * b).Sum()).ToArray())];
    }

    private static readonly Frame[] Frames =
    [
        new(
            [0, -2],
            [
                [1, 0],
            ],
            1
        ),
        new(
            [3, 4],
            [
                [-4, 3],
            ],
            5
        ),
        new(
            [0, 0, 7],
            [
                [1, 0, 0],
                [0, 1, 0],
            ],
            1
        ),
        new(
            [1, 2, 2],
            [
                [2, 1, -2],
                [2, -2, 1],
            ],
            3
        ),
        new(
            [-2e-9, 3e-9, 6e-9],
            [
                [6, -2, 3],
                [3, 6, -2],
            ],
            7
        ),
        new(
            [1, 1, 1, 1],
            [
                [1, -1, 1, -1],
                [1, 1, -1, -1],
                [1, -1, -1, 1],
            ],
            2
        ),
    ];

    public static TheoryData<int> AllFrames => [.. Enumerable.Range(0, Frames.Length)];

    private static ReadOnlyMatrixView View(double[] data, int d) => new(data, data.Length / d, d);

    [Theory]
    [MemberData(nameof(AllFrames))]
    public void Certify_SmallSets_EnclosesExhaustiveSearch(int index)
    {
        Frame frame = Frames[index];
        int d = frame.Direction.Length;
        CounterRandom random = new(21, (ulong)index);
        int trials = d == 4 ? 12 : 100;
        for (int trial = 0; trial < trials; trial++)
        {
            int n = d + 2 + random.NextBelow(d == 4 ? 3 : 8);
            int size = trial % 3 == 0 ? 2 : 500;
            long[][] points = BandData.Random(random, n, d, size);
            double floor = trial % 5 == 4 ? 0 : size / 8.0;
            double[] data = BandData.Flat(points);
            BandCertificate certificate = TransverseBand.Certify(
                View(data, d),
                frame.Direction,
                floor,
                Certain
            );
            ExactNumber scale = ExactNumber.Of(frame.Scale);
            ExactNumber exact = BandOracle.EtaSquared(
                frame.Coordinates(points),
                d + 1,
                ExactNumber.Of(floor) * scale
            );
            BandOracle.Encloses(
                certificate.Lower,
                certificate.Upper,
                BandOracle.IsInfinite(exact) ? exact : exact * scale * scale
            );
            BandData.CheckWitness(certificate, data);
            Assert.Equal(d + 1, certificate.Slack);
            if (floor > 0)
            {
                Assert.True(certificate.RelativeGap <= (d == 4 ? 0.0501 : 1e-9));
            }

            if (certificate.Worst is { } worst)
            {
                double inner = worst.Normal.Zip(frame.Direction, (a, b) => a * b).Sum();
                double size2 = worst.Normal.Sum(a => a * a) * frame.Direction.Sum(a => a * a);
                Assert.True(inner * inner <= 1e-28 * size2, "the worst band is not across the direction");
            }
        }
    }

    [Theory]
    [MemberData(nameof(AllFrames))]
    public void HalfWidthAtLeast_SmallSets_IsCloseBelowExhaustiveSearch(int index)
    {
        Frame frame = Frames[index];
        int d = frame.Direction.Length;
        CounterRandom random = new(22, (ulong)index);
        int trials = d == 4 ? 6 : 60;
        for (int trial = 0; trial < trials; trial++)
        {
            int n = 2 + random.NextBelow(d == 4 ? 5 : 9);
            int size = trial % 3 == 0 ? 2 : 500;
            long[][] points = BandData.Random(random, n, d, size);
            double[] data = BandData.Flat(points);
            int[] counts = [.. Enumerable.Range(1, n)];
            double[] widths = new double[n];
            TransverseBand.HalfWidthsAtLeast(View(data, d), frame.Direction, counts, widths, Certain);
            for (int m = 0; m < n; m++)
            {
                ExactNumber exact = BandOracle.WidthSquared(frame.Coordinates(points), counts[m]);
                double root = exact.Numerator.IsZero ? 0 : BandOracle.Root(exact) / frame.Scale;
                ExactNumber scaled = ExactNumber.Of(widths[m]) * ExactNumber.Of(frame.Scale);
                Assert.True(
                    (scaled * scaled).CompareTo(exact) <= 0,
                    $"W({counts[m]}) = {widths[m]:R} > {root:R}"
                );
                double loss = d == 4 ? 0.06 : 1e-9;
                Assert.True(
                    widths[m] >= root * (1 - loss) - 1e-9 * size,
                    $"W({counts[m]}) = {widths[m]:R} << {root:R}"
                );
                Assert.True(m == 0 || widths[m] >= widths[m - 1]);
            }
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(12)]
    public void HalfWidthAtLeast_ManyDimensions_IsBelowEveryBandFound(int d)
    {
        // Most samples of a round cloud: the spectral bound says something. No band of a random direction is narrower.
        const int n = 400;
        double[] data = BandData.Gaussian(23, n, d);
        double[] direction = new double[d];
        Array.Fill(direction, 1);
        int count = n - 4;
        BandOptions spectralOnly = Certain with { LargestBranchDimension = 2 };
        double width = TransverseBand.HalfWidthAtLeast(View(data, d), direction, count, spectralOnly);
        Assert.True(width > 0.3, $"W = {width}");
        CounterRandom random = new(24);
        double[] normal = new double[d];
        double narrowest = double.PositiveInfinity;
        for (int trial = 0; trial < 500; trial++)
        {
            random.FillGaussian(normal);
            double mean = normal.Sum() / d;
            double[] u = [.. normal.Select(x => x - mean)];
            double length = Math.Sqrt(u.Sum(x => x * x));
            double[] along =
            [
                .. Enumerable
                    .Range(0, n)
                    .Select(i => Enumerable.Range(0, d).Sum(k => u[k] * data[i * d + k]) / length)
                    .Order(),
            ];
            for (int k = 0; k + count <= n; k++)
            {
                narrowest = Math.Min(narrowest, (along[k + count - 1] - along[k]) / 2);
            }
        }

        Assert.True(width <= narrowest);
    }

    [Fact]
    public void SpectralWidth_TwoDistantSamples_OneOfThemHasWidthZero()
    {
        // Without the drift term the bound would say 1 here.
        ReadOnlyMatrixView points = new([0, 1, 0, -1], 2, 2);
        double[] widths = new double[2];
        SpectralWidth.HalfWidths(points, new AcrossDirection([1, 0], points), [1, 2], widths);
        Assert.Equal(0, widths[0]);
        Assert.InRange(widths[1], 1 - 1e-10, 1);
    }

    [Fact]
    public void SpectralWidth_AnyCountAndCentre_IsBelowExhaustiveSearch()
    {
        // The samples are not centred here: the direction is a coordinate one, so nothing is subtracted.
        CounterRandom random = new(25);
        for (int trial = 0; trial < 100; trial++)
        {
            int n = 2 + random.NextBelow(10);
            long[][] across = BandData.Random(random, n, 2, trial % 2 == 0 ? 3 : 40);
            double shift = trial % 3 == 0 ? 0 : 7;
            double[] data = [.. across.SelectMany(p => new double[] { 0, p[0] + shift, p[1] + shift })];
            ReadOnlyMatrixView points = View(data, 3);
            int[] counts = [.. Enumerable.Range(1, n)];
            double[] widths = new double[n];
            SpectralWidth.HalfWidths(points, new AcrossDirection([1, 0, 0], points), counts, widths);
            for (int m = 0; m < n; m++)
            {
                ExactNumber width = ExactNumber.Of(widths[m]);
                Assert.True((width * width).CompareTo(BandOracle.WidthSquared(across, counts[m])) <= 0);
            }
        }
    }

    [Fact]
    public void OneDimension_HasNoTransverseBand()
    {
        double[] data = BandData.Gaussian(1, 50, 1);
        BandCertificate certificate = TransverseBand.Certify(View(data, 1), [2.5], 0, Certain);
        Assert.Equal((0, 0), (certificate.Lower, certificate.Upper));
        Assert.Null(certificate.Worst);
        Assert.Equal(
            double.PositiveInfinity,
            TransverseBand.HalfWidthAtLeast(View(data, 1), [2.5], 3, Certain)
        );
    }

    [Fact]
    public void BadArguments_Throw()
    {
        double[] data = BandData.Gaussian(1, 10, 2);
        Assert.Throws<ArgumentException>(() => TransverseBand.Certify(View(data, 2), [0, 0], 1, Certain));
        Assert.Throws<ArgumentException>(() => TransverseBand.Certify(View(data, 2), [1, 0, 0], 1, Certain));
        Assert.Throws<ArgumentException>(() =>
            TransverseBand.Certify(View(data, 2), [1, double.PositiveInfinity], 1, Certain)
        );
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            TransverseBand.HalfWidthAtLeast(View(data, 2), [1, 0], 11, Certain)
        );
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            TransverseBand.HalfWidthAtLeast(View(data, 2), [1, 0], 0, Certain)
        );
    }
}
