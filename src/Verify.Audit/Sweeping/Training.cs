// One training under way, as a run of a sweep.

using System.Globalization;
using System.Text.Json;
using Verify.Audit.Reports;
using Verify.Core.Training;

namespace Verify.Audit.Sweeping;

internal sealed class Training(TrainingRun run) : IRun
{
    public int EpochsDone => run.Epoch;

    public bool HasDiverged => run.Status == RunStatus.Diverged;

    public void NextEpoch(CancellationToken cancellation) => run.NextEpoch(cancellation);

    public void WriteCheckpoint(string path) => Checkpoint.Write(path, run);

    public void WriteResult(string path) => RunFile.WriteArchive(path, run.Record());

    /// <summary>
    /// The last evaluated epoch: losses, learning rate, the largest gradient, and per hidden layer l the teachers covered at
    /// each threshold. Then, as "firstCovered", the first evaluated epoch at which each teacher is covered at the highest
    /// threshold, -1 for never.
    /// </summary>
    public void WriteSummary(Utf8JsonWriter json)
    {
        RunRecord record = run.Record();
        if (record.History.IsEmpty)
        {
            return;
        }

        EpochStatistics last = record.History[^1];
        IReadOnlyList<double> thresholds = EpochStatistics.Thresholds;
        json.WriteStartObject("lastEpoch");
        json.WriteNumber("epoch", last.Epoch);
        json.WriteNumber("iteration", last.Iteration);
        json.FiniteOrNull("learning_rate", last.LearningRate);
        json.FiniteOrNull("batch_loss", last.BatchLoss);
        json.FiniteOrNull("train_loss", last.TrainLoss);
        json.FiniteOrNull("eval_loss", last.EvaluationLoss);
        json.FiniteOrNull("gradient_max", Largest(last.LargestGradients));
        for (int layer = 1; layer < record.Configuration.Depth; layer++)
        {
            for (int t = 0; t < thresholds.Count; t++)
            {
                json.WriteNumber(
                    string.Create(CultureInfo.InvariantCulture, $"layer{layer}.covered_{thresholds[t]:0.00}"),
                    last.Covered(layer, t)
                );
            }
        }

        json.WriteEndObject();
        json.WriteStartObject("firstCovered");
        for (int layer = 1; layer < record.Configuration.Depth; layer++)
        {
            json.WriteStartArray(string.Create(CultureInfo.InvariantCulture, $"layer{layer}"));
            foreach (int epoch in record.FirstCovered(layer, thresholds.Count - 1))
            {
                json.WriteNumberValue(epoch);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    public void Dispose() { }

    /// <summary>The largest value; NaN if any is.</summary>
    private static double Largest(IReadOnlyList<double> values) =>
        values.Aggregate(0.0, (largest, value) => Math.Max(largest, value));
}
