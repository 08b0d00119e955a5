// results.jsonl: a line a case, written as the cases come. It carries no timing, so it is reproducible to the byte.

using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Verify.Audit.Results;

namespace Verify.Audit.Reports;

/// <summary>
/// Writes { claim, case, seed, spec, applicable, measured, bound, verdict } and, when they are not null, rejected and
/// finding: one JSON object a line. After the cases of a claim that was searched comes a line { claim, search, sampled, found,
/// climbs, steps } (see <see cref="SearchJson"/>), which has no case. UTF-8 without a byte order mark, each line ended by LF. Doubles are shortest
/// round-trip; "NaN", "Infinity" and "-Infinity" are strings, for a line must say what was measured. The order of the
/// lines is the caller's. Not for use by several threads at once.
/// </summary>
public sealed class JsonLines : IDisposable
{
    /// <summary>The file's name.</summary>
    public const string FileName = "results.jsonl";

    /// <summary>Lines are gathered up to this many bytes before the stream sees them.</summary>
    private const int FlushAt = 1 << 16;

    private readonly ArrayBufferWriter<byte> lines = new(FlushAt + 4096);
    private readonly Utf8JsonWriter json;
    private readonly Stream destination;
    private readonly bool leaveOpen;

    /// <summary>Starts writing at the stream's position.</summary>
    public JsonLines(Stream destination, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(destination);
        this.destination = destination;
        this.leaveOpen = leaveOpen;
        // The relaxed encoder leaves <, & and letters beyond ASCII readable; this file is never inside a page.
        json = new Utf8JsonWriter(
            lines,
            new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
        );
    }

    /// <summary>Appends one line.</summary>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    public void Write(CaseRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        json.WriteStartObject();
        json.WriteString("claim", record.Claim);
        json.WriteNumber("case", record.Case);
        json.WriteNumber("seed", record.Seed);
        json.WriteString("spec", record.Spec);
        json.WriteBoolean("applicable", record.Applicable);
        json.NumberOrName("measured", record.Measured);
        json.NumberOrName("bound", record.Bound);
        json.WriteString("verdict", record.Verdict);
        if (record.Rejected is not null)
        {
            json.WriteString("rejected", record.Rejected);
        }

        if (record.Finding is not null)
        {
            json.WriteString("finding", record.Finding);
        }

        json.WriteEndObject();
        EndLine();
    }

    /// <summary>Appends the line of a search.</summary>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    public void Write(SearchRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        json.WriteStartObject();
        json.WriteString("claim", record.Claim);
        SearchJson.Write(json, record);
        json.WriteEndObject();
        EndLine();
    }

    private void EndLine()
    {
        json.Flush();
        json.Reset();
        lines.Write("\n"u8);
        if (lines.WrittenCount >= FlushAt)
        {
            Drain();
        }
    }

    /// <summary>Appends every record.</summary>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    public void Write(IEnumerable<CaseRecord> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        foreach (CaseRecord record in records)
        {
            Write(record);
        }
    }

    /// <summary>Hands every line to the stream and flushes it.</summary>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    public void Flush()
    {
        Drain();
        destination.Flush();
    }

    /// <summary>Flushes, and closes the stream unless it was to be left open.</summary>
    public void Dispose()
    {
        try
        {
            Flush();
        }
        finally
        {
            json.Dispose();
            if (!leaveOpen)
            {
                destination.Dispose();
            }
        }
    }

    private void Drain()
    {
        destination.Write(lines.WrittenSpan);
        lines.ResetWrittenCount();
    }
}
