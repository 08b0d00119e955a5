/// Z.observers: the exact test against values worked out by hand, the cases, the claim and its control.
module Verify.Proofs.Tests.Zero.ZeroObserversTests

open System
open Xunit
open Verify.Algebra
open Verify.Claims
open Verify.Claims.Controls
open Verify.Claims.Generators
open Verify.Claims.Theorems
open Verify.Proofs.Tests.Zero

let private ratio (a: int) (b: int) = Rational.create (bigint a) (bigint b)

[<Fact>]
let ``Fisher's test gives the hypergeometric tail`` () =
    // 4 of 8 in all: C(4,k) C(4,4-k) / C(8,4) = 1, 16, 36, 16, 1 over 70.
    Assert.Equal(ratio 1 70, FisherTest.higherInSecond 4 0 4)
    Assert.Equal(ratio 17 70, FisherTest.higherInSecond 4 1 3)
    Assert.Equal(ratio 53 70, FisherTest.higherInSecond 4 2 2)
    Assert.Equal(Rational.one, FisherTest.higherInSecond 4 4 0)
    Assert.Equal(Rational.one, FisherTest.higherInSecond 4 0 0)
    Assert.Equal(Rational.one, FisherTest.higherInSecond 4 4 4)
    // 5 of 6: C(3,3) C(3,2) / C(6,5) = 3/6.
    Assert.Equal(ratio 1 2, FisherTest.higherInSecond 3 2 3)

[<Fact>]
let ``Fisher's two tails overlap in the outcome itself`` () =
    for n in 1..12 do
        for a in 0..n do
            for b in 0..n do
                let both = FisherTest.higherInSecond n a b + FisherTest.higherInSecond n b a
                Assert.True(both > Rational.one && both <= Rational.ofInt 2)

[<Fact>]
let ``counts outside the sample are refused`` () =
    for a, b in [ -1, 0; 0, 5; 5, 0 ] do
        Assert.Throws<ArgumentException>(fun () -> FisherTest.higherInSecond 4 a b |> ignore<Rational>)
        |> ignore

let private spec =
    { ObserverCases.draw Inside 3 1UL with
        Nodes = 2 }

let private family = ObserverCases.family

[<Fact>]
let ``the students split into as many groups of either size`` () =
    let smaller, larger = (family.Make spec).Split
    Assert.Equal<int list list>([ [ 0; 1 ]; [ 2; 3 ]; [ 4; 5 ] ], smaller)
    Assert.Equal<int list list>([ [ 6; 7; 8; 9 ]; [ 10; 11; 12; 13 ]; [ 14; 15; 16; 17 ] ], larger)

[<Fact>]
let ``specs read back and material that is not of groups is refused`` () =
    for place in [ Inside; Outside ] do
        let spec = { spec with Teacher = place }
        Assert.Equal(Ok spec, family.Parse(family.ToText spec))

    let material = family.Store(family.Make spec)

    for size in [ 0.0; 1.5; 4.0; 100.0 ] do
        let changed =
            { material with
                Tables =
                    material.Tables
                    |> List.map (fun (name, table) ->
                        name,
                        (if name = "size" then
                             { table with Values = [| size |] }
                         else
                             table)) }

        Assert.Throws<ArgumentException>(fun () -> family.Restore spec changed |> ignore<ObserverCase>)
        |> ignore

[<Fact>]
let ``a teacher outside the box is not a case`` () =
    let case = family.Make spec
    let far = case.Teacher.WithWeight(1, case.Teacher.Shape.Inputs, 0, 4096.0)
    Assert.Equal(Rejected "visible", ZeroObservers.check NoWorse { case with Teacher = far })

[<Fact>]
let ``a teacher is outside exactly when it is drawn so, and then every group of either size misses it`` () =
    for seed in 1UL .. 40UL do
        for place in [ Inside; Outside ] do
            let case = family.Make(ObserverCases.draw place 4 seed)
            let isHidden = ZeroObservers.check NoWorse case = Rejected "visible"
            Assert.Equal((place = Outside), isHidden)

            if isHidden then
                Assert.Equal((4, 4), ZeroObservers.unobserved case)

[<Fact>]
let ``the variant without visible teachers counts students and does not look at visible ones`` () =
    let sampling =
        match ZeroObservers.withoutVisible.Evidence with
        | Sampled sampling -> sampling
        | Proof _ -> failwith "It is sampled."

    let outcome place =
        (sampling.Make(family.ToText(ObserverCases.draw place 2 1UL))).Check()

    Assert.Equal(Rejected "not: visible", outcome Inside)
    Assert.True((outcome Outside).IsSatisfied)

    let drawn =
        [ for seed in 1UL .. 20UL -> family.Parse(sampling.Generate seed) |> Result.map _.Teacher ]

    Assert.All(drawn, fun place -> Assert.Equal(Ok Outside, place))

[<Fact>]
let ``the claim holds, without its hypothesis too`` () =
    for claim in [ ZeroObservers.claim; ZeroObservers.withoutVisible ] do
        ClaimRuns.holds 6 (Catalogue.tryFind claim.Id).Value

[<Fact>]
let ``the hypothesis is dropped in turn`` () =
    for hypothesis in ZeroObservers.claim.Hypotheses do
        Assert.True((Catalogue.tryFind $"{ZeroObservers.claim.Id}/without-{hypothesis.Name}").IsSome)

[<Fact>]
let ``the control is refuted`` () =
    for control in ObserverTwins.all do
        ClaimRuns.refuted 20 (Catalogue.tryFind control.Id).Value
        |> ignore<Counterexample>
