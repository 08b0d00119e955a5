namespace Verify.Algebra

open System
open System.Numerics

/// An exact fraction p/q: the field Q. Canonical: q > 0 and gcd(p, q) = 1, so equal numbers have equal fields.
/// For sums and products of doubles Dyadic is much faster; this is for where one must divide.
[<Sealed>]
type Rational =
    interface IEquatable<Rational>
    interface IComparable<Rational>
    interface IComparable
    member Numerator: BigInteger
    /// Positive.
    member Denominator: BigInteger
    member Sign: int
    static member Zero: Rational
    static member One: Rational
    static member (+): Rational * Rational -> Rational
    static member (-): Rational * Rational -> Rational
    static member (*): Rational * Rational -> Rational
    /// Raises DivideByZeroException when the divisor is zero.
    static member (/): Rational * Rational -> Rational
    static member (~-): Rational -> Rational
    static member Abs: Rational -> Rational
    /// "p/q", or "p" for integers.
    override ToString: unit -> string

module Rational =
    val zero: Rational
    val one: Rational

    /// p/q in lowest terms. q = 0 raises DivideByZeroException.
    val create: numerator: BigInteger -> denominator: BigInteger -> Rational

    val ofInt: int -> Rational
    val ofBigInteger: BigInteger -> Rational
    val ofDyadic: Dyadic -> Rational

    /// The exact value of a double. NaN and the infinities raise ArgumentException.
    val ofDouble: double -> Rational

    /// The same number as a Dyadic when the denominator is a power of two, else None.
    val tryToDyadic: Rational -> Dyadic option

    val isZero: Rational -> bool
    val isInteger: Rational -> bool

    /// -1, 0 or 1.
    val sign: Rational -> int

    val abs: Rational -> Rational
    val neg: Rational -> Rational

    /// 1/x. Zero raises DivideByZeroException.
    val inverse: Rational -> Rational

    val compare: Rational -> Rational -> int

    /// The largest integer that is not above x.
    val floor: Rational -> BigInteger

    /// The smallest integer that is not below x.
    val ceiling: Rational -> BigInteger

    /// The nearest double, ties to even, with gradual underflow and overflow to infinity.
    val toDouble: Rational -> double

    /// The smallest double (or infinity) that is not below x: an upper bound.
    val toDoubleUp: Rational -> double

    /// The largest double (or minus infinity) that is not above x: a lower bound.
    val toDoubleDown: Rational -> double

    /// "p/q", or "p" for integers; culture-invariant.
    val toString: Rational -> string

    /// Reads "p/q" and "p", also out of lowest terms. Anything else, q = 0 included, raises FormatException.
    val parse: string -> Rational

    /// As parse, with None for FormatException.
    val tryParse: string -> Rational option
