// runs/NAME.json: how a run ended, what it was configured by and its last epoch. Its presence says that the run is over.
// The series over epochs are in NAME.npz, which is the run's own.

using System.Collections.Immutable;
using System.Text.Json;
using Verify.Audit.Results;
using Verify.Core.Data;

namespace Verify.Audit.Sweeping;

/// <summary>How a run ended.</summary>
public enum RunEnd
{
    /// <summary>It did all its epochs.</summary>
    Completed,

    /// <summary>A loss was no longer finite. What it found until then is kept.</summary>
    Diverged,

    /// <summary>It could not be run, for a reason outside of what it computes.</summary>
    Failed,
}

/// <summary>A run that has ended.</summary>
/// <param name="Status">How.</param>
/// <param name="Reason">Of a failed run, one sentence; otherwise null.</param>
/// <param name="Epochs">Epochs that it did.</param>
/// <param name="LastEpoch">
/// Figures of the last epoch by name, in order; a figure that is not finite is null. Empty for a failed run.
/// </param>
public sealed record RunSummary(
    RunEnd Status,
    string? Reason,
    int Epochs,
    ImmutableArray<KeyValuePair<string, double?>> LastEpoch
)
{
    private const string FormatName = "verify-run-1";

    /// <summary>The record as JSON.</summary>
    internal static string Write(
        RunSettings settings,
        int index,
        RunEnd status,
        string? reason,
        int epochs,
        Action<Utf8JsonWriter>? summary
    ) =>
        Json.Write(json =>
        {
            json.WriteString("format", FormatName);
            json.WriteNumber("run", index);
            json.WriteString("status", NameOf(status));
            json.WriteString("reason", reason);
            json.WriteNumber("epochs", epochs);
            json.WriteStartObject("settings");
            foreach ((SettingKey key, string value) in settings.Table.Keys.Zip(settings.Values))
            {
                json.WriteString(key.Name, value);
            }

            json.WriteEndObject();
            summary?.Invoke(json);
        });

    /// <summary>Reads a record.</summary>
    /// <exception cref="InputException">The file is missing or is no record.</exception>
    public static RunSummary Read(string path)
    {
        byte[] bytes = InputFile.ReadAllBytes(path);
        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes);
            JsonElement root = document.RootElement;
            return root.GetProperty("format").GetString() != FormatName
                ? throw new FormatException()
                : new RunSummary(
                    Parse(root.GetProperty("status").GetString()),
                    root.GetProperty("reason").GetString(),
                    root.GetProperty("epochs").GetInt32(),
                    root.TryGetProperty("lastEpoch", out JsonElement last) ? Figures(last) : []
                );
        }
        catch (Exception problem)
            when (problem
                    is JsonException
                        or KeyNotFoundException
                        or InvalidOperationException
                        or FormatException
            )
        {
            throw new InputException($"'{path}' is not the record of a run, or it is damaged.", problem);
        }
    }

    /// <summary>The status in files and tables.</summary>
    public static string NameOf(RunEnd status) =>
        status switch
        {
            RunEnd.Completed => "completed",
            RunEnd.Diverged => "diverged",
            _ => "failed",
        };

    private static ImmutableArray<KeyValuePair<string, double?>> Figures(JsonElement lastEpoch) =>
        [
            .. lastEpoch
                .EnumerateObject()
                .Select(member =>
                    KeyValuePair.Create(
                        member.Name,
                        member.Value.ValueKind == JsonValueKind.Null
                            ? (double?)null
                            : member.Value.GetDouble()
                    )
                ),
        ];

    private static RunEnd Parse(string? name) =>
        name switch
        {
            "completed" => RunEnd.Completed,
            "diverged" => RunEnd.Diverged,
            "failed" => RunEnd.Failed,
            _ => throw new FormatException(),
        };
}
