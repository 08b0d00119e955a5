// Philox against the known answers that its authors publish with Random123 (philox4x32, 10 rounds).

using Verify.Core.Numerics;

namespace Verify.Core.Tests.Numerics;

public class PhiloxTests
{
    [Theory]
    [InlineData(0, 0, 0, new uint[] { 0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8 })]
    [InlineData(
        ulong.MaxValue,
        ulong.MaxValue,
        ulong.MaxValue,
        new uint[] { 0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD }
    )]
    [InlineData(
        0x85A308D3_243F6A88,
        0x03707344_13198A2E,
        0x299F31D0_A4093822,
        new uint[] { 0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1 }
    )]
    public void Generate_PublishedVector_GivesThePublishedWords(
        ulong low,
        ulong high,
        ulong key,
        uint[] expected
    )
    {
        Philox.Block block = Philox.Generate(low, high, key);
        Assert.Equal(expected, new[] { block[0], block[1], block[2], block[3] });
        Assert.Equal(expected[0] | ((ulong)expected[1] << 32), block.Low);
        Assert.Equal(expected[2] | ((ulong)expected[3] << 32), block.High);
    }
}
