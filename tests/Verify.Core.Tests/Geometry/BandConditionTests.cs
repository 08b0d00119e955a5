// Band certificates against exhaustive search in exact arithmetic, and laws that hold for any samples.

using Verify.Core.Geometry;
using Verify.Core.Numerics;
using Verify.Core.Tests.Numerics;

namespace Verify.Core.Tests.Geometry;

public sealed class BandConditionTests
{
    private static readonly BandOptions Certain = BandOptions.Default with { Confidence = null };

    private static BandCertificate Certify(
        double[] data,
        int d,
        int slack,
        double floor,
        BandOptions? options = null
    ) =>
        BandCondition.Certify(
            new ReadOnlyMatrixView(data, data.Length / d, d),
            slack,
            floor,
            options ?? Certain
        );

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Certify_SmallSets_AgreesWithExhaustiveSearch(int d)
    {
        CounterRandom random = new(5, (ulong)d);
        for (int trial = 0; trial < 400; trial++)
        {
            int n = 1 + random.NextBelow(trial % 10 == 0 ? 16 : 10);
            int size = (trial % 5) switch
            {
                0 => 1,
                1 => 2,
                2 => 6,
                3 => 1000,
                _ => 1 << 20,
            };
            long[][] points = BandData.Random(random, n, d, size);
            int slack = random.NextBelow(d + 3);
            double floor = (trial % 3) switch
            {
                0 => 0,
                1 => size / 16.0,
                _ => size * random.NextDouble(),
            };
            BandCertificate certificate = Certify(BandData.Flat(points), d, slack, floor);
            ExactNumber exact = BandOracle.EtaSquared(points, slack, ExactNumber.Of(floor));
            BandOracle.Encloses(certificate.Lower, certificate.Upper, exact);
            BandData.CheckWitness(certificate, BandData.Flat(points));
            Assert.Equal(BandMethod.Exact, certificate.Method);
            Assert.True(certificate.RelativeGap <= 1e-12, $"gap {certificate.RelativeGap} in trial {trial}");
        }
    }

    [Fact]
    public void Certify_Space_EnclosesExhaustiveSearch()
    {
        CounterRandom random = new(6);
        double widest = 0;
        for (int trial = 0; trial < 40; trial++)
        {
            int n = 5 + random.NextBelow(4);
            int size = trial % 2 == 0 ? 3 : 1000;
            long[][] points = BandData.Random(random, n, 3, size);
            double floor = trial % 4 == 3 ? 0 : size / 16.0;
            BandOptions options = Certain with { Effort = 2_000_000 };
            BandCertificate certificate = Certify(BandData.Flat(points), 3, 3, floor, options);
            ExactNumber exact = BandOracle.EtaSquared(points, 3, ExactNumber.Of(floor));
            BandOracle.Encloses(certificate.Lower, certificate.Upper, exact);
            BandData.CheckWitness(certificate, BandData.Flat(points));
            if (floor > 0)
            {
                widest = Math.Max(widest, certificate.RelativeGap);
            }
        }

        Assert.True(widest <= 0.05 + 1e-9, $"a gap of {widest} was left");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void Certify_NoSamplesOrNotMoreThanTheSlack_IsZero(int d)
    {
        BandCertificate none = Certify([], d, d + 1, 0);
        Assert.Equal((0, 0, -1, 0), (none.Lower, none.Upper, none.AffineRank, none.Samples));
        Assert.Null(none.LowRank);
        BandCertificate few = Certify(BandData.Gaussian(1, d + 1, d), d, d + 1, 0);
        Assert.Equal((0, 0, d), (few.Lower, few.Upper, few.AffineRank));
    }

    [Fact]
    public void Certify_EqualSteps_KnownValueEvenWhenTheScanIsCutShort()
    {
        // c samples in steps of 1 have width c - 1: with slack 2 the whole set is worst, 2 (n - 2) / ((n - 1) n).
        const int n = 3000;
        double[] line = [.. Enumerable.Range(0, n).Select(i => (double)i)];
        double exact = 2.0 * (n - 2) / (n - 1) / n;
        BandCertificate full = Certify(line, 1, 2, 0);
        Assert.Equal(BandMethod.Exact, full.Method);
        Assert.InRange(full.Upper, exact * (1 - 1e-15), exact * (1 + 1e-12));
        BandCertificate cut = Certify(line, 1, 2, 0, Certain with { Effort = 100_000 });
        Assert.Equal(BandMethod.Bracket, cut.Method);
        Assert.True(cut.Lower <= exact && cut.Upper >= exact);
    }

    [Fact]
    public void Certify_PlaneAboveTheExactLimit_BracketsTheExactValue()
    {
        double[] data = BandData.Gaussian(8, 300, 2);
        BandCertificate exact = Certify(data, 2, 3, 0.1);
        BandCertificate cells = Certify(data, 2, 3, 0.1, Certain with { ExactPlaneSamples = 10, Gap = 0.01 });
        Assert.Equal(BandMethod.BranchAndBound, cells.Method);
        Assert.True(cells.Lower <= exact.Upper && cells.Upper >= exact.Lower);
        Assert.True(cells.RelativeGap <= 0.0101);
        BandData.CheckWitness(exact, data);
        BandData.CheckWitness(cells, data);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(6)]
    public void Certify_RandomDirections_NeverExceedTheUpperEnd(int d)
    {
        double[] data = BandData.Gaussian(9, 200, d);
        ReadOnlyMatrixView points = new(data, 200, d);
        BandOptions options = Certain with { Effort = 3_000_000 };
        BandCertificate certificate = BandCondition.Certify(points, d + 1, 0.15, options);
        BandData.CheckWitness(certificate, data);
        CounterRandom random = new(10);
        double[] normal = new double[d];
        for (int i = 0; i < 3000; i++)
        {
            random.FillGaussian(normal);
            BandWitness? band = BandCount.Worst(points, normal, d + 1, 0.15, 0, long.MaxValue);
            double value = band is null ? 0 : BandGuard.RatioDown(band.Count, d + 1, band.HalfWidth, 200);
            Assert.True(value <= certificate.Upper);
        }
    }

    [Fact]
    public void Certify_FloorZero_GrowsWithTheSamplesWhileTheFlooredValueDoesNot()
    {
        // Any d + 2 samples lie in a thin band: literally, no eta serves random data of every size.
        double small = Certify(BandData.Gaussian(3, 200, 1), 1, 2, 0).Lower;
        double large = Certify(BandData.Gaussian(3, 20_000, 1), 1, 2, 0).Lower;
        Assert.True(large > 4 * small);
        double smallFloored = Certify(BandData.Gaussian(3, 200, 1), 1, 2, 0.2).Upper;
        double largeFloored = Certify(BandData.Gaussian(3, 20_000, 1), 1, 2, 0.2).Upper;
        Assert.True(largeFloored <= smallFloored * 1.05);
    }

    [Fact]
    public void Certify_SameInput_SameBits()
    {
        double[] data = BandData.Gaussian(4, 120, 3);
        BandCertificate first = Certify(data, 3, 4, 0.2);
        BandCertificate second = Certify(data, 3, 4, 0.2);
        Assert.Equal((first.Lower, first.Upper), (second.Lower, second.Upper));
        Assert.Equal(first.Worst!.Normal, second.Worst!.Normal);
    }

    [Fact]
    public void Certify_BadArguments_Throw()
    {
        double[] data = [1, 2, 3, 4];
        Assert.Throws<ArgumentOutOfRangeException>(() => Certify(data, 2, -1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Certify(data, 2, 1, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Certify(data, 2, 1, double.NaN));
        Assert.Throws<ArgumentException>(() => Certify([1, double.NaN], 2, 1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            Certify(data, 2, 1, 0, Certain with { Confidence = 1 })
        );
        Assert.Throws<ArgumentException>(() =>
            Certify([1, 2, 3, 4, 5, 7], 2, 1, 0, Certain with { Directions = [new double[3]] })
        );
    }
}
