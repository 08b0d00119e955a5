// One text for each JSON value, so that equal plans have equal fingerprints: keys sorted, no spaces. Numbers keep the
// digits that they were written with; who writes plans writes a number in one way.

using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Verify.Audit.Sharding;

internal static class CanonicalJson
{
    /// <summary>The text of an object whose members <paramref name="write"/> writes.</summary>
    internal static string Write(Action<Utf8JsonWriter> write)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        using JsonDocument document = JsonDocument.Parse(buffer.WrittenMemory);
        return Of(document.RootElement);
    }

    /// <summary>The text of a value.</summary>
    internal static string Of(JsonElement value)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            Copy(json, value);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Copy(Utf8JsonWriter json, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (
                    JsonProperty member in value
                        .EnumerateObject()
                        .OrderBy(member => member.Name, StringComparer.Ordinal)
                )
                {
                    json.WritePropertyName(member.Name);
                    Copy(json, member.Value);
                }

                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (JsonElement element in value.EnumerateArray())
                {
                    Copy(json, element);
                }

                json.WriteEndArray();
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }
}
