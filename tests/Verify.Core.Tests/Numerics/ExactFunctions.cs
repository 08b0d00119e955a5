// ln and exp of doubles to 300 bits by integer arithmetic: the oracle of DeterministicMathTests. Slow and plain.

using System.Numerics;

namespace Verify.Core.Tests.Numerics;

/// <summary>Numbers as integers F standing for F 2^-Bits; truncation errors are a few units of 2^-Bits.</summary>
internal static class ExactFunctions
{
    internal const int Bits = 320;

    private static readonly BigInteger One = BigInteger.One << Bits;

    internal static readonly BigInteger Ln2 = LnOfRatio(2, 1);

    /// <summary>x as significand times 2^exponent, exactly; x is finite.</summary>
    internal static (BigInteger Significand, int Exponent) Split(double x)
    {
        long bits = BitConverter.DoubleToInt64Bits(x);
        int field = (int)((bits >> 52) & 0x7FF);
        long fraction = bits & 0x000FFFFFFFFFFFFF;
        BigInteger magnitude = field == 0 ? fraction : fraction | (1L << 52);
        return (bits < 0 ? -magnitude : magnitude, Math.Max(field, 1) - 1075);
    }

    /// <summary>ln x for finite x &gt; 0.</summary>
    internal static BigInteger Ln(double x)
    {
        (BigInteger significand, int exponent) = Split(x);
        int width = (int)significand.GetBitLength();
        return LnOfRatio(significand, BigInteger.One << (width - 1)) + (exponent + width - 1) * Ln2;
    }

    /// <summary>e^(x 2^-Bits) as F 2^(Exponent - Bits) with 1 &lt;= F 2^-Bits &lt; 2.</summary>
    internal static (BigInteger Value, int Exponent) Exp(BigInteger x)
    {
        BigInteger k = BigInteger.Divide(x, Ln2) - (x.Sign < 0 ? 1 : 0);
        BigInteger r = x - k * Ln2;
        BigInteger sum = One;
        BigInteger term = One;
        for (int n = 1; !term.IsZero; n++)
        {
            term = (term * r >> Bits) / n;
            sum += term;
        }

        return (sum, (int)k);
    }

    /// <summary>y times x 2^-Bits.</summary>
    internal static BigInteger Multiply(double y, BigInteger x)
    {
        (BigInteger significand, int exponent) = Split(y);
        BigInteger product = significand * x;
        return exponent >= 0 ? product << exponent : product >> -exponent;
    }

    /// <summary>
    /// |computed - exact| in units in the last place of the exact value F 2^(exponent - Bits), F != 0: the distance of
    /// the doubles around it, at least 2^-1074.
    /// </summary>
    internal static double ErrorInUlps(double computed, BigInteger exact, int exponent)
    {
        const int scale = 2000;
        (BigInteger significand, int computedExponent) = Split(computed);
        BigInteger difference =
            (significand << (computedExponent + scale)) - (exact << (exponent - Bits + scale));
        int leading = (int)BigInteger.Abs(exact).GetBitLength() - 1 + exponent - Bits;
        int unit = Math.Max(leading - 52, -1074);
        return (double)(BigInteger.Abs(difference) >> (unit + scale - 60)) / (1L << 60);
    }

    /// <summary>ln(a / b) for 1 &lt;= a/b &lt;= 2, as 2 atanh((a - b) / (a + b)).</summary>
    private static BigInteger LnOfRatio(BigInteger a, BigInteger b)
    {
        BigInteger s = ((a - b) << Bits) / (a + b);
        BigInteger z = s * s >> Bits;
        BigInteger sum = BigInteger.Zero;
        for (int n = 1; !s.IsZero; n += 2)
        {
            sum += s / n;
            s = s * z >> Bits;
        }

        return 2 * sum;
    }
}
