/// Vectors over the rationals: the few operations that the geometry needs, each as it is written on paper.
/// Not a matrix library; for elimination see Verify.Algebra.LinearSystem.
module Verify.Claims.Geometry.Rationals

open System.Numerics
open Verify.Algebra

/// x . y; lengths that differ raise ArgumentException.
let dot (x: Rational[]) (y: Rational[]) =
    (Rational.zero, x, y) |||> Array.fold2 (fun sum a b -> sum + a * b)

/// x + s y.
let addScaled (x: Rational[]) (s: Rational) (y: Rational[]) = Array.map2 (fun a b -> a + s * b) x y

/// s x.
let scale (s: Rational) (x: Rational[]) = Array.map (fun a -> s * a) x

/// -x.
let negate (x: Rational[]) = Array.map Rational.neg x

/// Sum of |x_i|.
let norm1 (x: Rational[]) =
    x |> Array.fold (fun sum a -> sum + Rational.abs a) Rational.zero

let isZero (x: Rational[]) = Array.forall Rational.isZero x

let zeros length = Array.create length Rational.zero

/// The affine function [a; b] of d + 1 coefficients at x: a . x + b.
let valueAt (x: Rational[]) (form: Rational[]) =
    let mutable sum = form[x.Length]

    for i in 0 .. x.Length - 1 do
        sum <- sum + form[i] * x[i]

    sum

/// A power of two below `limit` > 0, at least half as large unless it is 1, the largest that is returned; 1 for no
/// limit. Steps of this kind keep the digits of the points they lead to few.
let stepBelow (limit: Rational option) =
    match limit with
    | Some s when s <= Rational.one ->
        // With n = floor(1/s), 2^bits(n) >= n + 1 > 1/s.
        let bits = (Rational.floor (Rational.inverse s)).GetBitLength()
        Rational.create BigInteger.One (BigInteger.One <<< int bits)
    | _ -> Rational.one

/// The lesser of two limits, where None is no limit.
let lesser (a: Rational option) (b: Rational option) =
    match a, b with
    | Some x, Some y -> Some(min x y)
    | Some _, None -> a
    | None, _ -> b
