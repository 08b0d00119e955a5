// The CRC-32 of zip archives (polynomial 0xEDB88320, reflected). Not a defence against tampering.

namespace Verify.Core.Data;

/// <summary>A running CRC-32, eight bytes at a time by tables ("slicing by eight").</summary>
internal sealed class Crc32
{
    private const uint Polynomial = 0xEDB88320;

    // Table t, entry b: the register after byte b followed by t zero bytes.
    private static readonly uint[][] Tables = BuildTables();

    private uint _register = uint.MaxValue;

    /// <summary>The checksum of the bytes appended so far; 0 for none.</summary>
    internal uint Value => ~_register;

    /// <summary>Takes further bytes in.</summary>
    internal void Append(ReadOnlySpan<byte> bytes)
    {
        uint r = _register;
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            // The register meets the first four bytes only; all eight are then independent look-ups.
            r =
                Tables[7][bytes[0] ^ (byte)r]
                ^ Tables[6][bytes[1] ^ (byte)(r >> 8)]
                ^ Tables[5][bytes[2] ^ (byte)(r >> 16)]
                ^ Tables[4][bytes[3] ^ (byte)(r >> 24)]
                ^ Tables[3][bytes[4]]
                ^ Tables[2][bytes[5]]
                ^ Tables[1][bytes[6]]
                ^ Tables[0][bytes[7]];
        }

        foreach (byte next in bytes)
        {
            r = Tables[0][(byte)r ^ next] ^ (r >> 8);
        }

        _register = r;
    }

    private static uint[][] BuildTables()
    {
        var tables = new uint[8][];
        for (int t = 0; t < tables.Length; t++)
        {
            tables[t] = new uint[256];
            for (uint b = 0; b < 256; b++)
            {
                uint r = t == 0 ? b : tables[t - 1][b];
                for (int bit = 0; bit < 8; bit++)
                {
                    r = (r & 1) != 0 ? (r >> 1) ^ Polynomial : r >> 1;
                }

                tables[t][b] = r;
            }
        }

        return tables;
    }
}
