// The deviation bound: its formula, evaluated here in plain doubles; what it says of samples whose eta is known exactly;
// and when a certificate takes it up.

using Verify.Core.Geometry;
using Verify.Core.Numerics;

namespace Verify.Core.Tests.Geometry;

public sealed class UniformDeviationTests
{
    private static double Plain(int n, int d, int slack, double floor, double density, double confidence)
    {
        double growth = 2 * (d + 1) * Math.Log(Math.E * 2 * n / (d + 1));
        double square = 4 * (growth + Math.Log(4 / (1 - confidence))) / n;
        double mass = Math.Min(1, 2 * density * floor);
        double share = mass + square / 2 + Math.Sqrt(square) * Math.Sqrt(mass + square / 4);
        return (share - (double)slack / n) / floor;
    }

    [Fact]
    public void AtMost_TheFormula_RoundedUp()
    {
        CounterRandom random = new(61);
        for (int i = 0; i < 500; i++)
        {
            int d = 1 + random.NextBelow(60);
            int n = d + 2 + random.NextBelow(1_000_000);
            double floor = 0.01 + random.NextDouble();
            double density = 0.1 + random.NextDouble();
            double confidence = 0.5 + 0.49 * random.NextDouble();
            double plain = Plain(n, d, d + 1, floor, density, confidence);
            double bound = UniformDeviation.AtMost(n, d, d + 1, floor, density, confidence);
            Assert.InRange(bound, plain * (1 - 1e-13), plain * (1 + 1e-11));
        }

        Assert.Equal(double.PositiveInfinity, UniformDeviation.AtMost(100, 2, 3, 0, 1, 0.9));
        Assert.Equal(double.PositiveInfinity, UniformDeviation.AtMost(2, 2, 1, 1, 1, 0.9));
        Assert.True(
            UniformDeviation.AtMost(1000, 5, 6, 0.1, 1, 0.999)
                > UniformDeviation.AtMost(1000, 5, 6, 0.1, 1, 0.9)
        );
    }

    [Fact]
    public void AtMost_GaussianSamples_IsAboveTheExactValue()
    {
        // The density of every projection of a standard Gaussian is at most 0.4; at a confidence of 0.999 none of
        // 60 draws may fail (a probability below 6 % if the bound were only just true; it is far from tight).
        for (ulong seed = 0; seed < 60; seed++)
        {
            int d = 1 + (int)(seed % 2);
            int n = 300;
            double[] data = BandData.Gaussian(100 + seed, n, d);
            BandOptions certain = BandOptions.Default with { Confidence = null };
            BandCertificate exact = BandCondition.Certify(new(data, n, d), d + 1, 0.3, certain);
            Assert.True(exact.Lower <= UniformDeviation.AtMost(n, d, d + 1, 0.3, 0.4, 0.999));
        }
    }

    [Fact]
    public void Certify_ManyDimensions_SaysWhatItAssumes()
    {
        const int n = 20_000;
        const int d = 6;
        double[] data = BandData.Gaussian(62, n, d);
        ReadOnlyMatrixView points = new(data, n, d);
        BandCertificate assumed = BandCondition.Certify(points, d + 1, 0.25, BandOptions.Default);
        Assert.Equal(BandMethod.UniformDeviation, assumed.Method);
        Assert.Equal(0.99, assumed.Confidence);
        Assert.Contains("log-concave", assumed.Assumption, StringComparison.Ordinal);
        Assert.True(assumed.Upper < 1 / 0.25 * (n - d - 1) / n);
        BandData.CheckWitness(assumed, data);

        // Standard Gaussian: sigma is about 1, and the density of a projection at most 0.399.
        BandOptions known = BandOptions.Default with
        {
            ProjectionDensity = 0.399,
        };
        BandCertificate given = BandCondition.Certify(points, d + 1, 0.25, known);
        Assert.True(given.Upper < assumed.Upper);
        Assert.Contains("0.399", given.Assumption, StringComparison.Ordinal);

        BandOptions certain = BandOptions.Default with { Confidence = null };
        BandCertificate trivial = BandCondition.Certify(points, d + 1, 0.25, certain);
        Assert.Equal(
            (BandMethod.Bracket, null, ""),
            (trivial.Method, trivial.Confidence, trivial.Assumption)
        );
        Assert.Equal(assumed.Lower, trivial.Lower);
        Assert.True(trivial.Upper > assumed.Upper);

        double[] direction = [1, 0, 2, 0, 0, -1];
        BandCertificate across = TransverseBand.Certify(points, direction, 0.25, BandOptions.Default);
        Assert.Equal(BandMethod.UniformDeviation, across.Method);
        BandData.CheckWitness(across, data);
    }

    [Fact]
    public void LeastDeviation_KnownScatter_IsJustBelow()
    {
        // Samples +-3 e_1, +-1 e_2: variances 4.5 and 0.5; across (1, 0) only the second is left.
        double[] data = [3, 0, -3, 0, 0, 1, 0, -1];
        ReadOnlyMatrixView points = new(data, 4, 2);
        double sigma = Math.Sqrt(0.5);
        Assert.InRange(SampleSpread.LeastDeviation(points, null), sigma * (1 - 1e-10), sigma);
        Assert.InRange(
            SampleSpread.LeastDeviation(points, new AcrossDirection([0, 5], points)),
            Math.Sqrt(4.5) * (1 - 1e-10),
            Math.Sqrt(4.5)
        );
        Assert.Equal(0, SampleSpread.LeastDeviation(points.TopRows(2), null));
    }
}
