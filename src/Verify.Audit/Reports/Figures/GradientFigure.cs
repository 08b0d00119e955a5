// Gradient against alignment: how small the gradient is when a teacher becomes aligned. One line a teacher, over the epochs.

using System.Collections.Immutable;
using Verify.Audit.Figures;
using Verify.Audit.Reports.Html;
using Verify.Audit.Reports.Plots;

namespace Verify.Audit.Reports.Figures;

/// <summary>The largest per-sample |g_1| against the alignment sine of each teacher, a panel for each n/m and p.</summary>
internal static class GradientFigure
{
    private const int UsualDecades = 5;

    /// <summary>The figure; null where no gradient or sine can be shown on a log axis.</summary>
    internal static PaperFigure? Of(FigureFrame frame)
    {
        MeanDeviation[] gradients =
        [
            .. frame.Cells.SelectMany(cell => cell.Gradient.Skip(Start(cell))).Where(one => one.Count > 0),
        ];
        MeanDeviation[] sines =
        [
            .. frame
                .Cells.SelectMany(cell => cell.Sine.Skip(Start(cell)).SelectMany(epoch => epoch))
                .Where(one => one.Count > 0),
        ];
        if (gradients.Length == 0 || sines.Length == 0)
        {
            return null;
        }

        int teachers = frame.Any.Sine[0].Length;
        ImmutableArray<int> drawn = FigureFrame.Evenly(teachers, TeacherLines.Most);
        PanelGridText text = new(
            frame.Name("gradient", 0),
            frame.Title("Alignment against gradient", 0),
            $"Lines over the epochs for {Numbers.Count(drawn.Length, "teacher")} on logarithmic axes, strongest darkest.",
            frame.ColumnHeads,
            frame.RowHeads,
            TeacherLines.Legend(drawn, frame.TeacherLabel(1))
        );
        PanelAxis x = Axis(
            gradients,
            frame.Cells.Select(cell => cell.Gradient[^1]),
            PanelGrid.TicksAcross(frame.Columns, letters: 4),
            "largest |g_1| over training samples"
        );
        PanelAxis y = Axis(
            sines,
            frame.Cells.SelectMany(cell => cell.Sine[^1]),
            PanelGrid.TicksDown(frame.Columns, frame.Rows),
            "sine of the angle to the nearest student"
        );
        FigureDrawing drawing = PanelGrid.Draw(
            text,
            x,
            y,
            (row, column, across, up) =>
                frame[row, column] is { } cell ? Panel(cell, drawn, across, up) : null
        );
        string some =
            drawn.Length < teachers
                ? $" {Numbers.Count(drawn.Length)} of {Numbers.Count(teachers)} teachers are drawn; the table has all."
                : "";
        return new PaperFigure(
            "Gradient against alignment",
            $"Each line is a teacher of the lowest layer over the evaluated epochs after the start, its end marked with a dot: across, the largest entry of |g_1| over training samples; up, the sine of the angle between its direction and the nearest student's. Both are 10 to the mean of log10 over seeds. Training goes from right to left as the gradient falls. {Lines.RunsOf(frame)}{some}{(x.Cuts ? x : y).CutSentence}{frame.LeftOut()}",
            "gradients.csv",
            drawing
        );
    }

    private static PanelAxis Axis(
        MeanDeviation[] all,
        IEnumerable<MeanDeviation> ends,
        int ticks,
        string label
    )
    {
        double high = all.Max(one => one.Mean);
        double[] shown = [.. ends.Where(one => one.Count > 0).Select(one => one.Mean)];
        int decades = PanelAxis.DecadesFor(shown, high, UsualDecades);
        return PanelAxis.Decades(all.Min(one => one.Mean), high, decades, ticks, label);
    }

    /// <summary>Before the first update gradients are small since the student is: the lines begin after it.</summary>
    private static int Start(CellSum cell) => cell.Epochs[0] == 0 ? 1 : 0;

    private static Markup Panel(
        CellSum cell,
        ImmutableArray<int> teachers,
        LinearScale across,
        LinearScale up
    )
    {
        ImmutableArray<Place[]> lines =
        [
            .. teachers.Select(j =>
                Enumerable
                    .Range(Start(cell), cell.Epochs.Length - Start(cell))
                    .Select(i => new Place(across.Map(cell.Gradient[i].Mean), up.Map(cell.Sine[i][j].Mean)))
                    .ToArray()
            ),
        ];
        MarkupBuilder svg = new();
        svg.Add(TeacherLines.Draw(lines));
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i][^1] is { IsThere: true } end)
            {
                svg.Add(
                    $"""<circle cx="{Svg.At(end.X)}" cy="{Svg.At(end.Y)}" r="2.2" fill="{Ramp.Line(i, lines.Length)}"/>"""
                );
            }
        }

        return svg.Build();
    }
}
