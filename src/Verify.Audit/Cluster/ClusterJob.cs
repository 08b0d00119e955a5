// A plan that is run by the tasks of a job array: what each task runs, and where everything is. It submits nothing.

using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Verify.Audit.Sharding;

namespace Verify.Audit.Cluster;

/// <summary>What is to be run on a cluster.</summary>
public sealed record ClusterJob
{
    /// <summary>The folder of the script, the logs and the job's record, in the result's folder.</summary>
    public const string SlurmName = "slurm";

    /// <summary>The folder of the shards, in the result's folder.</summary>
    public const string ShardsName = "shards";

    private readonly string folder = "";

    /// <summary>A manifest of the plan, as a shard of it has; which shard does not matter.</summary>
    public required ShardManifest Manifest { get; init; }

    /// <summary>The folder for the result; a full path. All nodes must see it.</summary>
    public required string Folder
    {
        get => folder;
        init => folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(value));
    }

    /// <summary>The program and what comes before the verb's arguments (<see cref="ProgramCommand"/>).</summary>
    public required ImmutableArray<string> Program { get; init; }

    /// <summary>The verb and its arguments, without --shard, --out and --jobs, which each task adds.</summary>
    public required ImmutableArray<string> Arguments { get; init; }

    /// <summary>What is asked of Slurm.</summary>
    public required SlurmOptions Options { get; init; }

    /// <summary>
    /// The job's name in Slurm: the same for the same plan, number of shards and folder, and no other's, so that tasks
    /// which are queued or running are found by it whoever submitted them.
    /// </summary>
    public string Name
    {
        get
        {
            string all = string.Create(
                CultureInfo.InvariantCulture,
                $"{Manifest.Fingerprint}\n{Options.ArraySize}\n{Folder}"
            );
            string digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)));
            return $"verify-{Manifest.Command}-{digest[..12]}";
        }
    }

    /// <summary>The folder of a task's shard.</summary>
    public string ShardFolder(int task) =>
        Path.Combine(
            Folder,
            ShardsName,
            string.Create(CultureInfo.InvariantCulture, $"{task}-of-{Options.ArraySize}")
        );

    /// <summary>The folders of all shards.</summary>
    public ImmutableArray<string> ShardFolders =>
        [.. Enumerable.Range(1, Options.ArraySize).Select(ShardFolder)];

    /// <summary>The log of a task.</summary>
    public string LogOf(int task) =>
        Path.Combine(Folder, SlurmName, string.Create(CultureInfo.InvariantCulture, $"task-{task}.log"));

    /// <summary>Whether the task's shard is finished: what its manifest on the disk says, and nothing else.</summary>
    public bool IsComplete(int task)
    {
        Shard shard = new(task, Options.ArraySize);
        return ShardManifest.TryRead(ShardFolder(task)) is { Complete: true } manifest
            && manifest.Shard == shard
            && manifest.Fingerprint == Manifest.Fingerprint
            && manifest.ToolVersion == Manifest.ToolVersion;
    }
}
