// Two layer-1 arrangements on the line of a single input: the boundary points of teacher and student nodes, with their
// active sides. It knows no networks and decides nothing: coordinates are doubles.

using System.Collections.Immutable;
using System.Globalization;
using Verify.Audit.Reports.Html;

namespace Verify.Audit.Reports.Plots;

/// <summary>The zero of a x + c; a node's boundary, active where the left side is positive.</summary>
public readonly record struct LinePoint(double A, double C)
{
    /// <summary>-c / a; not finite when a = 0.</summary>
    public double Place => -C / A;
}

/// <summary>What the line shows. The radius is finite and positive.</summary>
/// <param name="Radius">r > 0 of (-r, r).</param>
/// <param name="Teacher">The boundary of each teacher node, in order; one outside is not drawn.</param>
/// <param name="Student">The same of the student.</param>
public sealed record LineArrangement(
    double Radius,
    ImmutableArray<LinePoint> Teacher,
    ImmutableArray<LinePoint> Student
);

/// <summary>Draws a <see cref="LineArrangement"/>: teachers above the line, students below, arrows to the active side.</summary>
public static class NumberLinePicture
{
    private const double Side = 420;
    private const double Margin = 46;
    private const double Row = 17;

    // The colours and dashes of ArrangementPicture.
    private static readonly Markup s_teacher = Markup.Of(
        $"""class="teacher" fill="none" stroke="#0b5cad" stroke-width="2.2" """
    );

    private static readonly Markup s_student = Markup.Of(
        $"""class="student" fill="none" stroke="#c4550c" stroke-width="1.4" """
    );

    /// <summary>An element of the page.</summary>
    public static Markup Embedded(LineArrangement arrangement)
    {
        ArgumentNullException.ThrowIfNull(arrangement);
        double r = arrangement.Radius;
        LinearScale x = new(-r, r, Margin, Margin + Side);
        int above = Inside(arrangement.Teacher, r).Count();
        int below = Inside(arrangement.Student, r).Count();
        double line = 14 + Row * above;
        double height = line + 22 + Row * below + 20;
        MarkupBuilder svg = new();
        svg.Add(
            $"""
            <svg class="plot arrangement" viewBox="0 0 {Svg.At(Side + 2 * Margin)} {Svg.At(
                height
            )}" role="img" font-family="system-ui, sans-serif" font-size="12" fill="#333">
            <title>Boundaries of the layer-1 nodes in (-{Text(r)}, {Text(r)})</title>
            <desc>Above the line, blue: teacher. Below, orange: student. Arrows point to the active side.</desc>
            <path class="axis" fill="none" stroke="#777" d="M{Svg.At(x.Map(-r))} {Svg.At(line)}H{Svg.At(
                x.Map(r)
            )}"/>
            """
        );
        foreach (double value in (ReadOnlySpan<double>)[-r, 0, r])
        {
            svg.Add(
                $"""<text x="{Svg.At(x.Map(value))}" y="{Svg.At(height - 4)}" text-anchor="middle">{Text(value)}</text>"""
            );
        }

        Marks(svg, Inside(arrangement.Teacher, r), isTeacher: true, x, line);
        Marks(svg, Inside(arrangement.Student, r), isTeacher: false, x, line);
        svg.Add($"</svg>");
        return svg.Build();
    }

    /// <summary>The boundaries that are drawn, with the nodes' numbers; NaN and infinities are inside nothing.</summary>
    private static IEnumerable<(int Node, LinePoint Point)> Inside(
        ImmutableArray<LinePoint> points,
        double r
    ) => points.Select((point, node) => (node, point)).Where(entry => Math.Abs(entry.point.Place) <= r);

    // One row a node, away from the line: co-planar nodes stand one above the other.
    private static void Marks(
        MarkupBuilder svg,
        IEnumerable<(int Node, LinePoint Point)> marks,
        bool isTeacher,
        LinearScale x,
        double line
    )
    {
        string role = isTeacher ? "teacher" : "student";
        double y = line;
        foreach ((int node, LinePoint point) in marks)
        {
            y += isTeacher ? -Row : Row;
            double at = x.Map(point.Place);
            double side = Math.Sign(point.A);
            svg.Add(
                $"""<path {(isTeacher ? s_teacher : s_student)}d="M{Svg.At(at)} {Svg.At(line)}V{Svg.At(y)}h{Svg.At(16 * side)}m{Svg.At(-4 * side)} -3l{Svg.At(4 * side)} 3l{Svg.At(-4 * side)} 3"><title>{role} node {node}</title></path>"""
            );
            svg.Add(
                $"""<text x="{Svg.At(at - 4 * side)}" y="{Svg.At(y + 4)}" text-anchor="{(side > 0 ? "end" : "start")}">{role[..1]}{node}</text>"""
            );
        }
    }

    private static string Text(double value) => value.ToString("G4", CultureInfo.InvariantCulture);
}
