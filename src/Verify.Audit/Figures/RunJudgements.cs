// What the runs of a sweep say of the claims about training. The claims and their tests are Verify.Claims'; this gathers what
// they need of each run.

using System.Collections.Immutable;
using Verify.Audit.Results;
using Verify.Claims.Training;
using Verify.Core.Data;
using Verify.Core.Training;

namespace Verify.Audit.Figures;

/// <summary>Gathers runs and judges the claims on them.</summary>
internal sealed class RunJudgements
{
    /// <summary>The table's name.</summary>
    internal const string TableName = "claims.csv";

    private readonly List<RunObservation> runs = [];

    /// <summary>Adds a completed run.</summary>
    /// <exception cref="InputException">The record lacks what every run leaves.</exception>
    internal void Add(RunRecord record, string path)
    {
        try
        {
            runs.Add(RunObservationModule.ofRecord(record));
        }
        catch (KeyNotFoundException problem)
        {
            throw new InputException($"'{path}' lacks statistics that every run has.", problem);
        }
    }

    /// <summary>Every claim in the catalogue's order.</summary>
    internal ImmutableArray<Judgement> Judge() => [.. TrainingJudgement.ofRuns(runs)];

    /// <summary>The verdict in tables and on pages.</summary>
    internal static string NameOf(Judgement judgement) => judgement.Verdict.ToString().ToLowerInvariant();

    /// <summary>The table: a line a claim.</summary>
    internal static void Write(ImmutableArray<Judgement> judgements, TextWriter table)
    {
        table.WriteLine("claim,verdict,effect,estimate,low,high,confidence,p_value,runs,statement,sentence");
        foreach (Judgement one in judgements)
        {
            table.WriteLine(
                Csv.Line(
                    Csv.Cell(one.Claim),
                    NameOf(one),
                    Csv.Cell(one.Effect),
                    Csv.Statistic(one.Estimate),
                    Csv.Statistic(one.Low),
                    Csv.Statistic(one.High),
                    Csv.Statistic(one.Confidence),
                    Csv.Statistic(one.PValue?.Value ?? double.NaN),
                    Csv.Cell(one.Runs),
                    Csv.Cell(one.Statement),
                    Csv.Cell(one.Sentence)
                )
            );
        }
    }
}
