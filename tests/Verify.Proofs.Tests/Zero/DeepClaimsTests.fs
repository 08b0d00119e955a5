/// The claims on deep networks, and their controls.
module Verify.Proofs.Tests.Zero.DeepClaimsTests

open Xunit
open Verify.Algebra
open Verify.Claims
open Verify.Claims.Controls
open Verify.Claims.Generators
open Verify.Claims.Theorems
open Verify.Proofs.Tests.Zero

let private theorems = [ DeepRegions.claim; DeepKink.claim; DeepSpecialize.claim ]
let theoremIds = TheoryData<string>(theorems |> List.map _.Id)
let controlIds = TheoryData<string>(DeepTwins.all |> List.map _.Id)

let private find id = Catalogue.tryFind id |> Option.get

[<Theory>]
[<MemberData(nameof theoremIds)>]
let ``the theorem holds`` (id: string) = ClaimRuns.holds 200 (find id)

[<Theory>]
[<MemberData(nameof controlIds)>]
let ``the control is refuted by a small case`` (id: string) =
    let witness = ClaimRuns.refuted 400 (find id)

    for _, network in witness.Trial.Material.Networks do
        Assert.True(network.AllWeights.Length <= 40, $"{witness.Trial.Spec}")

/// Conditions that only leave out what is trivial: nothing flips, or the bound is 0.
let private scopes = [ "layer-1 gates flip"; "j flips" ]

[<Fact>]
let ``every hypothesis of every theorem is dropped in turn`` () =
    for theorem in theorems do
        for hypothesis in theorem.Hypotheses do
            if not (List.contains hypothesis.Name scopes) then
                let name = hypothesis.Name.Replace(' ', '-')
                let id = $"{theorem.Id}/without-{name}"
                Assert.True((Catalogue.tryFind id).IsSome, id)

[<Fact>]
let ``the quarter of M.local-kink is reached`` () =
    // sigma(h) less half of its slopes is |h|/2: on the boundary its values at -t, 0, t are t/2, 0, t/2, balanced to t/4.
    let exact rule =
        [ for seed in 0UL .. 15UL ->
              let text =
                  $"d=1,t=2,C=1,c=0,r=1,copies=1,turn=same,idle=0,cancel=0,span=all,kind=plain,change=dropped,seed={seed},halvings=4,eighths=8,tuned=yes,line=0"

              match SegmentCases.family.Parse text with
              | Ok spec ->
                  InstanceTheorem.check (DeepKink.theorem rule) (DeepSegment(SegmentCases.family.Make spec))
              | Error problem -> failwith problem ]

    Assert.DoesNotContain(exact Quarter, (fun outcome -> outcome.IsViolated))
    Assert.Contains(exact Whole, (fun outcome -> outcome.IsViolated))
