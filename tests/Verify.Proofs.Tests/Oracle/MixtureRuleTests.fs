/// The lemma's residual is 0 exactly; each falsified rule's is the number worked out by hand.
module Verify.Proofs.Tests.Oracle.MixtureRuleTests

open System
open Xunit
open FsCheck.FSharp
open Verify.Algebra
open Verify.Claims.Generators
open Verify.Claims.Oracle
open Verify.Core.Data
open Verify.Core.Networks
open Verify.Proofs.Tests.Algebra.Replay
open Verify.Proofs.Tests.Generators
open Verify.Proofs.Tests.Oracle.HandExample

let private atLayerOne rule teacher student x =
    (MixtureRule.residuals Ring.dyadic rule teacher student x).[1]

// With the numbers of HandExample: the teacher's output is 7, the student's -14, V_1 = (-1, 7, -3), D_1 = (1, 1/2),
// g_1 = (-21, 147/2).
[<Fact>]
let ``residuals of falsified rules are those worked out by hand`` () =
    let residual rule = atLayerOne rule teacher student x
    sameVector [ 0; 0 ] (residual Lemma)
    // 7 - 14 in place of 7 + 14: D V^T (-7) = (7, -49/2)
    sameVector [ -28; 98 ] (residual SignOfB)
    // V^T 21 = (-21, 147)
    sameVector [ 0; -73.5 ] (residual Ungated)
    // V* D* f* = 17/2, V D f = 4 (-1) + 7 (-1/2) - 3 = -21/2: V^T 19 = (-19, 133)
    sameVector [ -2; -59.5 ] (residual GateFirst)
    // V* f* = -3 and V f = -11 without the constant: D V^T 8 = (-8, 28)
    sameVector [ -13; 45.5 ] (residual ConstantDropped)
    // V_1 = (4, -1, 5) W_2ext^T = (1, 13, -7), V f = -16: D V^T 23 = (23, 299/2)
    sameVector [ -44; -76 ] (residual UngatedRecursion)

[<Fact>]
let ``exchanging V and V* in A is off as worked out by hand`` () =
    // one node each: V = (2, 0), V* = (3, 1), f = f* = (1, 1), outputs 2 and 4, g_1 = 4;
    // V*^T V f* = (6, 2) and B f = 4, so the rule gives 2
    let student = network 0.0 [ [ [ 1 ]; [ 0 ] ]; [ [ 2 ]; [ 0 ] ] ]
    let teacher = network 0.0 [ [ [ 1 ]; [ 0 ] ]; [ [ 3 ]; [ 1 ] ] ]
    sameVector [ 2 ] (atLayerOne ExchangedA teacher student [| Dyadic.one |])

[<Fact>]
let ``gating V* by the student is off as worked out by hand`` () =
    // one node a layer: the teacher's second node is dead, the student's is not. g_1 = 5 - 1 = 4;
    // V*_1 = (2, 5) gated by (1, 1) = (-2, 5), so A f* - B f = 3 - 1
    let student = network 0.0 [ [ [ 1 ]; [ 0 ] ]; [ [ 1 ]; [ 0 ] ]; [ [ 1 ]; [ 0 ] ] ]
    let teacher = network 0.0 [ [ [ 1 ]; [ 0 ] ]; [ [ -1 ]; [ 0 ] ]; [ [ 2 ]; [ 5 ] ] ]
    sameVector [ 2 ] (atLayerOne StudentGatesTeacher teacher student [| Dyadic.one |])
    sameVector [ 0 ] (atLayerOne Lemma teacher student [| Dyadic.one |])

[<Fact>]
let ``the lemma's residual is exactly zero on drawn cases of every kind`` () =
    let isZero (case: Case) =
        let teacher = Definitions.ofNetwork Ring.dyadic case.Pair.Teacher
        let student = Definitions.ofNetwork Ring.dyadic case.Pair.Student

        seq { 0 .. min 2 case.Samples - 1 }
        |> Seq.forall (fun i ->
            let x = case.Sample i |> Array.map Dyadic.ofDouble
            let residuals = MixtureRule.residuals Ring.dyadic Lemma teacher student x
            residuals |> Array.forall (Array.forall Dyadic.isZero))

    // every kind of weights, relation and data, twice each
    for weights in Enum.GetValues<WeightDistribution>() do
        for data in Enum.GetValues<DataDistribution>() do
            for relation in [ Independent; Copy; Embed; Near; Dead ] do
                let space =
                    { CaseSpace.standard with
                        Weights = [ weights ]
                        Data = [ data ]
                        Relations = [ relation ]
                        Widths = 1, 4 }

                for seed in 0UL .. 1UL do
                    let spec = CaseGenerator.draw space seed
                    Assert.True(isZero (Materialise.case spec), CaseSpec.toText spec)

[<Fact>]
let ``a residual has one entry a node and layer 0 has none`` () =
    checkMany
        40
        (Prop.forAll (Arb.fromGen SpecGenerators.drawn) (fun spec ->
            let case = Materialise.case spec

            let residuals =
                MixtureRule.residuals
                    Ring.float
                    Lemma
                    (Definitions.ofNetwork Ring.float case.Pair.Teacher)
                    (Definitions.ofNetwork Ring.float case.Pair.Student)
                    (case.Sample 0)

            Array.map Array.length residuals[1..] = spec.StudentWidths[1..]
            && residuals[0] = [||]))
