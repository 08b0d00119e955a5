// Lines of teachers, told apart by colour and width: the first is dark and thick, the last light and thin.

using System.Collections.Immutable;
using Verify.Audit.Reports.Html;
using Verify.Audit.Reports.Plots;

namespace Verify.Audit.Reports.Figures;

/// <summary>One line for each teacher that is drawn, in their order.</summary>
internal static class TeacherLines
{
    /// <summary>Lines in a panel.</summary>
    internal const int Most = 10;

    private const double Thickest = 2.4;
    private const double Thinnest = 0.9;

    /// <summary>Samples of the lines with the teachers' indices from 1.</summary>
    internal static ImmutableArray<LegendEntry> Legend(ImmutableArray<int> teachers, string label)
    {
        const double Step = 22;
        MarkupBuilder svg = new();
        for (int i = 0; i < teachers.Length; i++)
        {
            double x = i * Step;
            svg.Add(
                $"""<path class="line" d="M{Svg.At(x)} -5h18" stroke="{Ramp.Line(i, teachers.Length)}" stroke-width="{Width(i, teachers.Length)}"/>"""
            );
            svg.Add($"""<text x="{Svg.At(x + 9)}" y="8" text-anchor="middle">{teachers[i] + 1}</text>""");
        }

        return [new LegendEntry(svg.Build(), teachers.Length * Step - 4, label)];
    }

    /// <summary>The lines, the last ones first so that the strongest are on top.</summary>
    internal static Markup Draw(ImmutableArray<Place[]> lines)
    {
        MarkupBuilder svg = new();
        for (int i = lines.Length - 1; i >= 0; i--)
        {
            string path = Marks.LinePath(lines[i]);
            if (path.Length > 0)
            {
                svg.Add(
                    $"""<path class="line" d="{path}" stroke="{Ramp.Line(i, lines.Length)}" stroke-width="{Width(i, lines.Length)}"/>"""
                );
            }
        }

        return svg.Build();
    }

    private static string Width(int i, int n) =>
        Svg.At(Thickest - (Thickest - Thinnest) * (n <= 1 ? 0 : (double)i / (n - 1)));
}
