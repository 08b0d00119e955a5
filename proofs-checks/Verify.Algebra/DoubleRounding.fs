module internal Verify.Algebra.DoubleRounding

open System
open System.Numerics

type Direction =
    | Nearest
    | Up
    | Down

/// The exponent of the least subnormal, 2^-1074, and of the last binade, 2^1023.
[<Literal>]
let private LeastExponent = -1074

[<Literal>]
let private LastBinade = 1023L

let private withSign negative (bits: int64) =
    let magnitude = BitConverter.Int64BitsToDouble bits
    if negative then -magnitude else magnitude

/// A directed rounding increases the magnitude when it points away from zero.
let private away direction negative =
    match direction with
    | Up -> not negative
    | Down -> negative
    | Nearest -> false

let round direction negative (magnitude: BigInteger) (exponent: int) inexact =
    if magnitude.IsZero && not inexact then
        0.0
    else
        // The value lies in [2^top, 2^(top+1)); 64-bit arithmetic, since exponents of exact values are unbounded.
        let top = int64 (magnitude.GetBitLength()) + int64 exponent - 1L
        let infinity = BitConverter.DoubleToInt64Bits Double.PositiveInfinity

        if top > LastBinade then
            let towardsZero = direction <> Nearest && not (away direction negative)
            withSign negative (if towardsZero then infinity - 1L else infinity)
        else
            // 53 bits are kept above 2^unitExponent, fewer below the normal range.
            let unitExponent = max (top - 52L) (int64 LeastExponent)
            let drop = unitExponent - int64 exponent

            let kept, halfBit, rest =
                if drop <= 0L then
                    int64 (magnitude <<< int -drop), false, inexact
                elif top < int64 LeastExponent - 1L then
                    // Below half of the least subnormal: nothing is kept, and the shift may be too long to do.
                    0L, false, true
                else
                    let drop = int drop

                    int64 (magnitude >>> drop),
                    not (magnitude >>> (drop - 1)).IsEven,
                    inexact || BigInteger.TrailingZeroCount magnitude < BigInteger(drop - 1)

            let increment =
                match direction with
                | Nearest -> halfBit && (rest || kept &&& 1L = 1L)
                | Up
                | Down -> (halfBit || rest) && away direction negative

            // The biased exponent counts binades above the subnormals; a mantissa that carries into the next binade,
            // or past the last one into infinity, does so by plain addition.
            let bits = ((unitExponent - int64 LeastExponent) <<< 52) + kept
            withSign negative (if increment then bits + 1L else bits)
