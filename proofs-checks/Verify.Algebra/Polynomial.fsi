namespace Verify.Algebra

open System

/// A polynomial in commuting indeterminates (numbered from 0) with rational coefficients. Canonical: every monomial
/// once, in increasing order, no zero coefficient, so that equality of polynomials is equality of normal forms.
[<Sealed>]
type Polynomial =
    interface IEquatable<Polynomial>
    static member Zero: Polynomial
    static member One: Polynomial
    static member (+): Polynomial * Polynomial -> Polynomial
    static member (-): Polynomial * Polynomial -> Polynomial
    static member (*): Polynomial * Polynomial -> Polynomial
    static member (~-): Polynomial -> Polynomial
    /// The text with indeterminates named x0, x1, ...
    override ToString: unit -> string

module Polynomial =
    val zero: Polynomial
    val one: Polynomial
    val constant: Rational -> Polynomial
    val ofInt: int -> Polynomial

    /// The indeterminate of that number. A negative one raises ArgumentException.
    val variable: int -> Polynomial

    /// The sum of the given terms, in any order and with repetitions.
    val ofTerms: (Monomial * Rational) seq -> Polynomial

    /// The normal form: monomials increasing, coefficients not zero.
    val terms: Polynomial -> (Monomial * Rational) list

    val termCount: Polynomial -> int
    val coefficient: Monomial -> Polynomial -> Rational
    val isZero: Polynomial -> bool

    /// The largest total degree of a term; -1 for the zero polynomial.
    val degree: Polynomial -> int

    /// The indeterminates that occur, increasing.
    val variables: Polynomial -> int list

    val neg: Polynomial -> Polynomial
    val scale: Rational -> Polynomial -> Polynomial

    /// p^n; a negative n raises ArgumentException. p^0 = 1, also for p = 0.
    val pow: Polynomial -> int -> Polynomial

    /// Sum over i of x[i] * y[i], accumulated in one table. Lengths that differ raise ArgumentException.
    val sumOfProducts: x: Polynomial[] -> y: Polynomial[] -> Polynomial

    /// Every indeterminate v replaced by image v, at once: a ring homomorphism.
    val substitute: image: (int -> Polynomial) -> Polynomial -> Polynomial

    /// The value where indeterminate v is point v: a ring homomorphism to the rationals.
    val evaluate: point: (int -> Rational) -> Polynomial -> Rational

    /// The text with indeterminates named by `name`: "3 x^2 y - 1/2".
    val format: name: (int -> string) -> Polynomial -> string
