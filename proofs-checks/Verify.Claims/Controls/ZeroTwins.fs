// The controls of the zero-gradient claims: every hypothesis dropped in turn, and false conclusions. Each goes through the
// very check of its theorem and must be refuted. Hypotheses that turn out not to be needed are claims of their own, beside
// their theorems.
namespace Verify.Claims.Controls

open Verify.Claims
open Verify.Claims.Generators
open Verify.Claims.Theorems

module ZeroTwins =
    /// Controls stop at their first counterexample, so the budget is only how long one is looked for.
    let private search = { Quick = 600; Ci = 600; Deep = 600 }

    let private control (theorem: Claim) name statement space instances =
        { Id = $"{theorem.Id}/{name}"
          Kind = FalseTwin theorem.Id
          Statement = statement
          Source = $"control of {theorem.Id}"
          Hypotheses = InstanceTheorem.hypotheses instances
          Evidence = ZeroSpecialize.sampled search 0.0 space instances }

    let private slug (name: string) = name.Replace(' ', '-')

    /// One control for every hypothesis that is needed.
    let private ablations (theorem: Claim) instances spaces =
        [ for name, space in spaces ->
              control
                  theorem
                  $"without-{slug name}"
                  $"{theorem.Id} without the hypothesis '{name}'"
                  space
                  (InstanceTheorem.without name instances) ]

    let private kind kinds space =
        { space with
            Kinds = kinds
            Changes = [ Exact ] }

    let private changed changes space =
        { space with
            Kinds = [ Plain ]
            Changes = changes }

    let private kink =
        let space = ZeroKink.space
        let theorem = ZeroKink.theorem ByNorm

        ablations
            ZeroKink.claim
            theorem
            [ "zero gradient", changed [ Nudged; Dropped; Unrelated ] space
              "the plane meets E_k", kind [ Hidden; Unseen ] space ]
        @ [ control
                ZeroKink.claim
                "signed-norms"
                "Z.kink with ||w~|| counted negative for one of the two orientations"
                (kind [ Plain ] space)
                (ZeroKink.theorem Signed)
            control
                ZeroKink.claim
                "without-norms"
                "Z.kink with every node counted alike, whatever its ||w~||"
                (kind [ Plain ] space)
                (ZeroKink.theorem Unweighted) ]

    let private converse =
        let space = ZeroKink.space

        ablations
            ZeroKink.converseClaim
            ZeroKink.converse
            [ "balance", changed [ Nudged; Dropped; Unrelated ] space
              "zero on a cell", changed [ Nudged ] space ]
        @ [ control
                ZeroKink.converseClaim
                "from-d-points"
                "Z.kink-converse with F_k = 0 on d affinely independent points of a cell in place of d+1"
                (changed [ Nudged ] space)
                ZeroKink.fromFewerPoints ]

    let private specialize =
        let space = ZeroSpecialize.space
        let theorem = ZeroSpecialize.theorem UpToOrientation

        ablations
            ZeroSpecialize.claim
            theorem
            [ "zero gradient", changed [ Dropped; Unrelated ] space
              "observed", kind [ Hidden; Unseen ] space
              "coefficient", kind [ Plain; Mute ] space
              "teachers apart", kind [ Annulled ] { space with Cancelling = [ 1 ] } ]
        @ [ control
                ZeroSpecialize.claim
                "printed-offset"
                "Z.specialize with the printed offset condition: some student with sin(angle) = 0 to teacher j has the teacher's \
                 normalised offset (theory.md, section 8, point 1)"
                (kind [ Plain ] space)
                (ZeroSpecialize.theorem PrintedOffset)
            control
                ZeroSpecialize.claim
                "same-orientation"
                "Z.specialize with a student that is a positive multiple of teacher j"
                (kind [ Plain ] space)
                (ZeroSpecialize.theorem CoOriented) ]

    let private fanout =
        let space = ZeroFanout.space

        ablations
            ZeroFanout.claim
            ZeroFanout.theorem
            [ "zero gradient", changed [ Nudged; Dropped; Unrelated ] space
              "fan-outs span",
              kind
                  [ Plain; Hidden ]
                  { space with
                      Spans = [ FirstOutputs; Diagonal ] }
              "teachers apart", kind [ Coplanar ] space ]

    let private prune =
        let space =
            { ZeroFanout.space with
                Cancelling = [ 1 ] }

        ablations
            ZeroFanout.pruneClaim
            (ZeroFanout.prune Together)
            [ "no teacher", kind [ Plain ] space
              "fan-outs span",
              kind
                  [ Plain; Mute ]
                  { space with
                      Spans = [ FirstOutputs; Diagonal ] }
              "zero gradient", changed [ Nudged; Unrelated ] space ]
        @ [ control
                ZeroFanout.pruneClaim
                "each-alone"
                "Z.prune with v = 0 for every student on the plane, also where there are several"
                (kind [ Plain ] space)
                (ZeroFanout.prune Each) ]

    let all = kink @ converse @ specialize @ fanout @ prune
