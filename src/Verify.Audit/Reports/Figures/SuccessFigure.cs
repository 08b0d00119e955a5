// How often each teacher is covered: a line for each n/m, panels across p, early above final.

using System.Collections.Immutable;
using System.Globalization;
using Verify.Audit.Reports.Html;
using Verify.Audit.Reports.Plots;

namespace Verify.Audit.Reports.Figures;

/// <summary>The share of runs in which teacher j is covered, over j.</summary>
internal static class SuccessFigure
{
    /// <summary>Teachers up to which each one has a marker.</summary>
    private const int MostMarkers = 25;

    /// <summary>The figure of a hidden layer, from 1.</summary>
    internal static PaperFigure Of(FigureFrame frame, int layer)
    {
        int teachers = frame.Any.Layers[layer - 1].Teachers;
        int early = frame.Any.Epochs[frame.Any.Early];
        int final = frame.Any.Epochs[^1];
        ImmutableArray<string> moments =
            early == final ? [After("final", final)] : [After("early", early), After("final", final)];
        PanelGridText text = new(
            frame.Name("success", layer),
            frame.Title("Success rate per teacher", layer),
            $"The share of runs in which each of {Numbers.Count(teachers, "teacher")} is covered.",
            frame.ColumnHeads,
            moments,
            Lines.Legend(frame.RowHeads, teachers <= MostMarkers)
        );
        FigureDrawing drawing = PanelGrid.Draw(
            text,
            PanelAxis.Counted(
                teachers,
                PanelGrid.TicksAcross(frame.Columns, Numbers.Count(teachers).Length),
                frame.TeacherLabel(layer)
            ),
            PanelAxis.Shares("runs in which j is covered"),
            (row, column, across, up) =>
                Panel(frame, layer - 1, isFinal: row == moments.Length - 1, column, across, up)
        );
        string caption =
            $"The share of seeds in which teacher j is covered: some student's correlation with it is above 0.95. Early is after {Numbers.Count(early, "epoch")}, the evaluated one nearest to the published 5; final is after {Numbers.Count(final)}. {Lines.RunsOf(frame)}{frame.LeftOut()}";
        return new PaperFigure(
            frame.Heading("Success rate per teacher", layer),
            caption,
            "success.csv",
            drawing
        );
    }

    private static Markup? Panel(
        FigureFrame frame,
        int layer,
        bool isFinal,
        int column,
        LinearScale across,
        LinearScale up
    )
    {
        MarkupBuilder svg = new();
        bool any = false;
        // The last line is full: drawn first, it does not hide the others.
        for (int row = frame.Rows - 1; row >= 0; row--)
        {
            if (frame[row, column] is not { } cell)
            {
                continue;
            }

            any = true;
            int[] covered = isFinal ? cell.Layers[layer].CoveredFinally : cell.Layers[layer].CoveredEarly;
            Place[] places =
            [
                .. covered.Select(
                    (runs, j) => new Place(across.Map(j + 1), up.Map((double)runs / cell.Runs))
                ),
            ];
            Lines.Draw(svg, places, (row, frame.Rows), covered.Length <= MostMarkers);
        }

        return any ? svg.Build() : null;
    }

    private static string After(string moment, int epoch) =>
        string.Create(CultureInfo.InvariantCulture, $"{moment}: {epoch} epoch{(epoch == 1 ? "" : "s")}");
}
