// Two arrangements in the plane: the boundaries of teacher and student nodes of one layer, and points. It knows no networks and
// decides nothing: coordinates are doubles.

using System.Collections.Immutable;
using System.Globalization;
using Verify.Audit.Reports.Html;

namespace Verify.Audit.Reports.Plots;

/// <summary>A point with what it is.</summary>
public readonly record struct PlanePoint(double X, double Y, string Title);

/// <summary>What a picture shows. Every number is finite.</summary>
/// <param name="Radius">r > 0 of the box (-r, r)^2.</param>
/// <param name="Teacher">The boundary of each teacher node, in order; one without pieces is not drawn.</param>
/// <param name="Student">The same of the student.</param>
/// <param name="Points">Points on top.</param>
/// <param name="PointLabel">What the points are, for the legend; shown when there are points.</param>
public sealed record Arrangement(
    double Radius,
    ImmutableArray<PlaneBoundary> Teacher,
    ImmutableArray<PlaneBoundary> Student,
    ImmutableArray<PlanePoint> Points,
    string PointLabel
)
{
    /// <summary>l, the layer of the nodes.</summary>
    public int Layer { get; init; } = 1;

    /// <summary>Bands below the boundaries; none unless set.</summary>
    public ImmutableArray<PlaneBand> Bands { get; init; } = [];
}

/// <summary>
/// Draws an <see cref="Arrangement"/>. Every shape carries its own colours as attributes, so that the picture stands
/// alone in any viewer; the page's sheet (<see cref="PlotStyles"/>) overrides them to follow the reader's scheme.
/// </summary>
public static class ArrangementPicture
{
    private const double Side = 420;
    private const double Margin = 46;

    // More points than this are drawn small, so that they do not cover each other.
    private const int ManyPoints = 30;

    // Teacher and student differ in colour (blue and orange keep apart for every kind of colour vision), dash and width.
    private static readonly Markup s_teacher = Markup.Of(
        $"""class="teacher" fill="none" stroke="#0b5cad" stroke-width="2.2" """
    );

    private static readonly Markup s_student = Markup.Of(
        $"""class="student" fill="none" stroke="#c4550c" stroke-width="1.4" stroke-dasharray="6 4" """
    );

    private static readonly Markup s_side = Markup.Of(
        $"""class="student" fill="none" stroke="#c4550c" stroke-width="1.4" """
    );

    private static readonly Markup s_smallPoint = Markup.Of(
        $"""class="point" fill="#111" stroke="#fff" stroke-width="0.5" r="2" """
    );

    private static readonly Markup s_teacherBand = Markup.Of(
        $"""class="teacher" fill="none" stroke="#0b5cad" stroke-opacity="0.18" """
    );

    private static readonly Markup s_studentBand = Markup.Of(
        $"""class="student" fill="none" stroke="#c4550c" stroke-opacity="0.18" """
    );

    private static readonly Markup s_point = Markup.Of(
        $"""class="point" fill="#111" stroke="#fff" stroke-width="1" r="4" """
    );

    /// <summary>A file of its own, ending with LF.</summary>
    public static string File(Arrangement arrangement) =>
        Draw(arrangement, Markup.Of($"""xmlns="http://www.w3.org/2000/svg" """)) + "\n";

    /// <summary>An element of the page.</summary>
    public static Markup Embedded(Arrangement arrangement) => Draw(arrangement, Markup.Empty);

    private static Markup Draw(Arrangement arrangement, Markup space)
    {
        ArgumentNullException.ThrowIfNull(arrangement);
        double r = arrangement.Radius;
        PlotArea area = new(Margin, Margin, Margin + Side, Margin + Side);
        LinearScale x = new(-r, r, area.Left, area.Right);
        LinearScale y = new(-r, r, area.Bottom, area.Top);
        double width = Side + 2 * Margin;
        double height = Side + 2 * Margin + 28;
        string points = arrangement.Points.IsEmpty ? "" : $" Dots: {arrangement.PointLabel}.";
        string bands = arrangement.Bands.IsEmpty ? "" : " Shaded: the nodes' bands.";
        MarkupBuilder svg = new();
        svg.Add(
            $"""
            <svg {space}class="plot arrangement" viewBox="0 0 {Svg.At(width)} {Svg.At(
                height
            )}" role="img" font-family="system-ui, sans-serif" font-size="12" fill="#333">
            <title>Boundaries of the layer-{Digits(arrangement.Layer)} nodes in the box of radius {Text(r)}</title>
            <desc>Solid blue: teacher. Dashed orange: student, with a tick to its active side.{bands}{points}</desc>
            <rect class="frame" fill="#fff" stroke="#777" x="{Svg.At(area.Left)}" y="{Svg.At(
                area.Top
            )}" width="{Svg.At(Side)}" height="{Svg.At(Side)}"/>
            """
        );
        Axis(svg, area, x, y, r);
        Bands(svg, arrangement.Bands, r, x, y);
        Boundaries(svg, arrangement.Teacher, isTeacher: true, x, y);
        Boundaries(svg, arrangement.Student, isTeacher: false, x, y);
        Markup dot = arrangement.Points.Length <= ManyPoints ? s_point : s_smallPoint;
        foreach (PlanePoint point in arrangement.Points)
        {
            svg.Add(
                $"""<circle {dot}cx="{Svg.At(x.Map(point.X))}" cy="{Svg.At(y.Map(point.Y))}"><title>{point.Title}</title></circle>"""
            );
        }

        Legend(svg, area, arrangement);
        svg.Add($"</svg>");
        return svg.Build();
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

    // A band is its middle line, as wide as the band.
    private static void Bands(
        MarkupBuilder svg,
        ImmutableArray<PlaneBand> bands,
        double r,
        LinearScale x,
        LinearScale y
    )
    {
        foreach (PlaneBand band in bands)
        {
            double width = Math.Min(2 * band.HalfWidth * Side / (2 * r), 2 * Side);
            foreach (PlaneSegment piece in band.Middle.Pieces)
            {
                svg.Add(
                    $"""<path {(band.IsTeacher ? s_teacherBand : s_studentBand)}stroke-width="{Svg.At(width)}" d="M{Svg.At(
                        x.Map(piece.X1)
                    )} {Svg.At(y.Map(piece.Y1))}L{Svg.At(x.Map(piece.X2))} {Svg.At(y.Map(piece.Y2))}"/>"""
                );
            }
        }
    }

    private static void Boundaries(
        MarkupBuilder svg,
        ImmutableArray<PlaneBoundary> boundaries,
        bool isTeacher,
        LinearScale x,
        LinearScale y
    )
    {
        string role = isTeacher ? "teacher" : "student";
        List<(string X, string Y, string Name)> labels = [];
        for (int k = 0; k < boundaries.Length; k++)
        {
            ImmutableArray<PlaneSegment> pieces = boundaries[k].Pieces;
            if (pieces.IsEmpty)
            {
                continue;
            }

            string path = string.Concat(
                pieces.Select(piece =>
                    $"M{Svg.At(x.Map(piece.X1))} {Svg.At(y.Map(piece.Y1))}L{Svg.At(x.Map(piece.X2))} {Svg.At(y.Map(piece.Y2))}"
                )
            );
            svg.Add(
                $"""<path {(isTeacher ? s_teacher : s_student)}d="{path}"><title>{role} node {k}</title></path>"""
            );
            PlaneSegment longest = pieces.MaxBy(piece => piece.Length);
            if (!isTeacher)
            {
                // A short tick at the middle, towards z > 0.
                double mx = x.Map((longest.X1 + longest.X2) / 2);
                double my = y.Map((longest.Y1 + longest.Y2) / 2);
                double norm = double.Hypot(longest.NormalX, longest.NormalY);
                svg.Add(
                    $"""<path {s_side}d="M{Svg.At(mx)} {Svg.At(my)}l{Svg.At(9 * longest.NormalX / norm)} {Svg.At(-9 * longest.NormalY / norm)}"/>"""
                );
            }

            // Labels at opposite ends, so that those of co-planar nodes do not cover each other.
            (double X, double Y) end = isTeacher ? (longest.X2, longest.Y2) : (longest.X1, longest.Y1);
            double shift = isTeacher ? 3 : -3;
            labels.Add((Svg.At(x.Map(end.X) + shift), Svg.At(y.Map(end.Y) - 3), $"{role[..1]}{Digits(k)}"));
        }

        // Nodes that end at one place share a label.
        string anchor = isTeacher ? "start" : "end";
        foreach (var place in labels.GroupBy(label => (label.X, label.Y)))
        {
            string names = string.Join(' ', place.Select(label => label.Name));
            svg.Add($"""<text x="{place.Key.X}" y="{place.Key.Y}" text-anchor="{anchor}">{names}</text>""");
        }
    }

    private static void Legend(MarkupBuilder svg, PlotArea area, Arrangement arrangement)
    {
        double y = area.Bottom + 54;
        double x = area.Left;
        foreach (bool isTeacher in (ReadOnlySpan<bool>)[true, false])
        {
            svg.Add($"""<path {(isTeacher ? s_teacher : s_student)}d="M{Svg.At(x)} {Svg.At(y - 4)}h26"/>""");
            string label = isTeacher ? "teacher" : "student (tick: active side)";
            svg.Add($"""<text x="{Svg.At(x + 32)}" y="{Svg.At(y)}">{label}</text>""");
            x += 110;
        }

        if (!arrangement.Points.IsEmpty)
        {
            x = area.Right - 84;
            svg.Add($"""<circle {s_point}cx="{Svg.At(x)}" cy="{Svg.At(y - 4)}"/>""");
            svg.Add($"""<text x="{Svg.At(x + 9)}" y="{Svg.At(y)}">{arrangement.PointLabel}</text>""");
        }
    }

    private static string Digits(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Text(double value) => value.ToString("G4", CultureInfo.InvariantCulture);
}
