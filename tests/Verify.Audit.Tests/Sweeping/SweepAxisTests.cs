// Words of a command line as keys with values.

using System.Globalization;
using Verify.Audit.Sweeping;
using Verify.Core.Data;

namespace Verify.Audit.Tests.Sweeping;

public sealed class SweepAxisTests
{
    [Theory]
    [InlineData("m=5", "5")]
    [InlineData("m=5,10,20", "5", "10", "20")]
    [InlineData("m= 5 , 10 ", "5", "10")]
    [InlineData("m=1..4", "1", "2", "3", "4")]
    [InlineData("m=3..3", "3")]
    [InlineData("m=-1..1", "-1", "0", "1")]
    [InlineData("m=1..2,7,9..10", "1", "2", "7", "9", "10")]
    [InlineData("m=9223372036854775806..9223372036854775807", "9223372036854775806", "9223372036854775807")]
    [InlineData("m='a,b',c", "a,b", "c")]
    [InlineData("m=\"a,b\"", "a,b")]
    [InlineData("m='1..4'", "1..4")]
    [InlineData("m=''", "")]
    [InlineData("m='it\\'s \\\\'", "it's \\")]
    [InlineData("m={0:0.2,20:0.1},{0:0.1}", "{0:0.2,20:0.1}", "{0:0.1}")]
    [InlineData("m=[1,(2,3)],4", "[1,(2,3)]", "4")]
    [InlineData("m=a=b", "a=b")]
    [InlineData("m=1.5..2", "1.5..2")]
    [InlineData("m=..", "..")]
    public void Parse_OneWord_HasItsValuesInOrder(string word, params string[] values)
    {
        SweepAxis axis = Assert.Single(SweepAxis.Parse([word]));
        Assert.Equal("m", axis.Key);
        Assert.Equal(values, axis.Values);
    }

    [Fact]
    public void Parse_AnyRange_HasEachNumberBetweenItsEndsOnce()
    {
        for (int from = -6; from <= 6; from++)
        {
            for (int to = from; to <= 6; to++)
            {
                string[] expected =
                [
                    .. Enumerable
                        .Range(from, to - from + 1)
                        .Select(i => i.ToString(CultureInfo.InvariantCulture)),
                ];
                Assert.Equal(expected, SweepAxis.Parse([$"m={from}..{to}"])[0].Values);
            }
        }
    }

    /// <summary>A quoted value reads as what was quoted, whatever stands in it and beside it.</summary>
    [Fact]
    public void Parse_AnyTextQuoted_ReadsAsItself()
    {
        char[] letters = [',', '\'', '"', '\\', '.', '{', ')', ' ', 'a', '='];
        for (int code = 0; code < 1000; code++)
        {
            string text = string.Concat([letters[code % 10], letters[code / 10 % 10], letters[code / 100]]);
            foreach (char quote in (char[])['\'', '"'])
            {
                string quoted = text.Replace("\\", "\\\\", StringComparison.Ordinal)
                    .Replace($"{quote}", $"\\{quote}", StringComparison.Ordinal);
                string[] values = [.. SweepAxis.Parse([$"m=1,{quote}{quoted}{quote} ,2"])[0].Values];
                Assert.Equal(["1", text, "2"], values);
            }
        }
    }

    /// <summary>What an axis prints reads as the axis, for lists of awkward texts and of numbers.</summary>
    [Fact]
    public void ToString_OfAnyAxis_ReadsAsTheAxis()
    {
        string[] texts =
        [
            "1",
            "2",
            "3",
            "5",
            "-1",
            "0",
            "+4",
            "04",
            "1..3",
            "a,b",
            "it's",
            "\\",
            "",
            " ",
            "{a:1}",
            "1e-3",
            "é",
        ];
        for (int code = 0; code < 17 * 17 * 17; code++)
        {
            SweepAxis axis = new("m", [texts[code % 17], texts[code / 17 % 17], texts[code / 289]]);
            Assert.Equal(axis.Values, Assert.Single(SweepAxis.Parse([axis.ToString()])).Values);
        }
    }

    [Theory]
    [InlineData("m=1..5", "m=1,2,3,4,5")]
    [InlineData("m=1,2", "m=1..2")]
    [InlineData("m=-1..1,3,5..7", "m=-1,0,1,3,5,6,7")]
    public void ToString_OfNumbersInARow_IsARange(string expected, string word) =>
        Assert.Equal(expected, SweepAxis.Parse([word])[0].ToString());

    [Theory]
    [InlineData("m=", "'m=' has no value")]
    [InlineData("m= ", "'m=' has no value")]
    [InlineData("m=1,", "'m=1,' is missing")]
    [InlineData("m=,1", "'m=,1' is missing")]
    [InlineData("m=1,,2", "'m=1,,2' is missing")]
    [InlineData("m=4..1", "'4..1' of 'm' is empty")]
    [InlineData("m=1..1000001", "'1..1000001' of 'm' has more than 1000000")]
    [InlineData("m=-9223372036854775808..9223372036854775807", "more than 1000000")]
    [InlineData("m=1..600000,700000..1300000", "'m' has more than 1000000")]
    [InlineData("m='a", "quote")]
    [InlineData("m='a\\'", "quote")]
    [InlineData("m='a'b", "comma")]
    [InlineData("m=(1,2", "')' is missing")]
    [InlineData("m={1,[2}", "'}' closes nothing")]
    [InlineData("m=1)", "')' closes nothing")]
    [InlineData("m", "'m' is neither an option nor of the form key=value")]
    [InlineData("=1", "'=1'")]
    [InlineData("", "''")]
    [InlineData("--m=1", "'--m=1' is neither")]
    public void Parse_AWordOfAnotherForm_IsRefusedInOneSentence(string word, string fragment)
    {
        string message = Assert.Throws<InputException>(() => SweepAxis.Parse([word])).Message;
        Assert.Contains(fragment, message, StringComparison.Ordinal);
        Cli.Refusal.IsSentence(message);
    }

    [Fact]
    public void Parse_AKeyTwice_IsRefused() =>
        Assert.Contains(
            "'m' is given twice",
            Assert.Throws<InputException>(() => SweepAxis.Parse(["m=1", "seed=1", "m=2"])).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Override_KeysOfBoth_KeepTheFilesPlaceWithTheCommandLinesValues()
    {
        SettingTable table = new MadeUpRuns().Settings;
        string[] merged =
        [
            .. SweepAxis
                .Override(
                    table,
                    SweepAxis.Parse(["seeds=1..2", "m=5"]),
                    SweepAxis.Parse(["rate=2", "seed=7"])
                )
                .Select(axis => $"{axis.Key}={string.Join(',', axis.Values)}"),
        ];
        Assert.Equal(["seed=7", "m=5", "rate=2"], merged);
    }
}
