// runs.csv and summary.json: a line a run and the counts, from the records of the runs alone. No wall times: equal sweeps
// have equal summaries, whatever threads, shards and interruptions they had.

using Verify.Audit.Results;
using Verify.Core.Data;

namespace Verify.Audit.Sweeping;

/// <summary>The summary of the runs of a folder that are over.</summary>
/// <param name="Planned">Runs that are the folder's.</param>
/// <param name="Completed">Runs that did all their epochs.</param>
/// <param name="Diverged">Runs that diverged.</param>
/// <param name="Failed">Runs that failed.</param>
public sealed record SweepSummary(int Planned, int Completed, int Diverged, int Failed)
{
    /// <summary>The table's name.</summary>
    public const string TableName = "runs.csv";

    /// <summary>The counts' name.</summary>
    public const string FileName = "summary.json";

    /// <summary>Writes both files.</summary>
    /// <param name="folder">The sweep's folder.</param>
    /// <param name="plan">The whole sweep's plan.</param>
    /// <param name="runs">The runs that are the folder's, in order; those that are not over are left out.</param>
    /// <exception cref="InputException">A file cannot be written, or a record is damaged.</exception>
    public static SweepSummary Write(string folder, SweepPlan plan, IReadOnlyCollection<int> runs)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(runs);

        // Summaries are read once for the names of the figures, which differ with the depth of networks and which a failed
        // run does not have, and once for their values: a sweep may have more runs than should be in memory.
        string[] figures =
        [
            .. Records(folder, plan, runs)
                .SelectMany(run => run.Record.LastEpoch.Select(figure => figure.Key))
                .Distinct(StringComparer.Ordinal),
        ];
        Dictionary<RunEnd, int> counts = [];
        AtomicFile.WriteText(
            Path.Combine(folder, TableName),
            csv =>
            {
                IEnumerable<string> head =
                [
                    "run",
                    .. plan.Axes.Select(axis => axis.Key),
                    "status",
                    "epochs",
                    .. figures,
                ];
                csv.WriteLine(Csv.Line(head));
                foreach ((int run, RunSummary record) in Records(folder, plan, runs))
                {
                    counts[record.Status] = counts.GetValueOrDefault(record.Status) + 1;
                    csv.WriteLine(Line(plan, run, record, figures));
                }
            }
        );
        SweepSummary summary = new(
            runs.Count,
            counts.GetValueOrDefault(RunEnd.Completed),
            counts.GetValueOrDefault(RunEnd.Diverged),
            counts.GetValueOrDefault(RunEnd.Failed)
        );
        summary.WriteCounts(folder);
        return summary;
    }

    /// <summary>Runs that are not over.</summary>
    public int Left => Planned - Completed - Diverged - Failed;

    private void WriteCounts(string folder) =>
        AtomicFile.WriteText(
            Path.Combine(folder, FileName),
            Json.Write(json =>
            {
                json.WriteNumber("runs", Planned);
                json.WriteNumber("completed", Completed);
                json.WriteNumber("diverged", Diverged);
                json.WriteNumber("failed", Failed);
                json.WriteNumber("left", Left);
            })
        );

    private static IEnumerable<(int Run, RunSummary Record)> Records(
        string folder,
        SweepPlan plan,
        IEnumerable<int> runs
    ) =>
        runs.Select(run => (Run: run, Record: SweepFolder.Record(folder, plan, run)))
            .Where(run => run.Record is not null)
            .Select(run => (run.Run, run.Record!));

    private static string Line(SweepPlan plan, int run, RunSummary record, string[] figures)
    {
        RunSettings settings = plan[run];
        IEnumerable<string> cells =
        [
            Csv.Cell(run),
            .. plan.Axes.Select(axis => Csv.Cell(settings[axis.Key])),
            RunSummary.NameOf(record.Status),
            Csv.Cell(record.Epochs),
            .. figures.Select(name =>
                Csv.Cell(record.LastEpoch.FirstOrDefault(figure => figure.Key == name).Value)
            ),
        ];
        return Csv.Line(cells);
    }
}
