// Every claim and control, in the order of theory.md: the one place where a theorem is registered.
namespace Verify.Claims

open System
open System.IO.Enumeration
open Verify.Claims.Controls
open Verify.Claims.Theorems

module Catalogue =
    /// Each theorem followed by its controls. An id with "/without-.." that is a theorem drops a hypothesis without
    /// becoming false; its controls are those of the theorem before the slash.
    let all: Claim list =
        let theorems =
            [ Lemma1Identity.claim
              Lemma1Proofs.proof
              Lemma1Proofs.shapeProof
              Lemma1Piecewise.claim
              Lemma1Psd.claim
              Lemma1Update.claim
              Lemma1Fanout.claim
              ZeroKink.claim
              ZeroKink.converseClaim
              ZeroKink.withoutOneCell
              ZeroSpecialize.claim
              ZeroFanout.claim
              ZeroFanout.withoutCoefficient
              ZeroFanout.pruneClaim
              ZeroConnect.claim
              ZeroConnect.withoutVisible
              ZeroObservers.claim
              ZeroObservers.withoutVisible
              FiniteKink.differenceClaim
              FiniteKink.claim
              FiniteIntersect.claim
              FiniteSpecialize.claim
              FiniteInstance.claim
              PaperAlignment.claim
              PaperScaling.claim
              FiniteStrength.claim
              DeepRegions.claim
              DeepRegions.withoutFlips
              DeepKink.claim
              DeepKink.withoutFlip
              DeepSpecialize.claim
              DeepSmall.claim
              TrainingClaims.observed
              yield! TrainingClaims.all ]

        let twins =
            Lemma1Twins.all
            @ Lemma1ProofTwins.all
            @ ZeroTwins.all
            @ ConnectTwins.all
            @ ObserverTwins.all
            @ PaperTwins.all
            @ DeepTwins.all
            @ FiniteTwins.all
            @ TrainingTwins.all

        [ for theorem in theorems do
              theorem
              yield! twins |> List.filter (fun twin -> twin.Kind = FalseTwin theorem.Id) ]

    /// The id before the slash: the theorem of a control, or of a variant with a hypothesis that turned out not needed.
    let private parent (id: string) = id.Split('/')[0]

    /// The claim or control of an id.
    let tryFind id =
        all |> List.tryFind (fun claim -> claim.Id = id)

    /// The claims whose id matches one of the globs (* and ?, letter case ignored), each with its controls, in catalogue
    /// order. A glob that names a control selects that control alone. Error: the first glob that matches nothing.
    let select (globs: string list) : Result<Claim list, string> =
        let matches (glob: string) (id: string) =
            FileSystemName.MatchesSimpleExpression(glob, id, true)

        let selects (claim: Claim) glob =
            matches glob claim.Id || matches glob (parent claim.Id)

        match
            globs
            |> List.tryFind (fun glob -> not (all |> List.exists (fun claim -> selects claim glob)))
        with
        | Some unknown ->
            let known = all |> List.filter (fun claim -> claim.Kind = Theorem) |> List.map _.Id

            Error $"""no claim matches '{unknown}'; the claims are {String.Join(", ", known)}"""
        | None ->
            all
            |> List.filter (fun claim -> globs.IsEmpty || globs |> List.exists (selects claim))
            |> Ok
