/// DeepZeroGradient on deep students that equal their teacher by construction, near misses and independent pairs.
module Verify.Proofs.Tests.Geometry.DeepZeroGradientTests

open Xunit
open FsCheck.FSharp
open Verify.Algebra
open Verify.Claims.Geometry
open Verify.Proofs.Tests.Algebra.Replay
open Verify.Proofs.Tests.Geometry.Networks

let private offBoundaries network x =
    (ExactNetwork.evaluate network x).PreActivations
    |> Array.forall (Array.forall (fun z -> not (Rational.isZero z)))

let private agrees p teacher student sample =
    let inside =
        sample
        |> List.filter (fun x -> Polytope.contains x p && offBoundaries teacher x && offBoundaries student x)

    let g x k =
        (ExactNetwork.gradient teacher student x)[k]

    DeepZeroGradient.decide 100000 p teacher student
    |> Array.mapi (fun k decision ->
        match decision with
        | ZeroAlmostEverywhere -> inside |> List.forall (fun x -> Rational.isZero (g x k))
        | InactiveAlmostEverywhere ->
            inside
            |> List.forall (fun x -> Rational.isZero (ExactNetwork.evaluate student x).Gates.[0].[k])
        | DeepNonZeroAt(x, value) -> Polytope.contains x p && g x k = value && not (Rational.isZero value)
        | UndecidedAfter _ -> false)
    |> Array.forall id

let private deepPairs =
    Gen.zip3 (polytope 2) (Gen.elements [ 2; 3 ] |> Gen.bind (fun hidden -> pair 2 hidden 1)) (points 40 2)

[<Fact>]
let ``independent deep pairs are decided as sampling says`` () =
    checkMany
        60
        (Prop.forAll (Arb.fromGen deepPairs) (fun (p, (teacher, student), sample) ->
            agrees p teacher student sample))

/// The student has every lowest-layer node of the teacher twice, scaled by 2 and by 1/2, each with its share of the
/// weights above: the same function.
let private doubled teacher =
    let lowest =
        teacher.Layers[0]
        |> Array.map (fun row -> Array.append (Rationals.scale (q 2) row) (Rationals.scale (ratio 1 2) row))

    let above = teacher.Layers[1]
    let m = above.Length - 1

    let shared =
        Array.concat
            [ above[.. m - 1] |> Array.map (Rationals.scale (ratio 1 6))
              above[.. m - 1] |> Array.map (Rationals.scale (ratio 4 3))
              [| above[m] |] ]

    { teacher with
        Layers = Array.concat [ [| lowest; shared |]; teacher.Layers[2..] ] }

let private teacher = network [ 2; 2; 2; 1 ]

[<Fact>]
let ``a deep copy with split nodes has zero gradient`` () =
    checkMany
        40
        (Prop.forAll (Arb.fromGen teacher) (fun teacher ->
            DeepZeroGradient.decide 100000 (Polytope.box 2 (q 2)) teacher (doubled teacher)
            |> Array.forall (function
                | ZeroAlmostEverywhere
                | InactiveAlmostEverywhere -> true
                | _ -> false)))

[<Fact>]
let ``a deep near miss is decided as sampling says, and many are seen`` () =
    let mutable seen = 0
    let cases = teacher |> Gen.map (fun t -> t, doubled t) |> Gen.bind nearMiss

    checkMany
        60
        (Prop.forAll (Arb.fromGen (Gen.zip cases (points 40 2))) (fun ((teacher, student), sample) ->
            let p = Polytope.box 2 (q 2)

            let found =
                DeepZeroGradient.decide 100000 p teacher student
                |> Array.exists (function
                    | DeepNonZeroAt _ -> true
                    | _ -> false)

            if found then
                seen <- seen + 1

            agrees p teacher student sample))

    Assert.InRange(seen, 15, 60)

[<Fact>]
let ``a limit leaves students undecided unless a witness is met before`` () =
    let teacher =
        ofNodes (q 0) [ qs [ 1; 0 ], qs [ 1 ]; qs [ 2; 1 ], qs [ 1 ] ] (qs [ 0 ])

    let p = Polytope.box 1 (q 1)
    let off = { teacher with Leak = ratio 1 2 }

    Assert.Equal<DeepZeroDecision[]>(
        [| UndecidedAfter 1; UndecidedAfter 1 |],
        DeepZeroGradient.decide 1 p teacher teacher
    )

    Assert.Equal<DeepZeroDecision[]>(
        [| ZeroAlmostEverywhere; ZeroAlmostEverywhere |],
        DeepZeroGradient.decide 3 p teacher teacher
    )

    Assert.All(
        DeepZeroGradient.decide 3 p teacher off,
        fun decision ->
            match decision with
            | DeepNonZeroAt _ -> ()
            | other -> Assert.Fail $"{other}"
    )

[<Fact>]
let ``fan-outs are those of the paths to the outputs`` () =
    // Node 0 reaches the output by 2 x 3 through upper node 0 and by 5 x 7 through upper node 1.
    let network =
        { Leak = ratio 1 2
          Layers =
            [| [| qs [ 1 ]; qs [ 0 ] |]
               [| qs [ 2; 5 ]; qs [ 1; 1 ] |]
               [| qs [ 3 ]; qs [ 7 ]; qs [ 0 ] |] |] }

    let fanOut upper =
        (DeepZeroGradient.fanOuts network [| [| true |]; upper |]).[0].[0]

    Assert.Equal(q 41, fanOut [| true; true |])
    Assert.Equal(ratio 47 2, fanOut [| true; false |])
    Assert.Equal(q 38, fanOut [| false; true |])
