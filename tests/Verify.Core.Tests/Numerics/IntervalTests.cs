// Interval operations on random intervals: results of exact members lie inside; ends of exact cases are exact.

using Verify.Core.Numerics;

namespace Verify.Core.Tests.Numerics;

public sealed class IntervalTests
{
    private static Interval Random(CounterRandom random, int range)
    {
        double a = ExactNumber.Random(random, -range, range);
        double b = random.NextBool(0.3) ? a : ExactNumber.Random(random, -range, range);
        return new(Math.Min(a, b), Math.Max(a, b));
    }

    private static double Member(CounterRandom random, Interval interval) =>
        random.NextBelow(4) switch
        {
            0 => interval.Lower,
            1 => interval.Upper,
            _ => Math.Clamp(
                interval.Lower + random.NextDouble() * (interval.Upper - interval.Lower),
                interval.Lower,
                interval.Upper
            ),
        };

    private static void Inside(ExactNumber exact, Interval interval)
    {
        Assert.True(
            double.IsNegativeInfinity(interval.Lower) || ExactNumber.Of(interval.Lower).CompareTo(exact) <= 0
        );
        Assert.True(
            double.IsPositiveInfinity(interval.Upper) || ExactNumber.Of(interval.Upper).CompareTo(exact) >= 0
        );
    }

    [Fact]
    public void Operations_OnMembers_StayInside()
    {
        CounterRandom random = new(3);
        for (int i = 0; i < 20_000; i++)
        {
            int range = i % 2 == 0 ? 3 : 400;
            Interval a = Random(random, range);
            Interval b = Random(random, range);
            double p = Member(random, a);
            double q = Member(random, b);
            ExactNumber x = ExactNumber.Of(p);
            ExactNumber y = ExactNumber.Of(q);
            Inside(x + y, a + b);
            Inside(x - y, a - b);
            Inside(x * y, a * b);
            Inside(x * x, a.Square());
            Inside(ExactNumber.Of(Math.Abs(p)), a.Abs());
            Inside(ExactNumber.Of(Math.Max(p, q)), Interval.Max(a, b));
            Inside(ExactNumber.Of(Math.Min(p, q)), Interval.Min(a, b));
            Inside(x, Interval.Hull(a, b));
            if (q != 0)
            {
                Inside(x / y, a / b);
            }

            if (p >= 0)
            {
                ExactNumber low = ExactNumber.Of(a.Sqrt().Lower);
                ExactNumber high = ExactNumber.Of(a.Sqrt().Upper);
                Assert.True((low * low).CompareTo(x) <= 0 && (high * high).CompareTo(x) >= 0);
            }
        }
    }

    [Fact]
    public void DotAndNorm_RandomVectors_HoldTheExactSum()
    {
        CounterRandom random = new(4);
        for (int length = 0; length < 40; length++)
        {
            double[] a = [.. Enumerable.Range(0, length).Select(_ => ExactNumber.Random(random, -30, 30))];
            double[] b = [.. Enumerable.Range(0, length).Select(_ => ExactNumber.Random(random, -30, 30))];
            ExactNumber dot = ExactNumber.Of(0);
            ExactNumber square = ExactNumber.Of(0);
            for (int i = 0; i < length; i++)
            {
                dot += ExactNumber.Of(a[i]) * ExactNumber.Of(b[i]);
                square += ExactNumber.Of(a[i]) * ExactNumber.Of(a[i]);
            }

            Inside(dot, Interval.Dot(a, b));
            Interval norm = Interval.Norm(a);
            Inside(square, norm.Square());
            Assert.True(norm.Upper - norm.Lower <= 1e-13 * norm.Upper);
        }

        Assert.Equal(Interval.Exact(5), Interval.Norm([3, -4]));
        Assert.Throws<ArgumentException>(() => Interval.Dot([1], [1, 2]));
    }

    [Fact]
    public void EdgeCases_InfiniteNaNAndZero_AreSound()
    {
        double infinity = double.PositiveInfinity;
        Assert.Equal(Interval.Whole, Interval.Exact(1) / new Interval(-1, 1));
        Assert.Equal(Interval.Whole, Interval.Exact(double.NaN));
        Assert.Equal(Interval.Zero, Interval.Zero * Interval.Whole);
        Assert.Equal(
            new Interval(-infinity, infinity),
            new Interval(0, infinity) - new Interval(0, infinity)
        );
        Assert.Equal(new Interval(0, infinity), new Interval(0, infinity) * new Interval(0, infinity));
        Assert.Equal(new Interval(0, 2), new Interval(-1, 4).Sqrt());
        Assert.Equal(new Interval(0, 4), new Interval(-1, 2).Square());
        Assert.Throws<ArithmeticException>(() => new Interval(-2, -1).Sqrt());
        Assert.Throws<ArgumentOutOfRangeException>(() => Interval.Around(0, -1));
        Assert.True(Interval.Around(1, 0.5).Contains(0.5));
        Assert.True(new Interval(1, 2).IsCertainlyLess(new Interval(3, 4)));
        Assert.False(new Interval(1, 3).IsCertainlyLess(new Interval(3, 4)));
        Assert.True(new Interval(1, 3).IsCertainlyAtMost(new Interval(3, 4)));
        Assert.True(
            Interval.Exact(double.MaxValue) + Interval.Exact(1e300)
                is { Lower: double.MaxValue, Upper: double.PositiveInfinity }
        );
    }
}
