/// Rounding of an exact binary magnitude to a double, in a stated direction.
/// Works on bits only: no floating-point operation is involved, so that the oracle does not trust the unit it judges.
module internal Verify.Algebra.DoubleRounding

open System.Numerics

type Direction =
    /// To the nearest double, ties to the even mantissa (IEEE 754 roundTiesToEven).
    | Nearest
    /// To the smallest double that is not below the value.
    | Up
    /// To the largest double that is not above the value.
    | Down

/// The double for (-1)^negative (magnitude + s) 2^exponent, where s is 0, or, when `inexact` is set, some number
/// strictly between 0 and 1. With `inexact`, `magnitude` must have at least 55 bits, which settles every case.
/// Overflow gives an infinity, or the largest finite double where the direction points back to zero.
val round:
    direction: Direction ->
    negative: bool ->
    magnitude: BigInteger ->
    exponent: int ->
    inexact: bool ->
        double
