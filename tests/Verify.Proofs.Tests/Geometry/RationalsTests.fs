/// The helpers of Rationals that are more than one line.
module Verify.Proofs.Tests.Geometry.RationalsTests

open Xunit
open FsCheck.FSharp
open Verify.Algebra
open Verify.Claims.Geometry
open Verify.Proofs.Tests.Algebra.Replay
open Verify.Proofs.Tests.Geometry.Networks

[<Fact>]
let ``steps are powers of two below their limit, and not needlessly small`` () =
    forAll (Gen.map2 ratio (Gen.choose (1, 500)) (Gen.choose (1, 500))) (fun limit ->
        let s = Rationals.stepBelow (Some limit)

        s < limit
        && (s = q 1 || q 2 * s >= limit)
        && s.Numerator.IsOne
        && s.Denominator.IsPowerOfTwo)

    Assert.Equal(q 1, Rationals.stepBelow None)
    Assert.Equal(ratio 1 2, Rationals.stepBelow (Some(q 1)))

[<Fact>]
let ``an affine function is its linear part and its constant`` () =
    forAll2 (Gen.arrayOfLength 3 weight) (Gen.arrayOfLength 2 weight) (fun form x ->
        Rationals.valueAt x form = Rationals.dot form[..1] x + form[2])

[<Fact>]
let ``the lesser limit is the one that is there, or the smaller`` () =
    Assert.Equal(None, Rationals.lesser None None)
    Assert.Equal(Some(q 1), Rationals.lesser None (Some(q 1)))
    Assert.Equal(Some(q 1), Rationals.lesser (Some(q 1)) None)
    Assert.Equal(Some(q 1), Rationals.lesser (Some(q 2)) (Some(q 1)))
