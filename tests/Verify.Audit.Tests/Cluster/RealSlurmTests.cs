// `verify audit --slurm` on a real Slurm of one node: the audit is the unsharded one, also when tasks are killed and
// requeued half way. Skipped where there is none; Cli/ClusterTests.cs has the same on commands that stand in for it.

using Verify.Audit.Cluster;
using Verify.Audit.Tests.Cli;

namespace Verify.Audit.Tests.Cluster;

public sealed class RealSlurmTests
{
    public RealSlurmTests() => Assert.SkipUnless(RealSlurm.Absence is null, RealSlurm.Absence ?? "");

    [Fact]
    public void Audit_ArrayOfThree_IsTheUnshardedAudit()
    {
        using WorkFolder folder = new();
        string[] audit = ["audit", "--claims", "L1.fanout", "Z.kink*", "--cases", "60", "--search"];
        // A path that Slurm, the script and the shell all have to quote.
        const string Target = "it's 50%a \"done\" $HOME";
        Run(folder, [.. audit, "--out", "whole"]);
        ProcessResult result = Run(
            folder,
            [.. audit, "--slurm", "--array-size", "3", "--time", "10", "--partition", "main", "--out", Target]
        );
        Assert.Contains(": 3 done", result.Error, StringComparison.Ordinal);
        Assert.Equal(folder.Bytes("whole/results.jsonl"), folder.Bytes($"{Target}/results.jsonl"));
        Assert.Equal(Witnesses(folder, "whole"), Witnesses(folder, Target));
        for (int task = 1; task <= 3; task++)
        {
            Assert.Contains(
                $"Shard {task}/3 is finished",
                folder.Text($"{Target}/slurm/task-{task}.log"),
                StringComparison.Ordinal
            );
        }
    }

    [Fact]
    public void Audit_TasksKilledAndRequeuedHalfWay_IsTheUnshardedAudit()
    {
        using WorkFolder folder = new();
        string[] audit = ["audit", "--claims", "L1.psd", "--cases", "6000"];
        Run(folder, [.. audit, "--out", "whole"]);
        using VerifyProcess follower = VerifyProcess.Start(
            folder,
            [],
            [.. audit, "--slurm", "--array-size", "3", "--out", "out"]
        );
        int[] begun = [];
        Patience.Until(() => (begun = Begun(folder)).Length >= Math.Min(2, Environment.ProcessorCount));
        string job = Assert.Single(JobFile.TryRead(folder.PathOf("out/slurm"))!.Jobs);
        RealSlurm.Run("scancel", "--signal=KILL", "--full", $"{job}_{begun[0]}");
        if (begun.Length > 1)
        {
            RealSlurm.Run("scontrol", "requeue", $"{job}_{begun[1]}");
        }

        ProcessResult result = follower.Wait();
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Equal(folder.Bytes("whole/results.jsonl"), folder.Bytes("out/results.jsonl"));
        Assert.Contains($"Task {begun[0]} ended unfinished", result.Error, StringComparison.Ordinal);
        Assert.Equal(2, JobFile.TryRead(folder.PathOf("out/slurm"))!.Jobs.Length);
        if (begun.Length > 1)
        {
            Assert.Contains(
                "Restarts=1",
                RealSlurm.Run("scontrol", "show", "job", $"{job}_{begun[1]}", "--oneliner"),
                StringComparison.Ordinal
            );
        }
    }

    [Fact]
    public void Audit_PartitionThatIsNotThere_IsRefusedAndLeavesNothing()
    {
        using WorkFolder folder = new();
        Refusal.Of(
            folder,
            ["audit", "--claims", "L1.fanout", "--slurm", "--partition", "nowhere", "--out", "out"],
            "sbatch says: ",
            "partition"
        );
    }

    [Fact]
    public void Audit_DryRun_SubmitsNothing()
    {
        using WorkFolder folder = new();
        ProcessResult result = Run(folder, ["audit", "--slurm-dry-run", "--out", "out"]);
        string name = result
            .Out.Split('\n')
            .Single(line => line.StartsWith("#SBATCH --job-name=", StringComparison.Ordinal))
            .Split('=')[1];
        Assert.Equal("", RealSlurm.Run("squeue", "--noheader", "--states=all", $"--name={name}"));
        Assert.Empty(folder.Names());
    }

    /// <summary>Tasks whose shard is begun and not finished.</summary>
    private static int[] Begun(WorkFolder folder) =>
        [
            .. Enumerable
                .Range(1, 3)
                .Where(task =>
                {
                    string path = folder.PathOf($"out/shards/{task}-of-3/shard.json");
                    return File.Exists(path)
                        && File.ReadAllText(path).Contains("\"complete\": false", StringComparison.Ordinal);
                }),
        ];

    private static string[] Witnesses(WorkFolder folder, string target) =>
        [
            .. folder
                .State()
                .Where(entry =>
                    entry.StartsWith($"{target}/counterexamples/", StringComparison.Ordinal)
                    || entry.StartsWith($"{target}/leaderboard/", StringComparison.Ordinal)
                )
                .Select(entry => entry[target.Length..]),
        ];

    private static ProcessResult Run(WorkFolder folder, string[] arguments)
    {
        ProcessResult result = VerifyProcess.Run(folder, arguments);
        Assert.True(result.ExitCode == 0, result.Error);
        return result;
    }
}
