// M.regions: along a segment on which only layer-1 gates flip, A_1 and B_1 are constant, flip points included.
namespace Verify.Claims.Theorems

open Verify.Algebra
open Verify.Claims
open Verify.Claims.Generators

/// What is claimed to be constant.
type RegionRule =
    /// A_1 and B_1
    | Coefficients
    /// Falsified: g_1 where k is active, too
    | Gradients

module DeepRegions =
    let private flipsBelow =
        InstanceTheorem.condition
            "layer-1 gates flip"
            "some layer-1 gate of either network differs between the ends of the segment"
            (fun (segment: DeepSegment) () -> segment.FlipsBelow)

    let private constantAbove =
        InstanceTheorem.condition
            "upper gates constant"
            "no gate of the layers from 2 up, of either network, flips on the segment"
            (fun (segment: DeepSegment) () ->
                segment.Stations
                |> List.forall (DeepPoint.sameGates segment.Pair 2 segment.First))

    let private differs rule (a: DeepPoint) (b: DeepPoint) =
        match rule with
        | Coefficients when a.A <> b.A -> Some "A_1"
        | Coefficients when a.B <> b.B -> Some "B_1"
        | Gradients when a.Gradient <> b.Gradient -> Some "g_1"
        | Coefficients
        | Gradients -> None

    let theorem rule : InstanceTheorem<DeepSegment, unit> =
        { Instances = fun _ -> [ () ]
          Conditions = [ flipsBelow; constantAbove ]
          Measure = InstanceTheorem.exact
          Conclusion =
            fun segment () ->
                segment.Stations
                |> List.tryPick (fun station ->
                    differs rule segment.First station
                    |> Option.map (fun name ->
                        let x = station.X |> Array.map Rational.toString |> String.concat ", "

                        { Amount = 1.0
                          Locus =
                            { Layer = Some 1
                              Sample = None
                              Node = None
                              Finding = $"{name} at x = ({x}) differs from that at the segment's first end" } })) }

    let space =
        { ZeroSpace.standard with
            Depths = [ 2; 3; 3; 4 ]
            UpperWidths = [ 1; 2; 3 ]
            Kinds = [ Plain ]
            Changes = [ Exact; Unrelated; Nudged; Dropped ] }

    let sampled budget share space halvings theorem =
        SegmentCases.sampled
            { Budget = budget
              MinimumShare = share
              Generate = SegmentCases.draw space halvings
              Check = DeepSegment >> InstanceTheorem.check theorem
              Explain = DeepSegment.explain }

    let claim =
        { Id = "M.regions"
          Kind = Theorem
          Statement =
            "A_1 and B_1 are constant where no gate of the layers from 2 up flips: along a segment on which layer-1 gates flip and "
            + "no others, they are the same at the ends, at the flips and between."
          Source = "Tian 2020, section 5; theory.md, section 5"
          Hypotheses = InstanceTheorem.hypotheses (theorem Coefficients)
          Evidence =
            sampled
                { Quick = 1500
                  Ci = 8000
                  Deep = 150000 }
                0.2
                space
                [ 0; 1; 2; 3 ]
                (theorem Coefficients) }

    /// Where no gate of layer 1 flips either there is nothing to change: that one flips says where the claim is worth
    /// something.
    let withoutFlips =
        let dropped =
            theorem Coefficients |> InstanceTheorem.without flipsBelow.Hypothesis.Name

        { Id = "M.regions/without-layer-1-gates-flip"
          Kind = Theorem
          Statement = "M.regions also along segments on which no gate of layer 1 flips."
          Source = "ablation of M.regions; theory.md, sections 5 and 7"
          Hypotheses = InstanceTheorem.hypotheses dropped
          Evidence =
            sampled
                { Quick = 4000
                  Ci = 20000
                  Deep = 400000 }
                0.03
                space
                [ 2; 3; 4; 5; 6 ]
                dropped }
