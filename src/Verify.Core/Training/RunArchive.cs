// A record (and, in a checkpoint, the state) in one npz archive: the same run gives the same bytes.

using System.Globalization;
using System.Text;
using Verify.Core.Data;

namespace Verify.Core.Training;

/// <summary>
/// Keys: format, configuration (UTF-8 codes), status, epoch, iteration; history.NAME, evaluated epochs x length;
/// final.NAME; state.NAME; contents, the names before it (UTF-8 codes).
/// </summary>
internal static class RunArchive
{
    private const double Format = 2;
    private const string Contents = "contents";
    private const string HistoryPrefix = "history.";
    private const string FinalPrefix = "final.";
    private const string StatePrefix = "state.";

    internal static void Write(string path, RunRecord record, IReadOnlyDictionary<string, double[]> state)
    {
        List<(string Name, NdArray Array)> entries =
        [
            ("format", Vector(Format)),
            ("configuration", Text(record.Configuration.Format())),
            ("status", Vector((double)record.Status)),
            ("epoch", Vector(record.Epoch)),
            ("iteration", Vector(record.Iteration)),
        ];
        if (!record.History.IsEmpty)
        {
            foreach ((string name, double[] first) in record.History[0].Series)
            {
                double[] all = [.. record.History.SelectMany(epoch => epoch.Series[name])];
                entries.Add((HistoryPrefix + name, new NdArray(all, [record.History.Length, first.Length])));
            }
        }

        entries.AddRange(
            record
                .Final.OrderBy(p => p.Key, StringComparer.Ordinal)
                .Select(p => (FinalPrefix + p.Key, p.Value))
        );
        entries.AddRange(
            state
                .OrderBy(p => p.Key, StringComparer.Ordinal)
                .Select(p => (StatePrefix + p.Key, Vector(p.Value)))
        );

        // The archive's own directory has no checksum: a name that is damaged there would be a series that is missing.
        entries.Add((Contents, Text(string.Join('\n', entries.Select(entry => entry.Name)))));
        NpzWriter.Write(
            path,
            writer =>
            {
                foreach ((string name, NdArray array) in entries)
                {
                    writer.Add(name, array.Values, array.Shape.AsSpan());
                }
            }
        );
    }

    internal static (RunRecord Record, Dictionary<string, double[]> State) Read(string path)
    {
        using NpzReader archive = new(path);
        if (!archive.Contains("format") || Scalar(archive, path, "format") != Format)
        {
            throw new InputException($"{FileErrors.Quote(path)} is not the file of a run.");
        }

        if (!archive.Keys.SkipLast(1).SequenceEqual(Lines(archive, path, Contents)))
        {
            throw new InputException(
                $"{FileErrors.Quote(path)} is damaged: its arrays are not those it lists."
            );
        }

        RunConfiguration configuration = RunConfiguration.Parse(Lines(archive, path, "configuration"));

        RunStatus status = (RunStatus)Scalar(archive, path, "status");
        if (!Enum.IsDefined(status))
        {
            throw new InputException($"{FileErrors.Quote(path)} has an unknown status.");
        }

        EpochStatistics[] history = [];
        Dictionary<string, NdArray> final = new(StringComparer.Ordinal);
        Dictionary<string, double[]> state = new(StringComparer.Ordinal);
        foreach (string key in archive.Keys)
        {
            if (key.StartsWith(HistoryPrefix, StringComparison.Ordinal))
            {
                AddSeries(archive.Read(key), key[HistoryPrefix.Length..], path, ref history);
            }
            else if (key.StartsWith(FinalPrefix, StringComparison.Ordinal))
            {
                final[key[FinalPrefix.Length..]] = archive.Read(key);
            }
            else if (key.StartsWith(StatePrefix, StringComparison.Ordinal))
            {
                state[key[StatePrefix.Length..]] = archive.Read(key).Values.ToArray();
            }
        }

        RunRecord record = new(
            configuration,
            status,
            (int)Scalar(archive, path, "epoch"),
            (long)Scalar(archive, path, "iteration"),
            [.. history],
            final
        );
        return (record, state);
    }

    private static void AddSeries(NdArray array, string name, string path, ref EpochStatistics[] history)
    {
        if (history.Length == 0 && array.Rank == 2)
        {
            history = [.. Enumerable.Range(0, array.Shape[0]).Select(_ => new EpochStatistics())];
        }

        if (array.Rank != 2 || array.Shape[0] != history.Length)
        {
            throw new InputException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{FileErrors.Quote(path)} has a history of {history.Length} epochs, in which {FileErrors.QuoteShort(name)} does not fit."
                )
            );
        }

        for (int i = 0; i < history.Length; i++)
        {
            history[i].Set(name, array.Values.Slice(i * array.Shape[1], array.Shape[1]).ToArray());
        }
    }

    private static NdArray Vector(params double[] values) => new(values, [values.Length]);

    private static NdArray Text(string text) =>
        Vector([.. Encoding.UTF8.GetBytes(text).Select(code => (double)code)]);

    private static string[] Lines(NpzReader archive, string path, string key)
    {
        try
        {
            byte[] text = Array.ConvertAll(archive.Read(key).Values.ToArray(), v => checked((byte)v));
            return Encoding.UTF8.GetString(text).Split('\n');
        }
        catch (OverflowException problem)
        {
            throw new InputException($"{FileErrors.Quote(path)} holds no readable {key}.", problem);
        }
    }

    private static double Scalar(NpzReader archive, string path, string key)
    {
        NdArray array = archive.Read(key);
        return array.Count == 1
            ? array.Values[0]
            : throw new InputException($"{FileErrors.Quote(path)} has more than one {key}.");
    }
}
