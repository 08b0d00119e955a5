// A claim as a value: what it says, where it comes from, under which hypotheses, and how it is checked.
// Adding a theorem means one file under Theorems/ and one line in Catalogue.fs.
namespace Verify.Claims

open Verify.Claims.Generators

/// A condition under which a claim speaks. Its name is what rejections are counted under.
type Hypothesis = { Name: string; Meaning: string }

/// What came of one exact proof: whether it went through, and the steps (or the residual that is left), for the report.
type ProofOutcome =
    { Holds: bool; Transcript: string list }

/// Something to be proved exactly. Proving it again gives the same outcome.
type Obligation =
    { Subject: string
      Prove: unit -> ProofOutcome }

/// How many cases each profile draws.
type CaseBudget = { Quick: int; Ci: int; Deep: int }

/// A claim checked on generated cases.
type Sampling =
    {
        Budget: CaseBudget
        /// The least share of cases that must be applicable, or the claim is vacuous.
        MinimumShare: float
        /// The spec of a case, from the case's own seed.
        Generate: uint64 -> CaseSpec
        /// Decides one case. Must not depend on anything but the case.
        Check: Case -> Outcome
        /// The computation of the case step by step, for a reader, up to where it fails.
        Explain: Case -> Locus option -> string list
    }

/// How a claim is established.
type Evidence =
    /// Exact proofs that together cover the whole statement.
    | Proof of Obligation list
    | Sampled of Sampling

type ClaimKind =
    /// Expected to be proved or to hold.
    | Theorem
    /// The false twin of a theorem: expected to be refuted, or the audit fails.
    | FalseTwin of theorem: string

type Claim =
    {
        /// theory.md's id; a twin's is the theorem's, a slash and what was falsified.
        Id: string
        Kind: ClaimKind
        Statement: string
        /// The paper's place and the section of theory.md.
        Source: string
        Hypotheses: Hypothesis list
        Evidence: Evidence
    }

    /// The verdict that lets the audit pass.
    member claim.Expected =
        match claim.Kind, claim.Evidence with
        | FalseTwin _, _ -> Refuted
        | Theorem, Proof _ -> Proved
        | Theorem, Sampled _ -> Held
