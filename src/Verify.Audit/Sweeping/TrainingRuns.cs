// Trainings as runs of a sweep: the core's keys, its runs, checkpoints and files. What is trained and how, is
// Verify.Core.Training's.

using System.Collections.Immutable;
using Verify.Core.Data;
using Verify.Core.Networks;
using Verify.Core.Training;

namespace Verify.Audit.Sweeping;

/// <summary>The kind of run that trains a student on a teacher.</summary>
public sealed class TrainingRuns : IRunKind
{
    /// <inheritdoc/>
    public SettingTable Settings { get; } =
        new(
            RunKeys.All.Select(key => new SettingKey(
                key.Name,
                $"{key.Description} ({key.Range})",
                key.Default,
                text => Normalise(key, text),
                OtherName: key.Name == "seed" ? "seeds" : null
            )),
            Preset("two-layer", RunConfiguration.TwoLayer),
            Preset("deep", RunConfiguration.Deep)
        );

    /// <inheritdoc/>
    public RunSize SizeOf(RunSettings settings)
    {
        RunConfiguration run = ConfigurationOf(settings);

        // Multiplications: an update is a forward and a backward pass and the sum of updates over its samples; an evaluation
        // is a forward pass of both networks over both sets and the correlations of their nodes.
        double student = Weights(run.StudentShape);
        double samples = run.Method == DescentMethod.Gd ? run.TrainSamples : run.Batch;
        double evaluation = student + Weights(run.TeacherShape) + Pairs(run);
        return new RunSize(
            run.Epochs,
            run.Iterations,
            3 * run.Iterations * samples * student
                + ((double)run.TrainSamples + run.EvaluationSamples) * evaluation / run.EvaluateEvery
        );
    }

    /// <inheritdoc/>
    public IRun Begin(RunSettings settings) => new Training(TrainingRun.Start(ConfigurationOf(settings)));

    /// <inheritdoc/>
    public IRun Restore(RunSettings settings, string checkpoint)
    {
        TrainingRun run = Checkpoint.Read(checkpoint);
        return run.Configuration.Equals(ConfigurationOf(settings))
            ? new Training(run)
            : throw new InputException($"'{checkpoint}' is the checkpoint of another run.");
    }

    /// <inheritdoc/>
    public RunResult ReadResult(RunSettings settings, string result)
    {
        RunRecord record = RunFile.Read(result);
        return record.Status != RunStatus.Running && record.Configuration.Equals(ConfigurationOf(settings))
            ? new RunResult(
                record.Status == RunStatus.Diverged,
                record.Epoch,
                json => TrainingSummary.Write(json, record)
            )
            : throw new InputException($"'{result}' is not the result of this run.");
    }

    /// <inheritdoc/>
    public RunCurves? ReadCurves(string result)
    {
        RunRecord record = RunFile.Read(result);
        ImmutableArray<EpochStatistics> history = record.History;
        return history.IsEmpty
            ? null
            : new RunCurves(
                [.. history.Select(epoch => epoch.Epoch)],
                [.. history.Select(epoch => epoch.TrainLoss)],
                [.. history.Select(epoch => epoch.EvaluationLoss)],
                record.Configuration.TeacherWidths.Sum(),
                [
                    .. EpochStatistics.Thresholds.Select(
                        (threshold, t) =>
                            new CoverageCurve(
                                threshold,
                                [.. history.Select(epoch => Covered(record, epoch, t))]
                            )
                    ),
                ]
            );
    }

    private static double Covered(RunRecord record, EpochStatistics epoch, int threshold) =>
        Enumerable.Range(1, record.Configuration.Depth - 1).Sum(layer => epoch.Covered(layer, threshold));

    private static SettingPreset Preset(string name, RunConfiguration configuration) =>
        new(name, [.. RunKeys.All.Select(key => key.Read(configuration))]);

    private static string Normalise(RunKey key, string text)
    {
        // A schedule may come as the map that YAML and Hydra have: {0: 0.2, 20: 0.1} is 0:0.2/20:0.1.
        string plain = text is ['{', .. var inner, '}']
            ? inner.Replace(" ", "", StringComparison.Ordinal).Replace(',', '/')
            : text;
        return key.Write(RunConfiguration.TwoLayer, plain) is { } configuration
            ? key.Read(configuration)
            : throw new InputException($"'{key.Name}={text}' is out of range: it takes {key.Range}.");
    }

    internal static RunConfiguration ConfigurationOf(RunSettings settings) =>
        RunConfiguration.Parse(
            settings.Table.Keys.Zip(settings.Values, (key, value) => $"{key.Name}={value}")
        );

    private static double Weights(NetworkShape shape) =>
        Enumerable.Range(1, shape.Depth).Sum(l => (shape.Width(l - 1) + 1.0) * shape.Width(l));

    /// <summary>Pairs of a teacher and a student node of one hidden layer.</summary>
    private static double Pairs(RunConfiguration run) =>
        run.TeacherWidths.Sum(m => (double)m * m * run.Multiple);
}
