// The shards of a sweep as one: their runs' files together, and the summary of all. Nothing is trained.

using System.Text;
using Verify.Audit.Sharding;
using Verify.Core.Data;

namespace Verify.Audit.Sweeping;

/// <summary>Merges the shards of a sweep.</summary>
public static class SweepMerge
{
    /// <summary>
    /// Copies the runs of all shards into <paramref name="target"/> and writes the summary: the same bytes as the sweep
    /// without shards. A merge that was interrupted may be repeated.
    /// </summary>
    /// <param name="shards">The shards, every one once and finished.</param>
    /// <param name="kind">What the runs are.</param>
    /// <param name="target">A folder of its own, made if it is missing.</param>
    /// <param name="cancellation">Stops between runs.</param>
    /// <exception cref="InputException">
    /// A shard lacks a run that is its own, has one that is damaged or was changed, or has none of this version's plans,
    /// which is found before anything is written; the target is a shard or holds another sweep; or a file cannot be written.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static (SweepFolder Folder, SweepSummary Summary) Run(
        ShardSet shards,
        IRunKind kind,
        string target,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(shards);
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(target);
        SweepPlan plan = SweepPlan.Parse(
            kind.Settings,
            shards.Plan,
            Path.Combine(shards.Folders[0], ShardManifest.FileName)
        );
        for (int run = 0; run < plan.Count; run++)
        {
            cancellation.ThrowIfCancellationRequested();
            RequireRun(kind, shards, plan, run);
        }

        SweepFolder folder = SweepFolder.Open(target, plan, shard: null);
        try
        {
            for (int run = 0; run < plan.Count; run++)
            {
                cancellation.ThrowIfCancellationRequested();
                string from = Home(shards, run);
                string result = SweepFolder.ResultOf(from, plan, run);
                if (!File.Exists(result) && folder.Record(run) is { Status: not RunEnd.Failed })
                {
                    continue; // it failed in its shard, and was run again in the folder of an earlier merge
                }

                if (File.Exists(result))
                {
                    Copy(result, folder.ResultOf(run));
                }

                Copy(SweepFolder.RecordOf(from, plan, run), folder.RecordOf(run));
            }

            return (folder, folder.Summarise());
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    private static string Home(ShardSet shards, int run) => shards.Folders[run % shards.Folders.Length];

    /// <summary>A run's record follows from its results, so that a change of either shows.</summary>
    private static void RequireRun(IRunKind kind, ShardSet shards, SweepPlan plan, int run)
    {
        string folder = Home(shards, run);
        if (SweepFolder.Record(folder, plan, run) is not { } record)
        {
            throw new InputException(
                $"The shard in '{folder}' lacks run {plan.NameOf(run)}, which is its own."
            );
        }

        if (record.Status == RunEnd.Failed)
        {
            return;
        }

        RunResult result = kind.ReadResult(plan[run], SweepFolder.ResultOf(folder, plan, run));
        string expected = RunSummary.Write(
            plan[run],
            run,
            result.HasDiverged ? RunEnd.Diverged : RunEnd.Completed,
            reason: null,
            result.Epochs,
            result.WriteSummary
        );
        string path = SweepFolder.RecordOf(folder, plan, run);
        if (!InputFile.ReadAllBytes(path).AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(expected)))
        {
            throw new InputException(
                $"'{path}' is not what its results say: one of the two was changed after the run."
            );
        }
    }

    private static void Copy(string from, string to)
    {
        byte[] bytes = InputFile.ReadAllBytes(from);
        AtomicFile.Write(to, stream => stream.Write(bytes));
    }
}
