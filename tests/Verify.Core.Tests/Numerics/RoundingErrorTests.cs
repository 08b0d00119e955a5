// gamma_k against exact rational arithmetic.

using System.Numerics;
using Verify.Core.Numerics;

namespace Verify.Core.Tests.Numerics;

public sealed class RoundingErrorTests
{
    private static readonly BigInteger Two53 = BigInteger.One << 53;

    [Fact]
    public void Gamma_EveryKind_IsAnUpperBoundWithinFourUnits()
    {
        // k u / (1 - k u) = k / (2^53 - k).
        CounterRandom random = new(11);
        List<long> counts =
        [
            .. Enumerable.Range(1, 2000),
            RoundingError.LargestCount - 1,
            RoundingError.LargestCount,
        ];
        for (int bits = 0; bits <= 30; bits++)
        {
            counts.AddRange([1L << bits, Math.Min((1L << bits) + 1, 1 << 30), Math.Max((1L << bits) - 1, 1)]);
            counts.Add(1 + random.NextBelow(1 << Math.Max(bits, 1)));
        }

        foreach (long k in counts.Where(k => k <= RoundingError.LargestCount))
        {
            double gamma = RoundingError.Gamma(k);
            Assert.True(CompareToExact(gamma, k) >= 0, $"gamma_{k} = {gamma:R} is too small");
            double below = gamma;
            for (int unit = 0; unit < 4; unit++)
            {
                below = Math.BitDecrement(below);
            }

            Assert.True(CompareToExact(below, k) < 0, $"gamma_{k} = {gamma:R} is too large");
        }
    }

    [Fact]
    public void Gamma_EdgeCounts_AsDocumented()
    {
        Assert.Equal(0, RoundingError.Gamma(0));
        Assert.True(RoundingError.Gamma(RoundingError.LargestCount) < Math.ScaleB(1, -22));
        Assert.Throws<ArgumentOutOfRangeException>(() => RoundingError.Gamma(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            RoundingError.Gamma(RoundingError.LargestCount + 1L)
        );
    }

    [Fact]
    public void Constants_AreTheFormats()
    {
        Assert.Equal(RoundingError.UnitRoundoff, Math.ScaleB(1, -53));
        Assert.Equal(RoundingError.Underflow, Math.ScaleB(1, -1074));
    }

    /// <summary>The sign of value - k / (2^53 - k), value being a positive normal double below 1.</summary>
    private static int CompareToExact(double value, long k)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)(bits >> 52) - 1075;
        BigInteger mantissa = (bits & ((1L << 52) - 1)) | (1L << 52);

        // value = mantissa 2^exponent, exponent < 0.
        return (mantissa * (Two53 - k)).CompareTo(new BigInteger(k) << -exponent);
    }
}
