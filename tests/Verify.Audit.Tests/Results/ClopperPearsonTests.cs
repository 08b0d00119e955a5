// The bound against its definition: the binomial tail, summed exactly.

using System.Numerics;
using Verify.Audit.Results;

namespace Verify.Audit.Tests.Results;

public sealed class ClopperPearsonTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(20)]
    [InlineData(50)]
    public void Upper_SmallCounts_IsWhereTheTailIsOneMinusTheConfidence(int trials)
    {
        foreach (double confidence in (double[])[0.5, 0.75, 0.95, 0.999])
        {
            for (int violations = 0; violations < trials; violations++)
            {
                double upper = ClopperPearson.Upper(violations, trials, confidence);
                Assert.InRange(upper, 0, 1);
                double above = upper + Margin(upper);
                Assert.True(TailExceeds(violations, trials, upper - Margin(upper), 1 - confidence));
                Assert.True(above >= 1 || !TailExceeds(violations, trials, above, 1 - confidence));
            }
        }
    }

    [Theory]
    [InlineData(0, 100_000)]
    [InlineData(1, 100_000)]
    [InlineData(3, 300_000)]
    [InlineData(40, 300_000)]
    [InlineData(0, int.MaxValue)]
    [InlineData(1, int.MaxValue)]
    [InlineData(5, int.MaxValue)]
    [InlineData(1000, 3000)]
    [InlineData(1500, 3000)]
    [InlineData(2990, 3000)]
    [InlineData(2999, 3000)]
    [InlineData(150_000, 300_000)]
    [InlineData(299_999, 300_000)]
    public void Upper_LargeCounts_IsWhereTheTailIsOneMinusTheConfidence(int violations, int trials)
    {
        double upper = ClopperPearson.Upper(violations, trials);
        double below = LogTail(violations, trials, upper - Margin(upper));
        double above = LogTail(violations, trials, upper + Margin(upper));
        Assert.True(below > Math.Log(0.05), $"{upper:R} is too high");
        Assert.True(above < Math.Log(0.05), $"{upper:R} is too low");
    }

    [Fact]
    public void Upper_ClosedForms_AreMet()
    {
        Assert.Equal(1, ClopperPearson.Upper(0, 0));
        Assert.Equal(1, ClopperPearson.Upper(5, 5));
        foreach (int n in (int[])[1, 2, 3, 10, 1000, 1_000_000, int.MaxValue])
        {
            AssertClose(-double.ExpM1(Math.Log(0.05) / n), ClopperPearson.Upper(0, n));
            AssertClose(Math.Pow(0.95, 1.0 / n), n == 1 ? 0.95 : ClopperPearson.Upper(n - 1, n));
        }
    }

    [Fact]
    public void Upper_MoreViolationsOrFewerTrials_IsHigher()
    {
        for (int n = 1; n <= 200; n += 7)
        {
            for (int k = 0; k < n; k++)
            {
                Assert.True(ClopperPearson.Upper(k, n) < ClopperPearson.Upper(k + 1, n));
                Assert.True(ClopperPearson.Upper(k, n) > ClopperPearson.Upper(k, n + 1));
                Assert.True(ClopperPearson.Upper(k, n, 0.9) < ClopperPearson.Upper(k, n, 0.99));
            }
        }
    }

    [Theory]
    [InlineData(-1, 5, 0.95)]
    [InlineData(6, 5, 0.95)]
    [InlineData(0, -1, 0.95)]
    [InlineData(1, 5, 0)]
    [InlineData(1, 5, 1)]
    [InlineData(1, 5, double.NaN)]
    public void Upper_OutsideItsRange_Throws(int violations, int trials, double confidence) =>
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            ClopperPearson.Upper(violations, trials, confidence)
        );

    private static void AssertClose(double expected, double actual) =>
        Assert.True(Math.Abs(expected - actual) <= Margin(expected), $"{actual:R} should be {expected:R}");

    /// <summary>What <see cref="ClopperPearson.Upper"/> promises.</summary>
    private static double Margin(double upper) =>
        Math.Max(ClopperPearson.RelativeAccuracy * upper, ClopperPearson.AbsoluteAccuracy);

    /// <summary>Whether P(X &lt;= k) &gt; level for X binomial with the rate p, decided in integers.</summary>
    private static bool TailExceeds(int k, int n, double p, double level)
    {
        // p = a / 2^s and level = b / 2^t exactly, so both sides are integers over 2^(s n + t).
        (BigInteger a, int s) = Dyadic(p);
        (BigInteger b, int t) = Dyadic(level);
        BigInteger q = (BigInteger.One << s) - a;
        BigInteger sum = BigInteger.Zero;
        BigInteger choose = BigInteger.One;
        for (int i = 0; i <= k; i++)
        {
            sum += choose * BigInteger.Pow(a, i) * BigInteger.Pow(q, n - i);
            choose = choose * (n - i) / (i + 1);
        }

        return sum << t > b << (s * n);
    }

    private static (BigInteger Mantissa, int Scale) Dyadic(double value)
    {
        int scale = 0;
        while (value != Math.Floor(value))
        {
            value *= 2;
            scale++;
        }

        return (new BigInteger(value), scale);
    }

    /// <summary>
    /// ln P(X &lt;= k), summed from the largest term down, the ratios of terms being exact up to rounding. The largest
    /// term's logarithm is Loader's saddle-point form, whose only error is that of Stirling's series, so that nothing
    /// large cancels; n p and n - n p stay the only operands that are rounded.
    /// </summary>
    private static double LogTail(int k, int n, double p)
    {
        double sum = 0;
        double term = 1;
        for (int i = k; i >= 0 && term > 1e-18; i--)
        {
            sum += term;
            term *= i / (n - i + 1.0) * ((1 - p) / p);
        }

        double q = 1 - p;
        double log =
            k == 0
                ? n * double.LogP1(-p)
                : Stirling(n)
                    - Stirling(k)
                    - Stirling(n - k)
                    - Deviance(k, n * p)
                    - Deviance(n - k, n * q)
                    + 0.5 * Math.Log(n / (2 * Math.PI * k * (double)(n - k)));
        return log + Math.Log(sum);
    }

    /// <summary>ln n! - ln(sqrt(2 pi n) (n/e)^n): the series to n^-9, or the definition for small n.</summary>
    private static double Stirling(double n)
    {
        if (n < 16)
        {
            double log = 0;
            for (int i = 2; i <= n; i++)
            {
                log += Math.Log(i);
            }

            return log - 0.5 * Math.Log(2 * Math.PI * n) - n * Math.Log(n) + n;
        }

        double r = 1 / (n * n);
        return (1.0 / 12 - r * (1.0 / 360 - r * (1.0 / 1260 - r * (1.0 / 1680 - r / 1188)))) / n;
    }

    /// <summary>x ln(x / m) + m - x, by its series where x and m are close.</summary>
    private static double Deviance(double x, double m)
    {
        double v = (x - m) / (x + m);
        if (Math.Abs(v) > 0.1)
        {
            return x * Math.Log(x / m) + m - x;
        }

        double sum = (x - m) * v;
        double power = 2 * x * v;
        for (int j = 1; j < 50; j++)
        {
            power *= v * v;
            sum += power / (2 * j + 1);
        }

        return sum;
    }
}
