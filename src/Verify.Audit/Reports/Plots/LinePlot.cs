// Lines over a common horizontal axis, with a legend: how something goes over the epochs of a training. Not a scatter.

using System.Collections.Immutable;
using System.Text;
using Verify.Audit.Reports.Html;

namespace Verify.Audit.Reports.Plots;

/// <summary>One line of a plot.</summary>
/// <param name="Label">Its name in the legend.</param>
/// <param name="Style">A class of <see cref="LineStyles"/>: a colour and a dash, so that colour alone tells nothing.</param>
/// <param name="Values">The value at each place; one that the axis cannot show leaves a gap.</param>
public sealed record LineSeries(string Label, string Style, ImmutableArray<double> Values);

/// <summary>What a plot says in words.</summary>
/// <param name="Id">The id of the svg element; its title and description are Id-title and Id-desc.</param>
/// <param name="Title">The title for screen readers.</param>
/// <param name="Description">What the plot shows in a sentence or two.</param>
/// <param name="Horizontal">The label of the horizontal axis.</param>
/// <param name="Vertical">The label of the vertical axis.</param>
public sealed record LinePlotText(
    string Id,
    string Title,
    string Description,
    string Horizontal,
    string Vertical
);

/// <summary>The vertical axis: linear from 0 to a whole number, or decades around the values.</summary>
/// <param name="Top">The value at the top of a linear axis, at least 1; null for a log axis.</param>
public readonly record struct LineAxis(int? Top)
{
    /// <summary>A log10 axis over the decades of the positive values.</summary>
    public static LineAxis Decades => new(Top: null);

    /// <summary>A linear axis from 0.</summary>
    public static LineAxis UpTo(int top) => new(top);
}

/// <summary>Draws lines.</summary>
public static class LinePlot
{
    private const double Width = 520;
    private const double Height = 300;

    /// <summary>White to the left and right in a file of its own; in a page the plot begins where the text does.</summary>
    private const double Border = 12;

    /// <summary>More decades than these are cut at the bottom: a loss that reached zero says no more at 1e-300.</summary>
    private const int MostDecades = 18;

    private static readonly PlotArea Area = new(Left: 52, Top: 52, Right: Width - 12, Bottom: Height - 44);

    /// <summary>An element of a page.</summary>
    /// <param name="places">Where the values stand on the horizontal axis: whole numbers in ascending order.</param>
    /// <param name="series">The lines, each with a value for every place.</param>
    /// <param name="axis">The vertical axis.</param>
    /// <param name="text">The words.</param>
    /// <exception cref="ArgumentException">There is no place, or a line has another number of values.</exception>
    public static Markup Embedded(
        ImmutableArray<int> places,
        ImmutableArray<LineSeries> series,
        LineAxis axis,
        LinePlotText text
    ) =>
        Draw(
            places,
            series,
            axis,
            text,
            Markup.Of($"0 0 {Svg.At(Width)} {Svg.At(Height)}"),
            Markup.Empty,
            Markup.Empty
        );

    /// <summary>A file of its own, as <see cref="Embedded"/>.</summary>
    public static string File(
        ImmutableArray<int> places,
        ImmutableArray<LineSeries> series,
        LineAxis axis,
        LinePlotText text
    ) =>
        Draw(
            places,
            series,
            axis,
            text,
            Markup.Of($"{Svg.At(-Border)} 0 {Svg.At(Width + 2 * Border)} {Svg.At(Height)}"),
            Markup.Of(
                $"""xmlns="http://www.w3.org/2000/svg" width="{Svg.At(Width)}" font-family="system-ui, sans-serif" """
            ),
            Markup.Of($"<style>{new Markup(LineStyles.Alone)}</style>")
        ) + "\n";

    private static Markup Draw(
        ImmutableArray<int> places,
        ImmutableArray<LineSeries> series,
        LineAxis axis,
        LinePlotText text,
        Markup view,
        Markup space,
        Markup style
    )
    {
        ArgumentNullException.ThrowIfNull(text);
        if (places.IsEmpty || series.Any(line => line.Values.Length != places.Length))
        {
            throw new ArgumentException("A plot has places, and its lines a value for each.");
        }

        int last = Math.Max(places[^1], places[0] + 1);
        LinearScale x = new(places[0], last, Area.Left, Area.Right);
        (int from, int to) = axis.Top is { } top ? (0, Math.Max(1, top)) : DecadesOf(series);
        LinearScale y = new(from, to, Area.Bottom, Area.Top);
        ImmutableArray<Tick> ticks = axis.Top is null
            ? Ticks.Whole(from, to, atMost: 7, Numbers.PowerOfTen)
            : Ticks.Whole(from, to, atMost: 5, Numbers.Count);

        MarkupBuilder svg = new();
        svg.Add(
            $"""<svg {space}class="plot lines" id="{text.Id}" viewBox="{view}" role="img" aria-labelledby="{text.Id}-title {text.Id}-desc">"""
        );
        svg.Add($"""<title id="{text.Id}-title">{text.Title}</title>""");
        svg.Add($"""<desc id="{text.Id}-desc">{text.Description}</desc>""");
        svg.Add(style);
        svg.Add(
            $"""<rect class="ground" x="{Svg.At(-Border)}" width="{Svg.At(Width + 2 * Border)}" height="{Svg.At(Height)}"/>"""
        );
        svg.Add($"""<text class="label" x="0" y="14">{text.Vertical}</text>""");
        svg.Add(Area.LeftAxis(y, ticks, ""));
        svg.Add(Area.BottomAxis(x, Ticks.Whole(places[0], last, atMost: 8, Numbers.Count), text.Horizontal));
        Legend(svg, series);
        foreach (LineSeries line in series)
        {
            Line(svg, places, line, axis, x, y);
        }

        svg.Add($"</svg>");
        return svg.Build();
    }

    /// <summary>Whole decades with every positive value between them, at least one.</summary>
    private static (int From, int To) DecadesOf(ImmutableArray<LineSeries> series)
    {
        double[] values =
        [
            .. series.SelectMany(line => line.Values).Where(value => value > 0 && double.IsFinite(value)),
        ];
        if (values.Length == 0)
        {
            return (-1, 0);
        }

        int from = Decades.FloorDivide(Decades.QuarterOf(values.Min()), 4);
        int to = Math.Max(from + 1, Decades.FloorDivide(Decades.QuarterOf(values.Max()), 4) + 1);
        return (Math.Max(from, to - MostDecades), to);
    }

    private static void Legend(MarkupBuilder svg, ImmutableArray<LineSeries> series)
    {
        const double Sample = 22;
        const double Gap = 18;
        const double Letter = 6.4; // of the font's mean width at its size, rounded up
        double x = Area.Left;
        foreach (LineSeries line in series)
        {
            svg.Add($"""<path class="line {line.Style}" d="M{Svg.At(x)} 32h{Svg.At(Sample)}"/>""");
            svg.Add($"""<text class="label" x="{Svg.At(x + Sample + 6)}" y="36">{line.Label}</text>""");
            x += Sample + 6 + Letter * line.Label.Length + Gap;
        }
    }

    private static void Line(
        MarkupBuilder svg,
        ImmutableArray<int> places,
        LineSeries line,
        LineAxis axis,
        LinearScale x,
        LinearScale y
    )
    {
        // What the axis does not reach is NaN. The library's logarithm may differ between machines in its last bit, which a
        // hundredth of a unit hides; the least decade is a place of the axis even if rounding puts it just below.
        double[] heights =
        [
            .. line
                .Values.Select(value => axis.Top is null ? Math.Log10(value) : value)
                .Select(height => height >= y.From - 1e-9 && height <= y.To + 1e-9 ? height : double.NaN),
        ];
        StringBuilder path = new();
        for (int i = 0; i < places.Length; i++)
        {
            if (double.IsNaN(heights[i]))
            {
                continue;
            }

            bool first = i == 0 || double.IsNaN(heights[i - 1]);
            bool last = i + 1 == places.Length || double.IsNaN(heights[i + 1]);
            path.Append(first ? 'M' : 'L').Append(Svg.At(x.Map(places[i])));
            path.Append(' ').Append(Svg.At(y.Map(heights[i])));
            if (first && last)
            {
                path.Append("h0"); // a point alone shows as a dot, by the round cap of the line
            }
        }

        if (path.Length > 0)
        {
            svg.Add(
                $"""<path class="line {line.Style}" d="{path.ToString()}"><title>{line.Label}</title></path>"""
            );
        }
    }
}
