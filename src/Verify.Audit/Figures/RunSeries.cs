// What the figures need of one run, as plain values. It is read from a run's record and dropped once it is added up.

using System.Collections.Immutable;
using Verify.Core.Training;

namespace Verify.Audit.Figures;

/// <summary>One hidden layer of a run: m teacher and n student nodes.</summary>
/// <param name="TeacherBest">Per evaluated epoch, the best correlation of each teacher with a student (m numbers).</param>
/// <param name="StudentBest">At the end, the best correlation of each student with a teacher (n).</param>
/// <param name="StudentTeacher">That teacher, counted from 0 (n).</param>
/// <param name="FanOut">At the end, sqrt(E beta_kk) of each student: for two layers the norm of its fan-out (n).</param>
internal sealed record LayerSeries(
    ImmutableArray<ImmutableArray<double>> TeacherBest,
    ImmutableArray<double> StudentBest,
    ImmutableArray<int> StudentTeacher,
    ImmutableArray<double> FanOut
);

/// <summary>A run with at least one evaluated epoch. Correlations are those on the evaluation set.</summary>
/// <param name="Epochs">The evaluated epochs, ascending.</param>
/// <param name="TrainLoss">On the training set, per epoch.</param>
/// <param name="EvaluationLoss">On the evaluation set, per epoch.</param>
/// <param name="LargestGradient">The largest |g_1| over training samples and nodes, per epoch.</param>
/// <param name="Sine">Per epoch, the alignment sine of each teacher of layer 1.</param>
/// <param name="Layers">The hidden layers from the lowest.</param>
internal sealed record RunSeries(
    ImmutableArray<int> Epochs,
    ImmutableArray<double> TrainLoss,
    ImmutableArray<double> EvaluationLoss,
    ImmutableArray<double> LargestGradient,
    ImmutableArray<ImmutableArray<double>> Sine,
    ImmutableArray<LayerSeries> Layers
)
{
    /// <summary>The series of a record; null when no epoch was evaluated.</summary>
    internal static RunSeries? Of(RunRecord record)
    {
        ImmutableArray<EpochStatistics> history = record.History;
        return history.IsEmpty
            ? null
            : new RunSeries(
                [.. history.Select(epoch => epoch.Epoch)],
                [.. history.Select(epoch => epoch.TrainLoss)],
                [.. history.Select(epoch => epoch.EvaluationLoss)],
                [.. history.Select(epoch => epoch.LargestGradients[0])],
                [.. history.Select(epoch => epoch.AlignmentSine.ToImmutableArray())],
                [
                    .. Enumerable
                        .Range(1, record.Configuration.Depth - 1)
                        .Select(layer => LayerOf(history, layer)),
                ]
            );
    }

    private static LayerSeries LayerOf(ImmutableArray<EpochStatistics> history, int layer)
    {
        EpochStatistics last = history[^1];
        return new LayerSeries(
            [.. history.Select(epoch => epoch.BestOfTeacher(layer).ToImmutableArray())],
            [.. last.BestOfStudent(layer)],
            [.. last.TeacherOfStudent(layer).Select(teacher => (int)teacher)],
            // A mean of squares in single precision may come out as a tiny negative number's rounding: no root of that.
            [.. last.Beta(layer).Select(beta => Math.Sqrt(Math.Max(0, beta)))]
        );
    }
}
