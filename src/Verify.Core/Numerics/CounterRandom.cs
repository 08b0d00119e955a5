// A sequential random stream over Philox, named by (seed, stream): case i of seed s is the same anywhere.
// Not a source of entropy, and not thread-safe: each thread or case takes its own stream or substream.

namespace Verify.Core.Numerics;

/// <summary>
/// The 32-bit words of Philox4x32-10 with key <c>seed</c> and counters (block 0, 1, 2, .. in the low 64 bits,
/// <c>stream</c> in the high 64), in order. Every method below takes the next words of that one sequence, so a run is
/// determined by (seed, stream) and the calls made. All arithmetic is on integers or exactly rounded (+ - * / fma
/// sqrt), hence the same bits on every operating system and processor; tests pin them.
/// </summary>
public sealed class CounterRandom
{
    // 2^-53: one unit in the last place below 1.
    private const double Step = 1.0 / (1L << 53);

    // Separates the keys that derive substreams from the keys that draw numbers: small seeds, the ones that people
    // type, are far from small seeds with these bits flipped. The bits are the fraction of sqrt(2).
    private const ulong DerivationKey = 0x6A09E667F3BCC908;

    private readonly ulong _seed;
    private readonly ulong _stream;
    private ulong _nextBlock;
    private Philox.Block _block;
    private int _used = 4;
    private double _spareGaussian;
    private bool _hasSpare;

    /// <summary>The stream <paramref name="stream"/> of the seed, at its start.</summary>
    public CounterRandom(ulong seed, ulong stream = 0)
    {
        _seed = seed;
        _stream = stream;
    }

    /// <summary>
    /// A stream of its own for part <paramref name="index"/>, at its start. It depends on the (seed, stream) of this
    /// one and on the index only, not on how much was drawn; its 128-bit name is a Philox block, so that two
    /// substreams coincide only with the probability of a 128-bit collision.
    /// </summary>
    public CounterRandom Substream(ulong index)
    {
        Philox.Block name = Philox.Generate(index, _stream, _seed ^ DerivationKey);
        return new CounterRandom(name.Low, name.High);
    }

    /// <summary>The next word: uniform over 0 .. 2^32 - 1.</summary>
    public uint NextUInt32()
    {
        if (_used == 4)
        {
            _block = Philox.Generate(_nextBlock, _stream, _seed);
            _nextBlock = unchecked(_nextBlock + 1);
            _used = 0;
        }

        return _block[_used++];
    }

    /// <summary>The next two words, the first one low: uniform over 0 .. 2^64 - 1.</summary>
    public ulong NextUInt64()
    {
        ulong low = NextUInt32();
        return low | ((ulong)NextUInt32() << 32);
    }

    /// <summary>Uniform over the multiples of 2^-53 in [0, 1): the top 53 bits of the next two words.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * Step;

    /// <summary>Uniform over 0 .. <paramref name="bound"/> - 1, without bias (a biased draw is rejected and redrawn).</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bound"/> is not positive.</exception>
    public int NextBelow(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);

        // word * bound / 2^32 sends 2^32 words to bound values. The fractional parts 0 .. (2^32 mod bound) - 1 are the
        // surplus that would favour some values, so they are drawn again: each value keeps floor(2^32 / bound) words.
        uint range = (uint)bound;
        // The surplus is below the range, so most words need no division to be known as good.
        ulong product = (ulong)NextUInt32() * range;
        if ((uint)product < range)
        {
            uint surplus = unchecked(0u - range) % range;
            while ((uint)product < surplus)
            {
                product = (ulong)NextUInt32() * range;
            }
        }

        return (int)(product >> 32);
    }

    /// <summary>+1 or -1 with equal probability: the top bit of the next word, 1 meaning -1.</summary>
    public double NextSign() => (NextUInt32() >> 31) == 0 ? 1.0 : -1.0;

    /// <summary>True with the given probability, up to the 2^-53 grid of <see cref="NextDouble"/>; exact at 0 and 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not within [0, 1], or is NaN.</exception>
    public bool NextBool(double probability)
    {
        if (!(probability >= 0 && probability <= 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(probability),
                probability,
                "A probability lies within [0, 1]."
            );
        }

        return NextDouble() < probability;
    }

    /// <summary>
    /// A standard normal number by Marsaglia's polar method: (u, v) uniform in the unit disc without its centre,
    /// s = u^2 + v^2, gives u sqrt(-2 ln s / s) now and v sqrt(-2 ln s / s) at the next call. Always finite.
    /// </summary>
    public double NextGaussian()
    {
        if (_hasSpare)
        {
            _hasSpare = false;
            return _spareGaussian;
        }

        double u;
        double v;
        double s;
        do
        {
            // Exact: multiples of 2^-52 in [-1, 1).
            u = 2 * NextDouble() - 1;
            v = 2 * NextDouble() - 1;
            s = Math.FusedMultiplyAdd(u, u, v * v);
        } while (s >= 1 || s == 0);

        double factor = Math.Sqrt(-2 * DeterministicMath.Log(s) / s);
        _spareGaussian = v * factor;
        _hasSpare = true;
        return u * factor;
    }

    /// <summary>Fills with <see cref="NextGaussian"/>, in order.</summary>
    public void FillGaussian(Span<double> destination)
    {
        foreach (ref double value in destination)
        {
            value = NextGaussian();
        }
    }

    /// <summary>
    /// Fills with fma(high - low, u, low), u from <see cref="NextDouble"/>, in order: uniform over [low, high), where
    /// rounding may also give high itself.
    /// </summary>
    /// <exception cref="ArgumentException">low &gt; high, or high - low is not finite.</exception>
    public void FillUniform(Span<double> destination, double low, double high)
    {
        double width = high - low;
        if (!(width >= 0 && double.IsFinite(width)))
        {
            throw new ArgumentException($"Cannot draw uniformly between {low:R} and {high:R}.");
        }

        foreach (ref double value in destination)
        {
            value = Math.FusedMultiplyAdd(width, NextDouble(), low);
        }
    }

    /// <summary>A uniformly random permutation of the items, in place (Fisher and Yates, from the last item down).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = NextBelow(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
