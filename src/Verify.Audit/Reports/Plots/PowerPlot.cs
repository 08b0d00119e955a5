// Points and curves on two logarithmic axes: a power law is a straight line. The table behind it is in the report's words.

using System.Collections.Immutable;
using Verify.Audit.Reports.Html;
using Verify.Audit.Results;

namespace Verify.Audit.Reports.Plots;

/// <summary>
/// Dots for what was measured, a dashed line for what a theorem says, a full one for the fit. Axes run over whole powers of
/// two (horizontal) and ten (vertical). Numbers that are not positive and finite are left out.
/// </summary>
public static class PowerPlot
{
    private const double Width = 340;
    private const double Height = 260;
    private static readonly PlotArea Area = new(Left: 52, Top: 34, Right: Width - 14, Bottom: Height - 44);

    /// <summary>The plot as an svg element; nothing without points.</summary>
    /// <param name="panel">What is drawn.</param>
    /// <param name="id">The id of the svg element; its title and description are id-title and id-desc.</param>
    public static Markup Of(ChartPanelRecord panel, string id)
    {
        ArgumentNullException.ThrowIfNull(panel);
        ChartPoint[] all = [.. panel.Dots.Concat(panel.Lines.SelectMany(line => line.Points)).Where(IsDrawn)];
        if (all.Length == 0)
        {
            return Markup.Empty;
        }

        // Rounded outward by a little, so that a whole power stays one whatever the logarithm's last bit.
        (double left, double right) = Padded(all.Min(p => Math.Log2(p.X)), all.Max(p => Math.Log2(p.X)));
        int low = (int)Math.Floor(all.Min(p => Math.Log10(p.Y)) + 1e-9);
        int high = Math.Max(low + 1, (int)Math.Ceiling(all.Max(p => Math.Log10(p.Y)) - 1e-9));
        LinearScale x = new(left, right, Area.Left + 6, Area.Right);
        LinearScale y = new(low, high, Area.Bottom, Area.Top);

        MarkupBuilder svg = new();
        svg.Add(
            $"""<svg class="plot" id="{id}" viewBox="0 0 {Svg.At(Width)} {Svg.At(Height)}" role="img" aria-labelledby="{id}-title {id}-desc">"""
        );
        svg.Add($"""<title id="{id}-title">{panel.Title}</title>""");
        svg.Add($"""<desc id="{id}-desc">{Describe(panel)}</desc>""");
        svg.Add(Area.LeftAxis(y, Ticks.Whole(low, high, atMost: 6, Numbers.PowerOfTen), panel.YLabel));
        svg.Add(Area.BottomAxis(x, XTicks(all), panel.XLabel));
        foreach (ChartLineRecord line in panel.Lines)
        {
            Line(svg, line, x, y);
        }

        foreach (ChartPoint dot in panel.Dots.Where(IsDrawn))
        {
            svg.Add(
                $"""<circle class="measured" cx="{Svg.At(x.Map(Math.Log2(dot.X)))}" cy="{Svg.At(y.Map(Math.Log10(dot.Y)))}" r="2.6"/>"""
            );
        }

        svg.Add($"</svg>");
        return svg.Build();
    }

    private static bool IsDrawn(ChartPoint point) =>
        double.IsFinite(point.X) && double.IsFinite(point.Y) && point.X > 0 && point.Y > 0;

    private static (double From, double To) Padded(double from, double to) => (from - 0.15, to + 0.15);

    /// <summary>A tick at every value that occurs, thinned to at most seven.</summary>
    private static ImmutableArray<Tick> XTicks(ChartPoint[] points)
    {
        double[] values = [.. points.Select(p => p.X).Distinct().Order()];
        int step = (values.Length + 6) / 7;
        return
        [
            .. values
                .Where((_, i) => i % step == 0)
                .Select(value => new Tick(Math.Log2(value), Numbers.About(value))),
        ];
    }

    private static void Line(MarkupBuilder svg, ChartLineRecord line, LinearScale x, LinearScale y)
    {
        ChartPoint[] points = [.. line.Points.Where(IsDrawn)];
        if (points.Length == 0)
        {
            return;
        }

        string path = string.Join(
            'L',
            points.Select(p => $"{Svg.At(x.Map(Math.Log2(p.X)))} {Svg.At(y.Map(Math.Log10(p.Y)))}")
        );
        string kind = line.IsFit ? "fit" : "reference";
        svg.Add($"""<path class="{kind}" d="M{path}"/>""");
        // Named at its upper end, above the line, so that the line does not run through its name.
        bool falls = points[^1].Y < points[0].Y;
        ChartPoint end = falls ? points[0] : points[^1];
        double at = Math.Max(Area.Top - 4, y.Map(Math.Log10(end.Y)) - 7);
        string anchor = falls ? "start" : "end";
        svg.Add(
            $"""<text class="label" x="{Svg.At(x.Map(Math.Log2(end.X)))}" y="{Svg.At(at)}" text-anchor="{anchor}">{line.Name}</text>"""
        );
    }

    private static string Describe(ChartPanelRecord panel)
    {
        string lines = string.Join(" and ", panel.Lines.Select(line => line.Name));
        return $"{Numbers.Count(panel.Dots.Length, "measured point")} on logarithmic axes, with {lines}.";
    }
}
