// The tightest sampled and the tightest found case of every claim that was searched, on a log10 axis of measured / bound.

using System.Collections.Immutable;
using Verify.Audit.Reports.Html;
using Verify.Audit.Results;

namespace Verify.Audit.Reports.Plots;

/// <summary>
/// A row a claim: a ring where its cases came to, a dot where the search did, a line between them. The dashed line is the
/// bound. A ratio below the axis' least decade stands at its left end, with an arrow.
/// </summary>
public static class ClimbPlot
{
    private const double Width = 640;
    private const double RowHeight = 20;
    private const double Names = 190;
    private const double Top = 34;

    /// <summary>Decades shown at most: a bound that is not within 10^-6 of its cases is loose, whatever the rest.</summary>
    private const int MostDecades = 6;

    /// <summary>The plot as an svg element, or nothing when no search found a case with a positive ratio.</summary>
    public static Markup Of(ImmutableArray<SearchRecord> searches)
    {
        SearchRecord[] rows = [.. searches.Where(search => search.Found is { Ratio: > 0 })];
        if (rows.Length == 0)
        {
            return Markup.Empty;
        }

        double least = rows.Min(search => Math.Min(search.Found!.Ratio, search.Sampled?.Ratio ?? 1));
        // The axis begins at the whole decade at or below the least ratio.
        int from = Math.Max(-MostDecades, Math.Min(-1, Decades.FloorDivide(Decades.QuarterOf(least), 4)));
        PlotArea area = new(Names, Top, Width - 20, Top + RowHeight * rows.Length);
        LinearScale x = new(from, 0, area.Left + 8, area.Right);
        double height = area.Bottom + 44;

        MarkupBuilder svg = new();
        svg.Add($"<figure>");
        svg.Add(
            $"""<svg class="plot wide" id="climbs_plot" viewBox="0 0 {Svg.At(Width)} {Svg.At(height)}" role="img" aria-labelledby="climbs_plot-title climbs_plot-desc">"""
        );
        svg.Add(
            $"""<title id="climbs_plot-title">Measured / bound of each claim: sampled and found</title>"""
        );
        svg.Add(
            $"""<desc id="climbs_plot-desc">A ring is the tightest case of the audit, a dot the tightest that the search found. The numbers are in the table below.</desc>"""
        );
        svg.Add(
            area.BottomAxis(
                x,
                Ticks.Whole(from, 0, atMost: 7, Numbers.PowerOfTen),
                "measured / bound (log scale)"
            )
        );
        svg.Add(
            $"""<path class="reference" d="M{Svg.At(area.Right)} {Svg.At(Top - 8)}V{Svg.At(area.Bottom)}"/>"""
        );
        svg.Add(
            $"""<text class="label" x="{Svg.At(area.Right)}" y="{Svg.At(Top - 14)}" text-anchor="end">bound = 1</text>"""
        );
        Legend(svg, area);
        for (int i = 0; i < rows.Length; i++)
        {
            Row(svg, rows[i], area.Top + RowHeight * (i + 0.5), area, x, from);
        }

        svg.Add($"</svg>");
        svg.Add($"</figure>");
        return svg.Build();
    }

    private static void Legend(MarkupBuilder svg, PlotArea area)
    {
        double y = Top - 18;
        svg.Add($"""<circle class="sampled" cx="{Svg.At(area.Left + 14)}" cy="{Svg.At(y)}" r="4"/>""");
        svg.Add($"""<text x="{Svg.At(area.Left + 24)}" y="{Svg.At(y + 4)}">tightest sampled</text>""");
        svg.Add($"""<circle class="found" cx="{Svg.At(area.Left + 136)}" cy="{Svg.At(y)}" r="4.5"/>""");
        svg.Add($"""<text x="{Svg.At(area.Left + 146)}" y="{Svg.At(y + 4)}">tightest found</text>""");
    }

    private static void Row(
        MarkupBuilder svg,
        SearchRecord search,
        double y,
        PlotArea area,
        LinearScale x,
        int from
    )
    {
        svg.Add($"""<path class="grid" d="M{Svg.At(area.Left)} {Svg.At(y)}H{Svg.At(area.Right)}"/>""");
        svg.Add(
            $"""<text class="label" x="{Svg.At(area.Left - 8)}" y="{Svg.At(y + 4)}" text-anchor="end">{search.Claim}</text>"""
        );
        double found = At(search.Found!.Ratio);
        if (search.Sampled is { Ratio: > 0 } sampled)
        {
            double start = At(sampled.Ratio);
            svg.Add($"""<path class="gain" d="M{Svg.At(start)} {Svg.At(y)}H{Svg.At(found)}"/>""");
            svg.Add(
                $"""<circle class="sampled" cx="{Svg.At(start)}" cy="{Svg.At(y)}" r="4"><title>{search.Claim}, sampled: {Numbers.AtMost(sampled.Ratio, 4)}</title></circle>"""
            );
        }

        svg.Add(
            $"""<circle class="found" cx="{Svg.At(found)}" cy="{Svg.At(y)}" r="4.5"><title>{search.Claim}, found: {Numbers.AtMost(search.Found.Ratio, 4)}</title></circle>"""
        );
        if (search.Found.Ratio < Decades.Edge(4 * from))
        {
            svg.Add(
                $"""<text x="{Svg.At(found + 8)}" y="{Svg.At(y + 4)}">← {Numbers.AtMost(search.Found.Ratio, 2)}</text>"""
            );
        }

        // The library's logarithm may differ between machines in its last bit, which a hundredth of a unit does not show.
        double At(double ratio) => x.Map(Math.Clamp(Math.Log10(ratio), from, 0));
    }
}
