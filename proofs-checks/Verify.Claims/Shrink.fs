// From a violating case to a small one: greedy descent over the spec's shrinks, so that the token alone
// still replays it. Deterministic.
namespace Verify.Claims

open System

/// A violating case, with what was found on it.
type Counterexample =
    { Trial: Trial
      Measurement: Measurement
      Locus: Locus }

module Shrink =
    /// Candidates tried at most; each costs one check.
    let private attempts = 4000

    let private violation (trial: Trial) =
        match trial.Check() with
        | Violated(measurement, locus) ->
            Some
                { Trial = trial
                  Measurement = measurement
                  Locus = locus }
        | Rejected _
        | Satisfied _
        | Unresolved _
        | Inconsistent _ -> None

    /// None for a spec that has no case.
    let private tryMake (sampling: Sampling) spec =
        try
            Some(sampling.Make spec)
        with :? ArgumentException ->
            None

    /// The first candidate that still violates and is among those to be kept, then its candidates, until there is none or
    /// the attempts are used up. The start itself is not asked.
    let smallestWhere (keep: Trial -> bool) (sampling: Sampling) (start: Counterexample) : Counterexample =
        let mutable left = attempts

        let rec descend found =
            let next =
                sampling.Shrink found.Trial.Spec
                |> Seq.truncate left
                |> Seq.choose (fun spec ->
                    left <- left - 1
                    tryMake sampling spec |> Option.filter keep)
                |> Seq.tryPick violation

            match next with
            | Some smaller -> descend smaller
            | None -> found

        descend start

    /// smallestWhere of all.
    let smallest sampling start =
        smallestWhere (fun _ -> true) sampling start
