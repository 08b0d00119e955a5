// Sets of points with integer coordinates for the band tests: generic, on lattices, on lines, with duplicates.

using System.Numerics;
using Verify.Core.Geometry;
using Verify.Core.Numerics;
using Verify.Core.Tests.Numerics;

namespace Verify.Core.Tests.Geometry;

internal static class BandData
{
    /// <summary>Points with coordinates in -size .. size; a small size makes duplicates and points on lines.</summary>
    internal static long[][] Random(CounterRandom random, int count, int dimension, int size) =>
        [
            .. Enumerable
                .Range(0, count)
                .Select(_ =>
                    Enumerable
                        .Range(0, dimension)
                        .Select(_ => (long)random.NextBelow(2 * size + 1) - size)
                        .ToArray()
                ),
        ];

    internal static double[] Flat(long[][] points, double unit = 1) =>
        [.. points.SelectMany(p => p.Select(x => x * unit))];

    internal static double[] Gaussian(ulong seed, int count, int dimension)
    {
        double[] data = new double[count * dimension];
        new CounterRandom(seed).FillGaussian(data);
        return data;
    }

    /// <summary>The witness's count and half-width against exact arithmetic: a band of them is really there.</summary>
    internal static void CheckWitness(BandCertificate certificate, double[] data)
    {
        BandWitness? band = certificate.Worst;
        if (band is null)
        {
            return;
        }

        int d = certificate.Dimension;
        ExactNumber square = ExactNumber.Of(0);
        foreach (double entry in band.Normal)
        {
            square += ExactNumber.Of(entry) * ExactNumber.Of(entry);
        }

        ExactNumber reach = ExactNumber.Of(band.HalfWidth) * ExactNumber.Of(band.HalfWidth) * square;
        int inside = 0;
        for (int i = 0; i < certificate.Samples; i++)
        {
            ExactNumber level = ExactNumber.Of(band.Offset);
            for (int k = 0; k < d; k++)
            {
                level += ExactNumber.Of(band.Normal[k]) * ExactNumber.Of(data[i * d + k]);
            }

            inside += (level * level).CompareTo(reach) <= 0 ? 1 : 0;
        }

        Assert.True(inside >= band.Count, $"{inside} samples in the band, {band.Count} claimed");
        Assert.True(band.HalfWidth >= certificate.Floor);
        Assert.True(certificate.Lower <= certificate.Upper);
        if (double.IsFinite(certificate.Lower) && certificate.Method != BandMethod.Exact)
        {
            BigInteger gain = band.Count - certificate.Slack;
            ExactNumber claimed = ExactNumber.Of(certificate.Lower) * ExactNumber.Of(band.HalfWidth);
            Assert.True(claimed.CompareTo(new ExactNumber(gain, certificate.Samples)) <= 0);
        }
    }
}
