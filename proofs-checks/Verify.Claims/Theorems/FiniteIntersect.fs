// F.intersect: where two bands meet, samples lie in a band across the first node's direction, the wider the smaller the angle.
// With w~_i = cos w~_j + sin u, h_i(x) - cos h_j(x) = sin u.x + b_i - cos b_j. For any two nodes, networks do not matter.
namespace Verify.Claims.Theorems

open Verify.Claims
open Verify.Claims.Generators
open Verify.Claims.Oracle

/// The band that is claimed to hold the samples.
type IntersectionBand =
    /// (u, (b_i - cos b_j) / sin), of half-width (s + delta) / sin
    | FullWidth
    /// Falsified: of half-width max(s, delta) / sin
    | WiderOfTwo
    /// Falsified: of half-width s + delta
    | WithoutSine
    /// Falsified: with the offset (b_i - b_j) / sin
    | WithoutCosine

module FiniteIntersect =
    /// An instance is node j with delta, node i with s, and a sample in both bands.
    let private instances (setting: FiniteSetting) =
        [ for j in setting.TeacherNodes do
              for i in 0 .. setting.Nodes - 1 do
                  if i <> j && not (setting.IsConstant i) && not (setting.IsConstant j) then
                      for p in setting.Near j do
                          j, i, p ]

    let private meets: Condition<FiniteSetting, int * int * int> =
        InstanceTheorem.condition "in both bands" "x is in I_j(delta) and in I_i(s)" (fun setting (_, i, p) ->
            setting.IsInside(i, p, setting.Case.Step))

    let private crossing: Condition<FiniteSetting, int * int * int> =
        InstanceTheorem.condition "not co-planar" "the sine of the angle is not 0" (fun setting (j, i, _) ->
            setting.Sine(i, j).Low > 0.0)

    /// |u.x + offset| and the half-width, both times the sine.
    let private sides rule (setting: FiniteSetting) (j, i, p) =
        let cosine, sine = setting.Cosine(i, j), setting.Sine(i, j)
        let u = setting.Across(i, j)
        let along = Enclosure.dot u (setting.Points[p] |> Array.map Enclosure.exact)

        let offset =
            match rule with
            | WithoutCosine -> setting.Offset i - setting.Offset j
            | FullWidth
            | WiderOfTwo
            | WithoutSine -> setting.Offset i - cosine * setting.Offset j

        let width =
            match rule with
            | FullWidth
            | WithoutCosine -> setting.Step + setting.Delta
            | WiderOfTwo -> Enclosure.max setting.Step setting.Delta
            | WithoutSine -> sine * (setting.Step + setting.Delta)

        Enclosure.abs (sine * along + offset), width

    let theorem rule : InstanceTheorem<FiniteSetting, int * int * int> =
        { Instances = instances
          Conditions = [ crossing; meets ]
          Measure =
            fun setting instance ->
                let reached, width = sides rule setting instance

                { Measured = Enclosure.about reached
                  Bound = Enclosure.about width }
          Conclusion =
            fun setting (j, i, p) ->
                let reached, width = sides rule setting (j, i, p)

                if Enclosure.isCertainlyBelow width reached then
                    Some
                        { Amount = Enclosure.about (reached - width)
                          Locus =
                            { Layer = Some 1
                              Sample = Some p
                              Node = Some i
                              Finding =
                                $"in the bands of nodes {j} and {i} (counted through both networks), sin |u.x + offset| is {FiniteRule.number reached}, more than {FiniteRule.number width}" } }
                else
                    None }

    let private doubt rule setting instance =
        let reached, width = sides rule setting instance

        if Enclosure.isCertainlyAtMost reached width then
            None
        else
            Some "rounding hides whether the sample is in the band"

    let sampled budget share space rule =
        FiniteCases.sampled
            { Budget = budget
              MinimumShare = share
              Generate = FiniteCases.draw space
              Check = FiniteSetting >> InstanceTheorem.checkWith (doubt rule) (theorem rule)
              Explain = FiniteSpecialize.explain FiniteRule.standard }

    /// Few samples: every pair of nodes is looked at on each.
    let space =
        { FiniteSpace.standard with
            Sources = [ Built; Moved; MovedNode ]
            Near = [ 20; 40 ]
            Halvings = [ 0; 1; 2; 3; 5 ]
            Bands = [ 2; 8; 16 ] }

    let claim =
        { Id = "F.intersect"
          Kind = Theorem
          Statement =
            "If w~_i = cos w~_j + sin u with u a unit vector orthogonal to w~_j and sin > 0, then I_j(delta) and I_i(s) meet within the "
            + "band of (u, (b_i - cos b_j) / sin) of half-width (s + delta) / sin."
          Source = "theory.md, section 4; finite-sample.md"
          Hypotheses = InstanceTheorem.hypotheses (theorem FullWidth)
          Evidence = sampled { Quick = 400; Ci = 2000; Deep = 40000 } 0.5 space FullWidth }
