// CounterRandom: golden bits (from an independent implementation in exact and 60-digit arithmetic), laws that hold
// for every draw, and frequencies within bounds that a correct generator misses with a probability below 1e-9.

using Verify.Core.Numerics;

namespace Verify.Core.Tests.Numerics;

public class CounterRandomTests
{
    private static CounterRandom Stream() => new(42, 7);

    private static T[] Draw<T>(int count, Func<CounterRandom, T> draw)
    {
        CounterRandom random = Stream();
        var values = new T[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = draw(random);
        }

        return values;
    }

    private static ulong[] Bits(double[] values) => Array.ConvertAll(values, BitConverter.DoubleToUInt64Bits);

    [Fact]
    public void NextUInt32_Golden_Bits() =>
        Assert.Equal(
            [0x67EE6F2C, 0xE55410CC, 0x6C7ECA35, 0x557398D3, 0xE5DDE940],
            Draw(5, random => random.NextUInt32())
        );

    [Fact]
    public void NextUInt64_Golden_Bits() =>
        Assert.Equal(
            [0xE55410CC67EE6F2C, 0x557398D36C7ECA35, 0x600F6196E5DDE940],
            Draw(3, random => random.NextUInt64())
        );

    [Fact]
    public void NextDouble_Golden_Bits() =>
        Assert.Equal(
            [0x3FECAA82198CFDCD, 0x3FD55CE634DB1FB2, 0x3FD803D865B9777A],
            Bits(Draw(3, random => random.NextDouble()))
        );

    [Fact]
    public void NextBelow_Golden_Values()
    {
        Assert.Equal([4, 8, 4, 3, 8, 3, 5, 1, 1, 9, 3, 8], Draw(12, random => random.NextBelow(10)));
        Assert.Equal(
            [435919819, 961872947, 455062157, 964131408, 402905189, 603160124],
            Draw(6, random => random.NextBelow((1 << 30) + 1))
        );
    }

    [Fact]
    public void NextSign_Golden_Values() =>
        Assert.Equal([1, -1, 1, 1, -1, 1, -1, 1, 1, -1, 1, -1], Draw(12, random => random.NextSign()));

    [Fact]
    public void NextBool_Golden_Values() =>
        Assert.Equal(
            [false, false, false, true, false, false, false, false, true, false, false, false],
            Draw(12, random => random.NextBool(0.3))
        );

    [Fact]
    public void NextGaussian_Golden_Bits() =>
        Assert.Equal(
            [
                0x3FE70A8E727DEF0D,
                0xBFD359AF4CD49144,
                0xBFDB6FAF8DF0CFC5,
                0xBFF1EB49E5F12F16,
                0xBF71FEBC28CEEA31,
                0x3FD42FADF18EB38A,
            ],
            Bits(Draw(6, random => random.NextGaussian()))
        );

    [Fact]
    public void Substream_Golden_Bits()
    {
        Assert.Equal(0xB68FA23326AD6FD8, Stream().Substream(3).NextUInt64());
        Assert.Equal(0xCD8EA57C2E0783A9, Stream().Substream(0).Substream(1).NextUInt64());
    }

    [Fact]
    public void Shuffle_Golden_Order()
    {
        int[] items = [0, 1, 2, 3, 4, 5, 6, 7];
        Stream().Shuffle<int>(items);
        Assert.Equal([0, 5, 4, 7, 1, 2, 6, 3], items);
    }

    [Fact]
    public void FillUniform_Golden_Bits()
    {
        var values = new double[3];
        Stream().FillUniform(values, -2, 3);
        Assert.Equal([0x4003D5229FF03D40, 0xBFD52F80F7B86186, 0xBFBFB3180D82AA78], Bits(values));
    }

    [Fact]
    public void FillGaussian_AnyLength_IsTheSequenceOfDraws()
    {
        var filled = new double[17];
        Stream().FillGaussian(filled);
        Assert.Equal(Bits(Draw(17, random => random.NextGaussian())), Bits(filled));
    }

    [Fact]
    public void Substream_AfterDraws_IsTheSame()
    {
        CounterRandom drawn = Stream();
        drawn.NextGaussian();
        drawn.NextUInt32();
        Assert.Equal(Stream().Substream(9).NextUInt64(), drawn.Substream(9).NextUInt64());
    }

    [Fact]
    public void Streams_NearbyNames_ShareNoWords()
    {
        // 64 (seed, stream) pairs and 64 substreams with 64 draws of 64 bits each: among 8192 draws two agree by
        // chance with probability 8192^2 / 2^65 < 2e-12.
        var seen = new HashSet<ulong>();
        for (ulong name = 0; name < 64; name++)
        {
            CounterRandom stream = new(name / 8, name % 8);
            CounterRandom child = Stream().Substream(name);
            for (int i = 0; i < 64; i++)
            {
                Assert.True(seen.Add(stream.NextUInt64()));
                Assert.True(seen.Add(child.NextUInt64()));
            }
        }
    }

    [Fact]
    public void NextUInt64_TwoStreams_AgreeInHalfOfTheBits()
    {
        // Equal bits of independent streams: binomial(n, 1/2), n = 64 * 4096. Hoeffding: a deviation of t n has
        // probability at most 2 exp(-2 n t^2), which is 2e-9 / 2 at t = sqrt(ln(2e9) / (2 n)).
        const int draws = 4096;
        const double bits = 64.0 * draws;
        double allowed = Math.Sqrt(Math.Log(2e9) / (2 * bits));
        CounterRandom[] streams = [new(1, 0), new(1, 1), new(2, 0), new CounterRandom(1).Substream(0)];
        ulong[][] values = Array.ConvertAll(streams, stream => Values(stream, draws));
        for (int a = 0; a < streams.Length; a++)
        {
            for (int b = 0; b < a; b++)
            {
                long differing = 0;
                for (int i = 0; i < draws; i++)
                {
                    differing += System.Numerics.BitOperations.PopCount(values[a][i] ^ values[b][i]);
                }

                Assert.InRange(differing / bits, 0.5 - allowed, 0.5 + allowed);
            }
        }
    }

    private static ulong[] Values(CounterRandom stream, int count)
    {
        var values = new ulong[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = stream.NextUInt64();
        }

        return values;
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(37)]
    public void NextBelow_ManyDraws_EachValueEquallyOften(int bound)
    {
        // Hoeffding per value, union over at most 37 values at 1e-9 in all.
        const int draws = 40_000;
        double allowed = Math.Sqrt(Math.Log(2e9 * 37) / (2.0 * draws));
        var counts = new int[bound];
        CounterRandom random = new(5, (ulong)bound);
        for (int i = 0; i < draws; i++)
        {
            counts[random.NextBelow(bound)]++;
        }

        Assert.All(counts, count => Assert.InRange((double)count / draws - 1.0 / bound, -allowed, allowed));
    }

    [Fact]
    public void NextBelow_BoundThatRejectsAQuarter_IsUnbiased()
    {
        // 2^32 words over 3 * 2^29 values are 8/3 each: without rejection the values 0, 1, 2 mod 3 would be hit by 3, 3
        // and 2 words, with probabilities 3/8, 3/8, 1/4. With it each residue has probability 1/3 (Hoeffding, 1e-9).
        const int bound = 3 << 29;
        const int draws = 40_000;
        double allowed = Math.Sqrt(Math.Log(6e9) / (2.0 * draws));
        var counts = new int[3];
        CounterRandom random = new(6);
        for (int i = 0; i < draws; i++)
        {
            int value = random.NextBelow(bound);
            Assert.InRange(value, 0, bound - 1);
            counts[value % 3]++;
        }

        Assert.All(counts, count => Assert.InRange(count / (double)draws - 1.0 / 3, -allowed, allowed));
    }

    [Fact]
    public void NextGaussian_ManyDraws_HaveTheNormalDistribution()
    {
        // Dvoretzky-Kiefer-Wolfowitz: sup |F_n - F| > t with probability at most 2 exp(-2 n t^2). The values of the
        // normal distribution function at -2, -1, -1/2, 0, 1/2, 1, 2 are tabulated ones.
        const int draws = 100_000;
        double allowed = Math.Sqrt(Math.Log(2e9) / (2.0 * draws)) + 1e-9;
        var values = new double[draws];
        new CounterRandom(7).FillGaussian(values);
        Assert.All(values, value => Assert.True(double.IsFinite(value)));
        (double At, double Probability)[] table =
        [
            (-2, 0.022750132),
            (-1, 0.158655254),
            (-0.5, 0.308537539),
            (0, 0.5),
            (0.5, 0.691462461),
            (1, 0.841344746),
            (2, 0.977249868),
        ];
        foreach ((double at, double probability) in table)
        {
            double share = values.Count(value => value <= at) / (double)draws;
            Assert.InRange(share - probability, -allowed, allowed);
        }
    }

    [Fact]
    public void NextBool_CertainAndImpossible_AreExact()
    {
        Assert.All(Draw(1000, random => random.NextBool(1)), Assert.True);
        Assert.All(Draw(1000, random => random.NextBool(0)), Assert.False);
    }

    [Fact]
    public void FillUniform_EqualEnds_IsConstant()
    {
        var values = new double[10];
        Stream().FillUniform(values, 0.1, 0.1);
        Assert.All(values, value => Assert.Equal(0.1, value));
    }

    [Fact]
    public void Methods_BadArguments_Throw()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Stream().NextBelow(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Stream().NextBelow(-3));
        Assert.Throws<ArgumentOutOfRangeException>(() => Stream().NextBool(-0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Stream().NextBool(1.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => Stream().NextBool(double.NaN));
        Assert.Throws<ArgumentException>(() => Stream().FillUniform(new double[1], 1, 0));
        Assert.Throws<ArgumentException>(() => Stream().FillUniform(new double[1], 0, double.NaN));
        Assert.Throws<ArgumentException>(() =>
            Stream().FillUniform(new double[1], double.MinValue, double.MaxValue)
        );
    }
}
