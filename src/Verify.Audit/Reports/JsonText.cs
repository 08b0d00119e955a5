// How numbers that JSON cannot carry are written: as null where programs compute, by name where cases are recorded.

using System.Text.Json;

namespace Verify.Audit.Reports;

internal static class JsonText
{
    /// <summary>A finite number, shortest round-trip; anything else as null.</summary>
    internal static void FiniteOrNull(this Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number && double.IsFinite(number))
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    /// <summary>A finite number, shortest round-trip; "NaN", "Infinity" or "-Infinity" as strings; null as null.</summary>
    internal static void NumberOrName(this Utf8JsonWriter json, string name, double? value)
    {
        switch (value)
        {
            case null:
                json.WriteNull(name);
                break;
            case { } number when double.IsFinite(number):
                json.WriteNumber(name, number);
                break;
            case { } number when double.IsNaN(number):
                json.WriteString(name, "NaN");
                break;
            default:
                json.WriteString(name, value > 0 ? "Infinity" : "-Infinity");
                break;
        }
    }

    /// <summary>Reads what <see cref="NumberOrName(Utf8JsonWriter, string, double?)"/> wrote.</summary>
    /// <exception cref="KeyNotFoundException">There is no such member.</exception>
    /// <exception cref="FormatException">It is neither a number nor one of these names.</exception>
    internal static double? NumberOrName(this JsonElement parent, string name)
    {
        JsonElement value = parent.GetProperty(name);
        return value.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.Number => value.GetDouble(),
            _ => value.GetString() switch
            {
                "NaN" => double.NaN,
                "Infinity" => double.PositiveInfinity,
                "-Infinity" => double.NegativeInfinity,
                _ => throw new FormatException($"'{name}' is no number"),
            },
        };
    }
}
