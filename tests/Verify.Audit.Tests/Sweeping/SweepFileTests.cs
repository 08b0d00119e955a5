// Sweeps in YAML and JSON files, and files that are none.

using Verify.Audit.Sweeping;
using Verify.Audit.Tests.Cli;
using Verify.Core.Data;

namespace Verify.Audit.Tests.Sweeping;

public sealed class SweepFileTests
{
    private static readonly SettingTable s_table = new(
        ((string[])["m", "n", "seed", "lr", "name"]).Select(name => new SettingKey(
            name,
            "A text.",
            "0",
            text =>
                text == "bad"
                    ? throw new InputException($"'{name}={text}' is out of range: it takes others.")
                    : text,
            OtherName: name == "seed" ? "seeds" : null
        )),
        new SettingPreset("large", ["1", "1", "1", "1", "1"])
    );

    [Theory]
    [InlineData("m: 5\nseeds: 1..3\n")]
    [InlineData("# a sweep\nm: 5   # nodes\nseeds: [1, 2, 3]\n")]
    [InlineData("---\nm:\n  - 5\nseeds:\n  - 1..2\n  - 3\n...\n")]
    [InlineData("m: '5'\nseeds: \"1,2,3\"\n")]
    [InlineData("{\"m\": 5, \"seeds\": [1, 2, 3]}")]
    [InlineData("{\n  \"m\": [5],\n  \"seeds\": \"1..3\"\n}\n")]
    [InlineData("\uFEFFm: 5\r\nseeds: [1,\r\n 2, 3]\r\n")]
    public void Read_OneSweepInManyForms_IsTheSame(string text) =>
        Assert.Equal(["m=5", "seeds=1|2|3"], Read(text));

    [Fact]
    public void Read_MapsAndQuotes_AreValues() =>
        Assert.Equal(
            ["lr={0:0.2,20:0.1}|{0:0.1}|0.01", "name=a,b|c"],
            Read("lr: [{0: 0.2, 20: 0.1}, {0: 0.1}, 0.01]\nname: [\"'a,b'\", c]\n")
        );

    [Theory]
    [InlineData("just words", "not a YAML or JSON map")]
    [InlineData("- m: 5", "not a YAML or JSON map")]
    [InlineData("m: [1, 2", "line")]
    [InlineData("m: 5\n n: 6", "line 2")]
    [InlineData("m: 'a", "line")]
    [InlineData("\"m\": 5, \"n\": 6", "line 1")]
    [InlineData("m: 5\nm: 6", "'m' is given twice")]
    [InlineData("m: []", "list of 'm' is empty")]
    [InlineData("m: [[1]]", "'m' is neither a scalar nor")]
    [InlineData("m: {a: [1]}", "'m' is nested too deeply")]
    [InlineData("m: {a: {b: 1}}", "'m' is nested too deeply")]
    [InlineData("? [a]\n: 1", "a key is not a word")]
    [InlineData("m: &a 5\nn: *a", "'n' is neither")]
    [InlineData("m:", "'m=' has no value")]
    [InlineData("m: 5\n---\nm: 6", "second document")]
    [InlineData("m: 1,,2", "'m=1,,2' is missing")]
    [InlineData("\t", "line")]
    [InlineData("m: [5, 10\nn: 3\n", "at line 1")]
    [InlineData("m: 5\nmm: 3\n", "' at line 2: 'mm' is not a key")]
    [InlineData("m: 5\n\n# no\nn: [1,\n bad]\n", "' at line 4: 'n=bad' is out of range")]
    [InlineData("m: 5\nlr: 'a'\nn: 1,,2\n", "' at line 3: A value of 'n=1,,2'")]
    [InlineData("{\"m\": 5,\n \"n\": \"bad\"}", "' at line 2: 'n=bad'")]
    [InlineData("m: 5\npreset: small\n", "' at line 2: 'preset=small' is none of large")]
    [InlineData("m: 5\nn: [3, 3]\n", "' at line 2: The key 'n' has the value 3 twice")]
    [InlineData("m: 5\nn: []\n", "at line 2, the list of 'n' is empty")]
    public void Read_WhatIsNoSweep_IsRefusedInOneSentence(string text, string fragment)
    {
        string message = Assert.Throws<InputException>(() => Read(text)).Message;
        Assert.Contains(fragment, message, StringComparison.Ordinal);
        Refusal.IsSentence(message);
    }

    [Fact]
    public void Read_BytesThatAreNoText_AreRefused()
    {
        using WorkFolder folder = new();
        folder.Put("sweep.yaml", [0x6D, 0x3A, 0x20, 0xFF, 0xFE]);
        Assert.Contains(
            "UTF-8",
            Assert.Throws<InputException>(() => SweepFile.Read(folder.PathOf("sweep.yaml"), s_table)).Message,
            StringComparison.Ordinal
        );
    }

    /// <summary>Whatever a file holds, it is a sweep or refused in one sentence: the parser has faults of its own.</summary>
    [Fact]
    public void Read_TextsMadeOfTheirParts_AreReadOrRefused()
    {
        string[] parts =
        [
            "m",
            "n",
            ":",
            " ",
            "\n",
            "[",
            "]",
            "{",
            "}",
            ",",
            "5",
            "'",
            "\"",
            "-",
            "#",
            "&a",
            "*a",
            "|",
            "?",
            "\t",
            "!",
            "%",
            "---",
            "..",
            "@",
            ">",
        ];
        Core.Numerics.CounterRandom random = new(seed: 5);
        int read = 0;
        for (int i = 0; i < 4000; i++)
        {
            string text = string.Concat(
                Enumerable.Range(0, random.NextBelow(14)).Select(_ => parts[random.NextBelow(parts.Length)])
            );
            try
            {
                Read("m: " + text);
                read++;
            }
            catch (InputException problem)
            {
                // Values are quoted in sentences as they are; what cannot be printed goes where they are printed.
                Refusal.IsSentence(
                    problem
                        .Message.Replace('\t', ' ')
                        .Replace('\n', ' ')
                        .Replace("..", "", StringComparison.Ordinal)
                );
            }
        }

        Assert.InRange(read, 100, 3000);
    }

    [Theory]
    [InlineData('[')]
    [InlineData('{')]
    public void Read_NestedWithoutEnd_IsRefusedAndNotTheEndOfTheProcess(char open) =>
        Assert.Throws<InputException>(() => Read("m: " + new string(open, 200_000)));

    private static string[] Read(string text)
    {
        using WorkFolder folder = new();
        folder.Put("sweep.yaml", text);
        return
        [
            .. SweepFile
                .Read(folder.PathOf("sweep.yaml"), s_table)
                .Select(axis => $"{axis.Key}={string.Join('|', axis.Values)}"),
        ];
    }
}
