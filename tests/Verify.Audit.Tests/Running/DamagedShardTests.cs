// Results that are not what their manifest promises are refused in one sentence, and nothing is written.

using System.Text.RegularExpressions;
using Verify.Audit.Running;
using Verify.Audit.Sharding;
using Verify.Audit.Tests.Cli;
using Verify.Claims;
using Verify.Core.Data;
using static Verify.Audit.Tests.Running.MadeUpClaims;

namespace Verify.Audit.Tests.Running;

public sealed class DamagedShardTests
{
    private static readonly AuditPlan s_plan = Plan(
        Theorem(_ => Satisfied, id: "T.first"),
        Theorem(found => found.Samples > 2 ? Violated : Satisfied, id: "T.second")
    );

    [Theory]
    [InlineData("drop the first line", "case 0 of T.first")]
    [InlineData("drop a line", "case 20 of T.first")]
    [InlineData("drop the last line", "case 98 of T.second")]
    [InlineData("empty", "case 0 of T.first")]
    [InlineData("repeat the last line", "do not end where its plan does")]
    [InlineData("swap lines", "case 20 of T.first")]
    [InlineData("change a seed", "case 20 of T.first")]
    [InlineData("change a spec", "case 20 of T.first as this program finds it")]
    [InlineData("change a measurement", "as this program finds it")]
    [InlineData("break a line", "Line 11 of ")]
    [InlineData("a line of nothing", "Line 11 of ")]
    [InlineData("a line of numbers", "Line 11 of ")]
    [InlineData("no UTF-8", "is not one of an audit's results")]
    [InlineData("remove", "cannot be read")]
    public void Merge_DamagedResults_AreRefused(string damage, string fragment)
    {
        using WorkFolder folder = new();
        string[] shards = ShardedAudits.Run(folder, s_plan, 2);
        string name = $"{ShardedAudits.Name(1, 2)}/results.jsonl";
        List<string> lines = [.. folder.Text(name).TrimEnd('\n').Split('\n')];
        int violated = lines.FindIndex(line => line.Contains("\"violated\"", StringComparison.Ordinal));
        Assert.True(violated > 20);
        switch (damage)
        {
            case "drop the first line":
                lines.RemoveAt(0);
                break;
            case "drop a line":
                lines.RemoveAt(10);
                break;
            case "drop the last line":
                lines.RemoveAt(lines.Count - 1);
                break;
            case "empty":
                lines.Clear();
                break;
            case "repeat the last line":
                lines.Add(lines[^1]);
                break;
            case "swap lines":
                (lines[10], lines[11]) = (lines[11], lines[10]);
                break;
            case "change a seed":
                lines[10] = Regex.Replace(lines[10], "\"seed\":[0-9]+", "\"seed\":12");
                break;
            case "change a spec":
                lines[10] = lines[10].Replace("\"spec\":\"", "\"spec\":\"x", StringComparison.Ordinal);
                break;
            case "change a measurement":
                lines[violated] = lines[violated]
                    .Replace("\"measured\":3", "\"measured\":4", StringComparison.Ordinal);
                break;
            case "break a line":
                lines[10] = lines[10][..^3];
                break;
            case "a line of nothing":
                lines[10] = "";
                break;
            case "a line of numbers":
                lines[10] = "[1]";
                break;
            default:
                break;
        }

        folder.Put(name, string.Concat(lines.Select(line => line + "\n")));
        if (damage == "no UTF-8")
        {
            folder.Put(name, [0xFF, 0xFE, (byte)'\n']);
        }
        else if (damage == "remove")
        {
            File.Delete(folder.PathOf(name));
        }

        AssertRefused(folder, shards, "merged", fragment);
    }

    [Fact]
    public void Merge_ClaimsThatAreNotTheShards_AreRefused()
    {
        using WorkFolder folder = new();
        string[] shards = ShardedAudits.Run(folder, s_plan, 1);
        string[] before = folder.State();
        Claim first = s_plan.Claims[0];
        // One is not known at all; the other has its name but another number of cases.
        Claim other = Renamed(Proved(twin: false, () => Proof(true)), "T.second");
        foreach (AuditPlan known in new[] { Plan(first), Plan(first, other) })
        {
            InputException refusal = Assert.Throws<InputException>(() =>
                ShardedAudits.Merge(known, shards, folder.PathOf("merged"))
            );
            Refusal.IsSentence(refusal.Message);
            Assert.Contains("Foreign", refusal.Message, StringComparison.Ordinal);
        }

        Assert.Equal(before, folder.State());
    }

    [Fact]
    public void Merge_IntoAShardsFolder_IsRefused()
    {
        using WorkFolder folder = new();
        string[] shards = ShardedAudits.Run(folder, s_plan, 2);
        AssertRefused(folder, shards, ShardedAudits.Name(2, 2), "holds a shard");
    }

    [Fact]
    public void Merge_ShardsOfAnotherVerb_AreRefused()
    {
        using WorkFolder folder = new();
        string[] shards = ShardedAudits.Run(folder, s_plan, 1);
        (ShardManifest.Read(shards[0]) with { Command = "sweep" }).Write(shards[0]);
        AssertRefused(folder, shards, "merged", "'verify sweep'");
    }

    private static Claim Renamed(Claim claim, string id) =>
        new(id, claim.Kind, claim.Statement, claim.Source, claim.Hypotheses, claim.Evidence);

    private static void AssertRefused(WorkFolder folder, string[] shards, string target, string fragment)
    {
        string[] before = folder.State();
        InputException refusal = Assert.Throws<InputException>(() =>
            ShardedAudits.Merge(s_plan, shards, folder.PathOf(target))
        );
        Refusal.IsSentence(refusal.Message);
        Assert.Contains(fragment, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, folder.State());
    }
}
