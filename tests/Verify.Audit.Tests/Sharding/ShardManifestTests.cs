// shard.json comes back as it was written, its fingerprint is the plan's alone, and a damaged one is refused.

using System.Collections.Immutable;
using Verify.Audit.Sharding;
using Verify.Audit.Tests.Cli;
using Verify.Core.Data;

namespace Verify.Audit.Tests.Sharding;

public sealed class ShardManifestTests
{
    private static readonly ShardManifest s_sample = new()
    {
        Command = "audit",
        ToolVersion = "0.1.0",
        Plan = """{ "seed": 18446744073709551615, "claims": ["a", "b"], "more": { "y": null, "x": 0.1 } }""",
        Shard = new Shard(2, 3),
        Complete = true,
        Seconds = ImmutableSortedDictionary<string, double>.Empty.Add("a", 0.1).Add("B", 1e-300),
    };

    [Fact]
    public void Read_WhatWasWritten_IsTheSame()
    {
        using WorkFolder folder = new();
        s_sample.Write(folder.Root);
        ShardManifest read = ShardManifest.Read(folder.Root);
        Assert.Equal(s_sample.Seconds, read.Seconds);
        Assert.Equal(s_sample with { Seconds = read.Seconds }, read);
    }

    [Fact]
    public void Plan_Canonical_HasSortedKeysAndNoSpaces() =>
        Assert.Equal(
            """{"claims":["a","b"],"more":{"x":0.1,"y":null},"seed":18446744073709551615}""",
            s_sample.Plan
        );

    [Fact]
    public void Fingerprint_OrderOfKeysShardAndState_DoNotMatter()
    {
        ShardManifest other = s_sample with
        {
            Plan = """{"more":{"x":0.1,"y":null},"claims":["a","b"],"seed":18446744073709551615}""",
            Shard = Shard.Whole,
            Complete = false,
            Seconds = ImmutableSortedDictionary<string, double>.Empty,
        };
        Assert.Equal(s_sample.Fingerprint, other.Fingerprint);
        Assert.Matches("^[0-9a-f]{64}$", other.Fingerprint);
    }

    [Theory]
    [InlineData("audit", """{"claims":["b","a"],"more":{"x":0.1,"y":null},"seed":18446744073709551615}""")]
    [InlineData("audit", """{"claims":["a","b"],"more":{"x":0.1,"y":null},"seed":18446744073709551614}""")]
    [InlineData("audit", """{"claims":["a","b"],"seed":18446744073709551615}""")]
    [InlineData("sweep", """{"claims":["a","b"],"more":{"x":0.1,"y":null},"seed":18446744073709551615}""")]
    public void Fingerprint_AnotherPlanOrCommand_Differs(string command, string plan) =>
        Assert.NotEqual(s_sample.Fingerprint, (s_sample with { Command = command, Plan = plan }).Fingerprint);

    [Fact]
    public void PlanOf_Members_AreSorted() =>
        Assert.Equal(
            """{"a":"x","b":2}""",
            ShardManifest.PlanOf(json =>
            {
                json.WriteNumber("b", 2);
                json.WriteString("a", "x");
            })
        );

    [Theory]
    [InlineData("[1]")]
    [InlineData("1")]
    [InlineData("{")]
    [InlineData("")]
    public void Plan_NoObject_Throws(string plan) =>
        Assert.Throws<ArgumentException>(() => s_sample with { Plan = plan });

    [Theory]
    [InlineData("\"seed\": 18446744073709551615", "\"seed\": 7")]
    [InlineData("\"command\": \"audit\"", "\"command\": \"sweep\"")]
    [InlineData("verify-shard-1", "verify-shard-9")]
    [InlineData("\"shard\": 2", "\"shard\": 4")]
    [InlineData("\"shard\": 2", "\"shard\": 2.5")]
    [InlineData("\"shard\": 2", "\"shard\": \"2\"")]
    [InlineData("\"shards\": 3", "\"shards\": 0")]
    [InlineData("\"complete\": true", "\"complete\": 1")]
    [InlineData("\"complete\": true", "\"completed\": true")]
    [InlineData("\"toolVersion\": \"0.1.0\"", "\"toolVersion\": null")]
    [InlineData("\"seconds\": {", "\"seconds\": { \"c\": \"long\",")]
    [InlineData("{\n", "[\n")]
    [InlineData("}\n", "")]
    public void Read_Damaged_IsRefused(string text, string damaged)
    {
        using WorkFolder folder = new();
        s_sample.Write(folder.Root);
        string whole = folder.Text(ShardManifest.FileName);
        int at = whole.LastIndexOf(text, StringComparison.Ordinal);
        at = text == "{\n" ? 0 : at;
        Assert.True(at >= 0, text);
        folder.Put(ShardManifest.FileName, whole[..at] + damaged + whole[(at + text.Length)..]);
        InputException refusal = Assert.Throws<InputException>(() => ShardManifest.Read(folder.Root));
        Refusal.IsSentence(refusal.Message);
        Assert.Contains(ShardManifest.FileName, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("3")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"format\":3}")]
    [InlineData("no JSON")]
    public void Read_SomethingElse_IsRefused(string content)
    {
        using WorkFolder folder = new();
        folder.Put(ShardManifest.FileName, content);
        Refusal.IsSentence(Assert.Throws<InputException>(() => ShardManifest.Read(folder.Root)).Message);
    }

    [Fact]
    public void Read_NoManifestOrNoFolder_IsRefusedAndTriedInVain()
    {
        using WorkFolder folder = new();
        foreach (string path in new[] { folder.Root, folder.PathOf("absent") })
        {
            Assert.Null(ShardManifest.TryRead(path));
            InputException refusal = Assert.Throws<InputException>(() => ShardManifest.Read(path));
            Refusal.IsSentence(refusal.Message);
            Assert.Contains(path, refusal.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Remove_ThereOrNot_LeavesNone()
    {
        using WorkFolder folder = new();
        s_sample.Write(folder.Root);
        ShardManifest.Remove(folder.Root);
        ShardManifest.Remove(folder.Root);
        Assert.Empty(folder.Names());
    }
}
