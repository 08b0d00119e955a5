// What the two JSON formats share: how a JSON file is laid out and how a number that JSON cannot carry is written.

using System.Text.Encodings.Web;
using System.Text.Json;

namespace Verify.Audit.Reports;

internal static class JsonText
{
    // The relaxed encoder leaves <, & and letters beyond ASCII readable. The default one escapes them for JSON inside
    // HTML, where these files never are.
    internal static readonly JsonWriterOptions OneLine = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    internal static readonly JsonWriterOptions Indented = OneLine with { Indented = true, NewLine = "\n" };

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
