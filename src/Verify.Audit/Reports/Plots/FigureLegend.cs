// The legend above the panels of a figure: samples and their names, in as many rows as they need.

using System.Collections.Immutable;
using Verify.Audit.Reports.Html;

namespace Verify.Audit.Reports.Plots;

/// <summary>An entry.</summary>
/// <param name="Sample">Drawn around y = 0 from x = 0 to SampleWidth.</param>
/// <param name="SampleWidth">The sample's width.</param>
/// <param name="Text">Its name.</param>
internal sealed record LegendEntry(Markup Sample, double SampleWidth, string Text)
{
    /// <summary>A line of a kind, with its marker where lines have them.</summary>
    internal static LegendEntry Line(int kind, bool marker, string text)
    {
        MarkupBuilder svg = new();
        svg.Add($"""<path class="line k{kind}" d="M0 0h24"/>""");
        if (marker)
        {
            svg.Add(
                $"""<path class="marker k{kind}" d="{Marks.MarkerPath(kind, new Place(12, 0), 2.6)}"/>"""
            );
        }

        return new LegendEntry(svg.Build(), 24, text);
    }

    /// <summary>A bar of colours, first to last.</summary>
    internal static LegendEntry Bar(ImmutableArray<string> colours, string text)
    {
        const double Width = 90;
        double step = Width / colours.Length;
        MarkupBuilder svg = new();
        for (int i = 0; i < colours.Length; i++)
        {
            svg.Add(
                $"""<rect x="{Svg.At(i * step)}" y="-5" width="{Svg.At(step + (i + 1 < colours.Length ? 0.3 : 0))}" height="10" fill="{colours[i]}"/>"""
            );
        }

        svg.Add($"""<rect class="frame" x="0" y="-5" width="{Svg.At(Width)}" height="10"/>""");
        return new LegendEntry(svg.Build(), Width, text);
    }
}

/// <summary>Places entries.</summary>
internal static class FigureLegend
{
    /// <summary>Between two rows.</summary>
    internal const double RowHeight = 18;

    private const double Letter = 5.9; // the font's mean width at its size, rounded up
    private const double Gap = 16;

    /// <summary>The rows that fit into a width, at least one entry in each.</summary>
    internal static ImmutableArray<ImmutableArray<LegendEntry>> Rows(
        ImmutableArray<LegendEntry> entries,
        double width
    )
    {
        ImmutableArray<ImmutableArray<LegendEntry>>.Builder rows = ImmutableArray.CreateBuilder<
            ImmutableArray<LegendEntry>
        >();
        List<LegendEntry> row = [];
        double used = 0;
        foreach (LegendEntry entry in entries)
        {
            if (row.Count > 0 && used + WidthOf(entry) - Gap > width)
            {
                rows.Add([.. row]);
                row.Clear();
                used = 0;
            }

            row.Add(entry);
            used += WidthOf(entry);
        }

        if (row.Count > 0)
        {
            rows.Add([.. row]);
        }

        return rows.ToImmutable();
    }

    /// <summary>Draws rows, the first one around y.</summary>
    internal static void Draw(
        MarkupBuilder svg,
        ImmutableArray<ImmutableArray<LegendEntry>> rows,
        double left,
        double y
    )
    {
        foreach (ImmutableArray<LegendEntry> row in rows)
        {
            double x = left;
            foreach (LegendEntry entry in row)
            {
                svg.Add($"""<g transform="translate({Svg.At(x)} {Svg.At(y)})">""");
                svg.Add(entry.Sample);
                svg.Add(
                    $"""<text class="head" x="{Svg.At(entry.SampleWidth + 6)}" y="4">{MathText.Of(entry.Text)}</text></g>"""
                );
                x += WidthOf(entry);
            }

            y += RowHeight;
        }
    }

    private static double WidthOf(LegendEntry entry) =>
        entry.SampleWidth + (entry.Text.Length > 0 ? 6 + Letter * entry.Text.Length : 0) + Gap;
}
