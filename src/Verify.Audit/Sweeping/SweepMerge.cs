// The shards of a sweep as one: their runs' files together, and the summary of all. Nothing is trained.

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
    /// <param name="table">The keys.</param>
    /// <param name="target">A folder of its own, made if it is missing.</param>
    /// <param name="cancellation">Stops between runs.</param>
    /// <exception cref="InputException">
    /// A shard lacks a run that is its own, or has none of this version's plans, which is found before anything is written;
    /// the target is a shard or holds another sweep; or a file cannot be written.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static (SweepFolder Folder, SweepSummary Summary) Run(
        ShardSet shards,
        SettingTable table,
        string target,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(shards);
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(target);
        SweepPlan plan = SweepPlan.Parse(
            table,
            shards.Plan,
            Path.Combine(shards.Folders[0], ShardManifest.FileName)
        );
        for (int run = 0; run < plan.Count; run++)
        {
            RequireRun(shards, plan, run);
        }

        SweepFolder folder = SweepFolder.Open(target, plan, shard: null);
        try
        {
            for (int run = 0; run < plan.Count; run++)
            {
                cancellation.ThrowIfCancellationRequested();
                string from = Home(shards, run);
                string result = SweepFolder.ResultOf(from, plan, run);
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

    private static void RequireRun(ShardSet shards, SweepPlan plan, int run)
    {
        string folder = Home(shards, run);
        string record = SweepFolder.RecordOf(folder, plan, run);
        bool whole =
            File.Exists(record)
            && (
                RunSummary.Read(record).Status == RunEnd.Failed
                || File.Exists(SweepFolder.ResultOf(folder, plan, run))
            );
        if (!whole)
        {
            throw new InputException(
                $"The shard in '{folder}' lacks run {plan.NameOf(run)}, which is its own."
            );
        }
    }

    private static void Copy(string from, string to)
    {
        byte[] bytes = InputFile.ReadAllBytes(from);
        AtomicFile.Write(to, stream => stream.Write(bytes));
    }
}
