// The grid of a sweep: which runs there are, in which order, and what each is configured by. A plan runs nothing.

using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Verify.Audit.Sharding;
using Verify.Core.Data;

namespace Verify.Audit.Sweeping;

/// <summary>
/// Every combination of the axes' values, the last axis fastest, with all other keys fixed. Run r of axes with V_1 .. V_a
/// values has value (r / (V_{i+1} .. V_a)) mod V_i of axis i.
/// </summary>
public sealed class SweepPlan
{
    private readonly ImmutableArray<string> fixedValues;
    private readonly ImmutableArray<int> axisKeys;

    private SweepPlan(
        SettingTable table,
        ImmutableArray<string> fixedValues,
        ImmutableArray<SweepAxis> axes,
        int count
    )
    {
        Table = table;
        this.fixedValues = fixedValues;
        Axes = axes;
        Count = count;
        axisKeys = [.. axes.Select(axis => table.Keys.Select(key => key.Name).ToList().IndexOf(axis.Key))];
        Json = ShardManifest.PlanOf(Write);
    }

    /// <summary>The keys.</summary>
    public SettingTable Table { get; }

    /// <summary>The keys with more than one value, in the order in which they were given, values in canonical form.</summary>
    public ImmutableArray<SweepAxis> Axes { get; }

    /// <summary>The number of runs, at least 1.</summary>
    public int Count { get; }

    /// <summary>
    /// Everything that the results depend on as canonical JSON: { "axes": [{ "key", "values" }], "fixed": { key: value } },
    /// defaults included. Equal for plans with the same runs in the same order.
    /// </summary>
    public string Json { get; }

    /// <summary>What run <paramref name="index"/> is configured by.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such run.</exception>
    public RunSettings this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            string[] values = [.. fixedValues];
            for (int i = Axes.Length - 1; i >= 0; i--)
            {
                ImmutableArray<string> choices = Axes[i].Values;
                values[axisKeys[i]] = choices[index % choices.Length];
                index /= choices.Length;
            }

            return new RunSettings(Table, [.. values]);
        }
    }

    /// <summary>The grid of the axes given; keys that are not among them have their defaults, or those of
    /// the preset when preset=NAME is among them, at whatever place.</summary>
    /// <param name="table">The keys.</param>
    /// <param name="given">Keys with their values, in order; a key of one value is fixed.</param>
    /// <exception cref="InputException">
    /// A key is unknown or given twice, a value does not suit its key or stands in its list twice, or there are more than
    /// 1000000 runs.
    /// </exception>
    public static SweepPlan Create(SettingTable table, ImmutableArray<SweepAxis> given)
    {
        ArgumentNullException.ThrowIfNull(table);
        ImmutableArray<SweepAxis> named = SweepAxis.Override(table, [], given);
        ImmutableArray<string> defaults = table.DefaultsOf(PresetOf(named));
        ImmutableArray<SweepAxis> axes =
        [
            .. named
                .Where(axis => axis.Key != SettingTable.PresetName)
                .Select(axis => Canonical(table, axis)),
        ];
        Dictionary<string, string> single = axes.Where(axis => axis.Values.Length == 1)
            .ToDictionary(axis => axis.Key, axis => axis.Values[0], StringComparer.Ordinal);
        long count = 1;
        foreach (SweepAxis axis in axes)
        {
            // Both factors are at most SweepValues.Most, so the product is a long.
            count *= axis.Values.Length;
            if (count > SweepValues.Most)
            {
                throw new InputException($"The sweep has more than {SweepValues.Most} runs.");
            }
        }

        return new SweepPlan(
            table,
            [.. table.Keys.Zip(defaults, (key, value) => single.GetValueOrDefault(key.Name, value))],
            [.. axes.Where(axis => axis.Values.Length > 1)],
            (int)count
        );
    }

    /// <summary>The plan of <see cref="Json"/>.</summary>
    /// <exception cref="InputException">The text is none, or of another version's keys; the sentence names the file.</exception>
    public static SweepPlan Parse(SettingTable table, string json, string path)
    {
        ArgumentNullException.ThrowIfNull(table);
        SweepPlan? plan = null;
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            JsonElement root = document.RootElement;
            plan = Create(
                table,
                [
                    .. root.GetProperty("axes")
                        .EnumerateArray()
                        .Select(axis => new SweepAxis(
                            axis.GetProperty("key").GetString()!,
                            [
                                .. axis.GetProperty("values")
                                    .EnumerateArray()
                                    .Select(value => value.GetString()!),
                            ]
                        )),
                    .. root.GetProperty("fixed")
                        .EnumerateObject()
                        .Select(member => new SweepAxis(member.Name, [member.Value.GetString()!])),
                ]
            );
        }
        catch (Exception problem)
            when (problem
                    is JsonException
                        or KeyNotFoundException
                        or InvalidOperationException
                        or InputException
            )
        {
            throw new InputException(
                $"'{path}' does not hold the plan of a sweep that this version can run.",
                problem
            );
        }

        return plan.Json == json
            ? plan
            : throw new InputException(
                $"'{path}' does not hold the plan of a sweep that this version can run."
            );
    }

    /// <summary>Words "key=a,b" that make the plan again: the axes in order, then what is fixed at another value than its
    /// default.</summary>
    public ImmutableArray<string> Words() =>
        [
            .. Axes.Select(axis => axis.ToString()),
            .. Table
                .Keys.Zip(fixedValues)
                .Where((key, i) => !axisKeys.Contains(i) && key.Second != key.First.Default)
                .Select(key => new SweepAxis(key.First.Name, [key.Second]).ToString()),
        ];

    /// <summary>The index with leading zeros, four digits or as many as the last run's has, and the configuration's hash.</summary>
    public string NameOf(int index)
    {
        int digits = Math.Max(4, (Count - 1).ToString(CultureInfo.InvariantCulture).Length);
        return $"{index.ToString("D" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)}-{this[index].Hash()}";
    }

    /// <summary>The axes' values of a run as "m=5 seed=3"; empty for a sweep of one run.</summary>
    public string Describe(int index)
    {
        RunSettings run = this[index];
        return string.Join(' ', Axes.Select(axis => $"{axis.Key}={run[axis.Key]}"));
    }

    private static string? PresetOf(ImmutableArray<SweepAxis> axes) =>
        axes.FirstOrDefault(axis => axis.Key == SettingTable.PresetName) is not { } preset ? null
        : preset.Values.Length == 1 ? preset.Values[0]
        : throw new InputException($"'{preset}' has several values, and a sweep has one preset.");

    /// <summary>The axis with its values in canonical form.</summary>
    /// <exception cref="InputException">There is no such key, or a value does not suit it or stands in the list twice.</exception>
    internal static SweepAxis Canonical(SettingTable table, SweepAxis axis)
    {
        SettingKey key = table.Require(axis.Key);
        if (axis.Values.IsEmpty)
        {
            throw new InputException($"The key '{axis.Key}' has no values.");
        }

        ImmutableArray<string> values = [.. axis.Values.Select(key.Normalise)];
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (string value in values)
        {
            if (!seen.Add(value))
            {
                throw new InputException($"The key '{axis.Key}' has the value {value} twice.");
            }
        }

        return axis with
        {
            Values = values,
        };
    }

    private void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray("axes");
        foreach (SweepAxis axis in Axes)
        {
            json.WriteStartObject();
            json.WriteString("key", axis.Key);
            json.WriteStartArray("values");
            foreach (string value in axis.Values)
            {
                json.WriteStringValue(value);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("fixed");
        for (int i = 0; i < Table.Keys.Length; i++)
        {
            if (!axisKeys.Contains(i))
            {
                json.WriteString(Table.Keys[i].Name, fixedValues[i]);
            }
        }

        json.WriteEndObject();
    }
}
