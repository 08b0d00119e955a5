// The controls of the claims on deep networks: hypotheses dropped, and false conclusions, each through its theorem's check.
namespace Verify.Claims.Controls

open Verify.Claims
open Verify.Claims.Generators
open Verify.Claims.Theorems

module DeepTwins =
    let private search = { Quick = 600; Ci = 600; Deep = 600 }

    let private control (theorem: Claim) name statement hypotheses evidence =
        { Id = $"{theorem.Id}/{name}"
          Kind = FalseTwin theorem.Id
          Statement = statement
          Source = $"control of {theorem.Id}"
          Hypotheses = hypotheses
          Evidence = evidence }

    let private slug (name: string) = name.Replace(' ', '-')

    let private onSegment (theorem: Claim) name statement space halvings instances =
        control
            theorem
            name
            statement
            (InstanceTheorem.hypotheses instances)
            (DeepRegions.sampled search 0.0 space halvings instances)

    let private regions =
        let space =
            { DeepRegions.space with
                Depths = [ 3; 4 ] }

        [ onSegment
              DeepRegions.claim
              "without-upper-gates-constant"
              "M.regions without the hypothesis 'upper gates constant'"
              space
              [ 0; 1; 2 ]
              (InstanceTheorem.without "upper gates constant" (DeepRegions.theorem Coefficients))
          onSegment
              DeepRegions.claim
              "gradients"
              "g_1 too is constant where no gate of the layers from 2 up flips"
              space
              [ 0; 1; 2 ]
              (DeepRegions.theorem Gradients) ]

    let private kink =
        let theorem = DeepKink.theorem

        let control name statement =
            onSegment DeepKink.claim name statement DeepKink.space DeepKink.halvings

        [ control
              "without-x-in-E_k"
              "M.local-kink without the hypothesis 'x in E_k'"
              (InstanceTheorem.without "x in E_k" (theorem Quarter))
          onSegment
              DeepKink.claim
              "without-only-j-flips"
              "M.local-kink without the hypothesis 'only j flips'"
              { DeepKink.space with
                  Changes = [ Exact ] }
              [ 0; 1; 2; 3; 4 ]
              (InstanceTheorem.without "only j flips" (theorem Quarter))
          control "without-quarter" "M.local-kink without the factor 1/4" (theorem Whole)
          control
              "widened"
              "M.local-kink with s |w~*_j . e| + |h_j(x)| in place of the difference"
              (theorem Widened)
          onSegment
              DeepKink.claim
              "without-leak-factor"
              "M.local-kink without the factor 1 - c"
              { DeepKink.space with
                  Leaks = [ 0.5; 0.875 ]
                  Changes = [ Dropped ] }
              DeepKink.halvings
              (theorem Leakless) ]

    let private specialize =
        let ablation name space =
            let instances = InstanceTheorem.without name DeepSpecialize.theorem

            control
                DeepSpecialize.claim
                $"without-{slug name}"
                $"M.specialize without the hypothesis '{name}'"
                (InstanceTheorem.hypotheses instances)
                (DeepSpecialize.sampled search 0.0 space instances)

        let deep =
            { DeepSpecialize.space with
                Depths = [ 3 ]
                Kinds = [ Plain ] }

        [ ablation
              "zero gradient"
              { deep with
                  Changes = [ Dropped; Unrelated ] }
          ablation
              "coefficient"
              { deep with
                  Kinds = [ Mute ]
                  Changes = [ Exact ] }
          ablation
              "teachers apart"
              { deep with
                  Kinds = [ Annulled ]
                  Changes = [ Exact ]
                  Cancelling = [ 1 ] }
          ablation
              "observed"
              { deep with
                  Leaks = [ 0.0 ]
                  Changes = [ Dropped ]
                  Widths = [ 2; 3 ] }
          // theory.md, section 8, point 4
          ablation
              "one region"
              { deep with
                  Kinds = [ Lifted ]
                  Spans = [ AllOutputs ]
                  Changes = [ Exact ] } ]

    let all = regions @ kink @ specialize
