// A record (and, in a checkpoint, the state) in one npz archive: the same run gives the same bytes.

using System.Globalization;
using System.Text;
using Verify.Core.Data;

namespace Verify.Core.Training;

/// <summary>
/// Keys: format, names (a checksum of all other names: a zip's directory has none of its own), configuration (UTF-8 codes),
/// status, epoch, iteration; history.NAME, evaluated epochs x length; final.NAME; state.NAME.
/// </summary>
internal static class RunArchive
{
    private const double Format = 1;
    private const string NamesKey = "names";
    private const string HistoryPrefix = "history.";
    private const string FinalPrefix = "final.";
    private const string StatePrefix = "state.";

    internal static void Write(string path, RunRecord record, IReadOnlyDictionary<string, double[]> state) =>
        NpzWriter.Write(
            path,
            writer =>
            {
                List<(string Name, Func<double[]> Values, int[] Shape)> arrays = [.. Arrays(record, state)];
                writer.Add("format", [Format], 1);
                writer.Add(NamesKey, [Checksum(arrays.Select(array => array.Name))], 1);
                foreach ((string name, Func<double[]> values, int[] shape) in arrays)
                {
                    writer.Add(name, values(), shape);
                }
            }
        );

    /// <summary>All arrays, their values made when they are written: a history of matrices is not in memory twice.</summary>
    private static IEnumerable<(string Name, Func<double[]> Values, int[] Shape)> Arrays(
        RunRecord record,
        IReadOnlyDictionary<string, double[]> state
    )
    {
        double[] text = [.. Encoding.UTF8.GetBytes(record.Configuration.Format()).Select(b => (double)b)];
        yield return ("configuration", () => text, [text.Length]);
        yield return ("status", () => [(double)record.Status], [1]);
        yield return ("epoch", () => [record.Epoch], [1]);
        yield return ("iteration", () => [record.Iteration], [1]);
        if (!record.History.IsEmpty)
        {
            foreach ((string name, double[] first) in record.History[0].Series)
            {
                yield return (
                    HistoryPrefix + name,
                    () => [.. record.History.SelectMany(epoch => epoch.Series[name])],
                    [record.History.Length, first.Length]
                );
            }
        }

        foreach ((string name, NdArray array) in record.Final.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            yield return (FinalPrefix + name, () => array.Values.ToArray(), [.. array.Shape]);
        }

        foreach ((string name, double[] values) in state.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            yield return (StatePrefix + name, () => values, [values.Length]);
        }
    }

    private static double Checksum(IEnumerable<string> names)
    {
        Crc32 checksum = new();
        checksum.Append(Encoding.UTF8.GetBytes(string.Join('\n', names)));
        return checksum.Value;
    }

    internal static (RunRecord Record, Dictionary<string, double[]> State) Read(string path)
    {
        using NpzReader archive = new(path);
        if (!archive.Contains("format") || Scalar(archive, path, "format") != Format)
        {
            throw new InputException($"{FileErrors.Quote(path)} is not the file of a run.");
        }

        IEnumerable<string> names = archive.Keys.Where(key => key is not "format" and not NamesKey);
        if (Scalar(archive, path, NamesKey) != Checksum(names))
        {
            throw new InputException(
                $"{FileErrors.Quote(path)} is damaged: its arrays are not those that were written."
            );
        }

        RunConfiguration configuration;
        try
        {
            byte[] text = Array.ConvertAll(
                archive.Read("configuration").Values.ToArray(),
                v => checked((byte)v)
            );
            configuration = RunConfiguration.Parse(Encoding.UTF8.GetString(text).Split('\n'));
        }
        catch (OverflowException problem)
        {
            throw new InputException($"{FileErrors.Quote(path)} holds no readable configuration.", problem);
        }

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

    private static double Scalar(NpzReader archive, string path, string key)
    {
        NdArray array = archive.Read(key);
        return array.Count == 1
            ? array.Values[0]
            : throw new InputException($"{FileErrors.Quote(path)} has more than one {key}.");
    }
}
