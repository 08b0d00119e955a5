// Philox4x32-10, a counter-based generator: 128 bits of counter and 64 bits of key to 128 random bits.
// Not a stream: it has no state. CounterRandom.cs draws numbers from it.

using System.Runtime.CompilerServices;

namespace Verify.Core.Numerics;

/// <summary>
/// The block function Philox4x32-10 of J. Salmon, M. Moraes, R. Dror and D. Shaw, "Parallel random numbers: as easy
/// as 1, 2, 3" (SC 2011). For each key it is a bijection of the counters. Integer arithmetic only, so the same bits on
/// every machine; not for cryptography.
/// </summary>
public static class Philox
{
    private const int Rounds = 10;

    // The multipliers of the paper's table 2; the Weyl constants are the golden ratio and sqrt(3) - 1 in 32 bits.
    private const uint Multiplier0 = 0xD2511F53;
    private const uint Multiplier1 = 0xCD9E8D57;
    private const uint Weyl0 = 0x9E3779B9;
    private const uint Weyl1 = 0xBB67AE85;

    /// <summary>
    /// The four output words for the counter (low 64 bits, high 64 bits) and the key, each split into words with the
    /// low word first.
    /// </summary>
    public static Block Generate(ulong counterLow, ulong counterHigh, ulong key)
    {
        uint c0 = (uint)counterLow;
        uint c1 = (uint)(counterLow >> 32);
        uint c2 = (uint)counterHigh;
        uint c3 = (uint)(counterHigh >> 32);
        uint k0 = (uint)key;
        uint k1 = (uint)(key >> 32);
        for (int round = 0; round < Rounds; round++)
        {
            ulong product0 = (ulong)Multiplier0 * c0;
            ulong product1 = (ulong)Multiplier1 * c2;
            c0 = (uint)(product1 >> 32) ^ c1 ^ k0;
            c1 = (uint)product1;
            c2 = (uint)(product0 >> 32) ^ c3 ^ k1;
            c3 = (uint)product0;
            k0 = unchecked(k0 + Weyl0);
            k1 = unchecked(k1 + Weyl1);
        }

        Block block = default;
        block[0] = c0;
        block[1] = c1;
        block[2] = c2;
        block[3] = c3;
        return block;
    }

    /// <summary>The four 32-bit words of one output block.</summary>
    [InlineArray(4)]
    public struct Block
    {
        private uint _word;

        /// <summary>Words 0 and 1 as one number, word 0 low.</summary>
        public readonly ulong Low => this[0] | ((ulong)this[1] << 32);

        /// <summary>Words 2 and 3 as one number, word 2 low.</summary>
        public readonly ulong High => this[2] | ((ulong)this[3] << 32);
    }
}
