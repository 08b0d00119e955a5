// A sweep on disk: sweep.json (the plan), runs/NAME.npz and NAME.json (runs that are over), checkpoints/NAME.npz (runs under
// way), shard.json for a shard. Every file appears whole, so a process may be killed at any moment. It runs nothing.

using Verify.Audit.Running;
using Verify.Audit.Sharding;
using Verify.Core.Data;

namespace Verify.Audit.Sweeping;

/// <summary>The folder of a sweep or of a shard of one, kept by one process at a time.</summary>
public sealed class SweepFolder : IDisposable
{
    /// <summary>The verb in shard manifests.</summary>
    public const string Command = "sweep";

    internal const string RunsName = "runs";
    private const string CheckpointsName = "checkpoints";
    private const string LockName = ".lock";

    private readonly FileStream held;

    private SweepFolder(string path, SweepPlan plan, Shard? shard, FileStream held)
    {
        Location = path;
        Plan = plan;
        Shard = shard;
        this.held = held;
    }

    /// <summary>The folder's path.</summary>
    public string Location { get; }

    /// <summary>The whole sweep's plan.</summary>
    public SweepPlan Plan { get; }

    /// <summary>The part that is this folder's; null for all of it.</summary>
    public Shard? Shard { get; }

    /// <summary>The runs that are this folder's, in order.</summary>
    public IEnumerable<int> Runs => Enumerable.Range(0, Plan.Count).Where(run => Shard?.Owns(run) ?? true);

    /// <summary>Opens the folder for the plan, made if it is missing; one with the same plan is taken up again.</summary>
    /// <exception cref="InputException">
    /// It holds another sweep or another shard, another process has it open, or it cannot be made or written.
    /// </exception>
    public static SweepFolder Open(string path, SweepPlan plan, Shard? shard)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(plan);
        SweepManifest? begun = SweepManifest.TryRead(path);
        if (begun is not null)
        {
            begun.RequireSame(path, plan);
            RequireSameShard(path, shard);
        }

        OutputFolder.Create(path);
        OutputFolder.RequireWritable(path);
        foreach (string name in (string[])[RunsName, CheckpointsName])
        {
            OutputFolder.Create(Path.Combine(path, name));
            OutputFolder.RequireWritable(Path.Combine(path, name));
        }

        FileStream held = Hold(path);
        SweepFolder folder = new(path, plan, shard, held);
        try
        {
            folder.RemoveLeftovers();
            if (begun is null)
            {
                // sweep.json last: where it is, the shard is known too.
                folder.WriteShard(complete: false);
                SweepManifest.Of(plan).Write(path);
            }
        }
        catch
        {
            folder.Dispose();
            throw;
        }

        return folder;
    }

    /// <summary>Requires that the folder may hold the whole sweep, as <see cref="Open"/> does, and makes nothing.</summary>
    /// <exception cref="InputException">It holds another sweep, or a shard.</exception>
    public static void RequireUsable(string path, SweepPlan plan)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (SweepManifest.TryRead(path) is { } begun)
        {
            begun.RequireSame(path, plan);
            RequireSameShard(path, shard: null);
        }
    }

    /// <summary>How the run ended; null for one that is not over.</summary>
    /// <exception cref="InputException">Its record is damaged.</exception>
    public RunSummary? Record(int run) => Record(Location, Plan, run);

    /// <summary>runs/NAME.json.</summary>
    public string RecordOf(int run) => RecordOf(Location, Plan, run);

    /// <summary>runs/NAME.npz.</summary>
    public string ResultOf(int run) => ResultOf(Location, Plan, run);

    /// <summary>checkpoints/NAME.npz.</summary>
    public string CheckpointOf(int run) => CheckpointOf(Location, Plan, run);

    /// <summary>Stores a run that did all its epochs or diverged, and drops its checkpoint.</summary>
    /// <exception cref="InputException">A file cannot be written.</exception>
    public void Store(int index, IRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        RunEnd status = run.HasDiverged ? RunEnd.Diverged : RunEnd.Completed;
        run.WriteResult(ResultOf(index));
        AtomicFile.WriteText(
            RecordOf(index),
            RunSummary.Write(Plan[index], index, status, reason: null, run.EpochsDone, run.WriteSummary)
        );
        Remove(CheckpointOf(index));
    }

    /// <summary>Stores that a run failed; its checkpoint stays for another try.</summary>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public void StoreFailure(int index, string reason, int epochs) =>
        AtomicFile.WriteText(
            RecordOf(index),
            RunSummary.Write(Plan[index], index, RunEnd.Failed, reason, epochs, summary: null)
        );

    /// <summary>
    /// Writes the summary of the runs that are over. When those are all, the shard is complete and the folder of checkpoints,
    /// which is empty then, goes.
    /// </summary>
    /// <exception cref="InputException">A file cannot be written, or the record of a run is damaged.</exception>
    public SweepSummary Summarise()
    {
        SweepSummary summary = SweepSummary.Write(Location, Plan, [.. Runs]);
        if (summary.Left == 0)
        {
            if (summary.Failed == 0)
            {
                RemoveCheckpoints();
            }

            WriteShard(complete: true);
        }

        return summary;
    }

    /// <summary>Gives the folder back.</summary>
    public void Dispose() => held.Dispose();

    /// <summary>How a run of a folder ended; null for one that is not over, as one whose results somebody took away.</summary>
    internal static RunSummary? Record(string folder, SweepPlan plan, int run)
    {
        string path = RecordOf(folder, plan, run);
        RunSummary? record = File.Exists(path) ? RunSummary.Read(path) : null;
        return record is null or { Status: RunEnd.Failed } || File.Exists(ResultOf(folder, plan, run))
            ? record
            : null;
    }

    internal static string RecordOf(string folder, SweepPlan plan, int run) =>
        Path.Combine(folder, RunsName, plan.NameOf(run) + ".json");

    internal static string ResultOf(string folder, SweepPlan plan, int run) =>
        Path.Combine(folder, RunsName, plan.NameOf(run) + ".npz");

    internal static string CheckpointOf(string folder, SweepPlan plan, int run) =>
        Path.Combine(folder, CheckpointsName, plan.NameOf(run) + ".npz");

    private static void RequireSameShard(string path, Shard? shard)
    {
        Shard? there = ShardManifest.TryRead(path)?.Shard;
        if (there != shard)
        {
            throw new InputException(
                $"The folder '{path}' holds {Part(there)} of the sweep, so {Part(shard)} needs another one."
            );
        }
    }

    private static string Part(Shard? shard) => shard is null ? "all" : $"shard {shard}";

    /// <summary>
    /// A lock that ends with the process, however it ends. Two processes in one folder would find the same bits, but each
    /// would remove files that the other is writing.
    /// </summary>
    private static FileStream Hold(string path)
    {
        try
        {
            return new FileStream(
                Path.Combine(path, LockName),
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None,
                bufferSize: 0,
                FileOptions.DeleteOnClose
            );
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"Another process is at work in the folder '{path}'.", problem);
        }
    }

    private void WriteShard(bool complete)
    {
        if (Shard is not null)
        {
            SweepManifest.ShardOf(Plan, Shard, complete).Write(Location);
        }
    }

    /// <summary>Temporaries of a process that was killed, and checkpoints of runs that it had just finished.</summary>
    private void RemoveLeftovers()
    {
        foreach (string name in (string[])["", RunsName, CheckpointsName])
        {
            foreach (string file in Directory.GetFiles(Path.Combine(Location, name), ".verify-*.tmp"))
            {
                Remove(file);
            }
        }

        foreach (string file in Directory.GetFiles(Path.Combine(Location, CheckpointsName), "*.npz"))
        {
            string record = Path.Combine(
                Location,
                RunsName,
                Path.GetFileNameWithoutExtension(file) + ".json"
            );
            string result = Path.Combine(Location, RunsName, Path.GetFileName(file));
            bool isOver = File.Exists(record) && File.Exists(result);
            if (isOver && RunSummary.Read(record).Status != RunEnd.Failed)
            {
                Remove(file);
            }
        }
    }

    private void RemoveCheckpoints()
    {
        try
        {
            Directory.Delete(Path.Combine(Location, CheckpointsName));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Somebody has put something into it, which stays.
        }
    }

    private static void Remove(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"'{file}' cannot be removed.", failure);
        }
    }
}
