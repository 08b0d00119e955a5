// A claim as a value: what it says, where it comes from, under which hypotheses, and how it is checked.
// Adding a theorem means one file under Theorems/ and one line in Catalogue.fs.
namespace Verify.Claims

/// A condition under which a claim speaks. Its name is what rejections are counted under.
type Hypothesis = { Name: string; Meaning: string }

/// What came of one exact proof: whether it went through, and the steps (or the residual that is left), for the report.
type ProofOutcome =
    { Holds: bool; Transcript: string list }

/// Something to be proved exactly. Proving it again gives the same outcome.
type Obligation =
    { Subject: string
      Prove: unit -> ProofOutcome }

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
