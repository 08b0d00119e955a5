// The two pictures of a run: its losses, and how many teachers it covers. What is in them is RunCurves'; how lines are drawn
// is Plots/LinePlot.cs.

using System.Collections.Immutable;
using System.Globalization;
using Verify.Audit.Reports.Html;
using Verify.Audit.Reports.Plots;
using Verify.Audit.Sweeping;

namespace Verify.Audit.Reports.Training;

/// <summary>A picture of a run, for a page or for a file of its own.</summary>
public sealed class RunFigure
{
    private readonly ImmutableArray<int> epochs;
    private readonly ImmutableArray<LineSeries> series;
    private readonly LineAxis axis;
    private readonly LinePlotText text;

    private RunFigure(
        ImmutableArray<int> epochs,
        ImmutableArray<LineSeries> series,
        LineAxis axis,
        LinePlotText text
    )
    {
        this.epochs = epochs;
        this.series = series;
        this.axis = axis;
        this.text = text;
    }

    /// <summary>Training and evaluation loss over the epochs, on a log scale.</summary>
    public static RunFigure Loss(RunCurves run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return new RunFigure(
            run.Epochs,
            [
                new LineSeries("training set", LineStyles.First, run.TrainLoss),
                new LineSeries("evaluation set", LineStyles.Second, run.EvalLoss),
            ],
            LineAxis.Decades,
            new LinePlotText(
                "loss",
                "Loss over the epochs",
                $"Evaluation loss after the last epoch: {Numbers.About(run.EvalLoss[^1])}.",
                "epoch",
                "loss (mean squared output difference, log scale)"
            )
        );
    }

    /// <summary>Teachers covered at the lowest, the highest and two thresholds between, over the epochs.</summary>
    public static RunFigure Coverage(RunCurves run)
    {
        ArgumentNullException.ThrowIfNull(run);
        ImmutableArray<CoverageCurve> chosen = Chosen(run.Coverage);
        return new RunFigure(
            run.Epochs,
            [
                .. chosen.Select(
                    (curve, i) =>
                        new LineSeries(
                            $"> {curve.Threshold.ToString("0.##", CultureInfo.InvariantCulture)}",
                            LineStyles.Step(LineStyles.Steps - chosen.Length + 1 + i),
                            curve.Teachers
                        )
                ),
            ],
            LineAxis.UpTo(run.Teachers),
            new LinePlotText(
                "coverage",
                "Teachers covered over the epochs",
                $"A teacher is covered when some student's activations correlate with its own above the threshold; {Numbers.Count(run.Teachers)} teachers in all.",
                "epoch",
                "teachers covered, by correlation with the best student"
            )
        );
    }

    /// <summary>An element of a page.</summary>
    public Markup Embedded() => LinePlot.Embedded(epochs, series, axis, text);

    /// <summary>A file of its own.</summary>
    public string File() => LinePlot.File(epochs, series, axis, text);

    /// <summary>At most four curves, evenly from the first to the last.</summary>
    private static ImmutableArray<CoverageCurve> Chosen(ImmutableArray<CoverageCurve> curves)
    {
        int steps = Math.Min(LineStyles.Steps, curves.Length);
        return steps <= 1
            ? curves
            : [.. Enumerable.Range(0, steps).Select(i => curves[i * (curves.Length - 1) / (steps - 1)])];
    }
}
