// Rank and hyperplanes of samples that are of low rank exactly, and of samples that only nearly are.

using Verify.Core.Geometry;
using Verify.Core.Numerics;

namespace Verify.Core.Tests.Geometry;

public sealed class AffineHullTests
{
    private static (int Rank, BandWitness? Hyperplane) Of(double[] data, int d) =>
        AffineHull.Of(new ReadOnlyMatrixView(data, data.Length / d, d));

    /// <summary>Samples base + combinations of r integer vectors with small integer coefficients.</summary>
    private static double[] Flat(CounterRandom random, int n, int d, int r, double unit)
    {
        long[][] basis = BandData.Random(random, r, d, 50);
        long[][] weights = BandData.Random(random, n, Math.Max(r, 1), 1000);
        long[] start = BandData.Random(random, 1, d, 1000)[0];
        return
        [
            .. weights.SelectMany(w =>
                Enumerable
                    .Range(0, d)
                    .Select(k => unit * (start[k] + Enumerable.Range(0, r).Sum(i => w[i] * basis[i][k])))
            ),
        ];
    }

    [Fact]
    public void Of_SpansOfEveryRank_FindsTheRankAndAHyperplaneThatHoldsAll()
    {
        CounterRandom random = new(31);
        for (int d = 1; d <= 7; d++)
        {
            for (int r = 0; r <= d; r++)
            {
                double unit = Math.ScaleB(1, (r % 3 - 1) * 300);
                double[] data = Flat(random, 40, d, r, unit);
                (int rank, BandWitness? hyperplane) = Of(data, d);
                Assert.Equal(r, rank);
                Assert.Equal(r == d, hyperplane is null);
                if (hyperplane is not null)
                {
                    Assert.Equal(40, hyperplane.Count);
                    Assert.True(hyperplane.HalfWidth <= 1e-8 * unit, $"half-width {hyperplane.HalfWidth}");
                }
            }
        }
    }

    /// <summary>Low rank across a direction is not low rank: the direction's own plane and oblique ones do not count.</summary>
    [Theory]
    [InlineData(new double[] { 0, 0, 3 }, new double[] { 1, 0, 0, 0, 1, 0 }, 2)] // the plane orthogonal to the direction
    [InlineData(new double[] { 0, 0, 3 }, new double[] { 1, 0, 1, 0, 1, 2 }, 2)] // an oblique plane
    [InlineData(new double[] { 0, 0, 3 }, new double[] { 1, 0, 0, 0, 0, 1 }, 1)] // a plane that contains the direction
    [InlineData(new double[] { 1, 2, -1 }, new double[] { 1, 2, 4, 0, 0, 0 }, 1)] // an oblique line
    [InlineData(new double[] { 1, 2, -1 }, new double[] { 2, 4, -2, 0, 0, 0 }, 0)] // a line along the direction
    public void Of_AcrossADirection_IsTheRankOfTheProjection(double[] direction, double[] basis, int expected)
    {
        CounterRandom random = new(33);
        long[][] weights = BandData.Random(random, 40, 2, 100);
        double[] data =
        [
            .. weights.SelectMany(w =>
                Enumerable.Range(0, 3).Select(k => 7 + w[0] * basis[k] + w[1] * basis[3 + k])
            ),
        ];

        (int rank, BandWitness? hyperplane) = AffineHull.Of(new ReadOnlyMatrixView(data, 40, 3), direction);

        Assert.Equal(expected, rank);
        Assert.Equal(expected == 2, hyperplane is null);
        if (hyperplane is not null)
        {
            Assert.Equal(40, hyperplane.Count);
            Assert.Equal(0, direction.Zip(hyperplane.Normal, (a, b) => a * b).Sum()); // small integers: exact
        }

        BandCertificate literal = TransverseBand.Certify(new(data, 40, 3), direction, 0, new BandOptions());
        Assert.Equal(expected < 2, double.IsPositiveInfinity(literal.Lower));
        Assert.Equal((expected, expected < 2), (literal.AffineRank, literal.LowRank is not null));
    }

    [Fact]
    public void Of_OneSampleOffByOneUnit_IsOfFullRank()
    {
        CounterRandom random = new(32);
        double[] data = Flat(random, 60, 3, 2, 1);
        Assert.Equal(2, Of(data, 3).Rank);
        data[^1] = Math.BitIncrement(data[^1]);
        Assert.Equal((3, null), Of(data, 3));
    }

    [Fact]
    public void Certify_LowRank_FailsForEveryEtaAndNamesTheHyperplane()
    {
        // x2 = 2 x1 + 1.
        double[] data = [.. Enumerable.Range(0, 30).SelectMany(i => new double[] { i, 2 * i + 1 })];
        ReadOnlyMatrixView points = new(data, 30, 2);
        BandCertificate literal = BandCondition.Certify(points, 3, 0, BandOptions.Default);
        Assert.Equal((double.PositiveInfinity, double.PositiveInfinity), (literal.Lower, literal.Upper));
        Assert.Equal(1, literal.AffineRank);
        Assert.Equal(
            "low-rank: all 30 samples lie in the hyperplane 2 x1 - 1 x2 = -1",
            literal.LowRankSentence?.Replace("-2 x1 + 1 x2 = 1", "2 x1 - 1 x2 = -1", StringComparison.Ordinal)
        );
        BandCertificate floored = BandCondition.Certify(points, 3, 0.5, BandOptions.Default);
        Assert.InRange(floored.Lower, 27 / 15.0 * (1 - 1e-15), 27 / 15.0);
        Assert.InRange(floored.Upper, 27 / 15.0, 27 / 15.0 * (1 + 1e-12));
        Assert.NotNull(floored.LowRank);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    public void Certify_LowRankInSpace_FloorReachesTheTrivialValue(int d)
    {
        double[] data = Flat(new CounterRandom(33), 50, d, d - 1, 1);
        ReadOnlyMatrixView points = new(data, 50, d);
        BandOptions options = BandOptions.Default with { Effort = 500_000 };
        Assert.Equal(double.PositiveInfinity, BandCondition.Certify(points, d + 1, 0, options).Lower);
        BandCertificate floored = BandCondition.Certify(points, d + 1, 0.25, options);
        double exact = (50 - d - 1) / (0.25 * 50);
        Assert.InRange(floored.Lower, exact * (1 - 1e-15), exact);
        Assert.InRange(floored.Upper, exact, exact * (1 + 1e-12));
    }

    [Fact]
    public void Certify_NearlyLowRank_IsLargeButFinite()
    {
        CounterRandom random = new(34);
        double[] data = new double[80];
        for (int i = 0; i < 40; i++)
        {
            data[2 * i] = random.NextGaussian();
            data[2 * i + 1] = 2 * data[2 * i] + 1 + 1e-9 * random.NextGaussian();
        }

        BandCertificate certificate = BandCondition.Certify(new(data, 40, 2), 3, 0, BandOptions.Default);
        Assert.Null(certificate.LowRank);
        Assert.Equal(2, certificate.AffineRank);
        Assert.InRange(certificate.Lower, 1e8, certificate.Upper);
        Assert.True(certificate.Upper < 1e14 && certificate.RelativeGap < 1e-12);
    }

    [Fact]
    public void ModularField_Doubles_AddAndMultiplyLikeTheirResidues()
    {
        CounterRandom random = new(35);
        for (int i = 0; i < 2000; i++)
        {
            // Products and sums that are exact in doubles.
            double a =
                random.NextSign() * Math.ScaleB(random.NextBelow(1 << 20), random.NextBelow(400) - 200);
            double b =
                random.NextSign() * Math.ScaleB(random.NextBelow(1 << 20), random.NextBelow(400) - 200);
            double c =
                random.NextSign() * Math.ScaleB(random.NextBelow(1 << 20), Math.ILogB(a == 0 ? 1 : a) - 10);
            Assert.Equal(
                ModularField.Of(a * b),
                ModularField.Multiply(ModularField.Of(a), ModularField.Of(b))
            );
            Assert.Equal(ModularField.Of(a + c), ModularField.Add(ModularField.Of(a), ModularField.Of(c)));
            ulong residue = ModularField.Of(b);
            Assert.True(residue < ModularField.Prime);
            if (residue != 0)
            {
                Assert.Equal(1UL, ModularField.Multiply(residue, ModularField.Invert(residue)));
            }
        }

        Assert.Equal(0UL, ModularField.Of(-0.0));
        Assert.Equal(ModularField.Of(1), ModularField.Of(Math.ScaleB(1, 61)));
    }
}
