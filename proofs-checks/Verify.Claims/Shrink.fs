// From a violating case to a small one: greedy descent over the spec's shrinks, then over the case itself. Deterministic.
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

    /// Keeps the given samples only.
    let private keep (case: Case) samples =
        { case with
            Inputs = samples |> List.map case.Sample |> Array.concat }

    /// The case with one sample, or with one sample fewer.
    let private fewerSamples (case: Case) =
        seq {
            if case.Samples > 1 then
                for i in 0 .. case.Samples - 1 -> keep case [ i ]

                if case.Samples > 2 then
                    for i in 0 .. case.Samples - 1 -> keep case (List.except [ i ] [ 0 .. case.Samples - 1 ])
        }

    /// The first candidate that still violates, then its candidates, until none does or the attempts are used up.
    let smallest (sampling: Sampling) (start: Counterexample) : Counterexample =
        let mutable left = attempts

        let rec descend candidates found =
            let next =
                candidates found.Case
                |> Seq.takeWhile (fun _ ->
                    left <- left - 1
                    left >= 0)
                |> Seq.tryPick (violation sampling)

            match next with
            | Some smaller -> descend candidates smaller
            | None -> found

        let bySpec (case: Case) =
            CaseGenerator.shrink case.Spec |> Seq.choose Materialise.tryCase

        descend bySpec start |> descend fewerSamples
