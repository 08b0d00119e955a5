// The picture of two layer-1 arrangements in the plane: boundaries of teacher and student nodes, witness points.
// For d = 2 only. Coordinates are doubles: it shows what was decided exactly elsewhere.

using System.Globalization;
using Verify.Algebra;
using Verify.Audit.Reports.Html;
using Verify.Audit.Reports.Plots;
using Verify.Claims.Geometry;
using Verify.Core.Networks;

namespace Verify.Audit.Observing;

/// <summary>Draws an <see cref="ObservationRecord"/> with two inputs as a self-contained SVG.</summary>
public static class ObservationPicture
{
    private const double Side = 420;
    private const double Margin = 46;

    // Teacher and student differ in colour (blue and orange keep apart for every kind of colour vision), dash and width.
    private const string Sheet = """
        text { font: 12px system-ui, sans-serif; fill: #333; }
        .frame { fill: #fff; stroke: #777; }
        .axis { stroke: #777; fill: none; }
        .teacher { stroke: #0b5cad; stroke-width: 2.2; fill: none; }
        .student { stroke: #c4550c; stroke-width: 1.4; stroke-dasharray: 6 4; fill: none; }
        .side { stroke: #c4550c; stroke-width: 1.4; fill: none; }
        .witness { fill: #111; stroke: #fff; stroke-width: 1; }
        """;

    /// <summary>The picture; null unless d = 2.</summary>
    public static string? Render(ObservationRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (record.Pair.Inputs != 2)
        {
            return null;
        }

        double r = RationalModule.toDouble(record.Radius);
        PlotArea area = new(Margin, Margin, Margin + Side, Margin + Side);
        LinearScale x = new(-r, r, area.Left, area.Right);
        LinearScale y = new(-r, r, area.Bottom, area.Top);
        MarkupBuilder svg = new();
        double width = Side + 2 * Margin;
        double height = Side + 2 * Margin + 28;
        svg.Add(
            $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Svg.At(width)} {Svg.At(height)}" role="img">
            <title>Boundaries of the layer-1 nodes in the box of radius {Text(r)}</title>
            <desc>Solid blue: teacher. Dashed orange: student, with a tick to its active side. Dots: points where a student observes a teacher.</desc>
            <style>{new Markup(Sheet)}</style>
            <rect class="frame" x="{Svg.At(area.Left)}" y="{Svg.At(area.Top)}" width="{Svg.At(
                Side
            )}" height="{Svg.At(Side)}"/>
            """
        );
        Axis(svg, area, x, y, r);
        Boundaries(svg, record.Pair.Teacher, "teacher", "t", r, x, y);
        Boundaries(svg, record.Pair.Student, "student", "s", r, x, y);
        for (int j = 0; j < record.Observations.Length; j++)
        {
            for (int k = 0; k < record.Observations[j].Length; k++)
            {
                if (record.Observations[j][k] is Observation.Observed observed)
                {
                    string cx = Svg.At(x.Map(RationalModule.toDouble(observed.witness[0])));
                    string cy = Svg.At(y.Map(RationalModule.toDouble(observed.witness[1])));
                    svg.Add(
                        $"""<circle class="witness" cx="{cx}" cy="{cy}" r="4"><title>student {k} observes teacher {j}</title></circle>"""
                    );
                }
            }
        }

        Legend(svg, area);
        svg.Add($"</svg>");
        return svg.Build() + "\n";
    }

    private static void Axis(MarkupBuilder svg, PlotArea area, LinearScale x, LinearScale y, double r)
    {
        foreach (double value in (ReadOnlySpan<double>)[-r, 0, r])
        {
            svg.Add(
                $"""<text x="{Svg.At(x.Map(value))}" y="{Svg.At(area.Bottom + 16)}" text-anchor="middle">{Text(value)}</text>"""
            );
            svg.Add(
                $"""<text x="{Svg.At(area.Left - 6)}" y="{Svg.At(y.Map(value) + 4)}" text-anchor="end">{Text(value)}</text>"""
            );
        }

        svg.Add(
            $"""<text x="{Svg.At(area.Right)}" y="{Svg.At(area.Bottom + 32)}" text-anchor="end">x[0]</text>"""
        );
        svg.Add(
            $"""<text x="{Svg.At(area.Left - 6)}" y="{Svg.At(area.Top - 10)}" text-anchor="end">x[1]</text>"""
        );
    }

    private static void Boundaries(
        MarkupBuilder svg,
        Network network,
        string role,
        string letter,
        double r,
        LinearScale x,
        LinearScale y
    )
    {
        for (int k = 0; k < network.Shape.Width(1); k++)
        {
            double a = network.Weights(1)[0, k];
            double b = network.Weights(1)[1, k];
            double c = network.Weights(1)[2, k];
            if (Segment(a, b, c, r) is not var (p, q))
            {
                continue;
            }

            string from = $"{Svg.At(x.Map(p.X))} {Svg.At(y.Map(p.Y))}";
            string to = $"{Svg.At(x.Map(q.X))} {Svg.At(y.Map(q.Y))}";
            svg.Add($"""<path class="{role}" d="M{from}L{to}"><title>{role} node {k}</title></path>""");
            if (role == "student")
            {
                // A short tick at the middle, towards z > 0.
                double mx = x.Map((p.X + q.X) / 2);
                double my = y.Map((p.Y + q.Y) / 2);
                double norm = Math.Sqrt(a * a + b * b);
                svg.Add(
                    $"""<path class="side" d="M{Svg.At(mx)} {Svg.At(my)}l{Svg.At(9 * a / norm)} {Svg.At(-9 * b / norm)}"/>"""
                );
            }

            // Labels at opposite ends, so that those of co-planar nodes do not cover each other.
            (double X, double Y) end = role == "teacher" ? q : p;
            string anchor = role == "teacher" ? "start" : "end";
            double shift = role == "teacher" ? 3 : -3;
            svg.Add(
                $"""<text x="{Svg.At(x.Map(end.X) + shift)}" y="{Svg.At(y.Map(end.Y) - 3)}" text-anchor="{anchor}">{letter}{k}</text>"""
            );
        }
    }

    /// <summary>The part of a x + b y + c = 0 within the box, or null.</summary>
    private static ((double X, double Y) P, (double X, double Y) Q)? Segment(
        double a,
        double b,
        double c,
        double r
    )
    {
        List<(double X, double Y)> ends = [];
        foreach (double edge in (ReadOnlySpan<double>)[-r, r])
        {
            if (b != 0)
            {
                ends.Add((edge, -(a * edge + c) / b));
            }

            if (a != 0)
            {
                ends.Add((-(b * edge + c) / a, edge));
            }
        }

        // A corner is found twice; the slack lets a corner that rounding moves out still count.
        double slack = r * (1 + 1.0 / (1 << 20));
        (double X, double Y)[] inside =
        [
            .. ends.Where(e => Math.Abs(e.X) <= slack && Math.Abs(e.Y) <= slack).Order(),
        ];
        return inside.Length < 2 || inside[0] == inside[^1] ? null : (inside[0], inside[^1]);
    }

    private static void Legend(MarkupBuilder svg, PlotArea area)
    {
        double y = area.Bottom + 54;
        (string Role, string Label)[] entries =
        [
            ("teacher", "teacher"),
            ("student", "student (tick: active side)"),
        ];
        double x = area.Left;
        foreach ((string role, string label) in entries)
        {
            svg.Add($"""<path class="{role}" d="M{Svg.At(x)} {Svg.At(y - 4)}h26"/>""");
            svg.Add($"""<text x="{Svg.At(x + 32)}" y="{Svg.At(y)}">{label}</text>""");
            x += 110;
        }

        x = area.Right - 84;
        svg.Add($"""<circle class="witness" cx="{Svg.At(x)}" cy="{Svg.At(y - 4)}" r="4"/>""");
        svg.Add($"""<text x="{Svg.At(x + 9)}" y="{Svg.At(y)}">observed here</text>""");
    }

    private static string Text(double value) => value.ToString("G4", CultureInfo.InvariantCulture);
}
