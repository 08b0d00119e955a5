// Reads the folder that `verify sweep`, `verify merge` or `verify train` leaves, run by run in the order of the plan, and
// keeps sums alone. It writes nothing but the lines of students that it is asked for.

using System.Collections.Immutable;
using Verify.Audit.Sharding;
using Verify.Audit.Sweeping;
using Verify.Core.Data;
using Verify.Core.Training;

namespace Verify.Audit.Figures;

/// <summary>How far the reading is.</summary>
/// <param name="Done">Runs looked at.</param>
/// <param name="Planned">All that the folder should have.</param>
public readonly record struct FigureProgress(int Done, int Planned);

/// <summary>Reads sweeps for their figures.</summary>
internal static class SweepReader
{
    /// <summary>The plan of a folder.</summary>
    /// <exception cref="InputException">There is no such folder, it holds no sweep, or one of another version's keys.</exception>
    internal static SweepFigures Open(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new InputException(
                File.Exists(folder)
                    ? $"'{folder}' is a file, not the folder of a sweep."
                    : $"The folder '{folder}' does not exist."
            );
        }

        SweepManifest manifest =
            SweepManifest.TryRead(folder)
            ?? throw new InputException(
                $"The folder '{folder}' holds no sweep: it has no {SweepManifest.FileName}, which 'verify sweep' and 'verify train' write."
            );
        SweepPlan plan = SweepPlan.Parse(
            new TrainingRuns().Settings,
            manifest.Plan,
            Path.Combine(folder, SweepManifest.FileName)
        );
        return new SweepFigures(plan, ShardManifest.TryRead(folder)?.Shard);
    }

    /// <summary>Adds all runs of the folder to the figures.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="figures">What <see cref="Open"/> gave.</param>
    /// <param name="each">Called with the index and the series of each run that completed.</param>
    /// <param name="progress">Told after every run.</param>
    /// <param name="cancellation">Stops between runs.</param>
    /// <exception cref="InputException">A file is damaged or of another run, or no run completed.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    internal static void Read(
        string folder,
        SweepFigures figures,
        Action<int, RunSeries> each,
        Action<FigureProgress> progress,
        CancellationToken cancellation
    )
    {
        SweepPlan plan = figures.Plan;
        int[] runs = [.. Enumerable.Range(0, plan.Count).Where(run => figures.Shard?.Owns(run) ?? true)];
        Dictionary<RunState, ImmutableArray<int>.Builder> found = Enum.GetValues<RunState>()
            .ToDictionary(state => state, _ => ImmutableArray.CreateBuilder<int>());
        RunJudgements judgements = new();
        for (int i = 0; i < runs.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            RunState state = StateOf(folder, plan, runs[i]);
            if (state == RunState.Completed)
            {
                (RunRecord record, RunSeries series) = Result(folder, plan, runs[i]);
                if (!figures.Add(runs[i], series))
                {
                    throw Foreign(SweepFolder.ResultOf(folder, plan, runs[i]));
                }

                judgements.Add(record, SweepFolder.ResultOf(folder, plan, runs[i]));
                each(runs[i], series);
            }

            found[state].Add(runs[i]);
            progress(new FigureProgress(i + 1, runs.Length));
        }

        figures.Runs = new RunCensus(
            runs.Length,
            found[RunState.Completed].Count,
            found[RunState.Diverged].ToImmutable(),
            found[RunState.Failed].ToImmutable(),
            found[RunState.Unfinished].ToImmutable(),
            found[RunState.Missing].ToImmutable()
        );
        if (figures.Runs.Completed == 0)
        {
            throw new InputException(
                $"No run of the sweep in '{folder}' has completed, so there is nothing to draw."
            );
        }

        figures.Judgements = judgements.Judge();
    }

    private static RunState StateOf(string folder, SweepPlan plan, int run)
    {
        string record = SweepFolder.RecordOf(folder, plan, run);
        return File.Exists(record)
                ? RunSummary.Read(record).Status switch
                {
                    RunEnd.Completed => RunState.Completed,
                    RunEnd.Diverged => RunState.Diverged,
                    _ => RunState.Failed,
                }
            : File.Exists(SweepFolder.CheckpointOf(folder, plan, run)) ? RunState.Unfinished
            : RunState.Missing;
    }

    private static (RunRecord Record, RunSeries Series) Result(string folder, SweepPlan plan, int run)
    {
        string path = SweepFolder.ResultOf(folder, plan, run);
        RunRecord record = RunFile.Read(path);
        if (!record.Configuration.Equals(TrainingRuns.ConfigurationOf(plan[run])))
        {
            throw Foreign(path);
        }

        RunSeries? series;
        try
        {
            series = RunSeries.Of(record);
        }
        catch (Exception problem) when (problem is KeyNotFoundException or IndexOutOfRangeException)
        {
            throw new InputException($"'{path}' lacks statistics that every run has.", problem);
        }

        return series is null
            ? throw new InputException($"'{path}' has no evaluated epoch.")
            : (record, series);
    }

    private static InputException Foreign(string path) =>
        new($"'{path}' is the result of another run than its name says.");

    private enum RunState
    {
        Completed,
        Diverged,
        Failed,
        Unfinished,
        Missing,
    }
}
