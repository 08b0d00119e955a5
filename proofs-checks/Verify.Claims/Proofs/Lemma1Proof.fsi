/// The prover of Lemma 1: base case and induction step over matrix symbols, rewritten to normal form. What it proves
/// holds for every depth, every width, every leak and every sample at once, since nothing but the definitions of the
/// forward pass, the backward pass and the symmetry of gates is used. It does no floating-point and no sampling.
module Verify.Claims.Proofs.Lemma1Proof

open Verify.Algebra

/// The setting in which a rule is judged.
type Setting =
    {
        Widths: Widths
        /// ReLU: gates are 0 or 1, so that D D = D, and D f = f for every gated layer. Otherwise gates are any
        /// symmetric matrices, which covers leaks.
        IdempotentGates: bool
    }

/// One line of a proof: why it holds, and what equals what.
type ProofStep =
    { Reason: string
      Left: string
      Right: Expression }

    /// "reason: left = right".
    override ToString: unit -> string

type ProofResult =
    /// Both cases close; the steps in order.
    | Proved of ProofStep list
    /// The case of that name leaves this residual, which is not zero: some matrices in place of the symbols violate
    /// it. (That networks violate the rule itself is shown by Lemma1Polynomial.)
    | Refuted of case: string * residual: Expression
    /// The case of that name joins index spaces that do not match: the rule says nothing at these widths.
    | IllTyped of case: string * message: string

    /// The transcript, the residual or the type error.
    override ToString: unit -> string

/// All widths different, gates any: the setting of the lemma.
val general: Setting

/// Judges a rule in a setting. Base: with V_L, V*_L and D_L = I, the rule's g_L must be f*_L - f_L. Step: if the rule
/// gives g_l, then D_{l-1} W_l g_l must be what the rule gives for l-1, where f_l = D_l W_l^T f_{l-1}, likewise starred.
val proveIn: Setting -> RecursiveRule -> ProofResult

/// proveIn general.
val prove: RecursiveRule -> ProofResult
