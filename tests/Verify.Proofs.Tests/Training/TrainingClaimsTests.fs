/// Every statistical claim about training on its quick plan: it holds, and each of its twins falls and replays.
module Verify.Proofs.Tests.Training.TrainingClaimsTests

open Xunit
open Verify.Claims
open Verify.Claims.Controls
open Verify.Claims.Theorems
open Verify.Proofs.Tests.Zero

type Ids =
    static member Claims =
        TheoryData<string>((TrainingClaims.observed :: TrainingClaims.all) |> List.map _.Id)

    static member Twins = TheoryData<string>(TrainingTwins.all |> List.map _.Id)

let private find id = (Catalogue.tryFind id).Value

[<Theory; MemberData("Claims", MemberType = typeof<Ids>)>]
let ``a claim holds on its first plan`` (id: string) = ClaimRuns.holds 1 (find id)

[<Theory; MemberData("Twins", MemberType = typeof<Ids>)>]
let ``a twin falls, and its counterexample replays from text and from material`` (id: string) =
    let smallest = ClaimRuns.refuted 1 (find id)
    Assert.True(smallest.Measurement.Tightness > 1.0)
    Assert.Contains(smallest.Trial.Explain(Some smallest.Locus), fun line -> line.Contains "on average over")

[<Fact>]
let ``the claims about training are those of theory section 6`` () =
    Assert.Equal<string list>(
        [ "T.L-shape"
          "T.strong-first"
          "T.over-realised"
          "T.lucky"
          "T.fanout-decay"
          "T.generalise" ],
        TrainingClaims.all |> List.map _.Id
    )
