// Runs one case of a sampled claim, or one obligation of a proved one, and puts what came out into a record.
// It keeps no state: a case's result depends on the claim, the audit's seed and the case's index alone.

using Verify.Audit.Results;
using Verify.Claims;
using Verify.Claims.Generators;

namespace Verify.Audit.Running;

/// <summary>A case that was run: its record and, where it can be said, its labels or its counterexample.</summary>
/// <param name="Record">The line of results.jsonl.</param>
/// <param name="Labels">Properties of the spec, for the report's distribution.</param>
/// <param name="Counterexample">Set when the case violates the claim.</param>
internal sealed record CaseRun(
    CaseRecord Record,
    IReadOnlyList<KeyValuePair<string, string>> Labels,
    Counterexample? Counterexample
)
{
    /// <summary>What the case is made of, where the claim draws figures of it.</summary>
    internal Material? Material { get; init; }
}

internal static class CaseRunner
{
    private const string OutOfMemory = "there is not enough memory";

    /// <summary>An unexpected exception as one clause of a finding.</summary>
    internal static string Describe(Exception failure) => $"{failure.GetType().Name}: {failure.Message}";

    /// <summary>Runs a case.</summary>
    /// <exception cref="OperationCanceledException">Cancelled while a case that takes long was made.</exception>
    internal static CaseRun RunCase(
        Claim claim,
        Sampling sampling,
        ulong auditSeed,
        int index,
        CancellationToken cancellation
    )
    {
        ulong seed = CaseSeed.derive(auditSeed, claim.Id, index);
        string text = "";
        List<KeyValuePair<string, string>> labels = [];
        CaseRecord Record(
            string verdict,
            bool applicable = true,
            string? rejected = null,
            Measurement? measurement = null,
            string? finding = null
        ) =>
            new(
                claim.Id,
                index,
                seed,
                text,
                applicable,
                rejected,
                measurement?.Measured,
                measurement?.Bound,
                verdict,
                finding
            );

        Trial trial;
        Outcome outcome;
        try
        {
            text = sampling.GenerateAt.Invoke(index).Invoke(seed);
            labels.AddRange(
                sampling.Labels.Invoke(text).Select(label => KeyValuePair.Create(label.Item1, label.Item2))
            );
            trial = sampling.MakeUntil.Invoke(cancellation).Invoke(text);
            outcome = trial.Check.Invoke(null!);
        }
        catch (OutOfMemoryException)
        {
            return new CaseRun(Record("unresolved", finding: OutOfMemory), labels, null);
        }
        catch (Exception failure)
            when (failure is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            // A generator or check that throws is a fault of ours: the claim becomes "errored" and the audit goes on.
            // Whether the hypotheses hold is not known then.
            return new CaseRun(
                Record("errored", applicable: false, finding: Describe(failure)),
                labels,
                null
            );
        }

        CaseRun run = outcome switch
        {
            Outcome.Rejected rejected => new(Record("rejected", false, rejected.hypothesis), labels, null),
            Outcome.Satisfied satisfied => new(
                Record("satisfied", measurement: satisfied.Item),
                labels,
                null
            ),
            Outcome.Violated violated => new(
                Record(
                    "violated",
                    measurement: violated.Item1,
                    finding: LocusModule.describe(violated.Item2)
                ),
                labels,
                new Counterexample(trial, violated.Item1, violated.Item2)
            ),
            Outcome.Unresolved unresolved => new(
                Record("unresolved", finding: unresolved.reason),
                labels,
                null
            ),
            Outcome.Inconsistent inconsistent => new(
                Record("inconsistent", measurement: inconsistent.Item1, finding: inconsistent.reason),
                labels,
                null
            ),
            _ => throw new InvalidOperationException($"Unknown outcome of {claim.Id}."),
        };
        return sampling.Charts is null ? run : run with { Material = trial.Material };
    }

    /// <summary>
    /// A case that was run elsewhere, from its record: labels and, for figures, material are made again from the spec. Its
    /// counterexample is not: the check is not run.
    /// </summary>
    internal static CaseRun Recall(Sampling sampling, CaseRecord record)
    {
        bool wasDrawn = record.Spec.Length > 0;
        bool wasChecked = record.Verdict != "errored" && record.Finding != OutOfMemory;
        List<KeyValuePair<string, string>> labels = [];
        try
        {
            if (wasDrawn)
            {
                labels.AddRange(
                    sampling
                        .Labels.Invoke(record.Spec)
                        .Select(label => KeyValuePair.Create(label.Item1, label.Item2))
                );
            }
        }
        catch (Exception failure) when (!wasChecked && failure is not OutOfMemoryException)
        {
            // What went wrong there went wrong here: the case has no labels.
        }

        return new CaseRun(record, labels, null)
        {
            Material =
                wasChecked && sampling.Charts is not null ? sampling.Make.Invoke(record.Spec).Material : null,
        };
    }

    internal static (CaseRecord Record, ProofRecord Proof) RunObligation(
        Claim claim,
        Obligation obligation,
        int index
    )
    {
        ProofOutcome outcome;
        string verdict;
        try
        {
            outcome = obligation.Prove.Invoke(null!);
            verdict = outcome.Holds ? "proved" : "unproved";
        }
        catch (OutOfMemoryException)
        {
            outcome = new ProofOutcome(false, [OutOfMemory]);
            verdict = "unresolved";
        }
        catch (Exception failure)
        {
            outcome = new ProofOutcome(false, [Describe(failure)]);
            verdict = "errored";
        }

        string? finding = outcome.Holds ? null : string.Join("; ", outcome.Transcript);
        CaseRecord record = new(
            claim.Id,
            index,
            0,
            obligation.Subject,
            true,
            null,
            null,
            null,
            verdict,
            finding
        );
        return (record, new ProofRecord(obligation.Subject, outcome.Holds, [.. outcome.Transcript]));
    }
}
