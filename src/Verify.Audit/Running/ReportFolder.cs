// The folder that an audit leaves behind: results.jsonl, the reports, counterexamples/ and, when it searched, leaderboard/.
// Every file appears whole.
// What the reports look like is Reports/' business; making the folder is OutputFolder.cs.

using Verify.Audit.Reports;
using Verify.Audit.Results;
using Verify.Audit.Sharding;
using Verify.Core.Data;

namespace Verify.Audit.Running;

/// <summary>Runs an audit into a folder.</summary>
public static class ReportFolder
{
    /// <summary>
    /// Runs the plan and writes its files into <paramref name="folder"/>, made if it is missing. An audit that is
    /// cancelled leaves what it finished. Files of an earlier audit are replaced, its counterexamples and leaderboard
    /// removed; nothing else in the folder is touched.
    /// </summary>
    /// <exception cref="InputException">
    /// The folder cannot be made or written, which is found before anything is run and leaves no folder behind; or a
    /// file cannot be written later, for example since the disk is full.
    /// </exception>
    public static AuditRecord Run(
        AuditPlan plan,
        string folder,
        Action<AuditProgress>? progress,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(folder);
        return Write(
            plan,
            folder,
            (results, store) =>
                AuditRunner.Run(
                    plan,
                    new AuditSink(plan, results.Write, results.Write, store),
                    progress,
                    cancellation
                )
        );
    }

    /// <summary>
    /// Makes the folder, writes results.jsonl and the files that <paramref name="run"/> stores (path within the folder,
    /// and text), then the reports of the record that it returns, and removes what an earlier audit left.
    /// </summary>
    /// <exception cref="InputException">As for <see cref="Run"/>.</exception>
    internal static AuditRecord Write(
        AuditPlan plan,
        string folder,
        Func<JsonLines, Action<string, string>, AuditRecord> run
    )
    {
        RequireUsable(plan, folder);
        string witnesses = Path.Combine(folder, AuditSink.CounterexamplesName);
        string leaderboard = Path.Combine(folder, AuditSink.LeaderboardName);
        OutputFolder.Create(folder);
        OutputFolder.Create(witnesses);
        OutputFolder.RequireWritable(witnesses);
        if (plan.Searches)
        {
            OutputFolder.Create(leaderboard);
            OutputFolder.RequireWritable(leaderboard);
        }

        AuditRecord? record = null;
        AtomicFile.Write(
            Path.Combine(folder, JsonLines.FileName),
            stream =>
            {
                using JsonLines results = new(stream, leaveOpen: true);
                record = run(results, (path, text) => AtomicFile.WriteText(Path.Combine(folder, path), text));
            }
        );
        foreach (ReportFormat format in ReportFormats.All)
        {
            AtomicFile.WriteText(Path.Combine(folder, format.FileName), format.Render(record!));
        }

        RemoveStale(witnesses, record!.Claims.Where(claim => claim.Witness is not null));
        if (Directory.Exists(leaderboard))
        {
            RemoveStale(leaderboard, record.Claims.Where(claim => claim.Search?.Path is not null));
        }

        return record;
    }

    /// <exception cref="InputException">The folder holds a shard, whose results the audit's would replace.</exception>
    internal static void RequireNoShard(string folder)
    {
        if (Path.Exists(Path.Combine(folder, ShardManifest.FileName)))
        {
            throw new InputException(
                $"The folder '{folder}' holds a shard ({ShardManifest.FileName}), so a whole audit needs another one."
            );
        }
    }

    /// <summary>Nothing in the folder, which need not be there, is in the way of an audit's files.</summary>
    /// <exception cref="InputException">It holds a shard, or a folder with the name of a file.</exception>
    public static void RequireUsable(AuditPlan plan, string folder)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(folder);
        RequireNoShard(folder);
        string witnesses = Path.Combine(folder, AuditSink.CounterexamplesName);
        string leaderboard = Path.Combine(folder, AuditSink.LeaderboardName);
        IEnumerable<string> files =
        [
            Path.Combine(folder, JsonLines.FileName),
            .. ReportFormats.All.Select(format => Path.Combine(folder, format.FileName)),
            .. plan.Claims.Select(claim => Path.Combine(witnesses, WitnessFile.NameOf(claim.Id))),
            .. plan.Claims.Select(claim => Path.Combine(leaderboard, WitnessFile.NameOf(claim.Id))),
        ];
        foreach (string file in files)
        {
            if (Directory.Exists(file))
            {
                throw new InputException($"'{file}' cannot be written: it is a directory.");
            }
        }
    }

    /// <summary>Removes the witnesses of an earlier audit, and no file that an audit has not written.</summary>
    private static void RemoveStale(string witnesses, IEnumerable<ClaimRecord> claims) =>
        RemoveStale(witnesses, [.. claims.Select(claim => WitnessFile.NameOf(claim.Id))]);

    /// <summary>As above, for all but the names in <paramref name="kept"/>.</summary>
    internal static void RemoveStale(string witnesses, HashSet<string> kept)
    {
        try
        {
            foreach (string path in Directory.GetFiles(witnesses, "*.json"))
            {
                if (!kept.Contains(Path.GetFileName(path)) && WitnessFile.IsNamedByItsClaim(path))
                {
                    File.Delete(path);
                }
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new InputException(
                $"Cases of an earlier audit in '{witnesses}' cannot be removed.",
                failure
            );
        }
    }
}
