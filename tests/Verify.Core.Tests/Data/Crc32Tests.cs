// Crc32 against its definition bit by bit, and the check value of the CRC catalogues.

using Verify.Core.Data;
using Verify.Core.Numerics;

namespace Verify.Core.Tests.Data;

public class Crc32Tests
{
    private static uint Plain(ReadOnlySpan<byte> bytes)
    {
        uint register = uint.MaxValue;
        foreach (byte next in bytes)
        {
            register ^= next;
            for (int bit = 0; bit < 8; bit++)
            {
                register = (register >> 1) ^ ((register & 1) * 0xEDB88320);
            }
        }

        return ~register;
    }

    [Fact]
    public void Value_CheckString_IsTheCatalogues()
    {
        var checksum = new Crc32();
        Assert.Equal(0u, checksum.Value);
        checksum.Append("123456789"u8);
        Assert.Equal(0xCBF43926, checksum.Value);
    }

    [Fact]
    public void Append_AnyLengthInAnyParts_EqualsTheDefinition()
    {
        CounterRandom random = new(11);
        for (int length = 0; length < 100; length++)
        {
            byte[] bytes = new byte[length];
            foreach (ref byte next in bytes.AsSpan())
            {
                next = (byte)random.NextUInt32();
            }

            var checksum = new Crc32();
            int cut = random.NextBelow(length + 1);
            checksum.Append(bytes.AsSpan(0, cut));
            checksum.Append(bytes.AsSpan(cut));
            Assert.Equal(Plain(bytes), checksum.Value);
        }
    }
}
