// A case on disk, a counterexample or the tightest that a search found, stored by value: the spec dies when generators
// change, the arrays do not.
// Numbers are strings that name a double exactly (short decimals, else hexadecimal).

using System.Text.Json;
using Microsoft.FSharp.Collections;
using Verify.Audit.Running;
using Verify.Claims;
using Verify.Claims.Generators;
using Verify.Core.Data;
using Verify.Core.Networks;
using Verify.Core.Numerics;

namespace Verify.Audit.Results;

/// <summary>Writes and reads witness files (JSON).</summary>
public static class WitnessFile
{
    private const string FormatName = "verify-witness-1";

    /// <summary>The file name of a claim's witness: its id with the slash doubled into dashes.</summary>
    public static string NameOf(string claim) => claim.Replace("/", "--", StringComparison.Ordinal) + ".json";

    /// <summary>The witness of a sampled claim.</summary>
    public static string Write(Claim claim, ulong auditSeed, int firstCase, Counterexample counterexample)
    {
        ArgumentNullException.ThrowIfNull(claim);
        ArgumentNullException.ThrowIfNull(counterexample);
        Trial found = counterexample.Trial;
        return Json.Write(json =>
        {
            WriteHead(json, claim);
            json.WriteString("finding", LocusModule.describe(counterexample.Locus));
            WriteMeasurement(json, counterexample.Measurement);
            json.WriteNumber("auditSeed", auditSeed);
            json.WriteNumber("firstCase", firstCase);
            json.WriteString("token", ReplayToken.Of(claim.Id, found.Spec));
            WriteTrial(json, found);
        });
    }

    /// <summary>
    /// A case that the adversarial search made: a counterexample when there is a finding, else the tightest case. Its spec
    /// is that of the case that the climb started from; no token makes it again.
    /// </summary>
    public static string Write(
        Claim claim,
        ulong auditSeed,
        Trial found,
        Measurement measurement,
        string? finding
    )
    {
        ArgumentNullException.ThrowIfNull(claim);
        ArgumentNullException.ThrowIfNull(found);
        return Json.Write(json =>
        {
            WriteHead(json, claim);
            json.WriteString("finding", finding ?? "the tightest case that the search found");
            WriteMeasurement(json, measurement);
            json.WriteNumber("auditSeed", auditSeed);
            json.WriteString("startedFrom", ReplayToken.Of(claim.Id, found.Spec));
            WriteTrial(json, found);
        });
    }

    /// <summary>The witness of a prover's refusal: the residual, and the token that proves it again.</summary>
    public static string Write(Claim claim, ProofRecord proof)
    {
        ArgumentNullException.ThrowIfNull(claim);
        ArgumentNullException.ThrowIfNull(proof);
        return Json.Write(json =>
        {
            WriteHead(json, claim);
            json.WriteString("subject", proof.Subject);
            json.WriteString("token", claim.Id);
            json.WriteStartArray("finding");
            foreach (string line in proof.Transcript)
            {
                json.WriteStringValue(line);
            }

            json.WriteEndArray();
        });
    }

    /// <summary>Reads a witness: its claim and, for sampled claims, the case from the stored arrays.</summary>
    /// <exception cref="InputException">The file is missing, or is not a witness of a known claim.</exception>
    public static (Claim Claim, Trial? Trial) Read(string path) =>
        Read(path, id => Catalogue.tryFind(id)?.Value);

    /// <summary>As <see cref="Read(string)"/>, for claims that <paramref name="find"/> knows.</summary>
    /// <exception cref="InputException">As there.</exception>
    internal static (Claim Claim, Trial? Trial) Read(string path, Func<string, Claim?> find)
    {
        byte[] bytes = InputFile.ReadAllBytes(path);
        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes);
            JsonElement root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || String(root, "format", path) != FormatName)
            {
                throw Malformed(path, $"its format is not '{FormatName}'");
            }

            string id = String(root, "claim", path);
            Claim claim = find(id) ?? throw Malformed(path, $"it names the unknown claim '{id}'");
            if (claim.Evidence.IsProof)
            {
                return (claim, null);
            }

            Material material = ReadMaterial(root, path);
            return (
                claim,
                ((Evidence.Sampled)claim.Evidence)
                    .Item.Restore.Invoke(String(root, "spec", path))
                    .Invoke(material)
            );
        }
        catch (FormatException problem)
        {
            throw Malformed(path, problem.Message);
        }
        catch (JsonException problem)
        {
            throw new InputException($"The file '{path}' is not a witness: it is not valid JSON.", problem);
        }
        catch (InvalidOperationException problem)
        {
            // How JsonElement says that the bytes or escapes of a text are no Unicode.
            throw new InputException(
                $"The file '{path}' is not a witness: it holds a malformed text.",
                problem
            );
        }
        catch (ArgumentException problem)
        {
            throw new InputException($"The file '{path}' is not a witness: {problem.Message}", problem);
        }
    }

    /// <summary>The measurement that a witness was stored with; null when the file holds none.</summary>
    /// <exception cref="InputException">The file is missing, or what it holds there is no exact double.</exception>
    public static Measurement? ReadMeasurement(string path)
    {
        using JsonDocument document = JsonDocument.Parse(InputFile.ReadAllBytes(path));
        JsonElement root = document.RootElement;
        return
            root.TryGetProperty("measured", out JsonElement measured)
            && root.TryGetProperty("bound", out JsonElement bound)
            ? new Measurement(Named(measured, "measured", path), Named(bound, "bound", path))
            : null;
    }

    /// <summary>A double as <see cref="Text"/> writes it, also one that is not finite.</summary>
    private static double Named(JsonElement element, string name, string path) =>
        element.ValueKind == JsonValueKind.String
            ? element.GetString() switch
            {
                "NaN" => double.NaN,
                "Infinity" => double.PositiveInfinity,
                "-Infinity" => double.NegativeInfinity,
                _ => Number(element, name, path),
            }
            : Number(element, name, path);

    /// <summary>
    /// Whether the file is a witness under the name that an audit gives it. False for anything else, and for files that
    /// cannot be read: they are not an audit's to replace or remove.
    /// </summary>
    internal static bool IsNamedByItsClaim(string path)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(InputFile.ReadAllBytes(path));
            JsonElement root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object
                && String(root, "format", path) == FormatName
                && NameOf(String(root, "claim", path)) == Path.GetFileName(path);
        }
        catch (Exception problem)
            when (problem is InputException or JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static void WriteHead(Utf8JsonWriter json, Claim claim)
    {
        json.WriteString("format", FormatName);
        json.WriteString("claim", claim.Id);
        json.WriteString("statement", claim.Statement);
    }

    private static void WriteMeasurement(Utf8JsonWriter json, Measurement measurement)
    {
        json.WriteString("measured", Text(measurement.Measured));
        json.WriteString("bound", Text(measurement.Bound));
    }

    private static void WriteTrial(Utf8JsonWriter json, Trial trial)
    {
        json.WriteString("spec", trial.Spec);
        foreach ((string name, Network network) in trial.Material.Networks)
        {
            WriteNetwork(json, name, network);
        }

        foreach ((string name, Table table) in trial.Material.Tables)
        {
            WriteRows(json, name, new ReadOnlyMatrixView(table.Values, table.Rows, table.Columns));
        }
    }

    private static void WriteNetwork(Utf8JsonWriter json, string name, Network network)
    {
        json.WriteStartObject(name);
        json.WriteStartArray("widths");
        foreach (int width in network.Shape.Widths)
        {
            json.WriteNumberValue(width);
        }

        json.WriteEndArray();
        json.WriteString("leak", Text(network.Leak));
        for (int l = 1; l <= network.Shape.Depth; l++)
        {
            WriteRows(json, $"W{l}", network.Weights(l));
        }

        json.WriteEndObject();
    }

    private static void WriteRows(Utf8JsonWriter json, string name, ReadOnlyMatrixView matrix)
    {
        json.WriteStartArray(name);
        for (int i = 0; i < matrix.Rows; i++)
        {
            json.WriteStartArray();
            foreach (double value in matrix.Row(i))
            {
                json.WriteStringValue(Text(value));
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    /// <summary>Every object is a network, every list a table; all else is the head, which is read by name.</summary>
    private static Material ReadMaterial(JsonElement root, string path)
    {
        List<Tuple<string, Network>> networks = [];
        List<Tuple<string, Table>> tables = [];
        foreach (JsonProperty property in root.EnumerateObject())
        {
            switch (property.Value.ValueKind)
            {
                case JsonValueKind.Object:
                    networks.Add(new(property.Name, ReadNetwork(property.Value, property.Name, path)));
                    break;
                case JsonValueKind.Array:
                    double[] values = ReadRows(
                        property.Value,
                        property.Name,
                        path,
                        out int rows,
                        out int columns
                    );
                    tables.Add(new(property.Name, new Table(rows, columns, values)));
                    break;
                default:
                    break;
            }
        }

        return new Material(ListModule.OfSeq(networks), ListModule.OfSeq(tables));
    }

    private static Network ReadNetwork(JsonElement element, string name, string path)
    {
        int[] widths =
        [
            .. Property(element, "widths", path)
                .EnumerateArrayOf(JsonValueKind.Number, path, $"{name}.widths")
                .Select(width => width.TryGetInt32(out int value) ? value : -1),
        ];
        NetworkShape shape = new(widths);
        double leak = Number(Property(element, "leak", path), $"{name}.leak", path);
        List<double> weights = [];
        for (int l = 1; l <= shape.Depth; l++)
        {
            string key = $"W{l}";
            double[] layer = ReadRows(
                Property(element, key, path),
                $"{name}.{key}",
                path,
                out int rows,
                out int columns
            );
            if (rows != shape.Width(l - 1) + 1 || columns != shape.Width(l))
            {
                throw Malformed(path, $"{name}.{key} is {rows} x {columns} in a {shape} network");
            }

            weights.AddRange(layer);
        }

        return new Network(shape, leak, [.. weights]);
    }

    private static double[] ReadRows(
        JsonElement element,
        string name,
        string path,
        out int rows,
        out int columns
    )
    {
        List<double> values = [];
        rows = 0;
        columns = 0;
        foreach (JsonElement row in element.EnumerateArrayOf(JsonValueKind.Array, path, name))
        {
            int length = row.GetArrayLength();
            if (rows > 0 && length != columns)
            {
                throw Malformed(path, $"the rows of {name} differ in length");
            }

            columns = length;
            rows++;
            foreach (JsonElement entry in row.EnumerateArray())
            {
                values.Add(Number(entry, name, path));
            }
        }

        return [.. values];
    }

    private static double Number(JsonElement element, string name, string path)
    {
        string text = element.ValueKind == JsonValueKind.String ? element.GetString()! : element.GetRawText();
        return ExactText.tryParse(text)?.Value
            ?? throw Malformed(path, $"{name} holds '{text}', which is no exact double");
    }

    /// <summary>A text that names the double exactly; NaN, Infinity and -Infinity by their names.</summary>
    internal static string Text(double value) =>
        double.IsFinite(value)
            ? ExactText.ofDouble(value)
            : value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static JsonElement Property(JsonElement element, string name, string path) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value)
            ? value
            : throw Malformed(path, $"it has no '{name}'");

    private static string String(JsonElement element, string name, string path)
    {
        JsonElement value = Property(element, name, path);
        return value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw Malformed(path, $"its '{name}' is not a text");
    }

    private static IEnumerable<JsonElement> EnumerateArrayOf(
        this JsonElement element,
        JsonValueKind kind,
        string path,
        string name
    )
    {
        if (element.ValueKind != JsonValueKind.Array)
        {
            throw Malformed(path, $"{name} is not a list");
        }

        foreach (JsonElement entry in element.EnumerateArray())
        {
            yield return entry.ValueKind == kind
                ? entry
                : throw Malformed(path, $"{name} holds {entry.ValueKind}");
        }
    }

    private static InputException Malformed(string path, string reason) =>
        new($"The file '{path}' is not a witness: {reason}.");
}
