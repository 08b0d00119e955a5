// The folder that a shard of an audit leaves behind: shard.json, results.jsonl with its own cases, and what its searches
// stored. No reports: they are made when all shards are merged (AuditMerge.cs).

using System.Collections.Immutable;
using Verify.Audit.Reports;
using Verify.Audit.Results;
using Verify.Audit.Sharding;
using Verify.Claims;
using Verify.Core.Data;

namespace Verify.Audit.Running;

/// <summary>Runs a shard of an audit into a folder.</summary>
public static class ShardFolder
{
    /// <summary>
    /// Runs the shard's part of the plan and writes it into <paramref name="folder"/>, made if it is missing. A shard that
    /// was begun there before, of this plan or another, is run again from its start.
    /// </summary>
    /// <returns>The manifest, complete.</returns>
    /// <exception cref="InputException">
    /// The folder holds another shard or a whole audit, or cannot be made or written; or a file cannot be written later.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was cancelled; the manifest says that it is not complete.</exception>
    public static ShardManifest Run(
        AuditPlan plan,
        Shard shard,
        string folder,
        Action<AuditProgress>? progress,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(shard);
        ArgumentNullException.ThrowIfNull(folder);
        RequireOwnFolder(folder, shard);
        RequireNoFolderInTheWay(plan, folder);
        ShardManifest manifest = ManifestOf(plan, shard);
        string[] subfolders = plan.Searches ? [AuditSink.CounterexamplesName, AuditSink.LeaderboardName] : [];
        OutputFolder.Create(folder);
        OutputFolder.RequireWritable(folder);
        foreach (string name in subfolders)
        {
            OutputFolder.Create(Path.Combine(folder, name));
            OutputFolder.RequireWritable(Path.Combine(folder, name));
        }

        manifest.Write(folder);
        HashSet<string> stored = [];
        ImmutableSortedDictionary<string, double>? seconds = null;
        AtomicFile.Write(
            Path.Combine(folder, JsonLines.FileName),
            stream =>
            {
                using JsonLines results = new(stream, leaveOpen: true);
                void Store(string path, string text)
                {
                    stored.Add(path);
                    AtomicFile.WriteText(Path.Combine(folder, path), text);
                }

                AuditSink sink = new(plan, results.Write, results.Write, Store);
                seconds = ShardRunner.Run(plan, shard, sink, progress, cancellation);
            }
        );
        foreach (string name in subfolders)
        {
            string prefix = name + "/";
            ReportFolder.RemoveStale(
                Path.Combine(folder, name),
                [
                    .. stored
                        .Where(path => path.StartsWith(prefix, StringComparison.Ordinal))
                        .Select(path => path[prefix.Length..]),
                ]
            );
        }

        manifest = manifest with { Complete = true, Seconds = seconds! };
        manifest.Write(folder);
        return manifest;
    }

    /// <summary>The manifest of a shard that is to be run.</summary>
    public static ShardManifest ManifestOf(AuditPlan plan, Shard shard)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(shard);
        return new ShardManifest
        {
            Command = AuditPlanJson.Command,
            ToolVersion = Verify.Audit.ToolVersion.Current,
            Plan = AuditPlanJson.Write(plan),
            Shard = shard,
            Complete = false,
        };
    }

    private static void RequireOwnFolder(string folder, Shard shard)
    {
        if (ShardManifest.TryRead(folder) is { } there)
        {
            if (there.Shard != shard || there.Command != AuditPlanJson.Command)
            {
                throw new InputException(
                    $"The folder '{folder}' holds shard {there.Shard} of 'verify {there.Command}', so shard {shard} needs another one."
                );
            }
        }
        else if (File.Exists(Path.Combine(folder, SummaryJsonReport.FileName)))
        {
            throw new InputException(
                $"The folder '{folder}' holds the report of a whole audit, so shard {shard} needs another one."
            );
        }
    }

    private static void RequireNoFolderInTheWay(AuditPlan plan, string folder)
    {
        IEnumerable<string> names =
        [
            ShardManifest.FileName,
            JsonLines.FileName,
            .. plan.Claims.Where(claim => plan.SearchOf(claim).Total > 0).SelectMany(StoredFor),
        ];
        foreach (string path in names.Select(name => Path.Combine(folder, name)))
        {
            if (Directory.Exists(path))
            {
                throw new InputException($"'{path}' cannot be written: it is a directory.");
            }
        }
    }

    private static string[] StoredFor(Claim claim) =>
        [
            Path.Combine(AuditSink.CounterexamplesName, WitnessFile.NameOf(claim.Id)),
            Path.Combine(AuditSink.LeaderboardName, WitnessFile.NameOf(claim.Id)),
        ];
}
