namespace Verify.Algebra

open System

/// A product of powers of commuting indeterminates, which are numbered from 0. Canonical: indeterminates in increasing
/// order, each once, every exponent positive; the empty product is 1.
/// Ordered by total degree, then by the factors: a fixed order, so that printed polynomials are reproducible.
[<Sealed>]
type Monomial =
    interface IEquatable<Monomial>
    interface IComparable<Monomial>
    interface IComparable
    static member (*): Monomial * Monomial -> Monomial

module Monomial =
    val one: Monomial

    /// The product of variable^exponent over the pairs, in any order and with repetitions. A negative variable or
    /// exponent raises ArgumentException.
    val create: (int * int) list -> Monomial

    /// (variable, exponent), variables increasing, exponents positive.
    val factors: Monomial -> (int * int) list

    /// The sum of the exponents; 0 for 1.
    val degree: Monomial -> int

    /// The text with the indeterminates named by `name`: "x^2 y"; "1" for the empty product.
    val format: name: (int -> string) -> Monomial -> string
