// The rectangle that data is drawn in, and the axes around it.

using System.Collections.Immutable;
using Verify.Audit.Reports.Html;

namespace Verify.Audit.Reports.Plots;

/// <summary>A rectangle in SVG coordinates, y downward.</summary>
/// <param name="Left">Its least x.</param>
/// <param name="Top">Its least y.</param>
/// <param name="Right">Its greatest x.</param>
/// <param name="Bottom">Its greatest y.</param>
public readonly record struct PlotArea(double Left, double Top, double Right, double Bottom)
{
    private const double TickLength = 4;

    /// <summary>Tick marks and labels below the area, for the part of it that the scale covers, and the axis label.</summary>
    public Markup BottomAxis(LinearScale scale, ImmutableArray<Tick> ticks, string label)
    {
        MarkupBuilder svg = new();
        svg.Add($"""<path class="axis" d="M{Svg.At(scale.Start)} {Svg.At(Bottom)}H{Svg.At(scale.End)}"/>""");
        foreach (Tick tick in ticks)
        {
            string x = Svg.At(scale.Map(tick.Value));
            svg.Add($"""<path class="axis" d="M{x} {Svg.At(Bottom)}v{Svg.At(TickLength)}"/>""");
            svg.Add($"""<text x="{x}" y="{Svg.At(Bottom + 16)}" text-anchor="middle">{tick.Label}</text>""");
        }

        string middle = Svg.At((scale.Start + scale.End) / 2);
        svg.Add(
            $"""<text class="label" x="{middle}" y="{Svg.At(Bottom + 34)}" text-anchor="middle">{label}</text>"""
        );
        return svg.Build();
    }

    /// <summary>A grid line and a label at each tick, and the axis label above the left edge.</summary>
    public Markup LeftAxis(LinearScale scale, ImmutableArray<Tick> ticks, string label)
    {
        MarkupBuilder svg = new();
        foreach (Tick tick in ticks)
        {
            double y = scale.Map(tick.Value);
            svg.Add($"""<path class="grid" d="M{Svg.At(Left)} {Svg.At(y)}H{Svg.At(Right)}"/>""");
            svg.Add(
                $"""<text x="{Svg.At(Left - 6)}" y="{Svg.At(y + 4)}" text-anchor="end">{tick.Label}</text>"""
            );
        }

        svg.Add(
            $"""<text class="label" x="{Svg.At(Left - 6)}" y="{Svg.At(Top - 8)}" text-anchor="end">{label}</text>"""
        );
        return svg.Build();
    }
}
