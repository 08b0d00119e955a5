// Lines of n/m as several figures draw them, and their legend.

using System.Collections.Immutable;
using Verify.Audit.Reports.Html;
using Verify.Audit.Reports.Plots;

namespace Verify.Audit.Reports.Figures;

/// <summary>One line for each row of a frame.</summary>
internal static class Lines
{
    /// <summary>The first line's markers are the smallest and drawn last: where lines meet, all markers show.</summary>
    private const double Smallest = 2.1;
    private const double Largest = 3.5;

    /// <summary>An entry for each line.</summary>
    internal static ImmutableArray<LegendEntry> Legend(ImmutableArray<string> names, bool markers) =>
        [.. names.Select((name, i) => LegendEntry.Line(FigureStyles.KindOf(i, names.Length), markers, name))];

    /// <summary>Line i of n, with markers at its places if asked for.</summary>
    internal static void Draw(MarkupBuilder svg, Place[] places, (int I, int N) line, bool markers)
    {
        int kind = FigureStyles.KindOf(line.I, line.N);
        double size = Smallest + (Largest - Smallest) * line.I / Math.Max(1, line.N - 1);
        string path = Marks.LinePath(places);
        if (path.Length > 0)
        {
            svg.Add($"""<path class="line k{kind}" d="{path}"/>""");
        }

        if (markers && places.Any(place => place.IsThere))
        {
            string all = string.Concat(
                places.Where(place => place.IsThere).Select(place => Marks.MarkerPath(kind, place, size))
            );
            svg.Add($"""<path class="marker k{kind}" d="{all}"/>""");
        }
    }

    /// <summary>"4 runs a configuration.", or from the fewest to the most.</summary>
    internal static string RunsOf(FigureFrame frame)
    {
        int[] runs = [.. frame.Cells.Select(cell => cell.Runs)];
        return runs.Min() == runs.Max()
            ? $"{Numbers.Count(runs[0], "run")} a configuration."
            : $"{Numbers.Count(runs.Min())} to {Numbers.Count(runs.Max(), "run")} a configuration.";
    }
}
