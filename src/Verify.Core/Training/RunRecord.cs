// What a run leaves behind, as a value: configuration, how it ended, statistics, and the matrices of its end.

using System.Collections.Immutable;
using Verify.Core.Data;

namespace Verify.Core.Training;

/// <summary>How far a run is.</summary>
public enum RunStatus
{
    /// <summary>Epochs are left.</summary>
    Running,

    /// <summary>All epochs are done.</summary>
    Finished,

    /// <summary>A loss was not finite: the run ended there, with the weights of the last whole epoch.</summary>
    Diverged,
}

/// <summary>A run's results.</summary>
/// <param name="Configuration">What was run.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Epoch">Whole epochs done.</param>
/// <param name="Iteration">Updates done; of a diverged run, up to the one whose loss was not finite.</param>
/// <param name="History">The evaluated epochs, ascending.</param>
/// <param name="Final">
/// Matrices at the end, by name: T1 .. TL and W1 .. WL (teacher and student, (fan_in + 1) x fan_out, bias last), and per
/// hidden layer of a finished run layer{l}.eval_correlation and .train_correlation (m x n), .observations (m x n, training
/// set), .alpha ((n + 1) x (m + 1), the mean of A_l) and, up to 512 students, .beta ((n + 1) x (n + 1), the mean of B_l).
/// </param>
public sealed record RunRecord(
    RunConfiguration Configuration,
    RunStatus Status,
    int Epoch,
    long Iteration,
    ImmutableArray<EpochStatistics> History,
    IReadOnlyDictionary<string, NdArray> Final
)
{
    /// <summary>
    /// Per teacher node of layer l, the first evaluated epoch at which a student's correlation exceeds the threshold of the
    /// given index on the evaluation set; -1 where there is none.
    /// </summary>
    public ImmutableArray<int> FirstCovered(int layer, int threshold) =>
        First(layer, threshold, epoch => epoch.Counts(layer));

    /// <summary>The same on the training set.</summary>
    public ImmutableArray<int> FirstCoveredInTraining(int layer, int threshold) =>
        First(layer, threshold, epoch => epoch.CountsInTraining(layer));

    private ImmutableArray<int> First(
        int layer,
        int threshold,
        Func<EpochStatistics, IReadOnlyList<double>> counts
    )
    {
        int teachers = Configuration.TeacherWidths[layer - 1];
        int[] first = new int[teachers];
        Array.Fill(first, -1);
        foreach (EpochStatistics epoch in History)
        {
            IReadOnlyList<double> students = counts(epoch);
            for (int j = 0; j < teachers; j++)
            {
                if (first[j] < 0 && students[threshold * teachers + j] > 0)
                {
                    first[j] = epoch.Epoch;
                }
            }
        }

        return [.. first];
    }
}
