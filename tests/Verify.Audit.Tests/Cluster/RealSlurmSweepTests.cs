// `verify sweep --slurm` on a real Slurm of one node: the sweep is the unsharded one, also when tasks are killed and requeued
// half way. Skipped where there is none.

using Verify.Audit.Cluster;
using Verify.Audit.Tests.Cli;

namespace Verify.Audit.Tests.Cluster;

public sealed class RealSlurmSweepTests
{
    private static readonly string[] s_sweep =
    [
        "sweep",
        "m=3",
        "multi=4",
        "d=20",
        "C=5",
        "N_train=300",
        "N_eval=300",
        "iterations=2000",
        "epochs=60",
        "lr=0.02,1e9",
        "seeds=1..6",
        "--checkpoint-every",
        "1",
    ];

    public RealSlurmSweepTests() => Assert.SkipUnless(RealSlurm.Absence is null, RealSlurm.Absence ?? "");

    [Fact]
    public void Sweep_TasksKilledAndRequeuedHalfWay_LosesAndDoublesNoRun()
    {
        using WorkFolder folder = new();
        SweepTests.Run(folder, 0, [.. s_sweep, "--out", "whole"]);
        using VerifyProcess follower = VerifyProcess.Start(
            folder,
            [],
            [.. s_sweep, "--slurm", "--array-size", "2", "--out", "out"]
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
        Assert.Contains($"Task {begun[0]} ended unfinished", result.Error, StringComparison.Ordinal);
        Assert.Contains("12 runs: 6 completed, 6 diverged, 0 failed", result.Out, StringComparison.Ordinal);
        Assert.Equal(Results(folder, "whole"), Results(folder, "out"));

        // Again: nothing is left to submit.
        int jobs = JobFile.TryRead(folder.PathOf("out/slurm"))!.Jobs.Length;
        SweepTests.Run(folder, 0, [.. s_sweep, "--slurm", "--array-size", "2", "--out", "out"]);
        Assert.Equal(jobs, JobFile.TryRead(folder.PathOf("out/slurm"))!.Jobs.Length);
    }

    /// <summary>Tasks with a run under way: a checkpoint is there, and the shard is not finished.</summary>
    private static int[] Begun(WorkFolder folder) =>
        [
            .. Enumerable
                .Range(1, 2)
                .Where(task =>
                {
                    string checkpoints = folder.PathOf($"out/shards/{task}-of-2/checkpoints");
                    return Directory.Exists(checkpoints)
                        && Directory.GetFiles(checkpoints, "*.npz").Length > 0;
                }),
        ];

    private static string[] Results(WorkFolder folder, string target) =>
        [
            .. folder
                .State()
                .Where(entry =>
                    entry.StartsWith(target + "/", StringComparison.Ordinal)
                    && !entry.StartsWith(target + "/slurm/", StringComparison.Ordinal)
                    && !entry.StartsWith(target + "/shards/", StringComparison.Ordinal)
                )
                .Select(entry => entry[target.Length..]),
        ];
}
