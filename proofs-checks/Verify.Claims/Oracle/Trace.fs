// The computation of one sample written out in exact numbers, for `verify replay`. It prints; it decides nothing.
namespace Verify.Claims.Oracle

open System
open Verify.Algebra
open Verify.Claims.Generators
open Verify.Core.Networks

module Trace =
    let private vector (values: Dyadic[]) =
        values |> Array.map Describe.number |> String.concat ", " |> sprintf "[%s]"

    let private matrix (rows: Dyadic[][]) =
        let text = rows |> Array.map (Array.map Describe.number)

        let widths =
            [| for column in 0 .. text[0].Length - 1 ->
                   text |> Array.map (fun row -> row[column].Length) |> Array.max |]

        text
        |> Array.map (
            Array.mapi (fun column (entry: string) -> entry.PadLeft widths[column])
            >> String.concat "  "
        )
        |> Array.toList

    let private titled title (rows: Dyadic[][]) =
        match matrix rows with
        | [ single ] -> [ $"  {title} = {single}" ]
        | lines -> $"  {title} =" :: (lines |> List.map (fun line -> "      " + line))

    let private weights (name: string) (network: Network) =
        let exact = Definitions.ofNetwork Ring.dyadic network

        [ yield $"{name}: widths {network.Shape}, leak {Describe.number exact.Leak}"
          for l in 1 .. exact.Depth do
              yield! titled $"W_{l} (last row: bias)" exact.Rows[l - 1] ]

    /// Both networks' weights.
    let pair (pair: NetworkPair) =
        weights "teacher" pair.Teacher @ weights "student" pair.Student

    /// Both networks' weights.
    let networks (case: Case) = pair case.Pair

    /// The forward passes, gradients, fan-outs and mixture coefficients of one sample, layer by layer.
    let sample (case: Case) index =
        let ring = Ring.dyadic
        let teacher = Definitions.ofNetwork ring case.Pair.Teacher
        let student = Definitions.ofNetwork ring case.Pair.Student
        let x = case.Sample index |> Array.map Dyadic.ofDouble
        let t = Definitions.evaluate ring teacher x
        let s = Definitions.evaluate ring student x
        let depth = case.Pair.Depth
        let g = Definitions.gradients ring student t.F[depth] s
        let v = Definitions.fanOuts ring student (fun l -> s.D[l])
        let vTeacher = Definitions.fanOuts ring teacher (fun l -> t.D[l])

        [ yield $"sample {index}: x = {vector x}"
          for l in 1..depth do
              yield $"layer {l}, forward"
              yield $"  f*_{l} = {vector t.F[l]}"
              yield $"  f_{l} = {vector s.F[l]}"

              if l < depth then
                  yield $"  gates D*_{l} = {vector t.D[l]}"
                  yield $"  gates D_{l} = {vector s.D[l]}"
          for l in depth .. -1 .. 1 do
              yield $"layer {l}, backward"
              yield $"  g_{l} = {vector g[l]}"
              yield! titled $"V_{l}" v[l]
              yield! titled $"V*_{l}" vTeacher[l]
              yield! titled $"A_{l}" (Definitions.transposedProduct ring v[l] vTeacher[l])
              yield! titled $"B_{l}" (Definitions.transposedProduct ring v[l] v[l]) ]

    /// g_l against a rule's right-hand side, from layer L down to the first layer that differs.
    let private comparison rule (case: Case) index =
        let ring = Ring.dyadic
        let teacher = Definitions.ofNetwork ring case.Pair.Teacher
        let student = Definitions.ofNetwork ring case.Pair.Student
        let x = case.Sample index |> Array.map Dyadic.ofDouble
        let residuals = MixtureRule.residuals ring rule teacher student x
        let target = (Definitions.evaluate ring teacher x).F[case.Pair.Depth]

        let g =
            Definitions.gradients ring student target (Definitions.evaluate ring student x)

        let fails l =
            residuals[l] |> Array.exists (Dyadic.isZero >> not)

        let layers =
            match List.tryFind fails [ case.Pair.Depth .. -1 .. 1 ] with
            | Some first -> [ case.Pair.Depth .. -1 .. first ]
            | None -> [ case.Pair.Depth .. -1 .. 1 ]

        [ for l in layers do
              yield $"layer {l}, g_{l} against the rule"

              for node in 0 .. g[l].Length - 1 do
                  let residual = residuals[l][node]
                  let right = g[l][node] - residual
                  let mark = if Dyadic.isZero residual then "" else "   <- differs"

                  yield
                      $"  node {node}: g = {Describe.number g.[l].[node]}, rule = {Describe.number right}, difference = {Describe.number residual}{mark}" ]

    /// As comparison; one line for a rule that has no meaning at the case's widths.
    let rule rule (case: Case) index =
        if
            MixtureRule.needsEqualWidths rule
            && case.Pair.Teacher.Shape <> case.Pair.Student.Shape
        then
            [ "the rule needs teacher and student of equal widths, so there is nothing to compare" ]
        else
            comparison rule case index

    /// The networks and the failing sample, or the first one.
    let case (case: Case) (locus: Verify.Claims.Locus option) =
        let index = locus |> Option.bind _.Sample |> Option.defaultValue 0
        networks case @ sample case index
