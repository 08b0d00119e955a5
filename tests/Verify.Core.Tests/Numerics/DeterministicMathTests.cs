// DeterministicMath against 300-bit integer arithmetic at its stated bounds, against the platform's functions, and at
// the special values.

using System.Numerics;
using Verify.Core.Numerics;

namespace Verify.Core.Tests.Numerics;

public class DeterministicMathTests
{
    // Glibc, Apple's and Microsoft's libraries state or are measured below one unit for log, exp and pow; the
    // distance of the two results in doubles is then at most the sum of both errors, rounded down after one more
    // unit where the results straddle a power of two (the units on its sides differ by a factor of two).
    private const long AllowedFromPlatform = 3;

    /// <summary>Doubles spread over every binade, subnormal ones too: random exponents and fractions.</summary>
    private static IEnumerable<double> PositiveDoubles(int count, ulong seed)
    {
        CounterRandom random = new(seed);
        for (int i = 0; i < count; i++)
        {
            long exponent = random.NextBelow(2047);
            long fraction = (long)(random.NextUInt64() >> 12);
            double value = BitConverter.Int64BitsToDouble((exponent << 52) | fraction);
            yield return value == 0 ? double.Epsilon : value;
        }
    }

    private static IEnumerable<double> DoublesNearOne(int count, ulong seed)
    {
        CounterRandom random = new(seed);
        for (int i = 0; i < count; i++)
        {
            double offset = random.NextSign() * Math.ScaleB(random.NextDouble(), -random.NextBelow(53));
            yield return 1 + offset / 2;
        }
    }

    private static readonly double[] EdgesOfLog =
    [
        double.Epsilon,
        3 * double.Epsilon,
        BitConverter.Int64BitsToDouble(0x000FFFFFFFFFFFFF),
        BitConverter.Int64BitsToDouble(0x0010000000000000),
        Math.BitDecrement(1),
        Math.BitIncrement(1),
        Math.BitDecrement(1.4142135623730951),
        1.4142135623730951,
        Math.BitIncrement(1.4142135623730951),
        0.7071067811865475,
        0.7071067811865476,
        2,
        10,
        double.MaxValue,
    ];

    [Fact]
    public void Log_EveryBinade_WithinTheStatedBound()
    {
        double worst = 0;
        foreach (double x in PositiveDoubles(6000, 1).Concat(DoublesNearOne(3000, 2)).Concat(EdgesOfLog))
        {
            if (x != 1)
            {
                double error = ExactFunctions.ErrorInUlps(DeterministicMath.Log(x), ExactFunctions.Ln(x), 0);
                Assert.True(error <= DeterministicMath.LogErrorUlps, $"ln {x:R}: {error} units");
                worst = Math.Max(worst, error);
            }
        }

        Assert.InRange(worst, 0.49, DeterministicMath.LogErrorUlps);
    }

    [Fact]
    public void Exp_WholeRange_WithinTheStatedBound()
    {
        CounterRandom random = new(3);
        double[] edges =
        [
            -745.13,
            -745,
            -740,
            -708.5,
            -708.3,
            -1e-300,
            1e-300,
            1e-17,
            0.34657359,
            0.3465736,
            709.78,
        ];
        for (int i = 0; i < 9000; i++)
        {
            double x = i switch
            {
                < 11 => edges[i],
                < 3000 => -745 + 1454.7 * random.NextDouble(),
                < 4500 => -708 - 37 * random.NextDouble(),
                _ => random.NextSign() * Math.ScaleB(random.NextDouble(), -random.NextBelow(60)),
            };
            (BigInteger exact, int exponent) = ExactFunctions.Exp(
                ExactFunctions.Multiply(x, BigInteger.One << ExactFunctions.Bits)
            );
            double error = ExactFunctions.ErrorInUlps(DeterministicMath.Exp(x), exact, exponent);
            Assert.True(error <= DeterministicMath.ExpErrorUlps, $"exp {x:R}: {error} units");
        }
    }

    [Fact]
    public void Pow_WholeRange_WithinTheStatedBound()
    {
        CounterRandom random = new(4);
        foreach (double x in PositiveDoubles(4000, 5).Concat(DoublesNearOne(4000, 6)))
        {
            // y such that the result is finite and not zero: y ln x uniform over [-745, 709].
            double y = (-745 + 1454 * random.NextDouble()) / Math.Log(x);
            if (x == 1 || !double.IsFinite(y))
            {
                continue;
            }

            (BigInteger exact, int exponent) = ExactFunctions.Exp(
                ExactFunctions.Multiply(y, ExactFunctions.Ln(x))
            );
            double error = ExactFunctions.ErrorInUlps(DeterministicMath.Pow(x, y), exact, exponent);
            Assert.True(error <= DeterministicMath.PowErrorUlps, $"{x:R}^{y:R}: {error} units");
        }
    }

    [Fact]
    public void Pow_IntegersWithExactResults_AreExact()
    {
        // An error below one unit cannot move past a neighbour, and these land on the exact value itself.
        for (int j = 1; j <= 64; j++)
        {
            Assert.Equal(j, DeterministicMath.Pow(j, 1));
            Assert.Equal(j * j, DeterministicMath.Pow(j, 2));
            Assert.Equal(Math.ScaleB(1, -j), DeterministicMath.Pow(2, -j));
        }

        Assert.Equal(double.Epsilon, DeterministicMath.Pow(2, -1074));
        Assert.Equal(0.5, DeterministicMath.Pow(4, -0.5));
    }

    [Fact]
    public void Functions_WholeRange_AgreeWithThePlatform()
    {
        CounterRandom random = new(8);
        foreach (double x in PositiveDoubles(20_000, 7))
        {
            AssertNear(Math.Log(x), DeterministicMath.Log(x));
            double y = -745 + 1454.7 * random.NextDouble();
            AssertNear(Math.Exp(y), DeterministicMath.Exp(y));
            AssertNear(Math.Pow(x, y / 745), DeterministicMath.Pow(x, y / 745));
        }
    }

    [Fact]
    public void Functions_WholeRange_PinnedBits()
    {
        // The bits themselves are the contract: two machines, or two versions, must not differ in one of 60 000.
        CounterRandom random = new(9);
        ulong log = 0;
        ulong exp = 0;
        ulong pow = 0;
        foreach (double x in PositiveDoubles(20_000, 10))
        {
            double y = -745 + 1454.7 * random.NextDouble();
            log = Mix(log, DeterministicMath.Log(x));
            exp = Mix(exp, DeterministicMath.Exp(y));
            pow = Mix(pow, DeterministicMath.Pow(x, y / 745));
        }

        Assert.Equal(
            (17839210533044965316UL, 1117146486955462587UL, 17895440617191298675UL),
            (log, exp, pow)
        );
    }

    private static ulong Mix(ulong hash, double value) =>
        unchecked((hash ^ BitConverter.DoubleToUInt64Bits(value)) * 0x9E3779B97F4A7C15);

    private static void AssertNear(double expected, double actual)
    {
        // Doubles of one sign are ordered as their bits are.
        Assert.Equal(double.IsNegative(expected), double.IsNegative(actual));
        long distance = BitConverter.DoubleToInt64Bits(expected) - BitConverter.DoubleToInt64Bits(actual);
        Assert.InRange(distance, -AllowedFromPlatform, AllowedFromPlatform);
    }

    [Fact]
    public void Log_SpecialValues_FollowTheDocumentation()
    {
        Assert.Equal(0L, BitConverter.DoubleToInt64Bits(DeterministicMath.Log(1)));
        Assert.Equal(double.NegativeInfinity, DeterministicMath.Log(0));
        Assert.Equal(double.NegativeInfinity, DeterministicMath.Log(-0.0));
        Assert.Equal(double.PositiveInfinity, DeterministicMath.Log(double.PositiveInfinity));
        Assert.Equal(double.NaN, DeterministicMath.Log(-double.Epsilon));
        Assert.Equal(double.NaN, DeterministicMath.Log(double.NegativeInfinity));
        Assert.Equal(double.NaN, DeterministicMath.Log(double.NaN));
    }

    [Fact]
    public void Exp_SpecialValues_FollowTheDocumentation()
    {
        Assert.Equal(1, DeterministicMath.Exp(0));
        Assert.Equal(1, DeterministicMath.Exp(-0.0));
        Assert.Equal(0, DeterministicMath.Exp(double.NegativeInfinity));
        Assert.Equal(0, DeterministicMath.Exp(-745.14));
        Assert.Equal(0, DeterministicMath.Exp(double.MinValue));
        Assert.Equal(double.Epsilon, DeterministicMath.Exp(-745.13));
        Assert.Equal(double.PositiveInfinity, DeterministicMath.Exp(709.79));
        Assert.Equal(double.PositiveInfinity, DeterministicMath.Exp(double.PositiveInfinity));
        Assert.Equal(double.NaN, DeterministicMath.Exp(double.NaN));
    }

    [Fact]
    public void Pow_SpecialValuesOfNonNegativeBases_AreThoseOfThePlatform()
    {
        double[] bases = [0, double.Epsilon, 0.5, 1, 2, double.MaxValue, double.PositiveInfinity, double.NaN];
        double[] exponents =
        [
            double.NegativeInfinity,
            double.MinValue,
            -1,
            -double.Epsilon,
            -0.0,
            0,
            double.Epsilon,
            1,
            double.MaxValue,
            double.PositiveInfinity,
            double.NaN,
        ];
        foreach (double x in bases)
        {
            foreach (double y in exponents)
            {
                double expected = Math.Pow(x, y);
                double actual = DeterministicMath.Pow(x, y);
                Assert.True(expected.Equals(actual), $"{x:R}^{y:R}: {actual:R}, not {expected:R}");
            }
        }
    }

    [Fact]
    public void Pow_NegativeBases_AreNotNumbersExceptToTheZero()
    {
        Assert.Equal(double.NaN, DeterministicMath.Pow(-2, 3));
        Assert.Equal(double.NaN, DeterministicMath.Pow(double.NegativeInfinity, 2));
        Assert.Equal(1, DeterministicMath.Pow(-2, 0));
        Assert.Equal(double.PositiveInfinity, DeterministicMath.Pow(-0.0, -1));
    }
}
