// Points and multipliers in observe's JSON files, exact or rounded. It decides no names but those it is given.

using System.Text.Json;
using Verify.Algebra;

namespace Verify.Audit.Observing;

/// <summary>Writes rational vectors.</summary>
internal static class JsonNumbers
{
    /// <summary>A member of exact fractions, as strings.</summary>
    internal static void Exact(Utf8JsonWriter json, string name, IEnumerable<Rational> values)
    {
        json.WriteStartArray(name);
        foreach (Rational value in values)
        {
            json.WriteStringValue(RationalModule.toString(value));
        }

        json.WriteEndArray();
    }

    /// <summary>The nearest doubles, as an array.</summary>
    internal static void Nearest(Utf8JsonWriter json, IEnumerable<Rational> point)
    {
        json.WriteStartArray();
        foreach (Rational coordinate in point)
        {
            json.WriteNumberValue(RationalModule.toDouble(coordinate));
        }

        json.WriteEndArray();
    }
}
