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
}
