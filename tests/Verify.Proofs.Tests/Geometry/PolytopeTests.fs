/// Polytope against sampled points, and its proofs of emptiness against the independent checker.
module Verify.Proofs.Tests.Geometry.PolytopeTests

open System
open Xunit
open FsCheck.FSharp
open Verify.Algebra
open Verify.Claims.Geometry
open Verify.Proofs.Tests.Algebra.Replay
open Verify.Proofs.Tests.Geometry.Networks

let private withFlat d =
    Gen.zip (polytope d) (Gen.zip (Gen.arrayOfLength d weight) weight)

[<Fact>]
let ``inner points are inside and on the flat, and emptiness is proved`` () =
    let mutable kinds = Set.empty

    for d in 1..3 do
        forAll (withFlat d) (fun (p, (e, r)) ->
            match Polytope.interior [ e, r ] p with
            | InteriorPoint(x, margin) ->
                kinds <- kinds.Add "point"

                Polytope.contains x p && Rationals.dot e x = r && Rational.sign margin > 0
            | NoInterior outcome ->
                kinds <- kinds.Add "none"
                Polytope.checkEmpty [ e, r ] p outcome = Ok())

    Assert.Equal<Set<string>>(set [ "point"; "none" ], kinds)

[<Fact>]
let ``a sampled point contradicts no answer`` () =
    for d in 1..3 do
        forAll2 (polytope d) (points 30 d) (fun p sample ->
            match Polytope.inside p with
            | InteriorPoint _ -> true
            | NoInterior _ -> sample |> List.forall (fun x -> not (Polytope.contains x p)))

[<Fact>]
let ``every point within the margin in each coordinate is inside`` () =
    forAll (polytope 2) (fun p ->
        match Polytope.inside p with
        | NoInterior _ -> true
        | InteriorPoint(x, margin) ->
            let s = margin * ratio 999 1000

            [ for a in [ -s; s ] do
                  for b in [ -s; s ] -> [| x[0] + a; x[1] + b |] ]
            |> List.forall (fun corner -> Polytope.contains corner p))

[<Fact>]
let ``the reach is where the polytope ends`` () =
    forAll2 (polytope 2) (Gen.arrayOfLength 2 weight) (fun p u ->
        match Polytope.inside p with
        | NoInterior _ -> true
        | InteriorPoint(x, _) ->
            let at s =
                Polytope.contains (Rationals.addScaled x s u) p

            match Polytope.reach x u p with
            | None -> at (q 1000000)
            | Some limit -> at (limit * ratio 999 1000) && not (at limit))

[<Fact>]
let ``an open set needs a margin`` () =
    // 0 < x < 0, x < -1 < x and the flat x = 1 of (-1, 1) are empty; a hair's breadth is enough.
    let strip a b =
        Polytope.box 1 (q 5) |> Polytope.cut (qs [ 1 ]) b |> Polytope.cut (qs [ -1 ]) -a

    let tiny = Rational.ofDyadic (Dyadic.create 1I -300)

    for p, flat, expected in
        [ strip (q 0) (q 0), [], false
          strip (q 1) (q 0), [], false
          strip (q 0) tiny, [], true
          Polytope.box 1 (q 1), [ qs [ 1 ], q 1 ], false
          Polytope.box 1 (q 1), [ qs [ 1 ], q 1 - tiny ], true
          Polytope.box 1 (q 0), [], false
          Polytope.box 1 (q 1) |> Polytope.cut (qs [ 0 ]) (q 0), [], false
          Polytope.box 1 (q 1) |> Polytope.cut (qs [ 0 ]) tiny, [], true
          { Dimension = 1; Inequalities = [] }, [], true ] do
        match Polytope.interior flat p with
        | InteriorPoint _ -> Assert.True expected
        | NoInterior outcome ->
            Assert.False expected
            Assert.Equal(Ok(), Polytope.checkEmpty flat p outcome)

[<Fact>]
let ``a point may lie on a wall but on no face`` () =
    let line = Polytope.box 1 (q 1)

    for walls, flat, expected in
        [ [ qs [ 1 ], q 0 ], [ qs [ 1 ], q 0 ], true
          [ qs [ 1 ], q 0; qs [ -1 ], q 0 ], [], true
          [ qs [ 1 ], q 0 ], [ qs [ 1 ], ratio 1 1024 ], false
          [ qs [ 1 ], q 1 ], [ qs [ 1 ], q 1 ], false
          [ qs [ 1 ], q -1 ], [], false
          [ qs [ 1 ], q -2 ], [], false
          [ qs [ 0 ], q 0 ], [], true
          [ qs [ 0 ], q -1 ], [], false ] do
        match Polytope.interiorWithin walls flat line with
        | InteriorPoint(x, _) ->
            Assert.True(expected, $"%A{walls} %A{flat}")
            Assert.True(Polytope.contains x line)
            Assert.All(walls, fun (a, b) -> Assert.True(Rationals.dot a x <= b))
            Assert.All(flat, fun (e, r) -> Assert.Equal(r, Rationals.dot e x))
        | NoInterior outcome ->
            Assert.False(expected, $"%A{walls} %A{flat}")
            Assert.Equal(Ok(), CertificateCheck.verify (Polytope.programWithin walls flat line) outcome)

[<Fact>]
let ``a certificate of another polytope is refused`` () =
    let empty = Polytope.box 1 (q 1) |> Polytope.cut (qs [ 1 ]) (q -1)

    match Polytope.inside empty, Polytope.inside (Polytope.box 1 (q 1)) with
    | NoInterior outcome, InteriorPoint _ ->
        Assert.Equal(Ok(), Polytope.checkEmpty [] empty outcome)
        Assert.True((Polytope.checkEmpty [] (Polytope.box 1 (q 1)) outcome).IsError)
    | other -> Assert.Fail $"{other}"

[<Fact>]
let ``a cut of another dimension is refused`` () =
    Assert.Throws<ArgumentException>(fun () ->
        Polytope.box 2 (q 1) |> Polytope.cut (qs [ 1 ]) (q 0) |> ignore)
    |> ignore
