/// Runs a claim on its first cases, as an audit does, and shrinks what it finds.
module Verify.Proofs.Tests.Zero.ClaimRuns

open Xunit
open Verify.Claims
open Verify.Claims.Generators

let private sampling (claim: Claim) =
    match claim.Evidence with
    | Sampled sampling -> sampling
    | Proof _ -> failwith $"{claim.Id} is proved, not sampled"

let private trial (claim: Claim) index =
    let sampling = sampling claim
    sampling.Make(sampling.GenerateAt index (CaseSeed.derive 1UL claim.Id index))

/// No case of the first `count` breaks the claim, and at least its own share is applicable.
let holds count (claim: Claim) =
    let outcomes = [ for i in 0 .. count - 1 -> trial claim i, (trial claim i).Check() ]

    for trial, outcome in outcomes do
        match outcome with
        | Rejected _
        | Satisfied _ -> ()
        | other -> Assert.Fail $"{claim.Id}@{trial.Spec}: {other}"

    let satisfied =
        outcomes |> List.filter (fun (_, outcome) -> outcome.IsSatisfied) |> List.length

    Assert.True(
        float satisfied >= (sampling claim).MinimumShare * float count,
        $"{claim.Id}: {satisfied} of {count}"
    )

    // Rejections are counted under the claim's own hypotheses.
    for _, outcome in outcomes do
        match outcome with
        | Rejected name -> Assert.Contains(name, claim.Hypotheses |> List.map _.Name)
        | _ -> ()

/// The shrunk counterexample of a control, replayed from its text and from its material.
let refuted count (claim: Claim) =
    let found =
        Seq.init count (trial claim)
        |> Seq.tryPick (fun trial ->
            match trial.Check() with
            | Violated(measurement, locus) ->
                Some
                    { Trial = trial
                      Measurement = measurement
                      Locus = locus }
            | _ -> None)

    match found with
    | None -> failwith $"{claim.Id} is not refuted in {count} cases"
    | Some counterexample ->
        let sampling = sampling claim
        let smallest = Shrink.smallest sampling counterexample
        Assert.True((sampling.Make smallest.Trial.Spec).Check().IsViolated, "not from its text")

        let stored = sampling.Restore smallest.Trial.Spec smallest.Trial.Material
        Assert.True(stored.Check().IsViolated, "not from its material")
        Assert.NotEmpty(smallest.Trial.Explain(Some smallest.Locus))
        smallest
