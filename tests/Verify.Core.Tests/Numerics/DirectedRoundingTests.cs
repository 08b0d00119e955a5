// Directed rounding against exact fractions: each result is the tightest double on its side, or one step beyond it
// where the residual could underflow.

using Verify.Core.Numerics;

namespace Verify.Core.Tests.Numerics;

public sealed class DirectedRoundingTests
{
    private static readonly double[] Special =
    [
        0.0,
        double.Epsilon,
        -double.Epsilon,
        Math.ScaleB(1, -1022),
        1,
        -1,
        3,
        0.1,
        1 + Math.ScaleB(1, -52),
        Math.BitDecrement(1),
        1e300,
        -1e300,
        double.MaxValue,
        double.MinValue,
        Math.ScaleB(1, -900),
        1e-200,
    ];

    private static IEnumerable<(double A, double B)> Operands()
    {
        foreach (double a in Special)
        {
            foreach (double b in Special)
            {
                yield return (a, b);
            }
        }

        CounterRandom random = new(7);
        for (int i = 0; i < 20_000; i++)
        {
            int range = (i % 4) switch
            {
                0 => 1,
                1 => 60,
                2 => 520,
                _ => 1074,
            };
            yield return (
                ExactNumber.Random(random, -range, Math.Min(range, 1023)),
                ExactNumber.Random(random, -range, Math.Min(range, 1023))
            );
        }
    }

    private static void Check(ExactNumber exact, double down, double up, bool tight)
    {
        Assert.False(double.IsNaN(down) || double.IsNaN(up));
        Assert.True(double.IsNegativeInfinity(down) || ExactNumber.Of(down).CompareTo(exact) <= 0);
        Assert.True(double.IsPositiveInfinity(up) || ExactNumber.Of(up).CompareTo(exact) >= 0);
        if (tight && double.IsFinite(down) && double.IsFinite(up))
        {
            Assert.True(up == down || up == Math.BitIncrement(down), $"{down:R} .. {up:R}");
        }
    }

    [Fact]
    public void Sums_AnyOperands_AreTheNeighboursOfTheExactSum()
    {
        foreach ((double a, double b) in Operands())
        {
            ExactNumber x = ExactNumber.Of(a);
            ExactNumber y = ExactNumber.Of(b);
            Check(x + y, DirectedRounding.AddDown(a, b), DirectedRounding.AddUp(a, b), true);
            Check(x - y, DirectedRounding.SubtractDown(a, b), DirectedRounding.SubtractUp(a, b), true);
        }
    }

    [Fact]
    public void ProductsAndQuotients_AnyOperands_EncloseTheExactOne()
    {
        foreach ((double a, double b) in Operands())
        {
            ExactNumber x = ExactNumber.Of(a);
            ExactNumber y = ExactNumber.Of(b);
            bool safe = Math.Abs(a * b) >= 1e-270;
            Check(x * y, DirectedRounding.MultiplyDown(a, b), DirectedRounding.MultiplyUp(a, b), safe);
            if (b != 0)
            {
                safe = Math.Abs(a) >= 1e-270 && Math.Abs(a / b) >= 1e-270;
                Check(x / y, DirectedRounding.DivideDown(a, b), DirectedRounding.DivideUp(a, b), safe);
            }
        }
    }

    [Fact]
    public void Roots_AnyOperand_EncloseTheExactRoot()
    {
        foreach ((double a, double b) in Operands())
        {
            double square = Math.Abs(a);
            ExactNumber down = ExactNumber.Of(DirectedRounding.SqrtDown(square));
            ExactNumber up = ExactNumber.Of(DirectedRounding.SqrtUp(square));
            Assert.True((down * down).CompareTo(ExactNumber.Of(square)) <= 0);
            Assert.True((up * up).CompareTo(ExactNumber.Of(square)) >= 0);
            if (square >= 1e-270)
            {
                Assert.True(
                    DirectedRounding.SqrtUp(square) <= Math.BitIncrement(DirectedRounding.SqrtDown(square))
                );
            }
        }

        Assert.Equal(3, DirectedRounding.SqrtDown(9));
        Assert.Equal(3, DirectedRounding.SqrtUp(9));
        Assert.True(DirectedRounding.SqrtDown(2) < DirectedRounding.SqrtUp(2));
    }

    [Fact]
    public void Results_WithoutAValue_AreNaN()
    {
        double infinity = double.PositiveInfinity;
        Assert.True(double.IsNaN(DirectedRounding.AddDown(infinity, -infinity)));
        Assert.True(double.IsNaN(DirectedRounding.MultiplyUp(0, infinity)));
        Assert.True(double.IsNaN(DirectedRounding.DivideDown(0, 0)));
        Assert.True(double.IsNaN(DirectedRounding.SqrtUp(-1)));
        Assert.True(double.IsNaN(DirectedRounding.AddUp(double.NaN, 1)));
        Assert.Equal(infinity, DirectedRounding.AddDown(infinity, 1));
        Assert.Equal(double.MaxValue, DirectedRounding.AddDown(double.MaxValue, double.MaxValue));
        Assert.Equal(infinity, DirectedRounding.AddUp(double.MaxValue, double.MaxValue));
    }
}
