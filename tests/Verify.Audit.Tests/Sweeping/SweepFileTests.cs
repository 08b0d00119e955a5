// Sweeps in YAML and JSON files, and files that are none.

using Verify.Audit.Sweeping;
using Verify.Audit.Tests.Cli;
using Verify.Core.Data;

namespace Verify.Audit.Tests.Sweeping;

public sealed class SweepFileTests
{
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
            Assert.Throws<InputException>(() => SweepFile.Read(folder.PathOf("sweep.yaml"))).Message,
            StringComparison.Ordinal
        );
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
                .Read(folder.PathOf("sweep.yaml"))
                .Select(axis => $"{axis.Key}={string.Join('|', axis.Values)}"),
        ];
    }
}
