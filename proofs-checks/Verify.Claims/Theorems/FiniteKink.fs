// The two lemmas below F.specialize that speak of three points: F.second-difference, what sigma does across its kink, and
// F.local-kink, what that makes of the gradient. Both exactly, over the rationals: a step p = s e of any length is taken, and
// z in place of h, so that nothing is normalised; both sides of every inequality scale alike.
namespace Verify.Claims.Theorems

open Verify.Algebra
open Verify.Claims
open Verify.Claims.Generators

/// What is claimed of sigma(h+t) + sigma(h-t) - 2 sigma(h).
type DifferenceRule =
    /// (1-c) max(0, |t| - |h|)
    | KinkOnly
    /// Falsified: (1-c)(|t| - |h|), also where h +- t do not straddle the kink.
    | Unclipped
    /// Falsified: max(0, |t| - |h|)
    | WithoutLeak
    /// Falsified: (1-c) |t|
    | AtTheKink

/// Whose bands x must avoid in F.local-kink.
type AvoidedBands =
    /// Every node's but j's.
    | AllOthers
    /// Falsified: every node's but j's and k's own (theory.md, section 8, point 3).
    | AllButOwn

module FiniteKink =
    let private sigma leak z =
        if Rational.sign z >= 0 then z else leak * z

    /// An instance is a node: h and t at the middle of the segment and at its end.
    let difference rule : InstanceTheorem<DeepSegment, Side * int> =
        let height (segment: DeepSegment) (side, k) =
            segment.Middle.PreActivation(side, 1, k)

        let change (segment: DeepSegment) (side, k) =
            segment.Last.PreActivation(side, 1, k) - height segment (side, k)

        let sides (segment: DeepSegment) node =
            let c = segment.Leak
            let h, t = height segment node, change segment node
            let gap = Rational.abs t - Rational.abs h
            let left = sigma c (h + t) + sigma c (h - t) - Rational.ofInt 2 * sigma c h

            let right =
                match rule with
                | KinkOnly -> (Rational.one - c) * max Rational.zero gap
                | Unclipped -> (Rational.one - c) * gap
                | WithoutLeak -> max Rational.zero gap
                | AtTheKink -> (Rational.one - c) * Rational.abs t

            left, right

        { Instances =
            fun segment ->
                [ for j in segment.Teachers -> Teacher, j
                  for k in segment.Students -> Student, k ]
          Conditions = []
          Measure = InstanceTheorem.exact
          Conclusion =
            fun segment (side, k) ->
                let left, right = sides segment (side, k)

                if left = right then
                    None
                else
                    Some
                        { Amount = Rational.toDouble (Rational.abs (left - right))
                          Locus =
                            { Layer = Some 1
                              Sample = None
                              Node = Some k
                              Finding =
                                $"the second difference is {Rational.toString left}, not {Rational.toString right}" } } }

    let private widthOf (segment: DeepSegment) side =
        match side with
        | Teacher -> segment.Teachers
        | Student -> segment.Students

    /// |h_i(x)| > s: z_i(x)^2 > |p|^2 ||w~_i||^2 for the step p. A constant node has no band.
    let private isOutside (segment: DeepSegment) side i =
        let network =
            match side with
            | Teacher -> segment.Pair.TeacherNet
            | Student -> segment.Pair.StudentNet

        let square (values: Rational[]) =
            (Rational.zero, values) ||> Array.fold (fun sum v -> sum + v * v)

        let w = (network.Columns[0]).[i]
        let direction = w[.. w.Length - 2]
        let step = Array.map2 (-) segment.Last.X segment.Middle.X
        let z = segment.Middle.PreActivation(side, 1, i)
        let size = square direction
        Rational.isZero size || z * z > square step * size

    let private outside rule : Condition<DeepSegment, int * int> =
        InstanceTheorem.condition
            "outside other bands"
            "|h_i(x)| > s for every node i of both networks other than j, k itself included"
            (fun segment (j, k) ->
                [ Teacher; Student ]
                |> List.forall (fun side ->
                    widthOf segment side
                    |> List.forall (fun i ->
                        side = Teacher && i = j
                        || rule = AllButOwn && side = Student && i = k
                        || isOutside segment side i)))

    /// F.local-kink with DeepKink's conclusion, which is M.local-kink's: there the other nodes do not flip between the
    /// points; here they cannot, since their boundaries are further from x than the step is long.
    let localKink rule bound : InstanceTheorem<DeepSegment, int * int> =
        { DeepKink.theorem bound with
            Conditions = [ DeepKink.active; outside rule ] }

    let space =
        { DeepKink.space with
            Depths = [ 2 ]
            Widths = [ 1; 1; 2 ]
            Copies = [ 1 ]
            Idle = [ 0 ] }

    /// Steps short enough to miss the other nodes, more often than not.
    let halvings = [ 5; 6; 8; 10 ]

    let differenceClaim =
        { Id = "F.second-difference"
          Kind = Theorem
          Statement = "sigma(h+t) + sigma(h-t) - 2 sigma(h) = (1-c) max(0, |t| - |h|), exactly."
          Source = "theory.md, section 4; finite-sample.md"
          Hypotheses = []
          Evidence =
            DeepRegions.sampled
                { Quick = 1000
                  Ci = 5000
                  Deep = 100000 }
                0.9
                space
                [ 0; 1; 2; 3; 5 ]
                (difference KinkOnly) }

    let claim =
        { Id = "F.local-kink"
          Kind = Theorem
          Statement =
            "Let x be in E_k and outside I_i(s) for every node i of both networks other than j, k itself included, e a unit direction, "
            + "t = s |w~*_j . e|. Then max |g_k| over x, x + se, x - se is at least |alpha_kj| (1-c) max(0, t - |h_j(x)|) / 4."
          Source = "theory.md, section 4; finite-sample.md"
          Hypotheses = InstanceTheorem.hypotheses (localKink AllOthers Quarter)
          Evidence =
            DeepRegions.sampled
                { Quick = 1500
                  Ci = 8000
                  Deep = 150000 }
                0.2
                space
                halvings
                (localKink AllOthers Quarter) }
