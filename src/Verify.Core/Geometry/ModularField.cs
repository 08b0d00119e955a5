// Arithmetic modulo the prime 2^61 - 1, and doubles as its elements. A tool for proofs of rank, not for numbers.

namespace Verify.Core.Geometry;

/// <summary>
/// The field of p = 2^61 - 1 elements. A double m 2^e is the residue of m times 2^e, a ring homomorphism from the dyadic
/// numbers (2 is invertible): an integer combination of doubles that is 0 is 0 here too, and a matrix of doubles has
/// at least the rank that its residues have.
/// </summary>
internal static class ModularField
{
    internal const ulong Prime = (1UL << 61) - 1;

    internal static ulong Of(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        int field = (int)((bits >> 52) & 0x7FF);
        ulong mantissa = (ulong)bits & ((1UL << 52) - 1);
        mantissa = field == 0 ? mantissa : mantissa | (1UL << 52);

        // 2^61 = 1, so multiplying by 2^e turns the 61 bits by e places.
        int turn = (Math.Max(field, 1) - 1075) % 61;
        turn = turn < 0 ? turn + 61 : turn;
        ulong residue = turn == 0 ? mantissa : ((mantissa << turn) & Prime) | (mantissa >> (61 - turn));
        return bits < 0 ? Subtract(0, residue) : residue;
    }

    internal static ulong Subtract(ulong a, ulong b) => a >= b ? a - b : a + Prime - b;

    internal static ulong Add(ulong a, ulong b) => Subtract(a, Subtract(0, b));

    internal static ulong Multiply(ulong a, ulong b)
    {
        ulong high = Math.BigMul(a, b, out ulong low);

        // high 2^64 + low = (8 high + low / 2^61) 2^61 + low mod 2^61, and 2^61 = 1; both parts are below 2^61.
        ulong sum = (low & Prime) + ((high << 3) | (low >> 61));
        return sum >= Prime ? sum - Prime : sum;
    }

    /// <summary>a^(p - 2), the inverse of a non-zero element.</summary>
    internal static ulong Invert(ulong a)
    {
        ulong result = 1;
        for (ulong power = Prime - 2; power != 0; power >>= 1)
        {
            result = (power & 1) != 0 ? Multiply(result, a) : result;
            a = Multiply(a, a);
        }

        return result;
    }
}
