// The keys that a run is configured by, as a sweep sees them: names and texts. What a key means is the run's business.

using System.Collections.Frozen;
using System.Collections.Immutable;
using Verify.Core.Data;

namespace Verify.Audit.Sweeping;

/// <summary>A key of a run's configuration.</summary>
/// <param name="Name">Its name on the command line and in files.</param>
/// <param name="Description">What it sets and which values it takes, for --help.</param>
/// <param name="Default">Its value when it is not given, in canonical form.</param>
/// <param name="Normalise">
/// The canonical form of a value: one text for all that mean the same ("0.10" and "1e-1" become "0.1"). Throws an
/// <see cref="InputException"/> whose sentence names the key and the value.
/// </param>
/// <param name="OtherName">A second name that is accepted, or null.</param>
public sealed record SettingKey(
    string Name,
    string Description,
    string Default,
    Func<string, string> Normalise,
    string? OtherName = null
);

/// <summary>Another set of defaults, which preset=NAME chooses.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Defaults">The default of every key in the table's order, in canonical form.</param>
public sealed record SettingPreset(string Name, ImmutableArray<string> Defaults);

/// <summary>All keys, in the order in which --help lists them.</summary>
public sealed class SettingTable
{
    /// <summary>The word that chooses a preset. It is no key: what it chooses are the values of the keys.</summary>
    public const string PresetName = "preset";

    private readonly FrozenDictionary<string, SettingKey> keys;

    /// <summary>A table of keys.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="presets">Sets of defaults beside the keys' own.</param>
    /// <exception cref="ArgumentException">Two keys have one name, or a preset has another number of defaults.</exception>
    public SettingTable(IEnumerable<SettingKey> keys, params IEnumerable<SettingPreset> presets)
    {
        Keys = [.. keys];
        Presets = [.. presets];
        if (Presets.Any(preset => preset.Defaults.Length != Keys.Length))
        {
            throw new ArgumentException("A preset has a default for every key.", nameof(presets));
        }

        Dictionary<string, SettingKey> byName = new(StringComparer.Ordinal);
        foreach (SettingKey key in Keys)
        {
            byName.Add(key.Name, key);
            if (key.OtherName is { } other)
            {
                byName.Add(other, key);
            }
        }

        this.keys = byName.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>The keys.</summary>
    public ImmutableArray<SettingKey> Keys { get; }

    /// <summary>The presets.</summary>
    public ImmutableArray<SettingPreset> Presets { get; }

    /// <summary>The defaults of a preset; the keys' own for null.</summary>
    /// <exception cref="InputException">There is no such preset.</exception>
    public ImmutableArray<string> DefaultsOf(string? preset)
    {
        if (preset is null)
        {
            return [.. Keys.Select(key => key.Default)];
        }

        IEnumerable<string> known = Presets.Select(one => one.Name);
        return Presets.FirstOrDefault(one => one.Name == preset)?.Defaults
            ?? throw new InputException($"'{PresetName}={preset}' is none of {string.Join(", ", known)}.");
    }

    /// <summary>The key of a name.</summary>
    /// <exception cref="InputException">There is none; the sentence names the nearest.</exception>
    public SettingKey Require(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return keys.TryGetValue(name, out SettingKey? key)
            ? key
            : throw new InputException(
                $"'{name}' is not a key; the nearest is '{NearestWord.Of(name, Words)}' (see 'verify sweep --help')."
            );
    }

    /// <summary>All that may stand before an equals sign.</summary>
    private IEnumerable<string> Words => Presets.IsEmpty ? keys.Keys : keys.Keys.Append(PresetName);
}
