// Doubles as exact fractions of integers, for tests that compare with what rounding left out. Not fast.

using System.Numerics;
using Verify.Core.Numerics;

namespace Verify.Core.Tests.Numerics;

/// <summary>Numerator / Denominator, Denominator > 0, not reduced.</summary>
internal readonly record struct ExactNumber(BigInteger Numerator, BigInteger Denominator)
    : IComparable<ExactNumber>
{
    internal static ExactNumber Of(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        int field = (int)((bits >> 52) & 0x7FF);
        long fraction = bits & ((1L << 52) - 1);
        BigInteger mantissa = field == 0 ? fraction : fraction | (1L << 52);
        int exponent = Math.Max(field, 1) - 1075;
        mantissa = bits < 0 ? -mantissa : mantissa;
        return exponent >= 0
            ? new(mantissa << exponent, BigInteger.One)
            : new(mantissa, BigInteger.One << -exponent);
    }

    public static ExactNumber operator +(ExactNumber a, ExactNumber b) =>
        new(a.Numerator * b.Denominator + b.Numerator * a.Denominator, a.Denominator * b.Denominator);

    public static ExactNumber operator -(ExactNumber a, ExactNumber b) =>
        a + new ExactNumber(-b.Numerator, b.Denominator);

    public static ExactNumber operator *(ExactNumber a, ExactNumber b) =>
        new(a.Numerator * b.Numerator, a.Denominator * b.Denominator);

    public static ExactNumber operator /(ExactNumber a, ExactNumber b) =>
        new(a.Numerator * b.Denominator * b.Numerator.Sign, a.Denominator * BigInteger.Abs(b.Numerator));

    public int CompareTo(ExactNumber other) =>
        (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    /// <summary>A finite double with uniformly random sign, exponent within the range and mantissa.</summary>
    internal static double Random(CounterRandom random, int lowestExponent, int highestExponent)
    {
        int exponent = lowestExponent + random.NextBelow(highestExponent - lowestExponent + 1);
        double mantissa = random.NextBool(0.2) ? 1 + random.NextBelow(8) / 8.0 : 1 + random.NextDouble();
        return random.NextSign() * Math.ScaleB(mantissa, exponent);
    }
}
