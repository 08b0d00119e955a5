// Names of keys: known, known by a second name, and mistyped.

using Verify.Audit.Sweeping;
using Verify.Core.Data;

namespace Verify.Audit.Tests.Sweeping;

public sealed class SettingTableTests
{
    private static readonly SettingTable s_table = new([
        .. new[] { "m", "multi", "epochs", "teacher_strength_decay", "lr", "batch", "momentum" }.Select(
            name => new SettingKey(name, "Made up.", "1", text => text)
        ),
        new SettingKey("seed", "Made up.", "1", text => text, OtherName: "seeds"),
    ]);

    [Theory]
    [InlineData("m", "m")]
    [InlineData("seed", "seed")]
    [InlineData("seeds", "seed")]
    public void Require_AKnownName_IsItsKey(string name, string key) =>
        Assert.Equal(key, s_table.Require(name).Name);

    [Theory]
    [InlineData("epoch", "epochs")]
    [InlineData("epcohs", "epochs")]
    [InlineData("Epochs", "epochs")]
    [InlineData("teacher_strenght_decay", "teacher_strength_decay")]
    [InlineData("teacher-strength-decay", "teacher_strength_decay")]
    [InlineData("batches", "batch")]
    [InlineData("mulit", "multi")]
    [InlineData("sede", "seed")]
    [InlineData("moment", "momentum")]
    [InlineData("M", "m")]
    [InlineData("LR", "lr")]
    public void Require_AMistypedName_NamesTheNearest(string name, string nearest)
    {
        string message = Assert.Throws<InputException>(() => s_table.Require(name)).Message;
        Assert.Contains($"'{name}' is not a key", message, StringComparison.Ordinal);
        Assert.Contains($"nearest is '{nearest}'", message, StringComparison.Ordinal);
        Cli.Refusal.IsSentence(message);
    }

    /// <summary>Two neighbours swapped are one mistake, not two.</summary>
    [Fact]
    public void Require_NeighboursSwapped_IsNearerThanTwoOtherMistakes()
    {
        SettingTable table = new([
            new SettingKey("aacdx", "", "", text => text),
            new SettingKey("abcd", "", "", text => text),
        ]);
        Assert.Contains(
            "'abcd'",
            Assert.Throws<InputException>(() => table.Require("bacd")).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void New_OneNameTwice_IsRefused() =>
        Assert.Throws<ArgumentException>(() =>
            new SettingTable([
                new SettingKey("a", "", "", text => text),
                new SettingKey("b", "", "", text => text, OtherName: "a"),
            ])
        );
}
