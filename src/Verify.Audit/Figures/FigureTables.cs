// The tables behind the figures as CSV: every series that is drawn, and every student. Teachers, students and layers are
// counted from 1, as the strength j^-p counts teachers.

using System.Collections.Immutable;
using Verify.Audit.Results;
using Verify.Audit.Sweeping;

namespace Verify.Audit.Figures;

/// <summary>A table: its name, and how it is written.</summary>
internal sealed record FigureTable(string FileName, Action<SweepFigures, TextWriter> Write);

/// <summary>Writes tables. Each line begins with the values of the sweep's axes; cells without a number are empty.</summary>
internal static class FigureTables
{
    /// <summary>One line a student, of every completed run; it is written as the runs are read.</summary>
    internal const string StudentsName = "students.csv";

    /// <summary>The tables that are written from the sums.</summary>
    internal static ImmutableArray<FigureTable> All { get; } =
    [
        new("success.csv", Success),
        new("losses.csv", Losses),
        new("coverage.csv", Coverage),
        new("gradients.csv", Gradients),
    ];

    /// <summary>The head of students.csv.</summary>
    internal static string StudentHead(SweepPlan plan) =>
        Csv.Line([
            "run",
            .. plan.Axes.Select(axis => axis.Key),
            "layer",
            "student",
            "best_correlation",
            "teacher",
            "fan_out_norm",
            "matched",
        ]);

    /// <summary>The lines of a run in students.csv.</summary>
    internal static void WriteStudents(TextWriter table, SweepPlan plan, int index, RunSeries run)
    {
        RunSettings settings = plan[index];
        string start = Csv.Line([Csv.Cell(index), .. plan.Axes.Select(axis => Csv.Cell(settings[axis.Key]))]);
        for (int l = 0; l < run.Layers.Length; l++)
        {
            LayerSeries layer = run.Layers[l];
            for (int k = 0; k < layer.StudentBest.Length; k++)
            {
                table.WriteLine(
                    Csv.Line(
                        start,
                        Csv.Cell(l + 1),
                        Csv.Cell(k + 1),
                        Csv.Cell(layer.StudentBest[k]),
                        Csv.Cell(layer.StudentTeacher[k] + 1),
                        Csv.Cell(layer.FanOut[k]),
                        layer.StudentBest[k] > SweepFigures.Matched ? "1" : "0"
                    )
                );
            }
        }
    }

    private static void Success(SweepFigures figures, TextWriter table)
    {
        table.WriteLine(Head(figures, "layer", "teacher", "moment", "epoch", "runs", "covered", "share"));
        foreach ((string start, CellSum cell) in Cells(figures))
        {
            for (int l = 0; l < cell.Layers.Length; l++)
            {
                LayerSum layer = cell.Layers[l];
                for (int j = 0; j < layer.Teachers; j++)
                {
                    Line("early", cell.Epochs[cell.Early], layer.CoveredEarly[j]);
                    Line("final", cell.Epochs[^1], layer.CoveredFinally[j]);

                    void Line(string moment, int epoch, int covered) =>
                        table.WriteLine(
                            start
                                + Csv.Line(
                                    Csv.Cell(l + 1),
                                    Csv.Cell(j + 1),
                                    moment,
                                    Csv.Cell(epoch),
                                    Csv.Cell(cell.Runs),
                                    Csv.Cell(covered),
                                    Csv.Statistic((double)covered / cell.Runs)
                                )
                        );
                }
            }
        }
    }

    private static void Losses(SweepFigures figures, TextWriter table)
    {
        string[] statistics =
        [
            "eval_runs",
            "mean_log10_eval_loss",
            "sd_log10_eval_loss",
            "train_runs",
            "mean_log10_train_loss",
            "sd_log10_train_loss",
        ];
        table.WriteLine(Head(figures, ["epoch", .. statistics]));
        foreach ((string start, CellSum cell) in Cells(figures))
        {
            for (int epoch = 0; epoch < cell.Epochs.Length; epoch++)
            {
                MeanDeviation eval = cell.EvaluationLoss[epoch];
                MeanDeviation train = cell.TrainLoss[epoch];
                table.WriteLine(
                    start
                        + Csv.Line(
                            Csv.Cell(cell.Epochs[epoch]),
                            Csv.Cell(eval.Count),
                            Csv.Statistic(eval.Mean),
                            Csv.Statistic(eval.Deviation),
                            Csv.Cell(train.Count),
                            Csv.Statistic(train.Mean),
                            Csv.Statistic(train.Deviation)
                        )
                );
            }
        }
    }

    private static void Coverage(SweepFigures figures, TextWriter table)
    {
        table.WriteLine(Head(figures, "layer", "teacher", "epoch", "runs", "mean_best_correlation"));
        foreach ((string start, CellSum cell) in Cells(figures))
        {
            for (int l = 0; l < cell.Layers.Length; l++)
            {
                for (int j = 0; j < cell.Layers[l].Teachers; j++)
                {
                    for (int epoch = 0; epoch < cell.Epochs.Length; epoch++)
                    {
                        MeanDeviation best = cell.Layers[l].Best[epoch][j];
                        table.WriteLine(
                            start
                                + Csv.Line(
                                    Csv.Cell(l + 1),
                                    Csv.Cell(j + 1),
                                    Csv.Cell(cell.Epochs[epoch]),
                                    Csv.Cell(best.Count),
                                    Csv.Statistic(best.Mean)
                                )
                        );
                    }
                }
            }
        }
    }

    private static void Gradients(SweepFigures figures, TextWriter table)
    {
        table.WriteLine(
            Head(figures, "teacher", "epoch", "runs", "mean_log10_largest_gradient", "mean_log10_sine")
        );
        foreach ((string start, CellSum cell) in Cells(figures))
        {
            for (int j = 0; j < cell.Sine[0].Length; j++)
            {
                for (int epoch = 0; epoch < cell.Epochs.Length; epoch++)
                {
                    table.WriteLine(
                        start
                            + Csv.Line(
                                Csv.Cell(j + 1),
                                Csv.Cell(cell.Epochs[epoch]),
                                Csv.Cell(cell.Runs),
                                Csv.Statistic(cell.Gradient[epoch].Mean),
                                Csv.Statistic(cell.Sine[epoch][j].Mean)
                            )
                    );
                }
            }
        }
    }

    private static string Head(SweepFigures figures, params IEnumerable<string> columns) =>
        Csv.Line([.. figures.Layout.Keys, .. columns]);

    /// <summary>The first cells of a configuration's lines: the values of all axes but the seed's.</summary>
    private static IEnumerable<(string Start, CellSum Cell)> Cells(SweepFigures figures)
    {
        // Any run of a configuration has its values; the first one stands for it.
        Dictionary<FigurePlace, int> first = [];
        for (int run = 0; run < figures.Plan.Count; run++)
        {
            first.TryAdd(figures.Layout.PlaceOf(run), run);
        }

        foreach ((FigurePlace place, CellSum cell) in figures.All())
        {
            RunSettings settings = figures.Plan[first[place]];
            yield return (
                string.Concat(figures.Layout.Keys.Select(key => Csv.Cell(settings[key]) + ",")),
                cell
            );
        }
    }
}
