/// The sampled false twins: each falls within its budget under several audits, and its counterexample shrinks to one
/// that is no larger, still fails, and replays from its text.
module Verify.Proofs.Tests.Claims.TwinTests

open Xunit
open Verify.Claims
open Verify.Claims.Generators
open Verify.Proofs.Tests.Generators

let private audits = [ 0UL .. 7UL ]

/// The counterexamples of an audit within the quick budget. A contradiction of the check is none of them.
let private counterexamples id audit =
    let claim, sampling = Audited.find id

    seq { 0 .. sampling.Budget.Quick - 1 }
    |> Seq.choose (fun index ->
        let trial = Audited.case claim sampling audit index

        match trial.Check() with
        | Violated(measurement, locus) ->
            Some
                { Trial = trial
                  Measurement = measurement
                  Locus = locus }
        | Inconsistent(_, reason) -> failwith $"{Audited.token id trial}: {reason}"
        | Rejected _
        | Satisfied _
        | Unresolved _ -> None)

let private firstCounterexample id audit =
    match Seq.tryHead (counterexamples id audit) with
    | Some found -> found
    | None -> failwith $"{id} stands under seed {audit}"

[<Theory; MemberData("Twins", MemberType = typeof<Audited.Ids>)>]
let ``a twin is refuted within its quick budget under every audit`` (id: string) =
    for audit in audits do
        Assert.NotEqual<string>("", (firstCounterexample id audit).Locus.Finding)

/// The first counterexample may be one that only exact arithmetic sees (weights far apart drown a difference in
/// rounding), but a floating-point part that never sees any would have no teeth.
[<Theory; MemberData("Twins", MemberType = typeof<Audited.Ids>)>]
let ``floating point alone refutes a twin too, under every audit`` (id: string) =
    for audit in audits do
        let exceeds found =
            found.Measurement.Measured > found.Measurement.Bound

        Assert.True(counterexamples id audit |> Seq.exists exceeds, $"{id} under seed {audit}")

[<Theory; MemberData("Twins", MemberType = typeof<Audited.Ids>)>]
let ``a shrunk counterexample is no larger, still fails, and is the same every time`` (id: string) =
    let _, sampling = Audited.find id

    for audit in List.truncate 4 audits do
        let found = firstCounterexample id audit
        let shrunk = Shrink.smallest sampling found
        let spec (found: Counterexample) = SpecGenerators.spec found.Trial.Spec
        let before, after = spec found, spec shrunk

        let size (spec: CaseSpec) =
            [ spec.Samples
              spec.Depth
              spec.Inputs
              spec.Outputs
              List.sum spec.Teacher
              List.sum spec.Student ]

        Assert.True(List.forall2 (<=) (size after) (size before), CaseSpec.toText after)

        // replayed from its text
        match (sampling.Make(CaseSpec.toText after)).Check() with
        | Violated(measurement, locus) ->
            Assert.True(measurement.Measured > measurement.Bound, Audited.token id shrunk.Trial)
            Assert.Equal(shrunk.Measurement, measurement)
            Assert.Equal(shrunk.Locus, locus)
        | other -> Assert.Fail $"{Audited.token id shrunk.Trial}: {other}"

        let again = Shrink.smallest sampling found
        Assert.Equal(shrunk.Trial.Spec, again.Trial.Spec)
        Assert.Equal(shrunk.Measurement, again.Measurement)
        Assert.Equal(shrunk.Locus, again.Locus)

[<Fact>]
let ``shrunk counterexamples are small`` () =
    for claim, sampling in Audited.sampled do
        if claim.Kind <> Theorem then
            let spec =
                SpecGenerators.spec (Shrink.smallest sampling (firstCounterexample claim.Id 0UL)).Trial.Spec

            Assert.True(
                spec.Samples <= 2
                && spec.Depth <= 4
                && List.sum (spec.Teacher @ spec.Student) <= 10,
                CaseSpec.toText spec
            )

[<Fact>]
let ``the provers refuse every twin of a proved claim, with a reason`` () =
    for claim in Catalogue.all do
        match claim.Kind, claim.Evidence with
        | FalseTwin _, Proof obligations ->
            let refusals =
                obligations
                |> List.map (fun o -> o.Prove())
                |> List.filter (fun outcome -> not outcome.Holds)

            Assert.NotEmpty refusals
            Assert.All(refusals, fun outcome -> Assert.NotEmpty outcome.Transcript)
        | Theorem, Proof obligations ->
            for obligation in obligations do
                let outcome = obligation.Prove()
                Assert.True(outcome.Holds, obligation.Subject)
                Assert.NotEmpty outcome.Transcript
        | _, Sampled _ -> ()
