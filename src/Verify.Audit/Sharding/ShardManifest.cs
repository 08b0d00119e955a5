// shard.json: what a shard's folder is a part of, and whether it is finished. It says nothing of the results themselves.

using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Verify.Audit.Results;
using Verify.Core.Data;

namespace Verify.Audit.Sharding;

/// <summary>The manifest of a shard.</summary>
public sealed record ShardManifest
{
    /// <summary>The file's name in the shard's folder.</summary>
    public const string FileName = "shard.json";

    /// <summary>The name under which <see cref="Seconds"/> holds the time of all parts together.</summary>
    public const string AllParts = "(all)";

    private const string FormatName = "verify-shard-1";

    private readonly string plan = "{}";

    /// <summary>The verb that made it: "audit" or "sweep".</summary>
    public required string Command { get; init; }

    /// <summary>The version of the program that made it.</summary>
    public required string ToolVersion { get; init; }

    /// <summary>
    /// What was planned for all shards together, a JSON object in canonical form (keys sorted, no spaces): everything that
    /// the results depend on, and neither the shard nor the number of threads.
    /// </summary>
    /// <exception cref="ArgumentException">On setting: not a JSON object. It is put into canonical form.</exception>
    public required string Plan
    {
        get => plan;
        init => plan = Canonical(value);
    }

    /// <summary>Which part this is.</summary>
    public required Shard Shard { get; init; }

    /// <summary>Whether all of its work units are done. Written false before the first and true after the last.</summary>
    public required bool Complete { get; init; }

    /// <summary>Wall time by part of the work (an audit's claims), for reports; no result depends on it.</summary>
    public ImmutableSortedDictionary<string, double> Seconds { get; init; } =
        ImmutableSortedDictionary.Create<string, double>(StringComparer.Ordinal);

    /// <summary>SHA-256 of the command and the canonical plan, 64 lower-case hexadecimal digits.</summary>
    public string Fingerprint =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Command}\n{Plan}")));

    /// <summary>Makes a plan's canonical text from the members that <paramref name="write"/> writes.</summary>
    public static string PlanOf(Action<Utf8JsonWriter> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        return CanonicalJson.Write(write);
    }

    /// <summary>Writes shard.json into the folder, whole or not at all.</summary>
    /// <exception cref="InputException">It cannot be written.</exception>
    public void Write(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        AtomicFile.WriteText(Path.Combine(folder, FileName), Json.Write(WriteMembers));
    }

    /// <summary>Reads the shard.json of a folder.</summary>
    /// <exception cref="InputException">There is none, it is malformed, or it was changed by hand.</exception>
    public static ShardManifest Read(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return TryRead(folder)
            ?? throw new InputException(
                Directory.Exists(folder)
                    ? $"'{folder}' is not a shard's folder: it has no {FileName}."
                    : $"The folder '{folder}' does not exist."
            );
    }

    /// <summary>As <see cref="Read"/>, but null when the folder or its shard.json is not there.</summary>
    /// <exception cref="InputException">It is there and malformed, or was changed by hand.</exception>
    public static ShardManifest? TryRead(string folder)
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
            return Parse(document.RootElement);
        }
        catch (Exception problem)
            when (problem
                    is JsonException
                        or KeyNotFoundException
                        or InvalidOperationException
                        or FormatException
                        or ArgumentException
            )
        {
            throw new InputException($"'{path}' is not a shard's manifest, or it is damaged.", problem);
        }
    }

    /// <summary>Removes the shard.json of a folder that is about to hold something else; none is no error.</summary>
    /// <exception cref="InputException">It cannot be removed.</exception>
    public static void Remove(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        string path = Path.Combine(folder, FileName);
        try
        {
            File.Delete(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"'{path}' of an earlier shard cannot be removed.", failure);
        }
    }

    private static ShardManifest Parse(JsonElement root)
    {
        if (root.GetProperty("format").GetString() != FormatName)
        {
            throw new FormatException();
        }

        ShardManifest manifest = new()
        {
            Command = Text(root, "command"),
            ToolVersion = Text(root, "toolVersion"),
            Plan = root.GetProperty("plan").GetRawText(),
            Shard = new Shard(root.GetProperty("shard").GetInt32(), root.GetProperty("shards").GetInt32()),
            Complete = root.GetProperty("complete").GetBoolean(),
            Seconds = root.GetProperty("seconds")
                .EnumerateObject()
                .ToImmutableSortedDictionary(
                    part => part.Name,
                    part => part.Value.GetDouble(),
                    StringComparer.Ordinal
                ),
        };
        return manifest.Fingerprint == Text(root, "fingerprint") ? manifest : throw new FormatException();
    }

    private static string Text(JsonElement root, string name) =>
        root.GetProperty(name).GetString() ?? throw new FormatException();

    private void WriteMembers(Utf8JsonWriter json)
    {
        json.WriteString("format", FormatName);
        json.WriteString("command", Command);
        json.WriteString("toolVersion", ToolVersion);
        json.WritePropertyName("plan");
        using (JsonDocument document = JsonDocument.Parse(Plan))
        {
            document.RootElement.WriteTo(json);
        }

        json.WriteString("fingerprint", Fingerprint);
        json.WriteNumber("shard", Shard.Index);
        json.WriteNumber("shards", Shard.Count);
        json.WriteBoolean("complete", Complete);
        json.WriteStartObject("seconds");
        foreach ((string part, double seconds) in Seconds)
        {
            json.WriteNumber(part, seconds);
        }

        json.WriteEndObject();
    }

    private static string Canonical(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? CanonicalJson.Of(document.RootElement)
                : throw new ArgumentException("A plan is a JSON object.", nameof(text));
        }
        catch (JsonException problem)
        {
            throw new ArgumentException("A plan is a JSON object.", nameof(text), problem);
        }
    }
}
