// Coverage over time: the best correlation of each teacher, in the order of strength, as lines and as a map.

using System.Collections.Immutable;
using System.Globalization;
using Verify.Audit.Figures;
using Verify.Audit.Reports.Html;
using Verify.Audit.Reports.Plots;

namespace Verify.Audit.Reports.Figures;

/// <summary>Mean best correlation per teacher over the epochs, a panel for each n/m and p.</summary>
internal static class CoverageFigures
{
    /// <summary>Levels of the map: steps of 0.05, so that the highest is coverage.</summary>
    private const int Levels = 20;

    /// <summary>Rows and columns of the map in a panel; of more, evenly chosen ones are drawn.</summary>
    private const int MostTeachers = 100;
    private const int MostEpochs = 100;

    /// <summary>The lines of a hidden layer, from 1.</summary>
    internal static PaperFigure LinesOf(FigureFrame frame, int layer)
    {
        int teachers = frame.Any.Layers[layer - 1].Teachers;
        ImmutableArray<int> drawn = FigureFrame.Evenly(teachers, TeacherLines.Most);
        double low = frame
            .Cells.SelectMany(cell => cell.Layers[layer - 1].Best.SelectMany(epoch => epoch))
            .Where(best => best.Count > 0)
            .Select(best => best.Mean)
            .DefaultIfEmpty(0)
            .Min();
        PanelGridText text = new(
            frame.Name("coverage", layer),
            frame.Title("Best correlation of each teacher", layer),
            $"Lines over the epochs for {Numbers.Count(drawn.Length, "teacher")}, strongest darkest.",
            frame.ColumnHeads,
            frame.RowHeads,
            TeacherLines.Legend(drawn, frame.TeacherLabel(layer))
        );
        FigureDrawing drawing = PanelGrid.Draw(
            text,
            Epochs(frame),
            PanelAxis.Correlation(low, "best correlation with a student"),
            (row, column, across, up) =>
                frame[row, column] is { } cell
                    ? TeacherLines.Draw([
                        .. drawn.Select(j =>
                            cell.Layers[layer - 1]
                                .Best.Select(
                                    (epoch, i) => new Place(across.Map(cell.Epochs[i]), up.Map(epoch[j].Mean))
                                )
                                .ToArray()
                        ),
                    ])
                    : null
        );
        string some =
            drawn.Length < teachers
                ? $" {Numbers.Count(drawn.Length)} of {Numbers.Count(teachers)} teachers are drawn; the table has all."
                : "";
        return new PaperFigure(
            frame.Heading("Coverage over time", layer),
            $"The best correlation of each teacher with a student on unseen data, mean over seeds; teachers in the order of their index, dark and thick for the first, light and thin for the last. {Lines.RunsOf(frame)}{some}{frame.LeftOut()}",
            "coverage.csv",
            drawing
        );
    }

    /// <summary>The map of a hidden layer, from 1.</summary>
    internal static PaperFigure MapOf(FigureFrame frame, int layer)
    {
        int teachers = frame.Any.Layers[layer - 1].Teachers;
        PanelGridText text = new(
            frame.Name("coverage-map", layer),
            frame.Title("Best correlation of each teacher, as a map", layer),
            $"A map of {Numbers.Count(teachers, "teacher")} over the epochs; the darkest level is above 0.95.",
            frame.ColumnHeads,
            frame.RowHeads,
            [
                LegendEntry.Bar(
                    [.. Enumerable.Range(0, Levels).Select(level => Ramp.Level(level, Levels))],
                    "mean best correlation from 0 to 1"
                ),
                new LegendEntry(
                    Markup.Of($"""<path class="outline" d="M0 4h9v-8h9"/>"""),
                    18,
                    "covered: above 0.95"
                ),
            ]
        );
        PanelAxis y = PanelAxis.Counted(
            teachers,
            PanelGrid.TicksDown(frame.Columns, frame.Rows),
            frame.TeacherLabel(layer)
        );
        FigureDrawing drawing = PanelGrid.Draw(
            text,
            Epochs(frame),
            y with
            {
                // Teacher 1 on top.
                From = y.To,
                To = y.From,
            },
            (row, column, across, up) =>
                frame[row, column] is { } cell ? Map(cell, layer - 1, across, up) : null
        );
        return new PaperFigure(
            frame.Heading("Coverage over time, as a map", layer),
            $"The same numbers for every teacher, the first on top: the darker, the higher the mean best correlation, in steps of 0.05. The line goes around what is above 0.95. {Lines.RunsOf(frame)}{frame.LeftOut()}",
            "coverage.csv",
            drawing
        );
    }

    private static PanelAxis Epochs(FigureFrame frame) =>
        PanelAxis.Epochs(
            frame.Any.Epochs,
            PanelGrid.TicksAcross(frame.Columns, Numbers.Count(frame.Any.Epochs[^1]).Length)
        );

    private static Markup Map(CellSum cell, int layer, LinearScale across, LinearScale up)
    {
        ImmutableArray<int> epochs = FigureFrame.Evenly(cell.Epochs.Length, MostEpochs);
        ImmutableArray<int> teachers = FigureFrame.Evenly(cell.Layers[layer].Teachers, MostTeachers);
        double[] x = Edges([.. epochs.Select(i => (double)cell.Epochs[i])], across);
        double height = (up.Start - up.End) / teachers.Length;
        System.Text.StringBuilder[] levels =
        [
            .. Enumerable.Range(0, Levels).Select(_ => new System.Text.StringBuilder()),
        ];
        System.Text.StringBuilder outline = new();
        for (int row = 0; row < teachers.Length; row++)
        {
            double top = up.End + row * height;
            bool[] covered =
            [
                .. epochs.Select(i => cell.Layers[layer].Best[i][teachers[row]].Mean > SweepFigures.Matched),
            ];
            int[] level = [.. epochs.Select(i => LevelOf(cell.Layers[layer].Best[i][teachers[row]].Mean))];
            for (int start = 0; start < level.Length; )
            {
                int end = start + 1;
                while (end < level.Length && level[end] == level[start])
                {
                    end++;
                }

                levels[level[start]]
                    .Append(
                        CultureInfo.InvariantCulture,
                        $"M{Svg.At(x[start])} {Svg.At(top)}H{Svg.At(x[end])}V{Svg.At(top + height)}H{Svg.At(x[start])}z"
                    );
                start = end;
            }

            bool[] above =
                row == 0
                    ? new bool[epochs.Length]
                    :
                    [
                        .. epochs.Select(i =>
                            cell.Layers[layer].Best[i][teachers[row - 1]].Mean > SweepFigures.Matched
                        ),
                    ];
            Outline(outline, covered, above, x, top, height, first: row == 0);
        }

        MarkupBuilder svg = new();
        for (int level = 0; level < Levels; level++)
        {
            if (levels[level].Length > 0)
            {
                svg.Add($"""<path fill="{Ramp.Level(level, Levels)}" d="{levels[level].ToString()}"/>""");
            }
        }

        if (outline.Length > 0)
        {
            svg.Add($"""<path class="outline" d="{outline.ToString()}"/>""");
        }

        return svg.Build();
    }

    /// <summary>The borders between what is covered and what is not: left of each cell, and above it but in the first row.</summary>
    private static void Outline(
        System.Text.StringBuilder path,
        bool[] covered,
        bool[] above,
        double[] x,
        double top,
        double height,
        bool first
    )
    {
        for (int i = 0; i < covered.Length; i++)
        {
            if (i > 0 && covered[i] != covered[i - 1])
            {
                path.Append(CultureInfo.InvariantCulture, $"M{Svg.At(x[i])} {Svg.At(top)}v{Svg.At(height)}");
            }

            if (!first && covered[i] != above[i])
            {
                path.Append(
                    CultureInfo.InvariantCulture,
                    $"M{Svg.At(x[i])} {Svg.At(top)}H{Svg.At(x[i + 1])}"
                );
            }
        }
    }

    private static int LevelOf(double correlation) =>
        double.IsNaN(correlation) || correlation <= 0 ? 0
        : correlation > SweepFigures.Matched ? Levels - 1
        : Math.Min(Levels - 2, (int)(correlation * Levels));

    /// <summary>Half way between neighbours, and the panel's edges.</summary>
    private static double[] Edges(double[] places, LinearScale across)
    {
        double[] edges = new double[places.Length + 1];
        edges[0] = across.Start;
        edges[^1] = across.End;
        for (int i = 1; i < places.Length; i++)
        {
            edges[i] = across.Map((places[i - 1] + places[i]) / 2);
        }

        return edges;
    }
}
