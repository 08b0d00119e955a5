// The L-shape: a student at the end of its run either correlates with a teacher or has a small fan-out. One mark a student.

using System.Collections.Immutable;
using Verify.Audit.Figures;
using Verify.Audit.Reports.Html;
using Verify.Audit.Reports.Plots;

namespace Verify.Audit.Reports.Figures;

/// <summary>Best correlation against fan-out norm, a panel for each n/m and p.</summary>
internal static class LShapeFigure
{
    /// <summary>Marks of one kind in a panel; of more, evenly chosen ones are drawn.</summary>
    private const int MostMarks = 3000;

    /// <summary>The figure of a hidden layer, from 1.</summary>
    internal static PaperFigure Of(FigureFrame frame, int layer)
    {
        StudentCloud[] clouds = [.. frame.Cells.Select(cell => cell.Layers[layer - 1].Cloud)];
        StudentPoint[] points = [.. clouds.SelectMany(cloud => cloud.Points)];
        PanelAxis x = PanelAxis.Correlation(
            points.Select(point => point.Correlation).DefaultIfEmpty(0).Min(),
            "best correlation with a teacher"
        );
        PanelAxis y = PanelAxis.FromZero(
            points.Select(point => point.FanOut).DefaultIfEmpty(1).Max(),
            PanelGrid.TicksDown(frame.Columns, frame.Rows),
            frame.Layers > 1 ? "fan-out, √(E β_kk)" : "fan-out norm ‖v_k‖"
        );
        PanelGridText text = new(
            frame.Name("l-shape", layer),
            frame.Title("Fan-out against best correlation", layer),
            $"A scatter of {Numbers.Count(clouds.Sum(cloud => cloud.Students), "student")}, {Numbers.Count(clouds.Sum(cloud => cloud.Matched))} of which correlate with a teacher above 0.95.",
            frame.ColumnHeads,
            frame.RowHeads,
            [
                new LegendEntry(
                    Markup.Of($"""<path class="matched" d="M5 0h0"/>"""),
                    10,
                    "matched: correlation > 0.95"
                ),
                new LegendEntry(Marks.Crosses([new Place(5, 0)], "unmatched"), 10, "not matched"),
            ]
        );
        FigureDrawing drawing = PanelGrid.Draw(
            text,
            x,
            y,
            (row, column, across, up) =>
                frame[row, column] is { } cell ? Panel(cell.Layers[layer - 1].Cloud, across, up) : null
        );
        string caption =
            $"Each mark is a student at the end of its run, all seeds over one another: {Numbers.Count(clouds.Sum(cloud => cloud.Students), "student")} of {Numbers.Count(frame.Cells.Sum(cell => cell.Runs), "run")}. Marks that would print as one are drawn once, and at most {Numbers.Count(MostMarks)} of a kind in a panel. Axes are shared.{frame.LeftOut()}";
        return new PaperFigure(
            frame.Heading("The L-shape", layer),
            caption,
            FigureTables.StudentsName,
            drawing
        );
    }

    private static Markup Panel(StudentCloud cloud, LinearScale across, LinearScale up)
    {
        MarkupBuilder svg = new();
        string threshold = Svg.At(across.Map(SweepFigures.Matched));
        svg.Add($"""<path class="threshold" d="M{threshold} {Svg.At(up.End)}V{Svg.At(up.Start)}"/>""");
        svg.Add(Marks.Crosses(Places(cloud, matched: false, across, up), "unmatched"));
        svg.Add(Marks.Dots(Places(cloud, matched: true, across, up), "matched"));
        svg.Add(
            $"""<text class="note" x="{Svg.At(across.Start + 6)}" y="{Svg.At(up.End + 13)}">{Numbers.Count(cloud.Matched)} of {Numbers.Count(cloud.Students)} matched</text>"""
        );
        return svg.Build();
    }

    /// <summary>One place for each unit of the panel that a student falls into: the first student's.</summary>
    private static ImmutableArray<Place> Places(
        StudentCloud cloud,
        bool matched,
        LinearScale across,
        LinearScale up
    )
    {
        Dictionary<(int X, int Y), Place> places = [];
        ImmutableArray<Place>.Builder drawn = ImmutableArray.CreateBuilder<Place>();
        foreach (StudentPoint point in cloud.Points)
        {
            if (point.Correlation > SweepFigures.Matched == matched)
            {
                Place place = new(across.Map(point.Correlation), up.Map(point.FanOut));
                if (places.TryAdd(((int)Math.Round(place.X), (int)Math.Round(place.Y)), place))
                {
                    drawn.Add(place);
                }
            }
        }

        return [.. FigureFrame.Evenly(drawn.Count, MostMarks).Select(i => drawn[i])];
    }
}
