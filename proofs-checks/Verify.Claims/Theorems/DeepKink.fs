// M.local-kink: F.local-kink at any depth. On x - se, x, x + se, where teacher j of the lowest layer flips and no other node
// of either network does, F_k is affine plus alpha_kj(x) sigma(h_j): its second difference is
// alpha_kj (1-c) max(0, t - |h_j(x)|) with t = s |w~*_j . e|, and a second difference is at most 4 times the largest value.
// Neither w~*_j nor e need have length 1: both sides scale alike.
namespace Verify.Claims.Theorems

open Verify.Algebra
open Verify.Claims
open Verify.Claims.Generators

/// What the gradient is claimed to reach.
type KinkBound =
    /// |alpha_kj| (1-c) max(0, t - |h|) / 4
    | Quarter
    /// Falsified: without the factor 1/4
    | Whole
    /// Falsified: with t + |h| in place of t - |h|
    | Widened
    /// Falsified: without the factor 1 - c
    | Leakless

module DeepKink =
    let active =
        InstanceTheorem.condition "x in E_k" "z_{1,k}(x) > 0" (fun (segment: DeepSegment) (_: int, k) ->
            Rational.sign (segment.Middle.PreActivation(Student, 1, k)) > 0)

    let private flips =
        InstanceTheorem.condition
            "j flips"
            "the gate of teacher j differs between x - se and x + se"
            (fun (segment: DeepSegment) (j: int, _: int) -> (segment.Crossing(Teacher, j)).IsSome)

    /// Every other gate is the same at both ends and at the crossing (see DeepSegment for why that is enough).
    let private alone =
        InstanceTheorem.condition
            "only j flips"
            "no other gate of either network, at any layer, flips between x - se and x + se"
            (fun (segment: DeepSegment) (j: int, _: int) ->
                let stations =
                    segment.Last
                    :: (segment.Crossing(Teacher, j) |> Option.map segment.At |> Option.toList)

                let others (point: DeepPoint) =
                    DeepPoint.layers segment.Pair 1
                    |> List.map (fun (side, layer) ->
                        let gates = point.Gates(side, layer)

                        if side = Teacher && layer = 1 then
                            Array.updateAt j Rational.one gates
                        else
                            gates)

                stations |> List.forall (fun point -> others point = others segment.First))

    let private bound rule (segment: DeepSegment) j k =
        let h = segment.Middle.PreActivation(Teacher, 1, j)
        let t = Rational.abs (segment.Last.PreActivation(Teacher, 1, j) - h)
        let size = Rational.abs (segment.Middle.Alpha k j)

        let slope =
            if rule = Leakless then
                Rational.one
            else
                Rational.one - segment.Leak

        let width =
            if rule = Widened then
                t + Rational.abs h
            else
                t - Rational.abs h

        let parts = if rule = Whole then 1 else 4
        size * slope * max Rational.zero width / Rational.ofInt parts

    /// The largest |g_{1,k}| of the three points.
    let private reached (segment: DeepSegment) k =
        [ segment.First; segment.Middle; segment.Last ]
        |> List.map (fun point -> Rational.abs point.Gradient[k])
        |> List.max

    /// The lower bound against what is reached; each rounded to a double.
    let private measure rule segment (j, k) =
        { Measured = Rational.toDouble (bound rule segment j k)
          Bound = Rational.toDouble (reached segment k) }

    /// An instance is a teacher j and a student k.
    let theorem rule : InstanceTheorem<DeepSegment, int * int> =
        { Instances = fun segment -> List.allPairs segment.Teachers segment.Students
          Conditions = [ active; flips; alone ]
          Measure = measure rule
          Conclusion =
            fun segment (j, k) ->
                let reached = reached segment k
                let wanted = bound rule segment j k

                if reached >= wanted then
                    None
                else
                    Some
                        { Amount = Rational.toDouble (wanted - reached)
                          Locus =
                            { Layer = Some 1
                              Sample = None
                              Node = Some k
                              Finding =
                                $"across the boundary of teacher {j} the gradient reaches {Rational.toString reached} on the three points, not {Rational.toString wanted}" } } }

    /// Students without a copy of the teacher's first node, so that its kink is in the gradient, and others.
    let space =
        { DeepRegions.space with
            Changes = [ Dropped; Dropped; Unrelated; Nudged; Exact ] }

    let halvings = [ 4; 5; 6; 8; 10 ]

    let claim =
        { Id = "M.local-kink"
          Kind = Theorem
          Statement =
            "If x is in E_k and between x - se and x + se only teacher j of the lowest layer flips, then the largest |g_{1,k}| of the "
            + "three points is at least |alpha_kj(x)| (1-c) max(0, s |w~*_j . e| - |h_j(x)|) / 4."
          Source = "theory.md, sections 4 and 5 (F.local-kink at any depth)"
          Hypotheses = InstanceTheorem.hypotheses (theorem Quarter)
          Evidence =
            DeepRegions.sampled
                { Quick = 2000
                  Ci = 10000
                  Deep = 200000 }
                0.2
                space
                halvings
                (theorem Quarter) }

    /// Where j does not flip the bound is 0: that it flips says where the claim is worth something.
    let withoutFlip =
        let dropped = theorem Quarter |> InstanceTheorem.without flips.Hypothesis.Name

        { Id = "M.local-kink/without-j-flips"
          Kind = Theorem
          Statement =
            "M.local-kink also where teacher j does not flip between x - se and x + se: the bound is 0 there, since s |w~*_j . e| is at "
            + "most |h_j(x)|."
          Source = "ablation of M.local-kink; theory.md, sections 5 and 7"
          Hypotheses = InstanceTheorem.hypotheses dropped
          Evidence =
            DeepRegions.sampled
                { Quick = 4000
                  Ci = 20000
                  Deep = 400000 }
                0.03
                space
                halvings
                dropped }
