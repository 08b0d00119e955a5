// The controls of the finite-sample claims: hypotheses dropped, parts of the statements exchanged. Each goes through the very
// check of its theorem and must be refuted.
namespace Verify.Claims.Controls

open Verify.Claims
open Verify.Claims.Generators
open Verify.Claims.Theorems

module FiniteTwins =
    /// Controls stop at their first counterexample, so the budget is only how long one is looked for.
    let private search = { Quick = 1500; Ci = 1500; Deep = 1500 }

    let private twin (theorem: Claim) name statement hypotheses evidence =
        { Id = $"{theorem.Id}/{name}"
          Kind = FalseTwin theorem.Id
          Statement = statement
          Source = $"control of {theorem.Id}"
          Hypotheses = hypotheses
          Evidence = evidence }

    let private segments (theorem: Claim) name statement space halvings instances =
        twin
            theorem
            name
            statement
            (InstanceTheorem.hypotheses instances)
            (DeepRegions.sampled search 0.0 space halvings instances)

    let private difference =
        let control name statement rule =
            segments
                FiniteKink.differenceClaim
                name
                statement
                FiniteKink.space
                [ 0; 1; 2; 3; 5 ]
                (FiniteKink.difference rule)

        [ control
              "unclipped"
              "F.second-difference with (1-c)(|t| - |h|) also where h - t and h + t have one sign"
              Unclipped
          control "without-the-leak" "F.second-difference without the factor 1-c" WithoutLeak
          control "as-on-the-boundary" "F.second-difference with (1-c) |t|, as if h were 0" AtTheKink ]

    let private localKink =
        let control name statement instances =
            segments FiniteKink.claim name statement FiniteKink.space FiniteKink.halvings instances

        let dropped (name: string) =
            control
                $"""without-{name.Replace(' ', '-')}"""
                $"F.local-kink without the hypothesis '{name}'"
                (InstanceTheorem.without name (FiniteKink.localKink AllOthers Quarter))

        [ dropped "x in E_k"
          dropped "outside other bands"
          control
              "inside-the-own-band"
              "F.local-kink where x is outside every other node's band but may be in k's own: k may be inactive at x - se or x + se, \
               and its gradient then says nothing (theory.md, section 8, point 3)"
              (FiniteKink.localKink AllButOwn Quarter)
          control
              "without-the-quarter"
              "F.local-kink without the factor 1/4: the second difference counts the middle twice"
              (FiniteKink.localKink AllOthers Whole)
          control
              "without-the-leak"
              "F.local-kink without the factor 1-c"
              (FiniteKink.localKink AllOthers Leakless) ]

    let private intersect =
        let control name statement rule =
            twin
                FiniteIntersect.claim
                name
                statement
                (InstanceTheorem.hypotheses (FiniteIntersect.theorem rule))
                (FiniteIntersect.sampled search 0.0 FiniteIntersect.space rule)

        [ control
              "wider-of-two"
              "F.intersect with max(s, delta) / sin in place of (s + delta) / sin"
              WiderOfTwo
          control "without-the-sine" "F.intersect with the half-width s + delta" WithoutSine
          control "without-the-cosine" "F.intersect with the offset (b_i - b_j) / sin" WithoutCosine ]

    /// Cases whose students are built and have zero gradient, of a teacher's kind.
    let private built kinds : FiniteSpace =
        { FiniteSpace.standard with
            Networks =
                { FiniteSpace.standard.Networks with
                    Inputs = [ 2 ]
                    Kinds = kinds }
            Sources = [ Built ]
            Shapes = [ Even ] }

    let private changed changes (space: FiniteSpace) : FiniteSpace =
        { space with
            Networks =
                { space.Networks with
                    Changes = changes } }

    /// Students without a copy of the first teacher's node.
    let private dropped sources : FiniteSpace =
        { (built [ Plain ] |> changed [ Dropped ]) with
            Networks =
                { FiniteSpace.standard.Networks with
                    Inputs = [ 2; 3 ]
                    Widths = [ 1; 1; 2 ]
                    Kinds = [ Plain ]
                    Idle = [ 1 ]
                    Spans = [ AllOutputs ]
                    Changes = [ Dropped ] }
            Sources = sources
            Bands = [ 1; 2 ] }

    let private partial: FiniteSpace =
        { (built [ Plain ] |> changed [ Dropped ]) with
            Networks =
                { FiniteSpace.standard.Networks with
                    Inputs = [ 2 ]
                    Outputs = [ 2; 3 ]
                    Widths = [ 2 ]
                    Spans = [ FirstOutputs; Diagonal ]
                    Changes = [ Dropped ] } }

    let private turnedOver: FiniteSpace =
        let space = built [ Plain ]

        { space with
            Networks =
                { space.Networks with
                    Orientations = [ Opposite ] } }

    /// What F.specialize and F.instance are both asked, as (name, what is exchanged, rule, space).
    let private exchanged: (string * string * SpecializeRule * FiniteSpace) list =
        let rule = FiniteRule.standard

        [ "without-coefficient",
          "with ||v_k|| ||v*_j|| in place of alpha_kj, which may be 0",
          { rule with Coefficient = NormProduct },
          partial
          "no-augmentation",
          "with a gradient that is small on D alone, not on the neighbours in D'",
          { rule with Place = OnSamples },
          dropped [ Smoothed ]
          "twice-the-threshold", "with twice the threshold", { rule with Slack = 2.0 }, dropped [ Flattened ]
          "agnostic-without-root-d",
          "with t = s in the agnostic case, where it is s max_u |w~*_j,u| (1 in place of the square root of d)",
          { rule with FullStep = true },
          { dropped [ Flattened ] with
              Augmentations = [ Agnostic ] }
          "printed-offset",
          "with the printed offset condition |b_k' - b_j| (theory.md, section 8, point 1)",
          { rule with Printed = true },
          turnedOver ]

    let private unseen: FiniteSpace =
        { (built [ Unseen ]) with
            Networks =
                { (built [ Unseen ]).Networks with
                    Leaks = [ 0.0 ]
                    Spans = [ AllOutputs ] } }

    let private specialize =
        let rule = FiniteRule.standard

        let control name statement rule space instances =
            twin
                FiniteSpecialize.claim
                name
                statement
                (InstanceTheorem.hypotheses instances)
                (FiniteSpecialize.sampled search 0.0 space rule instances)

        let ablation (name: string) space =
            control
                $"""without-{name.Replace(' ', '-')}"""
                $"F.specialize without the hypothesis '{name}'"
                rule
                space
                (InstanceTheorem.without name (FiniteSpecialize.theorem rule))

        [ for name, change, rule, space in exchanged do
              control name $"F.specialize {change}" rule space (FiniteSpecialize.theorem rule)

          let whole = { rule with Share = TakenAsWhole }

          control
              "without-observed"
              "F.specialize for students that are active on no sample of D_j, with kappa = 1"
              whole
              unseen
              (FiniteSpecialize.theorem whole)

          let crowded =
              { FiniteSpace.standard with
                  Shapes = [ Flat ]
                  Near = [ 30; 40 ]
                  Far = [ 150 ]
                  Sources = [ Pivoted ]
                  Augmentations = [ Aware ]
                  Networks =
                      { FiniteSpace.standard.Networks with
                          Inputs = [ 2 ]
                          Widths = [ 1 ]
                          Copies = [ 1 ]
                          Idle = [ 0 ]
                          Orientations = [ Same ]
                          Kinds = [ Plain ]
                          Spans = [ AllOutputs ] } }

          let asIfSpread = { rule with Crowd = AsIfSpread }

          control
              "without-transverse"
              "F.specialize on samples that crowd along the boundary, with the eta that evenly spread ones have"
              asIfSpread
              crowded
              (FiniteSpecialize.theorem asIfSpread)

          let ofAll = { rule with Crowd = WholeData }

          control
              "band-of-the-whole-data"
              "F.specialize with the eta of D.band on D in place of that of D.transverse on D_j (theory.md, section 8, point 2)"
              ofAll
              crowded
              (FiniteSpecialize.theorem ofAll)

          ablation "teachers apart" (built [ Annulled ])
          ablation "small gradient" (built [ Plain ] |> changed [ Unrelated; Dropped; Nudged ])

          ablation
              "samples"
              { (built [ Plain ]) with
                  Sources = [ Moved ]
                  Near = [ 2; 3 ] } ]

    let private instance =
        let rule = FiniteRule.standard

        let control name statement rule space instances =
            twin
                FiniteInstance.claim
                name
                statement
                (InstanceTheorem.hypotheses instances)
                (FiniteInstance.sampled search 0.0 space rule instances)

        [ for name, change, rule, space in exchanged do
              control name $"F.instance {change}" rule space (FiniteInstance.theorem rule)

          let ownBand = { rule with WithoutOwn = true }

          control
              "own-band-left-out"
              "F.instance with k's own band left out of the pigeonhole (theory.md, section 8, point 3)"
              ownBand
              (built [ Plain ])
              (FiniteInstance.theorem ownBand)

          let whole = { rule with Share = TakenAsWhole }

          control
              "outside-E_k"
              "F.instance with all of D_j in S0, whether k is active there or not"
              whole
              unseen
              (FiniteInstance.theorem whole)

          let loud = { rule with Slack = 1e6 }

          control
              "without-quiet-samples"
              "F.instance with samples in S0 however large the gradient is around them"
              loud
              (built [ Plain ] |> changed [ Unrelated; Dropped ])
              (FiniteInstance.theorem loud)

          let half = { rule with Sharpness = 2.0 }

          control
              "half-the-reach"
              "F.instance with (s + delta) / 2 in the bound of the sine"
              half
              { FiniteSpace.standard with
                  Networks =
                      { FiniteSpace.standard.Networks with
                          Inputs = [ 2 ] } }
              (FiniteInstance.theorem half)

          control
              "without-teachers-apart"
              "F.instance without the hypothesis 'teachers apart'"
              rule
              (built [ Annulled ])
              (InstanceTheorem.without "teachers apart" (FiniteInstance.theorem rule)) ]

    let private deep =
        let rule = FiniteRule.standard

        let control name statement rule space instances =
            twin
                DeepSmall.claim
                name
                statement
                (InstanceTheorem.hypotheses instances)
                (DeepSmall.sampled search 0.0 space rule instances)

        let ablation (name: string) space =
            control
                $"""without-{name.Replace(' ', '-')}"""
                $"M.specialize-small without the hypothesis '{name}'"
                rule
                space
                (InstanceTheorem.without name (DeepSmall.theorem rule))

        let ofKind kind change =
            { DeepSmall.space with
                Networks =
                    { DeepSmall.space.Networks with
                        Depths = [ 3 ]
                        Kinds = [ kind ]
                        Changes = [ change ] }
                Sources = [ Built ] }

        [ let loud = { rule with Slack = 1e6 }

          control
              "without-quiet-samples"
              "M.specialize-small with samples counted as quiet however large the gradient is around them"
              loud
              (ofKind Plain Unrelated)
              (DeepSmall.theorem loud)

          let alone = { rule with Place = OnSamples }

          control
              "no-augmentation"
              "M.specialize-small with a gradient that is small at the samples alone"
              alone
              { dropped [ Smoothed ] with
                  Halvings = [ 6; 7 ] }
              (DeepSmall.theorem alone)

          let printed = { rule with Printed = true }

          control
              "printed-offset"
              "M.specialize-small with the printed offset condition |b_k' - b_j|"
              printed
              { DeepSmall.space with
                  Networks =
                      { DeepSmall.space.Networks with
                          Orientations = [ Opposite ] }
                  Sources = [ Built ] }
              (DeepSmall.theorem printed)

          ablation "upper boundaries apart" (ofKind Lifted Exact)
          ablation "teachers apart" (ofKind Annulled Exact)

          ablation
              "samples"
              { DeepSmall.space with
                  Near = [ 2; 3 ]
                  Sources = [ Moved ] } ]

    let private strength =
        let control name statement powers rule =
            twin
                FiniteStrength.claim
                name
                statement
                []
                (FiniteStrength.sampled { Quick = 4; Ci = 4; Deep = 4 } powers rule)

        [ control
              "equal-strengths"
              "F.strength with teachers of one strength: the first is aligned at a larger gradient than the last"
              [ 0 ]
              StrongestAhead
          control
              "weakest-ahead"
              "F.strength with the weakest teacher aligned at the larger gradient"
              [ 1; 2 ]
              WeakestAhead ]

    let all =
        difference @ localKink @ intersect @ specialize @ instance @ strength @ deep
