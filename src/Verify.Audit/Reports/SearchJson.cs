// A search as members of a JSON object: in a line of results.jsonl and in summary.json. Numbers round-trip.

using System.Text.Json;
using Verify.Audit.Results;

namespace Verify.Audit.Reports;

internal static class SearchJson
{
    /// <summary>
    /// search (how it ended), sampled and found { measured, bound, ratio, inputs, numbers } or null, climbs, steps, and
    /// beside found its climb, step and path.
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
    }

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
