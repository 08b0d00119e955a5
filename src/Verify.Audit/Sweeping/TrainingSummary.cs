// What the JSON beside a run's archive says of its training: nothing that is not in the archive, for people and scripts.

using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Verify.Audit.Reports;
using Verify.Core.Training;

namespace Verify.Audit.Sweeping;

internal static class TrainingSummary
{
    /// <summary>
    /// "lastEpoch", the last evaluated epoch: losses, learning rate, the largest gradient, and per hidden layer l the teachers
    /// covered at each threshold. Then, as "firstCovered" (evaluation set) and "firstCoveredInTraining", the first evaluated
    /// epoch at which each teacher is covered at the highest threshold, -1 for never. Nothing for a run without an epoch.
    /// </summary>
    internal static void Write(Utf8JsonWriter json, RunRecord record)
    {
        if (record.History.IsEmpty)
        {
            return;
        }

        int highest = EpochStatistics.Thresholds.Count - 1;
        json.WriteStartObject("lastEpoch");
        WriteEpoch(json, record.Configuration, record.History[^1]);
        json.WriteEndObject();
        WriteLayers(json, record, "firstCovered", layer => record.FirstCovered(layer, highest));
        WriteLayers(
            json,
            record,
            "firstCoveredInTraining",
            layer => record.FirstCoveredInTraining(layer, highest)
        );
    }

    private static void WriteEpoch(Utf8JsonWriter json, RunConfiguration configuration, EpochStatistics last)
    {
        IReadOnlyList<double> thresholds = EpochStatistics.Thresholds;
        json.WriteNumber("epoch", last.Epoch);
        json.WriteNumber("iteration", last.Iteration);
        json.FiniteOrNull("learning_rate", last.LearningRate);
        json.FiniteOrNull("batch_loss", last.BatchLoss);
        json.FiniteOrNull("train_loss", last.TrainLoss);
        json.FiniteOrNull("eval_loss", last.EvaluationLoss);
        json.FiniteOrNull("gradient_max", Largest(last.LargestGradients));
        for (int layer = 1; layer < configuration.Depth; layer++)
        {
            for (int t = 0; t < thresholds.Count; t++)
            {
                json.WriteNumber(
                    string.Create(CultureInfo.InvariantCulture, $"layer{layer}.covered_{thresholds[t]:0.00}"),
                    last.Covered(layer, t)
                );
            }
        }
    }

    private static void WriteLayers(
        Utf8JsonWriter json,
        RunRecord record,
        string name,
        Func<int, ImmutableArray<int>> first
    )
    {
        json.WriteStartObject(name);
        for (int layer = 1; layer < record.Configuration.Depth; layer++)
        {
            json.WriteStartArray(string.Create(CultureInfo.InvariantCulture, $"layer{layer}"));
            foreach (int epoch in first(layer))
            {
                json.WriteNumberValue(epoch);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    /// <summary>The largest value; NaN if any is.</summary>
    private static double Largest(IReadOnlyList<double> values) =>
        values.Aggregate(0.0, (largest, value) => Math.Max(largest, value));
}
