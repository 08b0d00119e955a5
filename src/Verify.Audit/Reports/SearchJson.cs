// A search as members of a JSON object: in a line of results.jsonl and in summary.json. Numbers round-trip.

using System.Text.Json;
using Verify.Audit.Results;

namespace Verify.Audit.Reports;

internal static class SearchJson
{
    /// <summary>
    /// search (how it ended), sampled and found { measured, bound, ratio, inputs, numbers } or null, climbs, steps, and
    /// beside found its climb, step and path; refutedAfter and faults where there are any.
    /// </summary>
    internal static void Write(Utf8JsonWriter json, SearchRecord record)
    {
        json.WriteString("search", Name(record.Outcome));
        Write(json, "sampled", record.Sampled);
        Write(json, "found", record.Found);
        json.WriteNumber("climbs", record.Climbs);
        json.WriteNumber("steps", record.Steps);
        if (record.FoundAt is var (climb, step))
        {
            json.WriteNumber("foundClimb", climb);
            json.WriteNumber("foundStep", step);
        }

        json.WriteString("path", record.Path);
        if (record.RefutedAfter is { } steps)
        {
            json.WriteNumber("refutedAfter", steps);
        }

        if (!record.Faults.IsEmpty)
        {
            json.WriteStartArray("faults");
            foreach (string fault in record.Faults)
            {
                json.WriteStringValue(fault);
            }

            json.WriteEndArray();
        }
    }

    /// <summary>Reads what <see cref="Write(Utf8JsonWriter, SearchRecord)"/> wrote.</summary>
    /// <exception cref="KeyNotFoundException">A member is missing.</exception>
    /// <exception cref="FormatException">A member is not what was written, or an InvalidOperationException says so.</exception>
    internal static SearchRecord Read(string claim, JsonElement line) =>
        new()
        {
            Claim = claim,
            Outcome = Outcome(line.GetProperty("search").GetString()),
            Sampled = ReadCase(line.GetProperty("sampled")),
            Found = ReadCase(line.GetProperty("found")),
            Climbs = line.GetProperty("climbs").GetInt32(),
            Steps = line.GetProperty("steps").GetInt32(),
            FoundAt = line.TryGetProperty("foundClimb", out JsonElement climb)
                ? (climb.GetInt32(), line.GetProperty("foundStep").GetInt32())
                : null,
            Path = line.GetProperty("path").GetString(),
            RefutedAfter = line.TryGetProperty("refutedAfter", out JsonElement steps)
                ? steps.GetInt32()
                : null,
            Faults = line.TryGetProperty("faults", out JsonElement faults)
                ? [.. faults.EnumerateArray().Select(fault => fault.GetString()!)]
                : [],
        };

    private static SearchOutcome Outcome(string? name)
    {
        foreach (SearchOutcome outcome in Enum.GetValues<SearchOutcome>())
        {
            if (Name(outcome) == name)
            {
                return outcome;
            }
        }

        throw new FormatException($"'{name}' is no end of a search");
    }

    private static SearchedCase? ReadCase(JsonElement found) =>
        found.ValueKind == JsonValueKind.Null
            ? null
            : new SearchedCase(
                found.NumberOrName("measured")!.Value,
                found.NumberOrName("bound")!.Value,
                found.GetProperty("inputs").GetInt32(),
                found.GetProperty("numbers").GetInt32()
            );

    /// <summary>climbed, refuted, exact, statistical, no-start or interrupted.</summary>
    internal static string Name(SearchOutcome outcome) =>
        outcome == SearchOutcome.NoStart ? "no-start" : outcome.ToString().ToLowerInvariant();

    private static void Write(Utf8JsonWriter json, string name, SearchedCase? found)
    {
        if (found is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.NumberOrName("measured", found.Measured);
        json.NumberOrName("bound", found.Bound);
        json.NumberOrName("ratio", found.Ratio);
        json.WriteNumber("inputs", found.Inputs);
        json.WriteNumber("numbers", found.Numbers);
        json.WriteEndObject();
    }
}
