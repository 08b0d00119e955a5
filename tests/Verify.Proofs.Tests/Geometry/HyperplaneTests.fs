/// Hyperplanes against the affine functions that they are made of.
module Verify.Proofs.Tests.Geometry.HyperplaneTests

open Xunit
open FsCheck.FSharp
open Verify.Algebra
open Verify.Claims.Geometry
open Verify.Proofs.Tests.Algebra.Replay
open Verify.Proofs.Tests.Geometry.Networks

[<Fact>]
let ``scaled and turned nodes have one hyperplane, and the factors tell them apart`` () =
    let scale = weight |> Gen.where (fun s -> not (Rational.isZero s))

    forAll3 (Gen.arrayOfLength 3 weight) weight scale (fun w b s ->
        match Hyperplane.ofAffine w b, Hyperplane.ofAffine (Rationals.scale s w) (s * b) with
        | None, None -> Rationals.isZero w
        | Some(plane, rho), Some(other, scaled) ->
            plane = other
            && scaled = s * rho
            && Rationals.scale rho plane.Normal = w
            && rho * plane.Offset = b
        | _ -> false)

[<Fact>]
let ``different planes differ`` () =
    let plane w b =
        Hyperplane.ofAffine (qs w) (q b) |> Option.map fst

    let planes =
        [ plane [ 1; 2 ] 3
          plane [ 1; 2 ] 4
          plane [ 1; 3 ] 3
          plane [ 0; 2 ] 3
          plane [ 2; 0 ] 3 ]

    Assert.Equal(5, planes |> List.distinct |> List.length)

[<Fact>]
let ``the distance is where a walk either way first meets the plane`` () =
    forAll3
        (Gen.arrayOfLength 3 weight)
        (Gen.arrayOfLength 2 weight)
        (Gen.arrayOfLength 2 weight)
        (fun w x u ->
            match Hyperplane.ofAffine w[..1] w[2] with
            | None -> true
            | Some(plane, _) ->
                let height s =
                    Hyperplane.value (Rationals.addScaled x s u) plane

                match Hyperplane.distance x u plane with
                | None -> Rational.isZero (height (q 0)) || height (q 1) = height (q 0)
                | Some s ->
                    Rational.sign s > 0
                    && (Rational.isZero (height s) || Rational.isZero (height -s)))

[<Fact>]
let ``a plane meets a polytope at a point of both`` () =
    let plane = Hyperplane.ofAffine (qs [ 2; 2 ]) (q -3) |> Option.get |> fst

    match
        Hyperplane.meets (Polytope.box 2 (q 1)) plane, Hyperplane.meets (Polytope.box 2 (ratio 3 4)) plane
    with
    | InteriorPoint(x, _), NoInterior outcome ->
        Assert.Equal(q 0, Hyperplane.value x plane)
        Assert.True(Polytope.contains x (Polytope.box 2 (q 1)))

        Assert.Equal(
            Ok(),
            Polytope.checkEmpty [ Hyperplane.equality plane ] (Polytope.box 2 (ratio 3 4)) outcome
        )
    | other -> Assert.Fail $"{other}"
