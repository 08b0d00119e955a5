// The shards of one plan, every one of them once and finished: what may be merged. Reading the results is not done here.

using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Verify.Core.Data;

namespace Verify.Audit.Sharding;

/// <summary>Folders that together hold all of a plan's work.</summary>
public sealed record ShardSet
{
    private const int MostNamed = 8;

    private ShardSet(ImmutableArray<string> folders, ImmutableArray<ShardManifest> manifests)
    {
        Folders = folders;
        Manifests = manifests;
    }

    /// <summary>The folder of shard i at i - 1, as it was given.</summary>
    public ImmutableArray<string> Folders { get; }

    /// <summary>The manifest of shard i at i - 1.</summary>
    public ImmutableArray<ShardManifest> Manifests { get; }

    /// <summary>The verb whose work this is.</summary>
    public string Command => Manifests[0].Command;

    /// <summary>The plan that all shards share, canonical JSON.</summary>
    public string Plan => Manifests[0].Plan;

    /// <summary>Reads the manifests of the folders, given in any order, and checks that they belong together.</summary>
    /// <exception cref="InputException">
    /// A folder is no shard; a shard is of another plan or version than the first or this program ("Foreign shard: .."), is
    /// given twice, missing or not finished. Nothing is written either way.
    /// </exception>
    public static ShardSet Read(IEnumerable<string> folders)
    {
        ArgumentNullException.ThrowIfNull(folders);
        List<(string Folder, ShardManifest Manifest)> given =
        [
            .. folders.Select(folder => (folder, ShardManifest.Read(folder))),
        ];
        if (given.Count == 0)
        {
            throw new InputException("No shards are given.");
        }

        foreach ((string folder, ShardManifest manifest) in given)
        {
            RequireSamePlan(given[0], (folder, manifest));
        }

        if (given[0].Manifest.ToolVersion is var version && version != ToolVersion.Current)
        {
            throw new InputException(
                $"Foreign shards: they were made by version {version}, and this is {ToolVersion.Current}."
            );
        }

        given.Sort((a, b) => a.Manifest.Shard.Index.CompareTo(b.Manifest.Shard.Index));
        RequireEachOnce(given);
        foreach ((string folder, ShardManifest manifest) in given.Where(shard => !shard.Manifest.Complete))
        {
            throw new InputException(
                $"Shard {manifest.Shard} in '{folder}' is not finished: give its command again."
            );
        }

        return new ShardSet(
            [.. given.Select(shard => shard.Folder)],
            [.. given.Select(shard => shard.Manifest)]
        );
    }

    /// <summary>Wall time of a part of the work, all shards together; 0 when none states it.</summary>
    public double SecondsOf(string part) =>
        Manifests.Sum(manifest => manifest.Seconds.GetValueOrDefault(part));

    private static void RequireSamePlan(
        (string Folder, ShardManifest Manifest) first,
        (string Folder, ShardManifest Manifest) other
    )
    {
        (string folder, ShardManifest one) = first;
        ShardManifest two = other.Manifest;
        string? difference =
            one.Command != two.Command ? $"it belongs to 'verify {two.Command}', not 'verify {one.Command}'"
            : one.ToolVersion != two.ToolVersion
                ? $"it was made by version {two.ToolVersion}, not {one.ToolVersion}"
            : one.Plan != two.Plan ? $"its {Differences(one.Plan, two.Plan)}"
            : one.Shard.Count != two.Shard.Count ? $"it is shard {two.Shard}, not one of {one.Shard.Count}"
            : null;
        if (difference is not null)
        {
            throw new InputException(
                $"Foreign shard: '{other.Folder}' does not belong with '{folder}', for {difference}."
            );
        }
    }

    /// <summary>The members in which two plans differ, as "seed and profile differ".</summary>
    private static string Differences(string one, string two)
    {
        Dictionary<string, string> first = Members(one);
        Dictionary<string, string> second = Members(two);
        string[] names =
        [
            .. first
                .Keys.Union(second.Keys)
                .Where(name => first.GetValueOrDefault(name) != second.GetValueOrDefault(name))
                .Order(StringComparer.Ordinal),
        ];
        return $"{Listed(names)} {(names.Length == 1 ? "differs" : "differ")}";
    }

    private static Dictionary<string, string> Members(string plan)
    {
        using JsonDocument document = JsonDocument.Parse(plan);
        return document
            .RootElement.EnumerateObject()
            .GroupBy(member => member.Name, member => member.Value.GetRawText())
            .ToDictionary(member => member.Key, member => string.Join(',', member));
    }

    private static void RequireEachOnce(List<(string Folder, ShardManifest Manifest)> sorted)
    {
        for (int i = 1; i < sorted.Count; i++)
        {
            if (sorted[i].Manifest.Shard == sorted[i - 1].Manifest.Shard)
            {
                throw new InputException(
                    $"Shard {sorted[i].Manifest.Shard} is given twice: '{sorted[i - 1].Folder}' and '{sorted[i].Folder}'."
                );
            }
        }

        int count = sorted[0].Manifest.Shard.Count;
        if (sorted.Count == count)
        {
            return;
        }

        HashSet<int> there = [.. sorted.Select(shard => shard.Manifest.Shard.Index)];
        string[] missing =
        [
            .. Enumerable
                .Range(1, count)
                .Where(index => !there.Contains(index))
                .Take(MostNamed + 1)
                .Select(index => new Shard(index, count).ToString()),
        ];
        throw new InputException(
            missing.Length == 1 ? $"Shard {missing[0]} is missing."
            : missing.Length <= MostNamed ? $"Shards {Listed(missing)} are missing."
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{count - there.Count} of {count} shards are missing, {missing[0]} the first."
            )
        );
    }

    private static string Listed(string[] words) =>
        words.Length == 1 ? words[0] : $"{string.Join(", ", words[..^1])} and {words[^1]}";
}
