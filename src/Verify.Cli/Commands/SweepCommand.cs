// `verify sweep`: a grid of runs. The running itself is Verify.Audit's, what a run computes Verify.Core's.

using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Verify.Audit;
using Verify.Audit.Cluster;
using Verify.Audit.Sharding;
using Verify.Audit.Sweeping;
using Verify.Cli.Rendering;

namespace Verify.Cli.Commands;

/// <summary>The sweep verb.</summary>
internal static class SweepCommand
{
    internal static Command Create(IRunKind kind)
    {
        SweepArguments arguments = new(
            "key=a,b",
            "Keys with their values: 'm=5,10,20', 'seeds=1..32', quotes around a value with a comma. Every combination is a run, the last key varying fastest.",
            "verify-sweep"
        );
        Option<int?> jobs = Options.WholeNumber(
            "--jobs",
            1,
            "Runs at once, a thread each; the results do not depend on it. Default: all cores."
        );
        Option<Shard?> shard = Options.Shard();
        Command command = new(
            "sweep",
            "Trains a grid of students, many at once, and keeps a file of each run."
        );
        arguments.AddTo(command);
        command.Add(jobs);
        command.Add(shard);
        Option<bool> dryRun = new("--dry-run")
        {
            Description = "Print the runs that there would be and run none.",
        };
        command.Add(dryRun);
        ClusterOptions cluster = new();
        cluster.AddTo(command, shard, jobs);
        command.SetAction(parsed =>
        {
            SweepPlan plan = arguments.Plan(parsed, kind);
            string folder = arguments.Folder(parsed);
            if (parsed.GetValue(dryRun))
            {
                SweepLines.Write(plan, parsed.GetValue(shard));
                return ExitCodes.AsExpected;
            }

            int? every = arguments.CheckpointEvery(parsed);
            return cluster.Of(parsed) is { } options
                ? RunOnCluster(plan, every, options, folder, cluster.IsDryRun(parsed))
                : Run(
                    kind,
                    plan,
                    parsed.GetValue(shard),
                    folder,
                    new SweepOptions(parsed.GetValue(jobs) ?? Environment.ProcessorCount, every)
                );
        });
        return command;
    }

    private static int RunOnCluster(
        SweepPlan plan,
        int? checkpointEvery,
        SlurmOptions options,
        string folder,
        bool dryRun
    )
    {
        SweepFolder.RequireUsable(folder, plan);
        string[] every = checkpointEvery is { } epochs
            ? [string.Create(CultureInfo.InvariantCulture, $"--checkpoint-every={epochs}")]
            : [];
        ClusterJob job = new()
        {
            Manifest = SweepManifest.ShardOf(plan, Shard.Whole, complete: false),
            Folder = folder,
            Program = ProgramCommand.Current(),
            Arguments = [SweepFolder.Command, .. every, .. plan.Words()],
            Options = options,
        };
        return ClusterCommand.Run(job, dryRun);
    }

    private static int Run(IRunKind kind, SweepPlan plan, Shard? shard, string path, SweepOptions options)
    {
        Stopwatch clock = Stopwatch.StartNew();
        using Interruption interruption = new();
        using SweepFolder folder = SweepFolder.Open(path, plan, shard);
        SweepSummary summary = SweepDisplay.Show(report =>
            SweepRunner.Run(kind, folder, options, report, interruption.Token)
        );
        SweepLines.Write(folder, summary, clock.Elapsed);
        return ExitCodeOf(summary);
    }

    /// <summary>A run that diverged is a result; one that failed is not.</summary>
    internal static int ExitCodeOf(SweepSummary summary) =>
        summary.Left > 0 ? ExitCodes.Interrupted
        : summary.Failed > 0 ? ExitCodes.RunFailed
        : ExitCodes.AsExpected;
}
