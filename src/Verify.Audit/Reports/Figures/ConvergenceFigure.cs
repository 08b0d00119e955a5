// Convergence: log10 of the loss over the epochs, mean and deviation over seeds; evaluation above training.

using System.Collections.Immutable;
using Verify.Audit.Figures;
using Verify.Audit.Reports.Html;
using Verify.Audit.Reports.Plots;

namespace Verify.Audit.Reports.Figures;

/// <summary>Losses over the epochs, a line for each n/m, panels across p.</summary>
internal static class ConvergenceFigure
{
    /// <summary>Decades of a band that the axis makes room for; a wider one is cut off, lest it flatten all lines.</summary>
    private const double WidestBand = 1;

    private const int UsualDecades = 8;

    /// <summary>The figure.</summary>
    internal static PaperFigure Of(FigureFrame frame)
    {
        MeanDeviation[] all =
        [
            .. frame
                .Cells.SelectMany(cell => cell.EvaluationLoss.Concat(cell.TrainLoss))
                .Where(one => one.Count > 0),
        ];
        double low = all.Select(one => one.Mean - Math.Min(Spread(one), WidestBand)).DefaultIfEmpty(0).Min();
        double high = all.Select(one => one.Mean + Math.Min(Spread(one), WidestBand))
            .DefaultIfEmpty(-1)
            .Max();
        ImmutableArray<int> epochs = frame.Any.Epochs;
        PanelGridText text = new(
            frame.Name("convergence", 0),
            frame.Title("Loss over the epochs", 0),
            $"Mean log loss on unseen data and on the training set over {Numbers.Count(epochs.Length, "evaluated epoch")}.",
            frame.ColumnHeads,
            ["evaluation", "training"],
            Lines.Legend(frame.RowHeads, markers: false)
        );
        double[] ends =
        [
            .. frame
                .Cells.SelectMany(cell => (MeanDeviation[])[cell.EvaluationLoss[^1], cell.TrainLoss[^1]])
                .Where(one => one.Count > 0)
                .Select(one => one.Mean),
        ];
        PanelAxis axis = PanelAxis.Decades(
            low,
            high,
            PanelAxis.DecadesFor(ends, high, UsualDecades),
            PanelGrid.TicksDown(frame.Columns, 2),
            "mean squared error"
        );
        axis = axis with
        {
            Cuts = all.Any(one => one.Mean - Spread(one) < axis.From || one.Mean + Spread(one) > axis.To),
        };
        FigureDrawing drawing = PanelGrid.Draw(
            text,
            PanelAxis.Epochs(epochs, PanelGrid.TicksAcross(frame.Columns, Numbers.Count(epochs[^1]).Length)),
            axis,
            (row, column, across, up) => Panel(frame, column, isTraining: row == 1, across, up)
        );
        string caption =
            $"Lines are 10 to the mean of log10 of the loss over seeds, bands one standard deviation of log10 to either side (with one run less in the divisor; none for a single run). The loss is the mean over samples and outputs of the squared difference of student and teacher. {Lines.RunsOf(frame)}{axis.CutSentence}{frame.LeftOut()}";
        return new PaperFigure("Convergence", caption, "losses.csv", drawing);
    }

    private static Markup? Panel(
        FigureFrame frame,
        int column,
        bool isTraining,
        LinearScale across,
        LinearScale up
    )
    {
        MarkupBuilder bands = new();
        MarkupBuilder lines = new();
        bool any = false;
        // The last line is full: drawn first, it does not hide the others.
        for (int row = frame.Rows - 1; row >= 0; row--)
        {
            if (frame[row, column] is not { } cell)
            {
                continue;
            }

            any = true;
            MeanDeviation[] loss = isTraining ? cell.TrainLoss : cell.EvaluationLoss;
            int kind = FigureStyles.KindOf(row, frame.Rows);
            string band = Marks.BandPath(
                At(one => one.Mean + one.Deviation),
                At(one => one.Mean - one.Deviation)
            );
            if (band.Length > 0)
            {
                bands.Add($"""<path class="band k{kind}" d="{band}"/>""");
            }

            Lines.Draw(lines, At(one => one.Mean), (row, frame.Rows), markers: false);

            Place[] At(Func<MeanDeviation, double> value) =>
                [.. loss.Select((one, i) => new Place(across.Map(cell.Epochs[i]), up.Map(value(one))))];
        }

        bands.Add(lines.Build());
        return any ? bands.Build() : null;
    }

    private static double Spread(MeanDeviation one) => one.Count > 1 ? one.Deviation : 0;
}
