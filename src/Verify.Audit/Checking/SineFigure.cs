// The picture of a check: per teacher the certified bound on the sine of the angle, and the sine measured.

using System.Collections.Immutable;
using Verify.Audit.Reports;
using Verify.Audit.Reports.Html;
using Verify.Audit.Reports.Plots;
using Verify.Core.Geometry;

namespace Verify.Audit.Checking;

/// <summary>
/// A bar from the bottom up to the bound and a point at the measured sine, on a log axis; teachers side by side. A measured
/// sine below the axis is drawn at its end.
/// </summary>
internal static class SineFigure
{
    private const double Width = 400;
    private const double Height = 226;
    private const int LowestDecade = -6;
    private const int MostTeachers = 200;

    private static readonly PlotArea Area = new(Left: 46, Top: 30, Right: Width - 6, Bottom: Height - 44);

    /// <summary>The plot, or nothing when no teacher is matched.</summary>
    internal static Markup Of(CheckRecord record)
    {
        ImmutableArray<TeacherRecord> matched =
        [
            .. record.Teachers.Where(teacher => teacher.Match is not null).Take(MostTeachers),
        ];
        if (matched.IsEmpty)
        {
            return Markup.Empty;
        }

        LinearScale x = new(-0.5, record.TeacherNodes - 0.5, Area.Left + 4, Area.Right);
        LinearScale y = new(LowestDecade, 0, Area.Bottom, Area.Top);
        double half = Math.Clamp((Area.Right - Area.Left) / record.TeacherNodes / 3, 1, 9);
        MarkupBuilder svg = new();
        svg.Add(
            $"""
            <svg class="plot" id="sines" viewBox="0 0 {Svg.At(Width)} {Svg.At(
                Height
            )}" role="img" aria-labelledby="sines-title sines-desc">
            <title id="sines-title">Certified and measured sine of the angle, per teacher</title>
            <desc id="sines-desc">{Describe(matched)}</desc>
            """
        );
        svg.Add(Area.LeftAxis(y, Ticks.Whole(LowestDecade, 0, atMost: 6, Numbers.PowerOfTen), "sine"));
        foreach (TeacherRecord teacher in matched)
        {
            NodeBound match = teacher.Match!;
            double measured = match.Measured!.Value.Sine.Upper;
            double middle = x.Map(teacher.Teacher);
            double top = y.Map(Decade(match.SineAtMost));
            string said =
                $"teacher {teacher.Teacher}: at most {Numbers.AtMost(match.SineAtMost)}, measured {Numbers.AtMost(measured)}";
            svg.Add(
                $"""<rect class="bar zero" x="{Svg.At(middle - half)}" y="{Svg.At(top)}" width="{Svg.At(2 * half)}" height="{Svg.At(Area.Bottom - top)}"><title>{said}</title></rect>"""
            );
            svg.Add(
                $"""<circle class="bar" cx="{Svg.At(middle)}" cy="{Svg.At(y.Map(Decade(measured)))}" r="3"><title>{said}</title></circle>"""
            );
        }

        svg.Add(
            Area.BottomAxis(
                x,
                Ticks.Whole(0, record.TeacherNodes - 1, atMost: 10, Numbers.Count),
                "teacher (bar: bound, point: measured)"
            )
        );
        svg.Add($"</svg>");
        return svg.Build();
    }

    private static double Decade(double value) =>
        value <= 0 ? LowestDecade : Math.Clamp(Math.Log10(value), LowestDecade, 0);

    private static string Describe(ImmutableArray<TeacherRecord> matched) =>
        $"{Numbers.Count(matched.Length, "teacher")} with a bound; bounds from {Numbers.AtMost(matched.Min(teacher => teacher.Match!.SineAtMost))} to {Numbers.AtMost(matched.Max(teacher => teacher.Match!.SineAtMost))}.";
}
