namespace Verify.Claims.Proofs

open Verify.Algebra

/// The symbols in which a recursive rule is written, at a layer l that stands for any layer (theory.md, section 1).
/// Shapes: C x n_l for fan-outs, n_l x 1 for activations, n_{l-1} x n_l for weights, with m for the teacher. Widths
/// include the constant coordinate.
///
/// The constant coordinate. f_l carries a last entry 1, and W_l is extended by a last column e_last, so that
/// W_l^T f_{l-1} reproduces that 1. Its gate is 1, because the constant passes through no non-linearity:
/// f_l = D_l W_l^T f_{l-1} must give exactly 1 there, at any input. The last entry of g_l is then defined by the
/// recursion like the others, but it is not a gradient: no unit and no weight produces the constant, so there is
/// nothing that J could be differentiated by; the entry only carries B_l's and A_l's constant column downwards. The
/// proof needs none of this: it uses that gates are symmetric and nothing else.
module LayerSymbols =
    /// Widths of layer l and of the layer below it.
    val n: Dimension

    val m: Dimension
    val nBelow: Dimension
    val mBelow: Dimension

    /// The number of outputs.
    val outputs: Dimension

    val V: MatrixFormula
    val VStar: MatrixFormula
    val D: MatrixFormula
    val DStar: MatrixFormula
    val DBelow: MatrixFormula
    val W: MatrixFormula
    val WStar: MatrixFormula
    val A: MatrixFormula
    val B: MatrixFormula
    val f: MatrixFormula
    val fStar: MatrixFormula

/// A candidate for Lemma 1: how V, A and B arise and how g_l is mixed from them. Nothing is assumed of a candidate,
/// not even that it is well-typed: true and false rules are values alike, and one prover judges both.
type RecursiveRule =
    {
        Name: string
        /// V_L and V*_L, over identities of LayerSymbols.outputs.
        Top: MatrixFormula
        TopStar: MatrixFormula
        /// V_{l-1} and V*_{l-1}, over the symbols of layer l and D_{l-1}.
        FanOut: MatrixFormula
        FanOutStar: MatrixFormula
        /// A_l and B_l, over V_l and V*_l.
        A: MatrixFormula
        B: MatrixFormula
        /// g_l, over A_l, B_l, the gates and the activations of layer l.
        Mixture: MatrixFormula
    }

/// Which widths are taken to be equal: false rules may have a meaning only where some are.
type Widths =
    /// Every layer of either network has its own width. The lemma's setting.
    | AllDifferent
    /// The student is as wide as the teacher at every layer.
    | StudentLikeTeacher
    /// One width everywhere, outputs included.
    | AllEqual

/// A false rule, and the fewest equal widths at which it is at least well-typed.
type Mutant =
    { Rule: RecursiveRule
      TypedFor: Widths }

module RecursiveRule =
    /// theory.md, section 2: g_l = D_l (A_l f*_l - B_l f_l), A_l = V_l^T V*_l, B_l = V_l^T V_l, V_L = V*_L = I,
    /// V_{l-1} = V_l D_l W_l^T, V*_{l-1} = V*_l D*_l W*_l^T.
    val lemma1: RecursiveRule

    /// Rules that differ from Lemma 1 in one place, each of them false for some network. Names are unique.
    val mutants: Mutant list
