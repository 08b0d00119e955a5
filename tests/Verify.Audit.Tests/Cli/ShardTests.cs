// `verify audit --shard` and `verify merge` as a user runs them; what they compute is Running/AuditMergeTests.cs.

namespace Verify.Audit.Tests.Cli;

public sealed class ShardTests
{
    private static readonly string[] s_audit = ["audit", "--claims", "L1.fanout", "--cases", "20"];

    [Fact]
    public void Merge_AllShards_IsTheUnshardedAudit()
    {
        using WorkFolder folder = new();
        Run(folder, [.. s_audit, "--out", "whole"]);
        foreach (string shard in new[] { "1/3", "2/3", "3/3" })
        {
            string name = shard.Replace('/', '-');
            ProcessResult result = Run(folder, [.. s_audit, "--shard", shard, "--out", name]);
            Assert.Contains($"Shard {shard} is finished", result.Out, StringComparison.Ordinal);
        }

        ProcessResult merged = Run(folder, "merge", "2-3", "1-3", "3-3", "--out", "merged");
        Assert.Contains("All as expected", merged.Out, StringComparison.Ordinal);
        Assert.Equal(folder.Bytes("whole/results.jsonl"), folder.Bytes("merged/results.jsonl"));
        Assert.Equal(
            folder.Names().Where(name => name.StartsWith("whole/", StringComparison.Ordinal)),
            folder
                .Names()
                .Where(name => name.StartsWith("merged/", StringComparison.Ordinal))
                .Select(name => "whole" + name["merged".Length..])
        );
    }

    [Fact]
    public void Merge_SetsThatAreNone_AreRefused()
    {
        using WorkFolder folder = new();
        Run(folder, [.. s_audit, "--shard", "1/2", "--out", "a"]);
        Run(folder, [.. s_audit, "--shard", "2/2", "--seed", "9", "--out", "b"]);
        Directory.CreateDirectory(folder.PathOf("empty"));
        Refusal.Of(folder, ["merge", "a", "--out", "m"], "Shard 2/2 is missing");
        Refusal.Of(folder, ["merge", "a", "a", "--out", "m"], "given twice");
        Refusal.Of(folder, ["merge", "a", "b", "--out", "m"], "Foreign shard", "seed differs");
        Refusal.Of(folder, ["merge", "a", "empty", "--out", "m"], "'empty'", "shard.json");
        Refusal.Of(folder, ["merge", "a", "absent", "--out", "m"], "'absent'", "does not exist");
        Refusal.Of(folder, ["merge", "a"], "--out");
        Refusal.Of(folder, ["merge", "--out", "m"]);
        Refusal.Of(folder, [.. s_audit, "--shard", "2/2", "--out", "a"], "holds shard 1/2");
        Refusal.Of(folder, [.. s_audit, "--out", "a"], "holds a shard");
    }

    [Theory]
    [InlineData("0/2")]
    [InlineData("3/2")]
    [InlineData("1")]
    [InlineData("one/two")]
    public void Audit_BadShard_IsRefused(string shard)
    {
        using WorkFolder folder = new();
        Refusal.Of(folder, [.. s_audit, "--shard", shard], $"'--shard {shard}'", "1 <= i <= n");
    }

    private static ProcessResult Run(WorkFolder folder, params string[] arguments)
    {
        ProcessResult result = VerifyProcess.Run(folder, arguments);
        Assert.Equal(0, result.ExitCode);
        return result;
    }
}
