// The false twins of the proved L1 claims: rules that differ from Lemma 1 in one place and must be refused by the same
// provers.
namespace Verify.Claims.Controls

open Verify.Claims
open Verify.Claims.Proofs
open Verify.Claims.Theorems

module Lemma1ProofTwins =
    /// "A with V and V* swapped" -> "A-with-V-and-V-star-swapped": an id is also a file name.
    let private slug (name: string) =
        name.Replace("V*", "V-star").Replace("'", "").Replace(" ", "-")

    let private twin (theorem: Claim) (mutant: Mutant) obligation =
        { Id = $"{theorem.Id}/{slug mutant.Rule.Name}"
          Kind = FalseTwin theorem.Id
          Statement = $"the rule with one thing changed: {mutant.Rule.Name}"
          Source = $"false twin of {theorem.Id}"
          Hypotheses = []
          Evidence = Proof [ obligation ] }

    /// At the first shape that refuses the rule; at the last one if none does.
    let private atSomeShape (rule: RecursiveRule) =
        let shapes =
            Lemma1Polynomial.NetworkShape.catalogue |> List.map (Lemma1Proofs.atShape rule)

        { Subject = "every shape of the catalogue"
          Prove =
            fun () ->
                let outcomes =
                    shapes |> Seq.map (fun obligation -> obligation.Subject, obligation.Prove())

                match outcomes |> Seq.tryFind (fun (_, outcome) -> not outcome.Holds) with
                | Some(subject, outcome) ->
                    { outcome with
                        Transcript = outcome.Transcript |> List.map (fun line -> $"{subject}: {line}") }
                | None ->
                    { Holds = true
                      Transcript = [ "no shape of the catalogue refuses it" ] } }

    let all =
        [ for mutant in RecursiveRule.mutants ->
              twin Lemma1Proofs.proof mutant (Lemma1Proofs.symbolic mutant.TypedFor mutant.Rule)
          for mutant in RecursiveRule.mutants -> twin Lemma1Proofs.shapeProof mutant (atSomeShape mutant.Rule) ]
