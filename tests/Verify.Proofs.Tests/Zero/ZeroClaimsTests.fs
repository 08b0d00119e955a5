/// The zero-gradient claims on two layers, and their controls: theorems hold, every control falls to a small witness.
module Verify.Proofs.Tests.Zero.ZeroClaimsTests

open Xunit
open Verify.Claims
open Verify.Claims.Controls
open Verify.Claims.Theorems
open Verify.Proofs.Tests.Zero

let private theorems =
    [ ZeroKink.claim
      ZeroKink.converseClaim
      ZeroKink.withoutOneCell
      ZeroSpecialize.claim
      ZeroFanout.claim
      ZeroFanout.withoutCoefficient
      ZeroFanout.pruneClaim
      ZeroConnect.claim
      ZeroConnect.withoutVisible ]

let theoremIds = TheoryData<string>(theorems |> List.map _.Id)

let controlIds =
    TheoryData<string>(ZeroTwins.all @ ConnectTwins.all |> List.map _.Id)

let private find id = (Catalogue.tryFind id |> Option.get)

[<Theory>]
[<MemberData(nameof theoremIds)>]
let ``the theorem holds`` (id: string) = ClaimRuns.holds 120 (find id)

[<Theory>]
[<MemberData(nameof controlIds)>]
let ``the control is refuted by a small case`` (id: string) =
    let witness = ClaimRuns.refuted 200 (find id)

    // A control that needs many nodes to fall would not be read by anybody.
    for _, network in witness.Trial.Material.Networks do
        Assert.True(network.AllWeights.Length <= 40, $"{witness.Trial.Spec}")

[<Fact>]
let ``every hypothesis of every theorem is dropped in turn`` () =
    for theorem in theorems do
        if not (theorem.Id.Contains '/') then
            for hypothesis in theorem.Hypotheses do
                let name = hypothesis.Name.Replace(' ', '-')

                Assert.True(
                    (Catalogue.tryFind $"{theorem.Id}/without-{name}").IsSome,
                    $"{theorem.Id}: {name}"
                )

/// A node that is zero everywhere has gate 1 and no E_k: it sees no plane, and is no instance of the converse. One case in
/// ten thousand has such a student; with "its gate is open" for "in E_k" the claim fails there.
[<Fact>]
let ``a student that is zero everywhere has no cell`` () =
    match (find "Z.kink-converse").Evidence with
    | Sampled sampling ->
        let text =
            "d=1,t=3,C=2,c=0,r=1,copies=1,turn=opposite,idle=0,cancel=1,span=diagonal,kind=plain,change=nudged,seed=3478822221570858801"

        let trial = sampling.Make text
        let student = trial.Material.Network "student"

        let size k =
            abs (student.Weights(1)[0, k]) + abs (student.Weights(1)[1, k])

        Assert.Contains(0.0, List.init (student.Shape.Width 1) size)

        match trial.Check() with
        | Satisfied _
        | Rejected _ -> ()
        | other -> Assert.Fail $"{other}"
    | Proof _ -> Assert.Fail "it is not proved"
