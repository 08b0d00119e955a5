// Lines of n/m as several figures draw them, and their legend.

using System.Collections.Immutable;
using Verify.Audit.Reports.Html;
using Verify.Audit.Reports.Plots;

namespace Verify.Audit.Reports.Figures;

/// <summary>One line for each row of a frame.</summary>
internal static class Lines
{
    private const double MarkerSize = 2.4;

    /// <summary>An entry for each line.</summary>
    internal static ImmutableArray<LegendEntry> Legend(ImmutableArray<string> names, bool markers) =>
        [.. names.Select((name, i) => LegendEntry.Line(FigureStyles.KindOf(i, names.Length), markers, name))];

    /// <summary>A line of a kind, with markers at its places if asked for.</summary>
    internal static void Draw(MarkupBuilder svg, Place[] places, int kind, bool markers)
    {
        string path = Marks.LinePath(places);
        if (path.Length > 0)
        {
            svg.Add($"""<path class="line k{kind}" d="{path}"/>""");
        }

        if (markers && places.Any(place => place.IsThere))
        {
            string all = string.Concat(
                places
                    .Where(place => place.IsThere)
                    .Select(place => Marks.MarkerPath(kind, place, MarkerSize))
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
