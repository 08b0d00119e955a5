// L1.update: E_x[f_{l-1} g_l^T] is minus the gradient of J. Within one gate pattern J is a quadratic in each single
// weight, so its central difference is its derivative exactly: the check has no truncation error, only rounding in
// doubles and none at all in exact arithmetic.
namespace Verify.Claims.Theorems

open Verify.Algebra
open Verify.Claims
open Verify.Claims.Generators
open Verify.Claims.Oracle
open Verify.Core.Gradients
open Verify.Core.Networks
open Verify.Core.Numerics

/// What E_x[f g^T] is claimed to be.
type UpdateRule =
    /// minus the gradient of J
    | MinusGradient
    /// falsified: the gradient of J
    | PlusGradient
    /// falsified: minus the gradient of 2 J, the loss without its factor 1/2
    | WithoutHalf
    /// falsified: minus the gradient of N J, a sum over samples instead of the mean
    | SumOverSamples

module Lemma1Update =
    /// The weight w that is moved, and the step h.
    type private Probe =
        { Layer: int
          Row: int
          Column: int
          Step: float }

    /// What the update is multiplied by before it is compared with minus the central difference of J.
    let private factor rule samples =
        match rule with
        | MinusGradient -> 1.0
        | PlusGradient -> -1.0
        | WithoutHalf -> 0.5
        | SumOverSamples -> 1.0 / float samples

    /// Rounds every weight to a multiple of 2^-20, so that w + h and w - h are exact for h >= 2^-12 (the claim is for
    /// all networks, so it may choose the ones that it can check without a rounding).
    let private onGrid (case: Case) =
        let grid = System.Math.ScaleB(1.0, 20)

        // From 2^33 on every double is such a multiple, and the largest ones would overflow on the way.
        let rounded =
            case.Pair.Student.AllWeights.ToArray()
            |> Array.map (fun w ->
                if abs w < System.Math.ScaleB(1.0, 33) then
                    System.Math.Round(w * grid) / grid
                else
                    w)

        let student = case.Pair.Student.WithWeights(System.ReadOnlySpan<float> rounded)

        { case with
            Pair = NetworkPair(case.Pair.Teacher, student) }

    let private inputs (case: Case) =
        ReadOnlyMatrixView(System.ReadOnlySpan<float>(case.Inputs), case.Samples, case.Pair.Inputs)

    let private compare (case: Case) probe =
        CentralDifference.Compare(case.Pair, inputs case, probe.Layer, probe.Row, probe.Column, probe.Step)

    /// Three weights of the student at random, each with the largest step from 1/4 to 2^-12 that crosses no kink.
    let private probes (case: Case) =
        let random = CounterRandom(case.Spec.Seed, 0x75706461UL)
        let shape = case.Pair.Student.Shape

        [ for _ in 1..3 do
              let layer = 1 + random.NextBelow shape.Depth
              let row = random.NextBelow(shape.Width(layer - 1) + 1)
              let column = random.NextBelow(shape.Width layer)
              let weight = case.Pair.Student.Weights(layer)[row, column]

              let step =
                  [ for k in 2..12 -> System.Math.ScaleB(1.0, -k) ]
                  |> List.tryFind (fun h ->
                      CentralDifference.IsExactSum(weight, h)
                      && CentralDifference.IsExactSum(weight, -h)
                      && (compare
                              case
                              { Layer = layer
                                Row = row
                                Column = column
                                Step = h })
                          .SameGates)

              match step with
              | Some h ->
                  { Layer = layer
                    Row = row
                    Column = column
                    Step = h }
              | None -> () ]

    /// Sum over samples of ||f*_L - f_L||^2 and the gates, exactly, for the student with one weight moved.
    let private exactLoss (case: Case) probe shift =
        let ring = Ring.dyadic
        let weight = case.Pair.Student.Weights(probe.Layer)[probe.Row, probe.Column]

        let moved =
            case.Pair.Student.WithWeight(probe.Layer, probe.Row, probe.Column, weight + shift)

        let teacher = Definitions.ofNetwork ring case.Pair.Teacher
        let student = Definitions.ofNetwork ring moved

        let perSample =
            [ for i in 0 .. case.Samples - 1 ->
                  let x = case.Sample i |> Array.map Dyadic.ofDouble
                  let t = Definitions.evaluate ring teacher x
                  let s = Definitions.evaluate ring student x
                  let g = Definitions.gradients ring student t.F.[case.Pair.Depth] s
                  let difference = g[case.Pair.Depth]

                  Dyadic.sumOfProducts difference difference,
                  s.D,
                  s.F[probe.Layer - 1][probe.Row] * g[probe.Layer][probe.Column] ]

        let sum =
            List.map (fun (loss, _, _) -> loss) perSample |> List.toArray |> Dyadic.sum

        let update = List.map (fun (_, _, u) -> u) perSample |> List.toArray |> Dyadic.sum
        sum, List.map (fun (_, d, _) -> d) perSample, update

    /// Exactly: with S(w) the sum of squares over samples, (S(w+h) - S(w-h)) / (4h) = - sum of f g while no gate
    /// changes. Both sides are dyadic, so they are compared without division: S+ - S- + 4 h factor' sum = 0, where the
    /// falsified rules change the factor. None when a gate does change.
    let private exactRemainder rule (case: Case) probe =
        let plus, gatesPlus, _ = exactLoss case probe probe.Step
        let minus, gatesMinus, _ = exactLoss case probe -probe.Step
        let _, gates, update = exactLoss case probe 0.0

        if gates = gatesPlus && gates = gatesMinus then
            let fourH = Dyadic.ofDouble (4.0 * probe.Step)

            // times the number of samples for the rule whose factor is 1/N, so that everything stays dyadic
            let lossFactor, updateFactor =
                match rule with
                | MinusGradient -> 1, Dyadic.one
                | PlusGradient -> 1, Dyadic.ofInt -1
                | WithoutHalf -> 2, Dyadic.one
                | SumOverSamples -> case.Samples, Dyadic.one

            Some((plus - minus) * Dyadic.ofInt lossFactor + fourH * updateFactor * update)
        else
            None

    let private checkProbe rule (case: Case) probe =
        let result = compare case probe
        let scaled = factor rule case.Samples * result.Update

        let measurement =
            { Measured = abs (result.Quotient + scaled)
              Bound = result.Bound }

        if
            not (
                System.Double.IsFinite measurement.Measured
                && System.Double.IsFinite result.Bound
            )
        then
            Unresolved "the numbers leave the range of doubles"
        else
            match exactRemainder rule case probe with
            | None -> Rejected "no kink between w - h and w + h"
            | Some remainder when not (Dyadic.isZero remainder) ->
                let place = $"W_{probe.Layer}[{probe.Row}, {probe.Column}], step {probe.Step}"

                Violated(
                    measurement,
                    { Layer = Some probe.Layer
                      Sample = None
                      Node = Some probe.Column
                      Finding = $"at {place} the update and minus the slope of J differ" }
                )
            | Some _ when measurement.Measured > measurement.Bound ->
                Inconsistent(measurement, "above the rounding bound, yet exactly equal in exact arithmetic")
            | Some _ -> Satisfied measurement

    let check rule (case: Case) : Outcome =
        let case = onGrid case

        if rule = SumOverSamples && case.Samples = 1 then
            Rejected "more than one sample"
        else
            match probes case with
            | [] -> Rejected "no kink between w - h and w + h"
            | found ->
                let outcomes = found |> List.map (checkProbe rule case)

                let severity outcome =
                    match outcome with
                    | Violated _ -> 4
                    | Inconsistent _ -> 3
                    | Unresolved _ -> 2
                    | Satisfied _ -> 1
                    | Rejected _ -> 0

                let worst = outcomes |> List.maxBy severity

                match worst with
                | Satisfied _ ->
                    outcomes
                    |> List.choose (function
                        | Satisfied m -> Some m
                        | _ -> None)
                    |> List.reduce Measurement.tighter
                    |> Satisfied
                | other -> other

    /// The networks and, for every weight probed, J on both sides, the slope and the update, exactly.
    let explain rule (case: Case) (_: Locus option) =
        let case = onGrid case
        let samples = case.Samples
        let text = Describe.number

        Trace.networks case
        @ [ for i in 0 .. samples - 1 do
                yield! Trace.sample case i
            for probe in probes case do
                let plus, gatesPlus, _ = exactLoss case probe probe.Step
                let minus, gatesMinus, _ = exactLoss case probe -probe.Step
                let _, gates, update = exactLoss case probe 0.0
                let same = gates = gatesPlus && gates = gatesMinus

                let mark =
                    if exactRemainder rule case probe = Some Dyadic.zero then
                        ""
                    else
                        "   <- differs"

                yield $"weight w = W_{probe.Layer}[{probe.Row}, {probe.Column}], step h = {probe.Step}"
                yield $"  2 N J(w + h) = {text plus}, 2 N J(w - h) = {text minus}, gates unchanged: {same}"
                yield $"  2 N (J(w + h) - J(w - h)) = {text (plus - minus)}"

                yield
                    $"  4 h times the sum of f g^T over {samples} samples = {text (Dyadic.ofDouble (4.0 * probe.Step) * update)}; the lemma wants the negative of the line above{mark}" ]

    let hypotheses =
        [ { Name = "no kink between w - h and w + h"
            Meaning =
              "for one of three random weights w some step h from 1/4 down to 2^-12 changes no gate on any sample" } ]

    let space =
        { CaseSpace.standard with
            Samples = 1, 5
            Widths = 1, 5 }

    let claim =
        { Id = "L1.update"
          Kind = Theorem
          Statement =
            "E_x[f_{l-1} g_l^T] is minus the gradient of J = 1/2 E_x ||f*_L - f_L||^2: it equals minus the central "
            + "difference of J in every weight, exactly, as long as no gate changes."
          Source = "Tian 2020, section 2; theory.md, sections 1 and 2"
          Hypotheses = hypotheses
          Evidence =
            StandardCases.sampled
                { Budget =
                    { Quick = 3000
                      Ci = 15000
                      Deep = 300000 }
                  MinimumShare = 0.5
                  Generate = CaseGenerator.draw space
                  Check = check MinusGradient
                  Explain = explain MinusGradient } }
