/// Oriented equations applied to normal forms until none applies. A result equals its argument wherever the equations
/// hold; that equal arguments get equal results needs a confluent set of rules, which is the caller's concern.
module Verify.Algebra.Rewriting

open System

/// An equation word = expression, read from left to right; it is also applied in its transposed form.
type Rule =
    internal
        { left: Word
          right: Expression }

    /// "left -> right".
    override ToString: unit -> string

/// Rewriting did not end within its limit of steps: the rules may run for ever.
type RewriteLimitException =
    inherit Exception
    new: message: string -> RewriteLimitException

/// `left` must be a single word with coefficient 1 that is not an identity, otherwise ArgumentException; `right` must
/// have the same shape, otherwise IllTypedException.
val rule: left: Expression -> right: Expression -> Rule

/// Replaces occurrences of left sides, the first word and leftmost position first, until none is left. More than
/// `limit` replacements raise RewriteLimitException.
val normalise: limit: int -> rules: Rule list -> Expression -> Expression
