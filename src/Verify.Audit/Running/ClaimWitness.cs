// Makes the witness of a claim from what its cases came to: the first counterexample, shrunk, or the first refused proof.

using Verify.Audit.Results;
using Verify.Claims;

namespace Verify.Audit.Running;

internal static class ClaimWitness
{
    /// <summary>Shrinks and stores the first counterexample; null when there is none.</summary>
    internal static WitnessRecord? Of(Claim claim, ClaimTally tally, IAuditSink sink)
    {
        if (tally.FirstCounterexample is { } found && claim.Evidence is Evidence.Sampled sampled)
        {
            Counterexample smallest = found.Counterexample;
            try
            {
                smallest = Shrink.smallest(sampled.Item, smallest);
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                // The check throws on a smaller case. What was found stays found, but the check is at fault.
                tally.AddError($"shrinking case {found.Index}: {CaseRunner.Describe(failure)}");
            }

            return new WitnessRecord(
                sink.AddWitness(claim, found.Index, smallest),
                ReplayToken.Of(claim.Id, smallest.Trial.Spec),
                found.Index,
                LocusModule.describe(smallest.Locus),
                smallest.Measurement.Measured,
                smallest.Measurement.Bound
            )
            {
                Material = WitnessMaterial.Of(smallest.Trial.Material),
            };
        }

        if (tally.FirstRefusal is { } refusal)
        {
            return new WitnessRecord(
                sink.AddWitness(claim, refusal.Proof),
                claim.Id,
                refusal.Index,
                string.Join("; ", refusal.Proof.Transcript),
                double.NaN,
                double.NaN
            );
        }

        return null;
    }
}
