// What the figures of one group share: which rows and columns are drawn, their heads, names and titles.

using System.Collections.Immutable;
using System.Globalization;
using Verify.Audit.Figures;
using Verify.Audit.Reports.Plots;

namespace Verify.Audit.Reports.Figures;

/// <summary>A group of a sweep, as rows of n/m and columns of p. Of more than seven of either, seven are drawn.</summary>
internal sealed class FigureFrame
{
    /// <summary>Rows, columns and lines of a figure.</summary>
    internal const int Most = FigureStyles.Kinds;

    private readonly SweepFigures figures;
    private readonly ImmutableArray<int> rows;
    private readonly ImmutableArray<int> columns;

    internal FigureFrame(SweepFigures figures, int group)
    {
        this.figures = figures;
        Group = group;
        rows = Evenly(figures.Layout.Multiples.Length, Most);
        columns = Evenly(figures.Layout.Strengths.Length, Most);
        Any = figures.CellsOf(group).First();
    }

    /// <summary>The group's index.</summary>
    internal int Group { get; }

    /// <summary>Some configuration of it: all have the same epochs and teachers.</summary>
    internal CellSum Any { get; }

    /// <summary>Rows that are drawn.</summary>
    internal int Rows => rows.Length;

    /// <summary>Columns that are drawn.</summary>
    internal int Columns => columns.Length;

    /// <summary>Hidden layers.</summary>
    internal int Layers => Any.Layers.Length;

    /// <summary>"n/m = 5" for each row.</summary>
    internal ImmutableArray<string> RowHeads =>
        [.. rows.Select(row => $"n/m = {figures.Layout.Multiples[row]}")];

    /// <summary>"p = 0.5" for each column.</summary>
    internal ImmutableArray<string> ColumnHeads =>
        [.. columns.Select(column => $"p = {figures.Layout.Strengths[column]}")];

    /// <summary>The configurations that are drawn and have completed runs.</summary>
    internal IEnumerable<CellSum> Cells =>
        Enumerable
            .Range(0, Rows)
            .SelectMany(row => Enumerable.Range(0, Columns).Select(column => this[row, column]))
            .OfType<CellSum>();

    /// <summary>The configuration of a drawn row and column; null where no run completed.</summary>
    internal CellSum? this[int row, int column] => figures[Group, rows[row], columns[column]];

    /// <summary>"l-shape-m10-layer2": unlike that of any other figure.</summary>
    /// <param name="kind">The kind of figure.</param>
    /// <param name="layer">A hidden layer from 1; 0 for a figure of no layer.</param>
    internal string Name(string kind, int layer)
    {
        string slug = figures.Layout.Groups[Group].Slug;
        string of =
            layer > 0 && Layers > 1 ? string.Create(CultureInfo.InvariantCulture, $"-layer{layer}") : "";
        return kind + (slug.Length > 0 ? "-" + slug : "") + of;
    }

    /// <summary>The heading in the page, where the group has one of its own.</summary>
    internal string Heading(string heading, int layer) =>
        heading
        + (layer > 0 && Layers > 1 ? string.Create(CultureInfo.InvariantCulture, $", layer {layer}") : "");

    /// <summary>The title with the layer and the values of the group.</summary>
    internal string Title(string title, int layer)
    {
        string group = figures.Layout.Groups[Group].Title;
        return Heading(title, layer) + (group.Length > 0 ? $" ({group})" : "");
    }

    /// <summary>What to call the teachers of a layer on an axis: only those of the top hidden layer differ in strength.</summary>
    internal string TeacherLabel(int layer) => layer == Layers ? "teacher j (strength ∝ j^−p)" : "teacher j";

    /// <summary>The sentence about rows and columns that are not drawn, after a space; empty when all are.</summary>
    internal string LeftOut()
    {
        string[] parts =
        [
            .. Part(Rows, figures.Layout.Multiples.Length, "n/m"),
            .. Part(Columns, figures.Layout.Strengths.Length, "p"),
        ];
        return parts.Length == 0 ? "" : $" Drawn are {string.Join(" and ", parts)}; the table has all.";
    }

    /// <summary>At most so many of 0 .. count - 1, the ends among them and the others evenly between.</summary>
    internal static ImmutableArray<int> Evenly(int count, int most) =>
        count <= most
            ? [.. Enumerable.Range(0, count)]
            : [.. Enumerable.Range(0, most).Select(i => (int)((long)i * (count - 1) / (most - 1)))];

    private static IEnumerable<string> Part(int drawn, int all, string name)
    {
        if (drawn < all)
        {
            yield return $"{Numbers.Count(drawn)} of {Numbers.Count(all)} values of {name}";
        }
    }
}
