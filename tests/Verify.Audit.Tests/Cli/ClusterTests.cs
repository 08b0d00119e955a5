// `verify audit --slurm` as a user runs it, against commands that stand in for Slurm's. The real one is
// Cluster/RealSlurmTests.cs.

using Verify.Audit.Tests.Cluster;

namespace Verify.Audit.Tests.Cli;

public sealed class ClusterTests
{
    private static readonly string[] s_audit =
    [
        "audit",
        "--claims",
        "L1.fanout",
        "--cases",
        "300",
        "--seed",
        "18446744073709551615",
    ];

    [Fact]
    public void Audit_OnSlurm_IsTheAuditAndLeavesNoTaskBehind()
    {
        using WorkFolder folder = Prepared(out (string, string) path);
        Run(folder, path, [.. s_audit, "--out", "whole"]);
        ProcessResult result = Run(
            folder,
            path,
            [.. s_audit, "--slurm", "--array-size", "3", "--out", "out"]
        );
        Assert.Contains("Slurm job 1: 3 done", result.Error, StringComparison.Ordinal);
        Assert.Contains("All as expected", result.Out, StringComparison.Ordinal);
        Assert.Equal("1-3\n", folder.Text("state/submitted"));
        AssertSame(folder);

        // Again: nothing is left to submit, and the merge is the same.
        Run(folder, path, [.. s_audit, "--slurm", "--array-size", "3", "--out", "out"]);
        Assert.Equal("1-3\n", folder.Text("state/submitted"));
        AssertSame(folder);
    }

    [Fact]
    public void Audit_TaskThatIsKilled_IsSubmittedAgainAndTheAuditIsTheSame()
    {
        using WorkFolder folder = Prepared(out (string, string) path);
        Run(folder, path, [.. s_audit, "--out", "whole"]);
        folder.Put("state/kill-2", "");
        ProcessResult result = Run(
            folder,
            path,
            [.. s_audit, "--slurm", "--array-size", "3", "--out", "out"]
        );
        Assert.Contains("Task 2 ended unfinished (FAILED, signal 9)", result.Error, StringComparison.Ordinal);
        Assert.Equal("1-3\n2\n", folder.Text("state/submitted"));
        AssertSame(folder);
    }

    [Fact]
    public void Audit_TaskThatIsKilledTooOften_EndsUnmergedAndGoesOnWhenAskedAgain()
    {
        using WorkFolder folder = Prepared(out (string, string) path);
        folder.Put("state/kill-1", "");
        string[] command = [.. s_audit, "--slurm", "--array-size", "2", "--max-requeue", "0", "--out", "out"];
        ProcessResult result = VerifyProcess.Run(folder, [path], command);
        Assert.Equal(ExitCodes.Undecided, result.ExitCode);
        Assert.Contains("1 of 2 tasks are not finished", result.Error, StringComparison.Ordinal);
        Assert.Contains("task-1.log", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("out/results.jsonl", folder.Names());

        Run(folder, path, command);
        Assert.Equal("1-2\n1\n", folder.Text("state/submitted"));
        Run(folder, path, [.. s_audit, "--out", "whole"]);
        AssertSame(folder);
    }

    [Fact]
    public void Audit_FollowerInterrupted_LeavesTheTasksAndFollowsThemAgain()
    {
        using WorkFolder folder = Prepared(out (string, string) path);
        string[] command = [.. s_audit, "--slurm", "--array-size", "2", "--out", "out"];
        // The tasks wait until they may go on.
        folder.Put(
            "bin/sbatch",
            folder
                .Text("bin/sbatch")
                .Replace(
                    "export SLURM_ARRAY_TASK_ID=$index",
                    "export SLURM_ARRAY_TASK_ID=$index; until [ -f \"$state/go\" ]; do sleep 0.05; done",
                    StringComparison.Ordinal
                )
        );
        using (VerifyProcess follower = VerifyProcess.Start(folder, [path], command))
        {
            Patience.Until(() => File.Exists(folder.PathOf("out/slurm/job.json")));
            Refusal.IsClean(VerifyProcess.Run(folder, [path], command), "another process");
            follower.Signal("INT");
            ProcessResult interrupted = follower.Wait();
            Assert.Equal(ExitCodes.Interrupted, interrupted.ExitCode);
            Assert.Contains("The tasks of Slurm job 1 go on", interrupted.Error, StringComparison.Ordinal);
        }

        folder.Put("state/go", "");
        Run(folder, path, command);
        Assert.Equal("1-2\n", folder.Text("state/submitted"));
        Run(folder, path, [.. s_audit, "--out", "whole"]);
        AssertSame(folder);
    }

    [Fact]
    public void Audit_RefusedBySlurm_LeavesNothing()
    {
        using WorkFolder folder = Prepared(out (string, string) path);
        folder.Put("state/refuse", "Invalid account or account/partition combination specified");
        Directory.CreateDirectory(folder.PathOf("state/queue"));
        string[] before = folder.State();
        ProcessResult result = VerifyProcess.Run(
            folder,
            [path],
            [.. s_audit, "--slurm", "--account", "nobody", "--out", "out"]
        );
        Refusal.IsClean(result, "sbatch says: Invalid account");
        Assert.Equal(before, folder.State());
    }

    [Fact]
    public void Audit_NoSlurmHere_IsRefused()
    {
        using WorkFolder folder = new();
        string dotnet = Path.GetDirectoryName(Environment.ProcessPath)!;
        ProcessResult result = VerifyProcess.Run(
            folder,
            [("PATH", "/nonexistent"), ("DOTNET_ROOT", dotnet)],
            [.. s_audit, "--slurm", "--out", "out"]
        );
        Refusal.IsClean(result, "there is no squeue here");
        Assert.Empty(folder.Names());
    }

    [Fact]
    public void Audit_DryRun_PrintsTheScriptAndDoesNothing()
    {
        using WorkFolder folder = new();
        ProcessResult result = VerifyProcess.Run(
            folder,
            [
                .. s_audit,
                "--slurm-dry-run",
                "--array-size",
                "5",
                "--time",
                "1-0",
                "--cpus-per-task",
                "4",
                "--out",
                "it's",
            ]
        );
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.StartsWith(
            "#!/bin/bash\n#SBATCH --job-name=verify-audit-",
            result.Out,
            StringComparison.Ordinal
        );
        Assert.Contains("#SBATCH --array=1-5\n", result.Out, StringComparison.Ordinal);
        Assert.Contains("#SBATCH --time=1-0\n", result.Out, StringComparison.Ordinal);
        Assert.Contains("--seed=18446744073709551615", result.Out, StringComparison.Ordinal);
        Assert.Contains(VerifyProcess.Assembly, result.Out, StringComparison.Ordinal);
        Assert.Empty(folder.Names());
    }

    [Theory]
    [InlineData("--time", "soon")]
    [InlineData("--partition", "two words")]
    [InlineData("--account", "--mem")]
    [InlineData("--mem", "much")]
    [InlineData("--array-size", "0")]
    [InlineData("--cpus-per-task", "all")]
    [InlineData("--max-requeue", "-1")]
    [InlineData("--shard", "1/2")]
    [InlineData("--jobs", "2")]
    public void Audit_BadOptionOfSlurm_IsRefused(string option, string value)
    {
        using WorkFolder folder = new();
        Refusal.Of(folder, [.. s_audit, "--slurm", option, value, "--out", "out"], option);
    }

    [Theory]
    [InlineData("--time", "30")]
    [InlineData("--array-size", "4")]
    [InlineData("--max-requeue", "0")]
    public void Audit_OptionWithoutSlurm_IsRefused(string option, string value)
    {
        using WorkFolder folder = new();
        Refusal.Of(folder, [.. s_audit, option, value, "--out", "out"], option, "'--slurm'");
    }

    private static WorkFolder Prepared(out (string, string) path)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-ins are POSIX scripts.");
        WorkFolder folder = new();
        path = FakeSlurm.Put(folder);
        return folder;
    }

    private static ProcessResult Run(WorkFolder folder, (string, string) path, string[] arguments)
    {
        ProcessResult result = VerifyProcess.Run(folder, [path], arguments);
        Assert.True(result.ExitCode == 0, result.Error);
        return result;
    }

    private static void AssertSame(WorkFolder folder) =>
        Assert.Equal(folder.Bytes("whole/results.jsonl"), folder.Bytes("out/results.jsonl"));
}
