/// The definitions against numbers worked out by hand, and V against the recursion on whole matrices.
module Verify.Proofs.Tests.Oracle.DefinitionsTests

open Xunit
open FsCheck.FSharp
open Verify.Algebra
open Verify.Claims.Generators
open Verify.Claims.Oracle
open Verify.Proofs.Tests.Algebra.Replay
open Verify.Proofs.Tests.Generators
open Verify.Proofs.Tests.Oracle.HandExample

let private ring = Ring.dyadic
let private t = Definitions.evaluate ring teacher x
let private s = Definitions.evaluate ring student x

[<Fact>]
let ``activations and gates are those worked out by hand`` () =
    sameRows [ [ 1; 2; 1 ]; [ 4; -1; 1 ]; [ -0.5; 17; 1 ]; [ -14 ] ] (s.F)
    sameRows [ [ 1; 0.5; 1 ]; [ 0.5; 1; 1 ] ] (s.D[1..])
    sameRows [ [ 1; 2; 1 ]; [ -0.5; 1 ]; [ 2; 1 ]; [ 7 ] ] (t.F)
    sameRows [ [ 0.5; 1 ]; [ 1; 1 ] ] (t.D[1..])

[<Fact>]
let ``gradients are those worked out by hand`` () =
    let g = Definitions.gradients ring student t.F[3] s
    sameRows [ [ -21; 73.5 ]; [ 42; -21 ]; [ 21 ] ] (g[1..])

[<Fact>]
let ``fan-outs and mixtures are those worked out by hand`` () =
    let v = Definitions.fanOuts ring student (fun l -> s.D[l])
    let vTeacher = Definitions.fanOuts ring teacher (fun l -> t.D[l])
    sameRows [ [ 1 ] ] v.[3]
    sameRows [ [ 4; -1; 5 ] ] v.[2]
    sameRows [ [ -1; 7; -3 ] ] v.[1]
    sameRows [ [ 3; 1 ] ] vTeacher.[2]
    sameRows [ [ 6; 10 ] ] vTeacher.[1]

    sameRows [ [ -6; -10 ]; [ 42; 70 ]; [ -18; -30 ] ] (Definitions.transposedProduct ring v[1] vTeacher[1])

    sameRows [ [ 1; -7; 3 ]; [ -7; 49; -21 ]; [ 3; -21; 9 ] ] (Definitions.transposedProduct ring v[1] v[1])

[<Fact>]
let ``the whole-matrix recursion gives the same mixtures by hand`` () =
    let a =
        Definitions.mixtureRecursion ring student (fun l -> s.D[l]) teacher (fun l -> t.D[l])

    sameRows [ [ -6; -10 ]; [ 42; 70 ]; [ -18; -30 ] ] a.[1]
    sameRows [ [ 12; 4 ]; [ -3; -1 ]; [ 15; 5 ] ] a.[2]
    sameRows [ [ 1 ] ] a.[3]

[<Fact>]
let ``the gate at zero is one`` () =
    // z_1 = x - 1 = 0 at x = 1
    let kink = network 0.25 [ [ [ 1 ]; [ -1 ] ]; [ [ 1 ]; [ 0 ] ] ]

    let at value =
        (Definitions.evaluate ring kink [| Dyadic.ofDouble value |]).D[1]

    sameVector [ 1; 1 ] (at 1.0)
    sameVector [ 0.25; 1 ] (at 0.5)

[<Fact>]
let ``V f is the output and the recursion is V^T V*, exactly, on drawn cases`` () =
    let law spec =
        let case = Materialise.case spec
        let teacher = Definitions.ofNetwork ring case.Pair.Teacher
        let student = Definitions.ofNetwork ring case.Pair.Student

        seq { 0 .. min 2 case.Samples - 1 }
        |> Seq.forall (fun i ->
            let x = case.Sample i |> Array.map Dyadic.ofDouble
            let t, s = Definitions.evaluate ring teacher x, Definitions.evaluate ring student x
            let gatesT, gatesS = (fun l -> t.D[l]), (fun l -> s.D[l])

            let vT, vS =
                Definitions.fanOuts ring teacher gatesT, Definitions.fanOuts ring student gatesS

            let a = Definitions.mixtureRecursion ring student gatesS teacher gatesT
            let b = Definitions.mixtureRecursion ring student gatesS student gatesS

            seq { 1 .. case.Pair.Depth }
            |> Seq.forall (fun l ->
                a[l] = Definitions.transposedProduct ring vS[l] vT[l]
                && b[l] = Definitions.transposedProduct ring vS[l] vS[l]
                && Definitions.apply ring vS[l] s.F[l] = s.F[case.Pair.Depth]
                && Definitions.apply ring vT[l] t.F[l] = t.F[case.Pair.Depth]))

    checkMany 120 (Prop.forAll (Arb.fromGen SpecGenerators.drawn) law)
