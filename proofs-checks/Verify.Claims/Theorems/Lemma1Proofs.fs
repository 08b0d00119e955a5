// L1.proof and L1.shape-proof: Lemma 1 proved over matrix symbols for every depth and width, and as a polynomial identity
// at given small shapes. The provers are in Proofs/; here they become claims.
namespace Verify.Claims.Theorems

open Verify.Algebra
open Verify.Claims
open Verify.Claims.Proofs

module Lemma1Proofs =
    /// The prover's word on a rule in a setting.
    let symbolic widths (rule: RecursiveRule) =
        { Subject = "every depth, width, leak and sample"
          Prove =
            fun () ->
                let setting =
                    { Lemma1Proof.general with
                        Widths = widths }

                match Lemma1Proof.proveIn setting rule with
                | Lemma1Proof.Proved steps ->
                    { Holds = true
                      Transcript = steps |> List.map string }
                | Lemma1Proof.Refuted(case, residual) ->
                    { Holds = false
                      Transcript = [ $"{case}: what is left is {residual}, which is not 0 for all networks" ] }
                | Lemma1Proof.IllTyped(case, message) ->
                    { Holds = false
                      Transcript = [ $"{case}: {message}" ] } }

    /// The rule expanded at one shape.
    let atShape (rule: RecursiveRule) shape =
        { Subject = Lemma1Polynomial.NetworkShape.format shape
          Prove =
            fun () ->
                match Lemma1Polynomial.check shape rule with
                | Lemma1Polynomial.Identity(entries, monomials) ->
                    { Holds = true
                      Transcript = [ $"{entries} entries vanish, {monomials} monomials expanded" ] }
                | Lemma1Polynomial.Different(layer, row, survivor, terms) ->
                    { Holds = false
                      Transcript =
                        [ $"layer {layer}, node {row}: {terms} monomials survive, one of them {survivor}" ] }
                | Lemma1Polynomial.IllTyped message ->
                    { Holds = false
                      Transcript = [ message ] } }

    let proof =
        { Id = "L1.proof"
          Kind = Theorem
          Statement =
            "g_l = D_l [A_l f*_l - B_l f_l] for every depth, width, leak and sample at once: base case and induction "
            + "step rewritten to normal form in the free non-commutative algebra over the matrix symbols."
          Source = "Tian 2020, Lemma 1; theory.md, section 2"
          Hypotheses = []
          Evidence = Proof [ symbolic Lemma1Proof.general.Widths RecursiveRule.lemma1 ] }

    let shapeProof =
        { Id = "L1.shape-proof"
          Kind = Theorem
          Statement =
            $"At {Lemma1Polynomial.NetworkShape.catalogue.Length} small shapes of depth 2 to 4, the rule is an identity "
            + "between polynomials in all weights, inputs and gates."
          Source = "Tian 2020, Lemma 1; theory.md, section 2"
          Hypotheses = []
          Evidence =
            Lemma1Polynomial.NetworkShape.catalogue
            |> List.map (atShape RecursiveRule.lemma1)
            |> Proof }
