// A hyperplane up to scale and orientation, in canonical form, so that co-planar nodes have equal hyperplanes.
// It knows nothing of networks.
namespace Verify.Claims.Geometry

open Verify.Algebra

/// { x : Normal . x + Offset = 0 } with Normal <> 0 whose first coefficient other than 0 is 1. Every hyperplane has
/// exactly one such form: co-planarity is equality.
type Hyperplane =
    { Normal: Rational[]; Offset: Rational }

module Hyperplane =
    /// The hyperplane of z(x) = direction . x + offset and the factor rho <> 0 with z = rho (Normal . x + Offset): its
    /// sign is the orientation, and |rho| = ||direction|| / ||Normal||. None for direction 0, where z is constant.
    let ofAffine (direction: Rational[]) (offset: Rational) =
        direction
        |> Array.tryFind (fun a -> not (Rational.isZero a))
        |> Option.map (fun rho ->
            let inverse = Rational.inverse rho

            { Normal = Rationals.scale inverse direction
              Offset = inverse * offset },
            rho)

    /// h(x) = Normal . x + Offset.
    let value (x: Rational[]) hyperplane =
        Rationals.dot hyperplane.Normal x + hyperplane.Offset

    /// The hyperplane as an equality e . x = r.
    let equality hyperplane =
        hyperplane.Normal, Rational.neg hyperplane.Offset

    /// How far one can go from x along u, in either direction, before this hyperplane is reached; None when it never is
    /// or when x is on it.
    let distance (x: Rational[]) (u: Rational[]) hyperplane =
        let rate = Rationals.dot hyperplane.Normal u
        let height = value x hyperplane

        if Rational.isZero rate || Rational.isZero height then
            None
        else
            Some(Rational.abs (height / rate))

    /// A point inside the polytope and on the hyperplane, or a proof that there is none.
    let meets polytope hyperplane =
        Polytope.interior [ equality hyperplane ] polytope
