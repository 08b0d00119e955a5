// Which part of the work is whose: unit u of n shards belongs to shard 1 + (u mod n). What a unit is, a case or a run, is
// the command's business, and so is what a shard leaves behind (ShardManifest.cs).

using System.Globalization;
using Verify.Core.Data;

namespace Verify.Audit.Sharding;

/// <summary>Shard <see cref="Index"/> of <see cref="Count"/>, counted from 1. Compares by value.</summary>
public sealed record Shard
{
    /// <summary>Shard i of n.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not 1 &lt;= i &lt;= n.</exception>
    public Shard(int index, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(index, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(index, count);
        Index = index;
        Count = count;
    }

    /// <summary>All of the work: shard 1/1.</summary>
    public static Shard Whole { get; } = new(1, 1);

    /// <summary>i, from 1.</summary>
    public int Index { get; }

    /// <summary>n.</summary>
    public int Count { get; }

    /// <summary>Whether the work unit (from 0) is this shard's.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The unit is negative.</exception>
    public bool Owns(long unit)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(unit);
        return unit % Count == Index - 1;
    }

    /// <summary>How many of the units 0 .. total - 1 are this shard's; 0 for no units.</summary>
    public long CountOf(long total) => total < Index ? 0 : (total - Index) / Count + 1;

    /// <summary>Reads "i/n", decimal digits only.</summary>
    /// <returns>Null when the text is none, or not 1 &lt;= i &lt;= n.</returns>
    public static Shard? TryParse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return
            text.Split('/') is [string first, string second]
            && Number(first) is { } index
            && Number(second) is { } count
            && index >= 1
            && index <= count
            ? new Shard(index, count)
            : null;
    }

    /// <summary>Reads "i/n", as <see cref="TryParse"/>.</summary>
    /// <exception cref="InputException">It is none; the sentence says what is accepted.</exception>
    public static Shard Parse(string text) =>
        TryParse(text)
        ?? throw new InputException($"'{text}' is not a shard: i/n with whole numbers, 1 <= i <= n.");

    /// <summary>"i/n".</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Index}/{Count}");

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : null;
}
