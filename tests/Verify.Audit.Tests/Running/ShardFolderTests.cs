// The folder of a shard over time: what it holds, what an interruption leaves, and what it does not replace.

using Verify.Audit.Running;
using Verify.Audit.Sharding;
using Verify.Audit.Tests.Cli;
using Verify.Core.Data;
using static Verify.Audit.Tests.Running.MadeUpClaims;

namespace Verify.Audit.Tests.Running;

public sealed class ShardFolderTests
{
    private static readonly AuditPlan s_plan = Plan(Theorem(_ => Satisfied));

    [Fact]
    public void Run_Shard_HoldsItsOwnCasesAndNoReport()
    {
        using WorkFolder folder = new();
        ShardManifest manifest = Run(folder, s_plan, new Shard(2, 3));
        Assert.True(manifest.Complete);
        Assert.Equal(["results.jsonl", "shard.json"], folder.Names());
        string[] lines = folder.Text("results.jsonl").TrimEnd('\n').Split('\n');
        Assert.Equal(33, lines.Length);
        Assert.All(
            lines.Select((line, k) => (line, k)),
            entry => Assert.Contains($"\"case\":{1 + 3 * entry.k},", entry.line, StringComparison.Ordinal)
        );
        ShardManifest read = ShardManifest.Read(folder.Root);
        Assert.Equal(manifest.Seconds, read.Seconds);
        Assert.Equal(manifest with { Seconds = read.Seconds }, read);
        Assert.Equal(read.Fingerprint, ShardFolder.ManifestOf(s_plan, new Shard(1, 5)).Fingerprint);
    }

    [Fact]
    public void Run_Cancelled_IsNotCompleteAndMergesOnlyWhenRunAgain()
    {
        using WorkFolder folder = new();
        using CancellationTokenSource source = new();
        int checks = 0;
        AuditPlan stopping = Plan(
            Theorem(_ =>
            {
                if (Interlocked.Increment(ref checks) == 20)
                {
                    source.Cancel();
                }

                return Satisfied;
            })
        );
        string[] shards = ShardedAudits.Run(folder, s_plan, 2);
        byte[] before = folder.Bytes($"{ShardedAudits.Name(1, 2)}/results.jsonl");
        Assert.ThrowsAny<OperationCanceledException>(() =>
            ShardFolder.Run(stopping, new Shard(1, 2), shards[0], progress: null, source.Token)
        );
        Assert.False(ShardManifest.Read(shards[0]).Complete);
        string[] state = folder.State();
        InputException refusal = Assert.Throws<InputException>(() =>
            ShardedAudits.Merge(s_plan, shards, folder.PathOf("merged"))
        );
        Assert.Contains("Shard 1/2", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(state, folder.State());

        ShardFolder.Run(s_plan, new Shard(1, 2), shards[0], progress: null, CancellationToken.None);
        Assert.Equal(before, folder.Bytes($"{ShardedAudits.Name(1, 2)}/results.jsonl"));
        Assert.Equal(100, ShardedAudits.Merge(s_plan, shards, folder.PathOf("merged")).Claims[0].Cases);
    }

    [Fact]
    public void Run_AShardOfAnotherPlanThere_IsReplaced()
    {
        using WorkFolder folder = new();
        AuditPlan searched = Plan(Theorem(found => SearchRunnerTests.Planted(found))) with
        {
            SearchOverride = true,
        };
        Run(folder, searched, Shard.Whole);
        Assert.Contains("leaderboard/T.made-up.json", folder.Names());
        folder.Put("leaderboard/mine.json", "{}");
        Run(folder, searched with { Claims = [Twin(_ => Violated)] }, Shard.Whole);
        Assert.Equal(
            ["counterexamples/", "leaderboard/", "leaderboard/mine.json", "results.jsonl", "shard.json"],
            folder.Names()
        );
    }

    [Fact]
    public void Run_FolderOfAnotherShardOrAWholeAudit_IsRefused()
    {
        using WorkFolder folder = new();
        Run(folder, s_plan, new Shard(1, 2));
        AssertRefused(folder, () => Run(folder, s_plan, new Shard(2, 2)), "holds shard 1/2");
        AssertRefused(
            folder,
            () => ReportFolder.Run(s_plan, folder.Root, progress: null, CancellationToken.None),
            "holds a shard"
        );
        using WorkFolder whole = new();
        ReportFolder.Run(s_plan, whole.Root, progress: null, CancellationToken.None);
        AssertRefused(whole, () => Run(whole, s_plan, Shard.Whole), "whole audit");
    }

    [Theory]
    [InlineData("results.jsonl")]
    [InlineData("shard.json")]
    public void Run_FolderInTheWayOfAFile_IsRefused(string name)
    {
        using WorkFolder folder = new();
        Directory.CreateDirectory(folder.PathOf(name));
        AssertRefused(folder, () => Run(folder, s_plan, Shard.Whole), "directory");
    }

    private static ShardManifest Run(WorkFolder folder, AuditPlan plan, Shard shard) =>
        ShardFolder.Run(plan, shard, folder.Root, progress: null, CancellationToken.None);

    private static void AssertRefused(WorkFolder folder, Action run, string fragment)
    {
        string[] before = folder.State();
        InputException refusal = Assert.Throws<InputException>(run);
        Refusal.IsSentence(refusal.Message);
        Assert.Contains(fragment, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, folder.State());
    }
}
