// From a violating case to a small one: greedy descent over the spec's shrinks, so that the token alone
// still replays it. Deterministic.
namespace Verify.Claims

open Verify.Claims.Generators

/// A violating case, with what was found on it.
type Counterexample =
    { Case: Case
      Measurement: Measurement
      Locus: Locus }

module Shrink =
    /// Candidates tried at most; each costs one check.
    let private attempts = 4000

    let private violation (sampling: Sampling) case =
        match sampling.Check case with
        | Violated(measurement, locus) ->
            Some
                { Case = case
                  Measurement = measurement
                  Locus = locus }
        | Rejected _
        | Satisfied _
        | Unresolved _
        | Inconsistent _ -> None

    /// The first candidate that still violates, then its candidates, until none does or the attempts are used up.
    let smallest (sampling: Sampling) (start: Counterexample) : Counterexample =
        let mutable left = attempts

        let rec descend found =
            let next =
                CaseGenerator.shrink found.Case.Spec
                |> Seq.truncate left
                |> Seq.choose (fun spec ->
                    left <- left - 1
                    Materialise.tryCase spec)
                |> Seq.tryPick (violation sampling)

            match next with
            | Some smaller -> descend smaller
            | None -> found

        descend start
