// slurm/job.json: which job of Slurm's works for a folder, so that the same command follows it and another one is refused.
// It says nothing of how far the tasks are.

using System.Collections.Immutable;
using System.Text.Json;
using Verify.Audit.Results;
using Verify.Core.Data;

namespace Verify.Audit.Cluster;

/// <summary>The record of a job.</summary>
/// <param name="Name">The job's name in Slurm (<see cref="ClusterJob.Name"/>).</param>
/// <param name="Fingerprint">The plan's.</param>
/// <param name="Shards">Tasks of the array.</param>
/// <param name="Jobs">The job ids of all submissions, the oldest first.</param>
public sealed record JobFile(string Name, string Fingerprint, int Shards, ImmutableArray<string> Jobs)
{
    /// <summary>The file's name.</summary>
    public const string FileName = "job.json";

    private const string FormatName = "verify-slurm-1";

    /// <summary>Writes it into a folder, whole or not at all.</summary>
    /// <exception cref="InputException">It cannot be written.</exception>
    public void Write(string folder) =>
        AtomicFile.WriteText(
            Path.Combine(folder, FileName),
            Json.Write(json =>
            {
                json.WriteString("format", FormatName);
                json.WriteString("name", Name);
                json.WriteString("fingerprint", Fingerprint);
                json.WriteNumber("shards", Shards);
                json.WriteStartArray("jobs");
                foreach (string id in Jobs)
                {
                    json.WriteStringValue(id);
                }

                json.WriteEndArray();
            })
        );

    /// <summary>Reads the one of a folder; null when there is none.</summary>
    /// <exception cref="InputException">It is there and malformed.</exception>
    public static JobFile? TryRead(string folder)
    {
        string path = Path.Combine(folder, FileName);
        if (!Path.Exists(path))
        {
            return null;
        }

        byte[] bytes = InputFile.ReadAllBytes(path);
        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes);
            JsonElement root = document.RootElement;
            return root.GetProperty("format").GetString() == FormatName
                ? new JobFile(
                    root.GetProperty("name").GetString()!,
                    root.GetProperty("fingerprint").GetString()!,
                    root.GetProperty("shards").GetInt32(),
                    [.. root.GetProperty("jobs").EnumerateArray().Select(id => id.GetString()!)]
                )
                : throw new FormatException();
        }
        catch (Exception problem)
            when (problem
                    is JsonException
                        or KeyNotFoundException
                        or InvalidOperationException
                        or FormatException
            )
        {
            throw new InputException(
                $"'{path}' is not the record of a Slurm job, or it is damaged.",
                problem
            );
        }
    }
}
