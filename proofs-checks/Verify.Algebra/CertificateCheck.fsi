/// Checks an answer of LinearProgram by substitution alone. It shares no code with the solver, so that a wrong answer
/// would need two independent mistakes.
module Verify.Algebra.CertificateCheck

/// Ok when the outcome is proved by its certificate; otherwise the first thing that is wrong with it.
val verify: LinearProgram -> LinearOutcome -> Result<unit, string>
