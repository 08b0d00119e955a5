namespace Verify.Algebra

open System
open System.Numerics
open System.Runtime.CompilerServices

/// An exact number m 2^e: the ring Z[1/2], which holds every finite double. Closed under + - *, not under division
/// (for that see Rational). Canonical: m is odd, or m = e = 0, so equal numbers have equal fields.
/// Exponents are 32-bit; an operation that would leave that range raises OverflowException. Adding numbers whose
/// exponents are far apart builds every bit between them.
[<Struct; IsReadOnly; CustomEquality; CustomComparison>]
type Dyadic =
    /// The mantissa when it fits in 64 bits, else 0 and `big` holds it.
    val internal small: int64
    val internal big: BigInteger
    val internal exponent: int
    interface IEquatable<Dyadic>
    interface IComparable<Dyadic>
    interface IComparable
    /// Odd, or zero for zero.
    member Mantissa: BigInteger
    /// Zero for zero.
    member Exponent: int
    static member Zero: Dyadic
    static member One: Dyadic
    static member (+): Dyadic * Dyadic -> Dyadic
    static member (-): Dyadic * Dyadic -> Dyadic
    static member (*): Dyadic * Dyadic -> Dyadic
    static member (~-): Dyadic -> Dyadic
    static member Abs: Dyadic -> Dyadic
    member Sign: int
    /// Exact text "m*2^e"; see Dyadic.parse.
    override ToString: unit -> string

module Dyadic =
    val zero: Dyadic
    val one: Dyadic
    val ofInt: int -> Dyadic
    val ofInt64: int64 -> Dyadic
    val ofBigInteger: BigInteger -> Dyadic

    /// The exact value of a double; -0.0 becomes 0. NaN and the infinities raise ArgumentException.
    val ofDouble: double -> Dyadic

    /// mantissa * 2^exponent, brought to canonical form.
    val create: mantissa: BigInteger -> exponent: int -> Dyadic

    val isZero: Dyadic -> bool

    /// -1, 0 or 1.
    val sign: Dyadic -> int

    val abs: Dyadic -> Dyadic
    val neg: Dyadic -> Dyadic
    val compare: Dyadic -> Dyadic -> int

    /// x 2^k, for k of either sign.
    val scaleByPowerOfTwo: k: int -> x: Dyadic -> Dyadic

    /// x / 2.
    val halve: Dyadic -> Dyadic

    /// The nearest double, ties to even; gradual underflow; infinite beyond the largest double's half-way point.
    val toDouble: Dyadic -> double

    /// The smallest double (or infinity) that is not below x: an upper bound.
    val toDoubleUp: Dyadic -> double

    /// The largest double (or minus infinity) that is not above x: a lower bound.
    val toDoubleDown: Dyadic -> double

    /// Whether some double has exactly this value.
    val isDouble: Dyadic -> bool

    /// Sum over i < count of x[xStart + i xStride] * y[yStart + i yStride], exactly, with one normalisation at the
    /// end. Index errors raise IndexOutOfRangeException. The sum of nothing is 0.
    val dotStrided:
        x: Dyadic[] ->
        xStart: int ->
        xStride: int ->
        y: Dyadic[] ->
        yStart: int ->
        yStride: int ->
        count: int ->
            Dyadic

    /// Sum of x[i] * y[i], exactly; lengths that differ raise ArgumentException.
    val sumOfProducts: x: Dyadic[] -> y: Dyadic[] -> Dyadic

    /// The exact sum; 0 for nothing.
    val sum: Dyadic[] -> Dyadic

    /// "m*2^e", or "m" for integers that are odd or zero.
    val toString: Dyadic -> string

    /// C99 hexadecimal floating point, exact at any length: "0x1.8p-1".
    val toHex: Dyadic -> string

    /// The exact, finite decimal expansion: "0.75".
    val toDecimal: Dyadic -> string

    /// Reads any of the three texts. Anything else raises FormatException, also a decimal that is not dyadic ("0.1")
    /// and an exponent of more than a million.
    val parse: string -> Dyadic

    /// As parse, with None for FormatException.
    val tryParse: string -> Dyadic option
