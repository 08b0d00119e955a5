// Runs a verb's shards on a cluster, shows how far they are, and merges them: the part of --slurm that verbs share.

using Verify.Audit;
using Verify.Audit.Cluster;
using Verify.Audit.Sharding;

namespace Verify.Cli.Commands;

internal static class ClusterCommand
{
    /// <summary>Prints the script, or submits or follows the job to its end and merges.</summary>
    /// <returns>The exit code of what was merged; 3 when a task was given up; 130 when the following was interrupted.</returns>
    internal static int Run(ClusterJob job, bool dryRun)
    {
        if (dryRun)
        {
            Console.Out.Write(SlurmScript.Render(job));
            return ExitCodes.AsExpected;
        }

        using Interruption interruption = new();
        ClusterRun run = new(job, new SlurmClient());
        JobStatus status;
        try
        {
            string? shown = null;
            status = run.Run(found => shown = Show(run, found, shown), interruption.Token);
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine(
                run.JobId is null
                    ? "Interrupted before anything was submitted."
                    : $"Interrupted. The tasks of Slurm job {run.JobId} go on: the same command follows them again, 'scancel --name={job.Name}' ends them."
            );
            return ExitCodes.Interrupted;
        }

        int failed = status.Count(TaskState.Failed);
        if (failed > 0)
        {
            int first = status.States.IndexOf(TaskState.Failed) + 1;
            Console.Error.WriteLine(
                $"{failed} of {status.States.Length} tasks are not finished, so nothing is merged; task {first} wrote {job.LogOf(first)}. The same command tries them again."
            );
            return ExitCodes.Undecided;
        }

        return MergeCommand.Merge(ShardSet.Read(job.ShardFolders), job.Folder, interruption.Token);
    }

    /// <summary>What happened, and the states when they have changed.</summary>
    private static string Show(ClusterRun run, JobStatus status, string? shown)
    {
        foreach (string what in status.Events)
        {
            Console.Error.WriteLine(what);
        }

        if (status.Summary != shown)
        {
            Console.Error.WriteLine($"Slurm{(run.JobId is { } id ? $" job {id}" : "")}: {status.Summary}");
        }

        return status.Summary;
    }
}
