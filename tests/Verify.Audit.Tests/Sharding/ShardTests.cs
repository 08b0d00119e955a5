// Which units a shard owns, and how "i/n" is read.

using Verify.Audit.Sharding;
using Verify.Audit.Tests.Cli;
using Verify.Core.Data;

namespace Verify.Audit.Tests.Sharding;

public sealed class ShardTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void Owns_EveryUnit_ByExactlyOneShard(int count)
    {
        Shard[] shards = [.. Enumerable.Range(1, count).Select(index => new Shard(index, count))];
        for (long unit = 0; unit < 50; unit++)
        {
            Shard owner = Assert.Single(shards, shard => shard.Owns(unit));
            Assert.Equal(1 + unit % count, owner.Index);
        }
    }

    [Fact]
    public void CountOf_Total_CountsWhatItOwns()
    {
        for (int count = 1; count <= 8; count++)
        {
            for (int index = 1; index <= count; index++)
            {
                Shard shard = new(index, count);
                for (int total = 0; total < 30; total++)
                {
                    Assert.Equal(
                        Enumerable.Range(0, total).Count(unit => shard.Owns(unit)),
                        shard.CountOf(total)
                    );
                }
            }
        }
    }

    [Fact]
    public void Owns_UnitsBeyond32Bits_Counts() => Assert.True(new Shard(3, 7).Owns(7L * int.MaxValue + 2));

    [Fact]
    public void Owns_NegativeUnit_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Shard.Whole.Owns(-1));

    [Theory]
    [InlineData("1/1", 1, 1)]
    [InlineData("3/7", 3, 7)]
    [InlineData("2147483647/2147483647", int.MaxValue, int.MaxValue)]
    public void Parse_Shard_RoundTrips(string text, int index, int count)
    {
        Shard shard = Shard.Parse(text);
        Assert.Equal(new Shard(index, count), shard);
        Assert.Equal(text, shard.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("1")]
    [InlineData("1/")]
    [InlineData("/2")]
    [InlineData("0/2")]
    [InlineData("3/2")]
    [InlineData("1/0")]
    [InlineData("-1/2")]
    [InlineData("+1/2")]
    [InlineData("1/2/3")]
    [InlineData(" 1/2")]
    [InlineData("1 /2")]
    [InlineData("1.0/2")]
    [InlineData("1,000/2000")]
    [InlineData("1/2147483648")]
    [InlineData("\u0661/\u0662")]
    public void Parse_NoShard_IsRefusedInOneSentence(string text)
    {
        Assert.Null(Shard.TryParse(text));
        Refusal.IsSentence(Assert.Throws<InputException>(() => Shard.Parse(text)).Message);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(2, 1)]
    [InlineData(1, 0)]
    public void Constructor_OutOfRange_Throws(int index, int count) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Shard(index, count));
}
