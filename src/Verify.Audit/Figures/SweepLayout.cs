// Where each run of a sweep stands in the figures: rows are n/m, columns p, seeds lie over one another, and the values of all
// other axes give a set of figures each. It reads no run.

using System.Collections.Immutable;
using System.Globalization;
using Verify.Audit.Sweeping;

namespace Verify.Audit.Figures;

/// <summary>Runs that differ in n/m, p and the seed alone: a set of figures.</summary>
/// <param name="Title">"m = 5, lr = 0.01", the values of the other axes; empty where the sweep has none.</param>
/// <param name="Slug">The same for names of files; empty likewise, and unlike that of any other group.</param>
internal sealed record FigureGroup(string Title, string Slug);

/// <summary>Where a run stands.</summary>
/// <param name="Group">Its set of figures.</param>
/// <param name="Row">Its n/m.</param>
/// <param name="Column">Its p.</param>
internal readonly record struct FigurePlace(int Group, int Row, int Column);

/// <summary>The places of a plan's runs.</summary>
internal sealed class SweepLayout
{
    /// <summary>The key of rows.</summary>
    internal const string MultipleKey = "multi";

    /// <summary>The key of columns.</summary>
    internal const string StrengthKey = "teacher_strength_decay";

    private const string SeedKey = "seed";
    private const int LongestSlug = 60;

    private readonly SweepPlan plan;
    private readonly ImmutableArray<SweepAxis> others;

    internal SweepLayout(SweepPlan plan)
    {
        this.plan = plan;
        others = [.. plan.Axes.Where(axis => axis.Key is not (MultipleKey or StrengthKey or SeedKey))];
        Multiples = Values(MultipleKey);
        Strengths = Values(StrengthKey);
        Groups = MakeGroups();
    }

    /// <summary>The values of n/m, ascending.</summary>
    internal ImmutableArray<string> Multiples { get; }

    /// <summary>The values of p, ascending.</summary>
    internal ImmutableArray<string> Strengths { get; }

    /// <summary>The sets of figures, in the order of the plan.</summary>
    internal ImmutableArray<FigureGroup> Groups { get; }

    /// <summary>The keys whose values tell configurations apart: all axes but the seed's.</summary>
    internal IEnumerable<string> Keys => plan.Axes.Select(axis => axis.Key).Where(key => key != SeedKey);

    /// <summary>The place of a run.</summary>
    internal FigurePlace PlaceOf(int run)
    {
        RunSettings settings = plan[run];
        int group = 0;
        foreach (SweepAxis axis in others)
        {
            group = group * axis.Values.Length + axis.Values.IndexOf(settings[axis.Key]);
        }

        return new FigurePlace(
            group,
            Multiples.IndexOf(settings[MultipleKey]),
            Strengths.IndexOf(settings[StrengthKey])
        );
    }

    private ImmutableArray<string> Values(string key) =>
        plan.Axes.FirstOrDefault(axis => axis.Key == key) is { } axis
            ? [.. axis.Values.OrderBy(value => double.Parse(value, CultureInfo.InvariantCulture))]
            : [plan[0][key]];

    private ImmutableArray<FigureGroup> MakeGroups()
    {
        ImmutableArray<FigureGroup>.Builder groups = ImmutableArray.CreateBuilder<FigureGroup>();
        HashSet<string> slugs = new(StringComparer.OrdinalIgnoreCase); // for file systems that do not tell case apart
        int count = others.Aggregate(1, (product, axis) => product * axis.Values.Length);
        for (int group = 0; group < count; group++)
        {
            string[] values = new string[others.Length];
            int rest = group;
            for (int i = others.Length - 1; i >= 0; i--)
            {
                values[i] = others[i].Values[rest % others[i].Values.Length];
                rest /= others[i].Values.Length;
            }

            string slug = string.Join('-', others.Select((axis, i) => $"{axis.Key}{Plain(values[i])}"));
            if (slug.Length > LongestSlug || !slugs.Add(slug))
            {
                slug = string.Create(CultureInfo.InvariantCulture, $"set{group + 1}");
                slugs.Add(slug);
            }

            groups.Add(
                new FigureGroup(
                    string.Join(", ", others.Select((axis, i) => $"{axis.Key} = {values[i]}")),
                    slug
                )
            );
        }

        return groups.ToImmutable();
    }

    private static string Plain(string value) =>
        string.Concat(value.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' ? c : '_'));
}
