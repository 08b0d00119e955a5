/// ZeroGradient against exact evaluation at many points and against the region-by-region decision, on students that are
/// zero-gradient by construction, near misses and independent ones.
module Verify.Proofs.Tests.Geometry.ZeroGradientTests

open Xunit
open FsCheck.FSharp
open Verify.Algebra
open Verify.Claims.Geometry
open Verify.Proofs.Tests.Algebra.Replay
open Verify.Proofs.Tests.Geometry.Networks

let private isZero decision =
    match decision with
    | ZeroEverywhere
    | Vacuous -> true
    | NonZeroAt _ -> false

/// No sampled point contradicts the decision, and a witness is one.
let private agrees p teacher student k sample decision =
    let inside = sample |> List.filter (fun x -> Polytope.contains x p)

    let g x =
        (ExactNetwork.gradient teacher student x)[k]

    match decision with
    | ZeroEverywhere -> inside |> List.forall (g >> Rational.isZero)
    | Vacuous ->
        inside
        |> List.forall (fun x -> Rational.isZero (ExactNetwork.evaluate student x).Gates.[0].[k])
    | NonZeroAt(x, value, _) -> Polytope.contains x p && g x = value && not (Rational.isZero value)

/// The two decisions share the linear programs but neither the residual form nor the kinks.
let private agreesByRegion byRegion decision =
    match byRegion, decision with
    | ZeroAlmostEverywhere, ZeroEverywhere
    | InactiveAlmostEverywhere, Vacuous
    | DeepNonZeroAt _, NonZeroAt _ -> true
    | _ -> false

let private holds p (teacher, student) sample =
    let byRegion = DeepZeroGradient.decide 100000 p teacher student

    ZeroGradient.decideAll p teacher student
    |> Array.mapi (fun k decision ->
        agrees p teacher student k sample decision
        && agreesByRegion byRegion[k] decision)
    |> Array.forall id

let private check count cases =
    checkMany count (Prop.forAll (Arb.fromGen cases) (fun (p, pair, sample) -> holds p pair sample))

[<Fact>]
let ``independent pairs are decided as sampling and regions say`` () =
    for d in 1..3 do
        check 100 (Gen.zip3 (polytope d) (Gen.choose (1, 2) |> Gen.bind (pair d 1)) (points 30 d))

let private r = ratio 3 2

[<Fact>]
let ``students that equal the teacher by construction have zero gradient`` () =
    for d in 1..3 do
        for outputs in 1..2 do
            checkMany
                60
                (Prop.forAll (Arb.fromGen (Gen.zip (twin d outputs r) (points 20 d))) (fun (pair, sample) ->
                    let p = Polytope.box d r

                    ZeroGradient.decideAll p (fst pair) (snd pair) |> Array.forall isZero
                    && holds p pair sample))

[<Fact>]
let ``near misses are decided as sampling and regions say, and most are seen`` () =
    let mutable seen = 0

    for d in 1..3 do
        checkMany
            100
            (Prop.forAll
                (Arb.fromGen (Gen.zip (twin d 2 r |> Gen.bind nearMiss) (points 20 d)))
                (fun (pair, sample) ->
                    let p = Polytope.box d r

                    if not (ZeroGradient.decideAll p (fst pair) (snd pair) |> Array.forall isZero) then
                        seen <- seen + 1

                    holds p pair sample))

    Assert.InRange(seen, 100, 299)

[<Fact>]
let ``students that match on a subspace have zero gradient and a loss`` () =
    let mutable losses = 0

    checkMany
        100
        (Prop.forAll (Arb.fromGen (Gen.zip (subspace 2 r) (points 20 2))) (fun (pair, sample) ->
            let p = Polytope.box 2 r
            let teacher, student = pair

            if
                sample
                |> List.exists (fun x -> not (Rationals.isZero (ExactNetwork.residual teacher student x)))
            then
                losses <- losses + 1

            ZeroGradient.decideAll p teacher student |> Array.forall isZero
            && holds p pair sample))

    Assert.True(losses > 90, $"{losses}")

[<Fact>]
let ``balance at all visible planes and zeros on one cell make the gradient zero, and only they`` () =
    // Z.kink and Z.kink-converse read literally, from alpha, beta and the norms of co-planar nodes.
    let cases =
        Gen.zip (Gen.oneof [ twin 2 2 r; twin 2 2 r |> Gen.bind nearMiss ]) (points 0 2)

    checkMany
        100
        (Prop.forAll (Arb.fromGen cases) (fun ((teacher, student), _) ->
            let p = Polytope.box 2 r
            let form = ResidualForm.ofPair teacher student

            [ 0 .. student.Width 1 - 1 ]
            |> List.forall (fun k ->
                let v = ExactNetwork.fanOut student k

                let side network nodes =
                    nodes
                    |> List.sumBy (fun (i, rho) ->
                        Rational.abs rho * Rationals.dot v (ExactNetwork.fanOut network i))

                let balanced =
                    ZeroGradient.visible p student k form
                    |> List.forall (fun crease ->
                        side teacher crease.Teachers = side student crease.Students)

                match ZeroGradient.decideWith form p teacher student k with
                | ZeroEverywhere -> balanced
                | Vacuous -> true
                | NonZeroAt(_, _, KinkImbalance _) -> not balanced
                | NonZeroAt(_, _, AffineRemainder _) -> balanced)))

let private node w v = qs w, qs v

/// The decision for student 0 on (-1, 1)^d.
let private first c teacher student =
    let make nodes =
        ofNodes c nodes (Rationals.zeros (snd (List.head nodes)).Length)

    let teacher, student = make teacher, make student
    let p = Polytope.box teacher.Inputs (q 1)
    let decision = ZeroGradient.decide p teacher student 0
    Assert.True(agrees p teacher student 0 [] decision)
    decision

[<Fact>]
let ``a mirror image balances the kink and leaves an affine remainder`` () =
    for c in [ q 0; ratio 1 2 ] do
        match first c [ node [ 1; 0 ] [ 1 ] ] [ node [ -1; 0 ] [ 1 ] ] with
        | NonZeroAt(_, _, AffineRemainder form) -> Assert.Equal<Rational[]>([| q 1 + c; q 0 |], form)
        | other -> Assert.Fail $"{other}"

[<Fact>]
let ``a teacher outside the box leaves only its affine part`` () =
    // sigma(x - 5) is 0 in the box; sigma(x + 5) is x + 5 there, and so is sigma(2x + 10) / 2.
    Assert.Equal(
        ZeroEverywhere,
        first (q 0) [ node [ 1; -5 ] [ 1 ] ] [ node [ 1; -7 ] [ 1 ]; node [ 1; 0 ] [ 0 ] ]
        |> function
            | Vacuous -> ZeroEverywhere
            | other -> other
    )

    Assert.Equal(ZeroEverywhere, first (q 0) [ node [ 1; 5 ] [ 2 ] ] [ node [ 2; 10 ] [ 1 ] ])
    Assert.Equal(Vacuous, first (q 0) [ node [ 1; 5 ] [ 2 ] ] [ node [ 1; -5 ] [ 1 ] ])

[<Fact>]
let ``an imbalance where many planes cross is found although the second difference cancels there`` () =
    // All planes pass the origin; along (1, 0) the kinks of the others take away that of x.
    let teacher =
        [ node [ 1; 0; 0 ] [ 2 ]; node [ 1; 1; 0 ] [ -1 ]; node [ 1; -1; 0 ] [ -1 ] ]

    match first (q 0) teacher [ node [ 0; 0; 1 ] [ 1 ]; node [ 0; 0; 1 ] [ -1 ] ] with
    | NonZeroAt(_, _, KinkImbalance _) -> ()
    | other -> Assert.Fail $"{other}"

    // The same in three dimensions, with every plane through one line.
    let deep =
        [ for w, v in teacher -> Array.insertAt 2 (q 0) w, v ]
        @ [ node [ 0; 1; 0; 0 ] [ 3 ]
            node [ 0; 0; 1; 0 ] [ 1 ]
            node [ 1; 1; 1; 0 ] [ 1 ] ]

    match first (ratio 1 4) deep [ node [ 0; 0; 0; 1 ] [ 1 ]; node [ 0; 0; 0; 1 ] [ -1 ] ] with
    | NonZeroAt(_, _, KinkImbalance _) -> ()
    | other -> Assert.Fail $"{other}"

[<Fact>]
let ``an imbalance is found although the residual is zero at its plane and on both sides further out`` () =
    // |x| up to 1/4 and 1/2 - |x| beyond: 0 at 0 and at both 1/2 and -1/2. A constant student sees all of it.
    let teacher =
        ofNodes
            (q 0)
            [ node [ 1; 0 ] [ 2 ]
              qs [ 4; 1 ], [| ratio -1 2 |]
              qs [ 4; -1 ], [| ratio -1 2 |]
              node [ 1; 2 ] [ 1 ] ]
            [| ratio -1 2 |]

    let student = ofNodes (q 0) [ node [ 0; 1 ] [ 1 ] ] (qs [ 0 ])

    match ZeroGradient.decide (Polytope.box 1 (q 1)) teacher student 0 with
    | NonZeroAt(x, value, KinkImbalance(_, imbalance)) ->
        Assert.Equal(q 2, imbalance)
        Assert.Equal(value, (ExactNetwork.gradient teacher student x)[0])
    | other -> Assert.Fail $"{other}"

[<Fact>]
let ``constant students are always active, never, or active at exactly zero`` () =
    let teacher = [ node [ 1; 0 ] [ 1 ] ]

    match first (q 0) teacher [ node [ 0; 1 ] [ 1 ] ], first (q 0) teacher [ node [ 0; 0 ] [ 1 ] ] with
    | NonZeroAt(_, _, KinkImbalance _), NonZeroAt(_, _, KinkImbalance _) -> ()
    | other -> Assert.Fail $"{other}"

    Assert.Equal(Vacuous, first (q 0) teacher [ node [ 0; -1 ] [ 1 ] ])
    Assert.Equal(ZeroEverywhere, first (q 0) teacher [ node [ 0; 1 ] [ 0 ] ])

    match first (ratio 1 2) teacher [ node [ 0; -1 ] [ 1 ] ] with
    | NonZeroAt _ -> ()
    | other -> Assert.Fail $"{other}"

[<Fact>]
let ``a student that is inactive on its teacher's kink does not feel it`` () =
    // On x > 0, sigma(x) + sigma(-x) is x: student 0 has zero gradient, student 1 has not.
    let teacher = ofNodes (q 0) [ node [ 1; 0 ] [ 1 ]; node [ -1; 0 ] [ 1 ] ] (qs [ 0 ])
    let student = ofNodes (q 0) [ node [ 1; 0 ] [ 1 ]; node [ -1; 0 ] [ 2 ] ] (qs [ 0 ])

    match ZeroGradient.decideAll (Polytope.box 1 (q 1)) teacher student with
    | [| ZeroEverywhere; NonZeroAt(_, _, AffineRemainder _) |] -> ()
    | other -> Assert.Fail $"%A{other}"

[<Fact>]
let ``an empty region makes every decision vacuous`` () =
    let teacher = ofNodes (q 0) [ node [ 1; 0 ] [ 1 ] ] (qs [ 0 ])

    Assert.Equal<ZeroDecision[]>(
        [| Vacuous |],
        ZeroGradient.decideAll (Polytope.box 1 (q 0)) teacher { teacher with Leak = ratio 1 2 }
    )
