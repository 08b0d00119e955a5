// Reads results.jsonl line by line, in the order in which JsonLines wrote it. It knows no claims.

using System.Globalization;
using System.Text;
using System.Text.Json;
using Verify.Audit.Results;
using Verify.Core.Data;

namespace Verify.Audit.Reports;

/// <summary>The lines of a file, one at a time: of each at most one of <see cref="Case"/> and <see cref="Search"/> is set.</summary>
internal sealed class JsonLineReader : IDisposable
{
    private readonly string path;
    private readonly StreamReader reader;
    private long number;

    /// <summary>Opens the file and reads its first line; the file may be empty.</summary>
    /// <exception cref="InputException">It cannot be read, or the line is none of an audit's results.</exception>
    internal JsonLineReader(string path)
    {
        this.path = path;
        try
        {
            // Not the reader of user files, which refuses empty ones: a shard may own no case at all.
            reader = new StreamReader(path, new UTF8Encoding(false, throwOnInvalidBytes: true));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"'{path}' cannot be read.", failure);
        }

        try
        {
            Advance();
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    /// <summary>The case of the current line; null when it is a search's, and after the last line.</summary>
    internal CaseRecord? Case { get; private set; }

    /// <summary>The search of the current line; null when it is a case's, and after the last line.</summary>
    internal SearchRecord? Search { get; private set; }

    /// <summary>Goes to the next line.</summary>
    /// <exception cref="InputException">It cannot be read, or is none of an audit's results.</exception>
    internal void Advance()
    {
        Case = null;
        Search = null;
        number++;
        try
        {
            if (reader.ReadLine() is not { } line)
            {
                return;
            }

            using JsonDocument document = JsonDocument.Parse(line);
            Read(document.RootElement);
        }
        catch (Exception problem)
            when (problem
                    is JsonException
                        or KeyNotFoundException
                        or InvalidOperationException
                        or FormatException
                        or DecoderFallbackException
            )
        {
            throw new InputException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Line {number} of '{path}' is not one of an audit's results."
                ),
                problem
            );
        }
        catch (IOException failure)
        {
            throw new InputException($"'{path}' cannot be read.", failure);
        }
    }

    public void Dispose() => reader.Dispose();

    private void Read(JsonElement line)
    {
        string claim = Text(line, "claim");
        if (line.TryGetProperty("search", out _))
        {
            Search = SearchJson.Read(claim, line);
            return;
        }

        Case = new CaseRecord(
            claim,
            line.GetProperty("case").GetInt32(),
            line.GetProperty("seed").GetUInt64(),
            Text(line, "spec"),
            line.GetProperty("applicable").GetBoolean(),
            Optional(line, "rejected"),
            line.NumberOrName("measured"),
            line.NumberOrName("bound"),
            Text(line, "verdict"),
            Optional(line, "finding")
        );
    }

    private static string Text(JsonElement line, string name) =>
        line.GetProperty(name).GetString() ?? throw new FormatException($"'{name}' is null");

    private static string? Optional(JsonElement line, string name) =>
        line.TryGetProperty(name, out JsonElement text) ? text.GetString() : null;
}
