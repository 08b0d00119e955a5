/// A fixed-point sum of 128-bit products in 64-bit limbs (two's complement, least significant limb first): what makes
/// exact dot products of doubles cheap. It neither allocates nor knows where its binary point lies.
module internal Verify.Algebra.LimbAccumulator

open System.Numerics

/// The most limbs that are worth it. 72 limbs hold every sum of products of doubles: places -2148 to 2048, with room
/// for a sign and for the carries of 2^31 terms.
[<Literal>]
val MostLimbs: int = 72

/// limbs <- limbs + (high, low) 2^shift, or minus when `subtract`, modulo 2^(64 length): the caller has provided room
/// for the final sum and its sign. shift >= 0.
val add: limbs: uint64[] -> shift: int -> high: uint64 -> low: uint64 -> subtract: bool -> unit

/// The value of the limbs; at least one.
val toBigInteger: limbs: uint64[] -> BigInteger
