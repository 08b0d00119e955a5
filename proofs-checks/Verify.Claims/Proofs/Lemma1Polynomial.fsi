/// Lemma 1 at one given shape as a polynomial identity: all weights, inputs and gates are commuting indeterminates,
/// and every entry of g_l minus what the rule gives must be the zero polynomial (theory.md, L1.shape-proof).
/// It knows nothing of matrix symbols' algebra, and so guards against an unsound normal form there. Gates are taken as
/// independent of weights and inputs, which is more than the lemma needs.
module Verify.Claims.Proofs.Lemma1Polynomial

open Verify.Algebra

/// Widths n_0 .. n_L and m_0 .. m_L without the constant coordinate; L >= 2, and both ends agree.
type NetworkShape

module NetworkShape =
    /// Lengths below 3 or not equal, widths below 1, or ends that differ raise ArgumentException.
    val create: teacher: int list -> student: int list -> NetworkShape

    /// Depths 2 to 4, each shape well below two seconds.
    val catalogue: NetworkShape list

    val depth: NetworkShape -> int

    /// "teacher 2-2-2, student 2-3-2".
    val format: NetworkShape -> string

type PolynomialResult =
    /// Every entry of every layer vanishes. `monomials` counts the terms of both sides that were expanded and met.
    | Identity of entries: int * monomials: int
    /// The first layer, from the top, and row at which the difference is not zero; one of its terms, and their number.
    | Different of layer: int * row: int * survivor: string * terms: int
    /// The rule multiplies or adds matrices whose sizes do not match at this shape.
    | IllTyped of message: string

/// Expands the rule at a shape, layers L down to 1.
val check: NetworkShape -> RecursiveRule -> PolynomialResult
