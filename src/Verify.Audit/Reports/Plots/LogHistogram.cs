// A histogram of ratios on a log10 axis, with a line at 1. What has no place on the axis has a bar of its own.

using System.Collections.Immutable;
using Verify.Audit.Reports.Html;

namespace Verify.Audit.Reports.Plots;

/// <summary>What a histogram says in words.</summary>
/// <param name="Id">The id of the svg element; its title and description are Id-title and Id-desc.</param>
/// <param name="Title">The title for screen readers.</param>
/// <param name="Description">The numbers of the plot in a sentence or two.</param>
/// <param name="AxisLabel">The label of the horizontal axis.</param>
/// <param name="CountLabel">The label of the vertical axis.</param>
/// <param name="ReferenceLabel">The label of the line at 1.</param>
public sealed record HistogramText(
    string Id,
    string Title,
    string Description,
    string AxisLabel,
    string CountLabel,
    string ReferenceLabel
);

/// <summary>
/// Bars left of 1 and right of it differ in class ("bar", "bar beyond") and by the line between them. Zeros (with
/// negative values, when there are any) stand left of the axis, infinities and NaN right of it, each with its count.
/// </summary>
public static class LogHistogram
{
    private const double Width = 400;
    private const double Height = 226;
    private const double SlotWidth = 28;
    private const double SlotGap = 20;

    /// <summary>How far the area reaches beyond the axis, so that the line at 1 is inside.</summary>
    private const double Margin = 14;

    private static readonly PlotArea Area = new(Left: 46, Top: 30, Right: Width - 6, Bottom: Height - 44);

    /// <summary>The plot as an svg element, or nothing when no value is positive and finite.</summary>
    public static Markup Of(LogBins bins, HistogramText text)
    {
        ArgumentNullException.ThrowIfNull(bins);
        ArgumentNullException.ThrowIfNull(text);
        if (bins.Counts.IsEmpty)
        {
            return Markup.Empty;
        }

        List<(string Label, int Count)> before = [];
        List<(string Label, int Count)> after = [];
        AddSlot(before, bins.Negative > 0 ? "≤ 0" : "0", bins.Negative + bins.Zero);
        AddSlot(after, "∞", bins.Infinite);
        AddSlot(after, "NaN", bins.NotANumber);

        int most = bins.Counts.Concat(before.Concat(after).Select(slot => slot.Count)).Max();
        double left = Area.Left + 4 + before.Count * (SlotWidth + SlotGap);
        double right = Area.Right - Margin - after.Count * (SlotWidth + SlotGap);
        LinearScale x = new(bins.From, bins.To, left, right);
        LinearScale y = new(0, most * 1.1, Area.Bottom, Area.Top);

        MarkupBuilder svg = new();
        svg.Add(
            $"""<svg class="plot" id="{text.Id}" viewBox="0 0 {Svg.At(Width)} {Svg.At(Height)}" role="img" aria-labelledby="{text.Id}-title {text.Id}-desc">"""
        );
        svg.Add($"""<title id="{text.Id}-title">{text.Title}</title>""");
        svg.Add($"""<desc id="{text.Id}-desc">{text.Description}</desc>""");
        svg.Add(Area.LeftAxis(y, Ticks.Whole(0, most, atMost: 5, Numbers.Count), text.CountLabel));
        Bars(svg, bins, x, y);
        Slots(svg, before, Area.Left + 4, y);
        Slots(svg, after, right + Margin + SlotGap, y);
        svg.Add(Area.BottomAxis(x, ExponentTicks(bins), text.AxisLabel));
        Reference(svg, x.Map(0), text.ReferenceLabel);
        svg.Add($"</svg>");
        return svg.Build();
    }

    private static void AddSlot(List<(string Label, int Count)> slots, string label, int count)
    {
        if (count > 0)
        {
            slots.Add((label, count));
        }
    }

    // A long axis has long exponents, of which fewer fit.
    private static ImmutableArray<Tick> ExponentTicks(LogBins bins) =>
        Ticks.Whole(
            (int)bins.From,
            (int)bins.To,
            atMost: bins.To - bins.From > 12 ? 4 : 7,
            Numbers.PowerOfTen
        );

    private static void Bars(MarkupBuilder svg, LogBins bins, LinearScale x, LinearScale y)
    {
        for (int i = 0; i < bins.Counts.Length; i++)
        {
            if (bins.Counts[i] == 0)
            {
                continue;
            }

            double left = x.Map(bins.Exponent(i));
            double right = x.Map(bins.Exponent(i + 1));
            string kind = bins.Exponent(i) >= 0 ? "bar beyond" : "bar";
            string range = $"{Numbers.About(bins.Edge(i), 2)} to {Numbers.About(bins.Edge(i + 1), 2)}";
            // A gap between bars, but never more than a quarter of one.
            double gap = Math.Min(1, (right - left) / 4);
            Bar(svg, kind, left + gap / 2, right - gap / 2, bins.Counts[i], y, range);
        }
    }

    private static void Slots(
        MarkupBuilder svg,
        List<(string Label, int Count)> slots,
        double left,
        LinearScale y
    )
    {
        foreach ((string label, int count) in slots)
        {
            double middle = left + SlotWidth / 2;
            bool beyond = label is "∞" or "NaN";
            double top = Bar(
                svg,
                beyond ? "bar beyond" : "bar zero",
                left,
                left + SlotWidth,
                count,
                y,
                label
            );
            svg.Add(
                $"""<path class="axis" d="M{Svg.At(left)} {Svg.At(Area.Bottom)}h{Svg.At(SlotWidth)}"/>"""
            );
            svg.Add(
                $"""<text x="{Svg.At(middle)}" y="{Svg.At(top - 4)}" text-anchor="middle">{Numbers.Count(count)}</text>"""
            );
            svg.Add(
                $"""<text x="{Svg.At(middle)}" y="{Svg.At(Area.Bottom + 16)}" text-anchor="middle">{label}</text>"""
            );
            left += SlotWidth + SlotGap;
        }
    }

    private static double Bar(
        MarkupBuilder svg,
        string kind,
        double left,
        double right,
        int count,
        LinearScale y,
        string range
    )
    {
        // One case among thousands must still be seen.
        double top = Math.Min(y.Map(count), Area.Bottom - 1.5);
        svg.Add(
            $"""<rect class="{kind}" x="{Svg.At(left)}" y="{Svg.At(top)}" width="{Svg.At(right - left)}" height="{Svg.At(Area.Bottom - top)}"><title>{range}: {Numbers.Count(count, "case")}</title></rect>"""
        );
        return top;
    }

    private static void Reference(MarkupBuilder svg, double x, string label)
    {
        // The label is centred on its line, but not beyond the picture.
        bool nearRight = x > Width - 60;
        string anchor = nearRight ? "end" : "middle";
        double at = nearRight ? Area.Right : x;
        svg.Add(
            $"""<path class="reference" d="M{Svg.At(x)} {Svg.At(Area.Top - 6)}V{Svg.At(Area.Bottom)}"/>"""
        );
        svg.Add(
            $"""<text class="label" x="{Svg.At(at)}" y="{Svg.At(Area.Top - 12)}" text-anchor="{anchor}">{label}</text>"""
        );
    }
}
