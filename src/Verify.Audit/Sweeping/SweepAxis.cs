// A key with the values that a sweep gives it, and how such keys are read from the words of a command line. Files are
// SweepFile.cs.

using System.Collections.Immutable;
using Verify.Core.Data;

namespace Verify.Audit.Sweeping;

/// <summary>A key and its values, at least one.</summary>
/// <param name="Key">The key's name.</param>
/// <param name="Values">The values in order.</param>
public sealed record SweepAxis(string Key, ImmutableArray<string> Values)
{
    /// <summary>"key=a,b", which <see cref="Parse"/> reads as this axis.</summary>
    public override string ToString() => $"{Key}={SweepValues.Write(Values)}";

    /// <summary>Reads words of the form key=a,b.</summary>
    /// <exception cref="InputException">
    /// A word is of another form, a key is given twice, or values are malformed. Whether the keys exist is not asked here.
    /// </exception>
    public static ImmutableArray<SweepAxis> Parse(IEnumerable<string> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        ImmutableArray<SweepAxis>.Builder axes = ImmutableArray.CreateBuilder<SweepAxis>();
        foreach (string word in words)
        {
            int equals = word.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || word[0] == '-')
            {
                throw new InputException($"'{word}' is neither an option nor of the form key=value.");
            }

            string key = word[..equals];
            if (axes.Any(axis => axis.Key == key))
            {
                throw new InputException($"The key '{key}' is given twice.");
            }

            axes.Add(new SweepAxis(key, SweepValues.Parse(key, word[(equals + 1)..])));
        }

        return axes.ToImmutable();
    }

    /// <summary>
    /// The axes of a file with those of the command line in their places: a key of both has the command line's values at the
    /// file's place, the others follow.
    /// </summary>
    /// <param name="table">Tells which names mean one key.</param>
    /// <param name="file">From the file.</param>
    /// <param name="given">From the command line.</param>
    /// <exception cref="InputException">A key is unknown, or given twice under two names.</exception>
    public static ImmutableArray<SweepAxis> Override(
        SettingTable table,
        ImmutableArray<SweepAxis> file,
        ImmutableArray<SweepAxis> given
    )
    {
        ImmutableArray<SweepAxis> first = Named(table, file);
        ImmutableArray<SweepAxis> second = Named(table, given);
        return
        [
            .. first.Select(axis => second.FirstOrDefault(other => other.Key == axis.Key) ?? axis),
            .. second.Where(axis => first.All(other => other.Key != axis.Key)),
        ];
    }

    private static ImmutableArray<SweepAxis> Named(SettingTable table, ImmutableArray<SweepAxis> axes)
    {
        ImmutableArray<SweepAxis> named =
        [
            .. axes.Select(axis => axis with { Key = NameOf(table, axis.Key) }),
        ];
        foreach (SweepAxis axis in named)
        {
            if (named.Count(other => other.Key == axis.Key) > 1)
            {
                throw new InputException($"The key '{axis.Key}' is given twice.");
            }
        }

        return named;
    }

    private static string NameOf(SettingTable table, string key) =>
        key == SettingTable.PresetName && !table.Presets.IsEmpty ? key : table.Require(key).Name;
}
