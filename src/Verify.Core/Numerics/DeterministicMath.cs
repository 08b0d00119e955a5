// Logarithm, exponential and power from + - * / and fma alone: the same bits on every machine.
// Not a replacement of Math.Log and friends where speed counts and bits do not: those call the platform's library.

namespace Verify.Core.Numerics;

/// <summary>
/// ln, e^x and x^y with errors below <see cref="LogErrorUlps"/>, <see cref="ExpErrorUlps"/> and
/// <see cref="PowErrorUlps"/> units in the last place of the exact result (subnormal results included).
/// <para>
/// Internally the logarithm is an unevaluated sum hi + lo of two doubles with a relative error below 2^-68, which is
/// what the power needs: |y ln x| reaches 745 &lt; 2^9.6, so that the exponent's absolute error stays below 2^-58.
/// </para>
/// </summary>
public static class DeterministicMath
{
    /// <summary>hi + lo is within 2^-68 of the logarithm, then rounded once: half a unit, and 2^-15 for the rest.</summary>
    public const double LogErrorUlps = 0.5 + 1.0 / (1 << 15);

    /// <summary>
    /// Half a unit for the rounding of e^r, and less than 0.28 for its small parts (2^-54.9 against the unit 2^-53 of
    /// values in [1/2, 1)): 0.78. A subnormal result is rounded once more, but its unit is at least twice that of e^r
    /// scaled: 0.78 / 2 + 0.5 = 0.89.
    /// </summary>
    public const double ExpErrorUlps = 0.9;

    /// <summary>The exponential's bound, and 2^-5 units for the error of y ln x (2^-58 against relative units above 2^-53).</summary>
    public const double PowErrorUlps = 0.95;

    // ln 2 = 2 atanh(1/3) to 95 bits: the first 42 bits, so that k * Ln2High is exact for |k| < 2^11, and the rest.
    private const double Ln2High = 0.6931471805598903;
    private const double Ln2Low = 5.497923018708371E-14;
    private const double InverseLn2 = 1.4426950408889634;
    private const double SqrtTwo = 1.4142135623730951;
    private const double TwoTo54 = 1L << 54;

    // 1/3 and 1/5 as high + low: 3 * fl(1/3) = 1 - 2^-54 and 5 * fl(1/5) = 1 + 2^-54, exactly.
    private const double Third = 1.0 / 3;
    private const double ThirdLow = 1.0 / (1L << 54) / 3;
    private const double Fifth = 1.0 / 5;
    private const double FifthLow = -1.0 / (1L << 54) / 5;

    // 1/25, 1/23, .. 1/7: the tail of atanh's series.
    private static ReadOnlySpan<double> AtanhTail =>
        [1.0 / 25, 1.0 / 23, 1.0 / 21, 1.0 / 19, 1.0 / 17, 1.0 / 15, 1.0 / 13, 1.0 / 11, 1.0 / 9, 1.0 / 7];

    // 1/15!, 1/14!, .. 1/2!: the exponential's series after 1 + r.
    private static ReadOnlySpan<double> ExpTail =>
        [
            1.0 / 1307674368000,
            1.0 / 87178291200,
            1.0 / 6227020800,
            1.0 / 479001600,
            1.0 / 39916800,
            1.0 / 3628800,
            1.0 / 362880,
            1.0 / 40320,
            1.0 / 5040,
            1.0 / 720,
            1.0 / 120,
            1.0 / 24,
            1.0 / 6,
            1.0 / 2,
        ];

    /// <summary>ln x. -infinity at 0 (either sign), NaN below 0 and at NaN, +infinity at +infinity; exactly +0 at 1.</summary>
    public static double Log(double x)
    {
        if (!(x > 0 && x < double.PositiveInfinity))
        {
            return x == 0 ? double.NegativeInfinity
                : x > 0 ? x
                : double.NaN;
        }

        // LogOfPositive renormalises, so its high part is the sum rounded to nearest.
        return LogOfPositive(x).High;
    }

    /// <summary>e^x. 0 at -infinity and where the result is below half the least subnormal, +infinity on overflow, NaN at NaN.</summary>
    public static double Exp(double x) => ExpOfSum(x, 0);

    /// <summary>
    /// x^y for x &gt;= 0. As IEEE 754's pow there (x^0 = 1 and 1^y = 1 even for NaN; a zero of either sign counts as
    /// +0), but NaN for every x &lt; 0 with y != 0, integer or not.
    /// </summary>
    public static double Pow(double x, double y)
    {
        if (y == 0 || x == 1)
        {
            return 1;
        }

        if (double.IsNaN(y) || !(x >= 0))
        {
            return double.NaN;
        }

        if (x == 0 || double.IsPositiveInfinity(x))
        {
            return (x == 0) == (y > 0) ? 0 : double.PositiveInfinity;
        }

        (double logHigh, double logLow) = LogOfPositive(x);
        double high = y * logHigh;
        if (!(Math.Abs(high) < 800))
        {
            // ln of the largest double is 709.8, of half the least one -745.2.
            return high > 0 ? double.PositiveInfinity : 0;
        }

        double low = Math.FusedMultiplyAdd(y, logHigh, -high) + y * logLow;
        return ExpOfSum(high, low);
    }

    /// <summary>ln x as High + Low, |Low| at most half a unit of High, for finite x &gt; 0.</summary>
    private static (double High, double Low) LogOfPositive(double x)
    {
        // x = 2^k m with m in [sqrt(1/2), sqrt(2)], exactly.
        int k = 0;
        if (!double.IsNormal(x))
        {
            x *= TwoTo54;
            k = -54;
        }

        long bits = BitConverter.DoubleToInt64Bits(x);
        k += (int)(bits >> 52) - 1023;
        double m = BitConverter.Int64BitsToDouble((bits & 0x000FFFFFFFFFFFFF) | 0x3FF0000000000000);
        if (m > SqrtTwo)
        {
            m *= 0.5;
            k++;
        }

        // ln m = 2 atanh s, s = f / (2 + f), f = m - 1 (exact), |s| <= 0.1716 and z = s^2 <= 0.02945.
        double f = m - 1;
        (double d, double dLow) = QuickSum(2, f);
        double s = f / d;
        double sLow = (Math.FusedMultiplyAdd(-s, d, f) - s * dLow) / d;
        (double z, double zLow) = Product(s, sLow, s, sLow);

        // 2 atanh s = 2 s (1 + z (1/3 + z (1/5 + z q))), q = 1/7 + z/9 + .. + z^9/25; the next term of the series is
        // z^13/27 < 2^-70 of the whole. z q carries the only plain rounding errors: below 3 * 2^-53 * z^3/7 < 2^-69.
        double q = Horner(AtanhTail, z);
        (double t, double tLow) = QuickSum(Fifth, z * q);
        (double u, double uLow) = Product(z, zLow, t, tLow + FifthLow);
        (t, tLow) = QuickSum(Third, u);
        (u, uLow) = Product(z, zLow, t, tLow + (uLow + ThirdLow));
        (u, uLow) = Product(2 * s, 2 * sLow, u, uLow);
        (double sum, double sumLow) = QuickSum(2 * s, u);
        sumLow += 2 * sLow + uLow;

        // k Ln2High is exact; |k ln 2| exceeds |ln m| when k != 0, so QuickSum's condition holds.
        (double high, double low) = k == 0 ? (sum, 0) : QuickSum(k * Ln2High, sum);
        return QuickSum(high, low + Math.FusedMultiplyAdd(k, Ln2Low, sumLow));
    }

    /// <summary>e^(high + low) for |low| at most about a unit of high.</summary>
    private static double ExpOfSum(double high, double low)
    {
        if (!(Math.Abs(high) < 800))
        {
            return double.IsNaN(high) ? double.NaN
                : high > 0 ? double.PositiveInfinity
                : 0;
        }

        // high + low = k ln 2 + r + rLow, |r| <= 0.347, with an absolute error below 2^-84.
        double k = Math.Round(high * InverseLn2);
        (double r, double rLow) = Sum(high, -k * Ln2High);
        (r, rLow) = QuickSum(r, rLow + (low - k * Ln2Low));

        // e^r = 1 + r + p, p = r^2 (1/2! + r/3! + .. + r^13/15!); the next term of the series is r^16/16! < 2^-68.
        // p's factor, r^2 and the fma below give p less than 3.5 * 2^-53 relative error; with |p| < 0.0676 that is
        // below 2^-55, and below 2^-54.9 with the neglected rLow r^2 / 2.
        double p = Horner(ExpTail, r);
        (double e, double eLow) = QuickSum(1, r);
        double result = e + Math.FusedMultiplyAdd(p, r * r, eLow + Math.FusedMultiplyAdd(rLow, r, rLow));

        // 2^k in two factors, since 2^k itself may overflow or underflow where the result does not; only the last
        // product can round (to a subnormal).
        int half = (int)k / 2;
        return result * PowerOfTwo(half) * PowerOfTwo((int)k - half);
    }

    /// <summary>The polynomial whose coefficients are given from the highest power down.</summary>
    private static double Horner(ReadOnlySpan<double> coefficients, double x)
    {
        double value = 0;
        foreach (double coefficient in coefficients)
        {
            value = Math.FusedMultiplyAdd(value, x, coefficient);
        }

        return value;
    }

    /// <summary>2^n for a normal result.</summary>
    private static double PowerOfTwo(int n) => BitConverter.Int64BitsToDouble((long)(n + 1023) << 52);

    /// <summary>a + b = Value + Error exactly, for any a and b (Knuth).</summary>
    private static (double Value, double Error) Sum(double a, double b)
    {
        double sum = a + b;
        double bPart = sum - a;
        return (sum, (a - (sum - bPart)) + (b - bPart));
    }

    /// <summary>a + b = Value + Error exactly, for |a| &gt;= |b| or a = 0 (Dekker).</summary>
    private static (double Value, double Error) QuickSum(double a, double b)
    {
        double sum = a + b;
        return (sum, b - (sum - a));
    }

    /// <summary>(a + aLow)(b + bLow) up to the product of the low parts.</summary>
    private static (double Value, double Low) Product(double a, double aLow, double b, double bLow)
    {
        double product = a * b;
        double error = Math.FusedMultiplyAdd(a, b, -product);
        return (product, error + Math.FusedMultiplyAdd(a, bLow, aLow * b));
    }
}
