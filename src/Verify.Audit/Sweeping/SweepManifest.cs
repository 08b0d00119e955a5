// sweep.json: which sweep a folder holds. Which part of it, is shard.json's business.

using System.Text.Json;
using Verify.Audit.Results;
using Verify.Audit.Sharding;
using Verify.Core.Data;

namespace Verify.Audit.Sweeping;

/// <summary>The plan of a folder's sweep and the version that made it.</summary>
/// <param name="Plan">As <see cref="SweepPlan.Json"/>.</param>
/// <param name="ToolVersion">The version of the program.</param>
public sealed record SweepManifest(string Plan, string ToolVersion)
{
    /// <summary>The file's name.</summary>
    public const string FileName = "sweep.json";

    private const string FormatName = "verify-sweep-1";

    /// <summary>A plan of this version.</summary>
    public static SweepManifest Of(SweepPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return new SweepManifest(plan.Json, Verify.Audit.ToolVersion.Current);
    }

    /// <summary>The manifest of a part of the plan's runs.</summary>
    public static ShardManifest ShardOf(SweepPlan plan, Shard shard, bool complete)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return new ShardManifest
        {
            Command = SweepFolder.Command,
            ToolVersion = Verify.Audit.ToolVersion.Current,
            Plan = plan.Json,
            Shard = shard,
            Complete = complete,
        };
    }

    /// <summary>The manifest of a folder; null when it has none.</summary>
    /// <exception cref="InputException">It is malformed.</exception>
    public static SweepManifest? TryRead(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        string path = Path.Combine(folder, FileName);
        if (!Path.Exists(path))
        {
            return null;
        }

        byte[] bytes = InputFile.ReadAllBytes(path);
        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes);
            JsonElement root = document.RootElement;
            return root.GetProperty("format").GetString() == FormatName
                ? new SweepManifest(
                    ShardManifest.PlanOf(json => Copy(json, root.GetProperty("plan"))),
                    root.GetProperty("toolVersion").GetString() ?? ""
                )
                : throw new FormatException();
        }
        catch (Exception problem)
            when (problem
                    is JsonException
                        or KeyNotFoundException
                        or InvalidOperationException
                        or FormatException
            )
        {
            throw new InputException($"'{path}' is not the plan of a sweep, or it is damaged.", problem);
        }
    }

    /// <summary>The plan of a folder that was begun earlier.</summary>
    /// <exception cref="InputException">The folder holds no sweep, or one that this version cannot run.</exception>
    public static SweepPlan PlanOf(string folder, SettingTable table) =>
        TryRead(folder) is { } manifest
            ? SweepPlan.Parse(table, manifest.Plan, Path.Combine(folder, FileName))
            : throw new InputException($"The folder '{folder}' holds no sweep to resume.");

    /// <summary>Writes sweep.json into the folder, whole or not at all.</summary>
    /// <exception cref="InputException">It cannot be written.</exception>
    public void Write(string folder) =>
        AtomicFile.WriteText(
            Path.Combine(folder, FileName),
            Json.Write(json =>
            {
                json.WriteString("format", FormatName);
                json.WriteString("toolVersion", ToolVersion);
                json.WritePropertyName("plan");
                using JsonDocument plan = JsonDocument.Parse(Plan);
                plan.RootElement.WriteTo(json);
            })
        );

    /// <summary>Requires that the folder's sweep is the plan, made by this version.</summary>
    /// <exception cref="InputException">It is not.</exception>
    public void RequireSame(string folder, SweepPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (ToolVersion != Verify.Audit.ToolVersion.Current)
        {
            throw new InputException(
                $"The folder '{folder}' holds a sweep begun by version {ToolVersion}, and this is {Verify.Audit.ToolVersion.Current}: give it another folder."
            );
        }

        if (Plan != plan.Json)
        {
            throw new InputException(
                $"The folder '{folder}' holds another sweep: {Difference(Plan, plan.Json)}; give this one another folder."
            );
        }
    }

    private static void Copy(Utf8JsonWriter json, JsonElement plan)
    {
        foreach (JsonProperty member in plan.EnumerateObject())
        {
            member.WriteTo(json);
        }
    }

    /// <summary>The first key that differs, with both of its values.</summary>
    private static string Difference(string there, string here)
    {
        SortedDictionary<string, string> one = KeysOf(there);
        SortedDictionary<string, string> two = KeysOf(here);
        foreach (string key in one.Keys.Union(two.Keys).Order(StringComparer.Ordinal))
        {
            string first = one.GetValueOrDefault(key, "(no such key)");
            string second = two.GetValueOrDefault(key, "(no such key)");
            if (first != second)
            {
                return $"its {key} is {first}, not {second}";
            }
        }

        return "its keys are in another order";
    }

    private static SortedDictionary<string, string> KeysOf(string plan)
    {
        using JsonDocument document = JsonDocument.Parse(plan);
        SortedDictionary<string, string> keys = new(StringComparer.Ordinal);
        foreach (JsonProperty member in document.RootElement.GetProperty("fixed").EnumerateObject())
        {
            keys[member.Name] = member.Value.GetString() ?? "";
        }

        foreach (JsonElement axis in document.RootElement.GetProperty("axes").EnumerateArray())
        {
            keys[axis.GetProperty("key").GetString() ?? ""] = Short([
                .. axis.GetProperty("values").EnumerateArray().Select(value => value.GetString() ?? ""),
            ]);
        }

        return keys;
    }

    private static string Short(string[] values) =>
        string.Join(',', values.Length <= 8 ? values : [.. values[..6], "..", values[^1]])
        + (values.Length <= 8 ? "" : $" ({values.Length} values)");
}
