// The adversarial search: hill-climbing over the numbers of a case towards the largest measured / bound, while the
// hypotheses of the claim hold. It shows how loose a bound is, and a case above the bound refutes the claim like any other.
// It chooses no claims and keeps no records; a climb depends on its start, its seed and its number of steps alone.
namespace Verify.Claims

open System
open Verify.Claims.Generators
open Verify.Core.Numerics

/// How a climb ended.
type ClimbEnd =
    /// All steps were made.
    | Climbed
    /// The claim fails on the last case that was tried.
    | Broke of Counterexample
    /// The check contradicted itself or threw.
    | Faulted of finding: string
    /// It was told to stop; what it had is not to be used, since it depends on when that was.
    | Stopped

/// A climb and the tightest case it came to.
type Climb =
    {
        Best: Trial
        Measurement: Measurement
        /// Cases that were tried.
        Steps: int
        /// The step that came to Best; 0 for the start.
        BestStep: int
        End: ClimbEnd
    }

module Search =
    /// What one case is worth to the search.
    type private Probe =
        | Useless
        | Worth of Trial * Measurement
        | Breaks of Counterexample
        | Faults of string

    let private isFault (failure: exn) = not (failure :? OutOfMemoryException)

    let private judge (trial: Trial) =
        try
            match trial.Check() with
            | Satisfied measurement -> Worth(trial, measurement)
            | Violated(measurement, locus) ->
                Breaks
                    { Trial = trial
                      Measurement = measurement
                      Locus = locus }
            | Inconsistent(_, reason) -> Faults reason
            // a case outside the theorem, or one that rounding leaves open, leads nowhere
            | Rejected _
            | Unresolved _ -> Useless
        with failure when isFault failure ->
            Faults $"{failure.GetType().Name}: {failure.Message}"

    /// The trial of changed material; None when it is no case of the family.
    let private tryRestore (sampling: Sampling) spec (material: Material) =
        try
            Some(sampling.Restore spec material)
        with :? ArgumentException ->
            None

    let private startStep = 0.25
    let private leastStep = 1e-9
    let private mostStep = 4.0

    /// About one step in six succeeds at a step size that stays: 1.5^(1/6) 0.92^(5/6) = 1 (the one-fifth rule's idea).
    let private widen = 1.5

    let private narrow = 0.92

    /// The step sizes of a climb, one for each matrix of the case: networks and samples need not be of a scale.
    type private StepSizes(count) =
        let sizes = Array.create count startStep

        member _.All = sizes

        member _.Scale (factor: float) moved =
            for i in moved do
                let scaled = sizes[i] * factor
                // below all numbers' precision there is nothing left to find: begin again with long steps
                sizes[i] <-
                    if scaled < leastStep then
                        startStep
                    else
                        min scaled mostStep

    /// Climbs from a case that satisfies the claim. A step is kept when it is at least as tight: on a plateau the case
    /// wanders. `stop` is asked before every step.
    let climb (sampling: Sampling) (seed: uint64) steps (stop: unit -> bool) (start: Trial, measurement) =
        let random = CounterRandom(seed, 0x636C696D62UL)
        let sizes = StepSizes(SearchMoves.count start.Material)

        // the case before the last gain, whose way may be gone once more
        let propose (current: Trial) (before: Trial option) =
            match before with
            | Some before when random.NextBool 0.25 ->
                let factor = if random.NextBool 0.5 then 1.0 else 2.0
                Some(SearchMoves.again factor before.Material current.Material, [])
            | _ -> SearchMoves.apply random sizes.All current.Material

        let probe (current: Trial) before =
            try
                match propose current before with
                | None -> Useless, []
                | Some(material, moved) ->
                    match tryRestore sampling current.Spec material with
                    | Some trial -> judge trial, moved
                    | None -> Useless, moved
            with :? ArgumentException ->
                Useless, [] // a weight left the range of doubles

        let rec go n (current: Trial) (reached: Measurement) before bestStep =
            let ended n how =
                { Best = current
                  Measurement = reached
                  Steps = n
                  BestStep = bestStep
                  End = how }

            if n = steps then
                ended n Climbed
            elif stop () then
                ended n Stopped
            else
                match probe current before with
                | Worth(trial, found), moved when found.Tightness > reached.Tightness ->
                    sizes.Scale widen moved
                    go (n + 1) trial found (Some current) (n + 1)
                // numbers that the measurement does not see say nothing about the step
                | Worth(trial, found), _ when found.Tightness = reached.Tightness ->
                    go (n + 1) trial found before bestStep
                | Breaks found, _ -> ended (n + 1) (Broke found)
                | Faults finding, _ -> ended (n + 1) (Faulted finding)
                | (Worth _ | Useless), moved ->
                    sizes.Scale narrow moved
                    go (n + 1) current reached before bestStep

        go 0 start measurement None 0

    /// Something was measured and the claim holds: a place to climb from.
    let private isStart (measurement: Measurement) =
        measurement.Measured > 0.0 && Double.IsFinite measurement.Tightness

    /// Cases drawn at most for one random start.
    let private draws = 64

    /// Climbs from the case of a spec; None when it is no case to climb from.
    let climbFrom (sampling: Sampling) spec seed steps stop =
        match judge (sampling.Make spec) with
        | Worth(trial, measurement) when isStart measurement ->
            Some(climb sampling seed steps stop (trial, measurement))
        | _ -> None

    /// Climbs from the first of a few random cases that is one to climb from; None when none is. A drawn case that breaks
    /// the claim is a climb of no steps.
    let climbFromRandom (sampling: Sampling) seed steps stop =
        let specs = CounterRandom(seed, 0x7374617274UL)

        Seq.init draws (fun _ -> specs.NextUInt64())
        |> Seq.takeWhile (fun _ -> not (stop ()))
        |> Seq.tryPick (fun caseSeed ->
            let trial = sampling.Make(sampling.Generate caseSeed)

            match judge trial with
            | Worth(trial, measurement) when isStart measurement ->
                Some(climb sampling seed steps stop (trial, measurement))
            | Breaks found ->
                Some
                    { Best = trial
                      Measurement = found.Measurement
                      Steps = 0
                      BestStep = 0
                      End = Broke found }
            | Faults finding ->
                Some
                    { Best = trial
                      Measurement = Measurement.exactZero
                      Steps = 0
                      BestStep = 0
                      End = Faulted finding }
            | Worth _
            | Useless -> None)

    /// The seed of climb i of a claim under an audit's seed. Random starts then draw other cases than the audit's own.
    let seed auditSeed claimId (index: int) =
        CaseSeed.derive auditSeed $"{claimId} search" index
