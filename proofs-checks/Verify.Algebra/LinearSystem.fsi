/// Exact solution of A x = b over the rationals by Gauss-Jordan elimination. Every answer can be checked by
/// multiplication alone. Not for large systems: for ranks and determinants ExactMatrix is much faster.
module Verify.Algebra.LinearSystem

/// What A x = b has for solutions.
type Solution =
    /// The only x.
    | Unique of x: Rational[]
    /// Particular + the span of Kernel, a basis (not empty) of { x : A x = 0 }.
    | Affine of particular: Rational[] * kernel: Rational[] list
    /// y with y^T A = 0 and y^T b = 1: there is no x.
    | Inconsistent of y: Rational[]

/// A: p x q, b: p. A length of b other than p raises ArgumentException.
val solve: a: Rational[,] -> b: Rational[] -> Solution

/// A basis of { x : A x = 0 }; empty when the columns are independent.
val kernel: a: Rational[,] -> Rational[] list

/// A x, for A: p x q and x: q. A length of x other than q raises ArgumentException.
val apply: a: Rational[,] -> x: Rational[] -> Rational[]
