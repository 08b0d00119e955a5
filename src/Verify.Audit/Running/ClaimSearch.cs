// What an adversarial search means for its claim: its record, its tightest case and, when it refuted the claim, the witness.
// The search itself is SearchRunner.cs.

using Verify.Audit.Results;
using Verify.Claims;

namespace Verify.Audit.Running;

internal static class ClaimSearch
{
    /// <summary>Whether a search belongs to the claim: a sampled theorem whose own cases have not refuted it.</summary>
    internal static bool IsDue(AuditPlan plan, Claim claim, ClaimTally tally) =>
        plan.Searches
        && claim.Kind.IsTheorem
        && claim.Evidence.IsSampled
        && tally is { Interrupted: false, Violations: 0 };

    /// <summary>Hands the search to the sink and the tally; the witness when the search refutes the claim.</summary>
    internal static WitnessRecord? Conclude(
        AuditPlan plan,
        Claim claim,
        ClaimTally tally,
        SearchRun run,
        IAuditSink sink
    )
    {
        SearchRecord record = run.Record with
        {
            Path = run.Best is null ? null : sink.AddFound(claim, run.Best),
            RefutedAfter = run.Counterexample?.Steps,
            Faults = [.. run.Faults],
        };
        tally.Search = record;
        sink.Add(record);
        foreach (string fault in run.Faults)
        {
            tally.AddError(fault);
        }

        if (run.Counterexample is not var (found, steps))
        {
            return null;
        }

        tally.AddSearchRefutation();
        string path = sink.AddWitness(claim, found);
        return new WitnessRecord(
            path,
            path,
            plan.CasesOf(claim) - 1,
            LocusModule.describe(found.Locus),
            found.Measurement.Measured,
            found.Measurement.Bound
        )
        {
            Material = WitnessMaterial.Of(found.Trial.Material),
            SearchSteps = steps,
        };
    }
}
