// Makes the witness of a claim from what its cases came to: the first counterexample, shrunk, or the first refused proof.

using Microsoft.FSharp.Core;
using Verify.Audit.Results;
using Verify.Claims;
using Verify.Claims.Generators;

namespace Verify.Audit.Running;

internal static class ClaimWitness
{
    /// <summary>Shrinks and stores the first counterexample; null when there is none.</summary>
    internal static WitnessRecord? Of(Claim claim, ClaimTally tally, IAuditSink sink)
    {
        if (tally.FirstCounterexample is { } found && claim.Evidence is Evidence.Sampled sampled)
        {
            Counterexample smallest = found.Counterexample;
            PlaneWitness? plane = null;
            try
            {
                smallest = Shrink.smallest(sampled.Item, smallest);
                plane = InPlane(claim, sampled.Item, found.Counterexample, smallest);
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
                InPlane = plane,
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

    /// <summary>
    /// What a picture can show beside a smallest case of one input: the first case that was found, when it has two inputs
    /// or more, shrunk among such. Null for cases of samples, which are no arrangements, and when nothing is gained.
    /// </summary>
    private static PlaneWitness? InPlane(
        Claim claim,
        Sampling sampling,
        Counterexample found,
        Counterexample smallest
    )
    {
        if (Inputs(found.Trial) is null or < 2 || Inputs(smallest.Trial) is null or 2)
        {
            return null;
        }

        Counterexample wide = Shrink.smallestWhere(
            FuncConvert.FromFunc((Trial trial) => Inputs(trial) >= 2),
            sampling,
            found
        );
        return Inputs(wide.Trial) == 2 && WitnessMaterial.Of(wide.Trial.Material) is { } material
            ? new(ReplayToken.Of(claim.Id, wide.Trial.Spec), LocusModule.describe(wide.Locus), material)
            : null;
    }

    /// <summary>d of a case about a teacher and a student on all of a polytope; null for any other.</summary>
    private static int? Inputs(Trial trial)
    {
        Material material = trial.Material;
        return material.Tables.Any(table => table.Item1 == WitnessMaterial.InputsName)
            ? null
            : material
                .Networks.Where(network => network.Item1 == "teacher")
                .Select(network => (int?)network.Item2.Shape.Inputs)
                .FirstOrDefault();
    }
}
