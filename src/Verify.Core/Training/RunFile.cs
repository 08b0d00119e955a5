// One compact file a run, and a JSON summary beside it for people and scripts.

using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using Verify.Core.Data;

namespace Verify.Core.Training;

/// <summary>Reads and writes the results of a run.</summary>
public static class RunFile
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes the archive <paramref name="path"/> and the summary of the same name ending in .json.</summary>
    /// <exception cref="InputException">A file cannot be written.</exception>
    public static void Write(string path, RunRecord record)
    {
        WriteArchive(path, record);
        AtomicFile.Write(Path.ChangeExtension(path, ".json"), stream => WriteSummary(stream, record));
    }

    /// <summary>Writes the archive alone, for those who have a summary of their own.</summary>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void WriteArchive(string path, RunRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        RunArchive.Write(path, record, ImmutableDictionary<string, double[]>.Empty);
    }

    /// <summary>Reads an archive back.</summary>
    /// <exception cref="InputException">The file is not one of a run.</exception>
    public static RunRecord Read(string path) => RunArchive.Read(path).Record;

    private static void WriteSummary(Stream stream, RunRecord record)
    {
        using Utf8JsonWriter json = new(stream, Options);
        json.WriteStartObject();
        json.WriteString("status", record.Status.ToString().ToLowerInvariant());
        json.WriteNumber("epoch", record.Epoch);
        json.WriteNumber("iteration", record.Iteration);
        json.WriteStartObject("configuration");
        foreach (RunKey key in RunKeys.All)
        {
            json.WriteString(key.Name, key.Read(record.Configuration));
        }

        json.WriteEndObject();
        if (!record.History.IsEmpty)
        {
            EpochStatistics last = record.History[^1];
            WriteNumber(json, "train_loss", last.TrainLoss);
            WriteNumber(json, "eval_loss", last.EvaluationLoss);
            json.WriteStartArray("layers");
            for (int l = 1; l < record.Configuration.Depth; l++)
            {
                json.WriteStartObject();
                json.WriteNumber("layer", l);
                json.WriteNumber("teachers", record.Configuration.TeacherWidths[l - 1]);
                json.WriteStartObject("covered");
                for (int t = 0; t < EpochStatistics.Thresholds.Count; t++)
                {
                    json.WriteNumber(
                        EpochStatistics
                            .Thresholds[t]
                            .ToString("0.00", System.Globalization.CultureInfo.InvariantCulture),
                        last.Covered(l, t)
                    );
                }

                json.WriteEndObject();
                json.WriteStartArray("first_covered_epoch");
                foreach (int epoch in record.FirstCovered(l, EpochStatistics.Thresholds.Count - 1))
                {
                    json.WriteNumberValue(epoch);
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    /// <summary>JSON has no NaN and no infinities: null.</summary>
    private static void WriteNumber(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
