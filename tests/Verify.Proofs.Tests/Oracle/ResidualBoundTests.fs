/// The core's rounding bound on the residual against its derivation evaluated exactly: never below it, and above it by
/// no more than the slack that covers the bound's own roundings.
module Verify.Proofs.Tests.Oracle.ResidualBoundTests

open Xunit
open Verify.Algebra
open Verify.Claims.Generators
open Verify.Claims.Oracle
open Verify.Claims.Theorems
open Verify.Core.Gradients
open Verify.Core.Numerics
open Verify.Proofs.Tests.Algebra.Replay
open Verify.Proofs.Tests.Generators

let private ring = Ring.dyadic

/// 1 + 2^-18: the slack 1 + 2^-20 and, generously, the roundings of a few hundred nonnegative terms.
let private slack = Dyadic.one + Dyadic.scaleByPowerOfTwo -18 Dyadic.one

/// Below this the term for underflow may show; it is at most 10^-160 on the cases drawn.
let private visible = Dyadic.ofDouble 1e-100

[<Fact>]
let ``the core's bound is the derived one`` () =
    forAll SpecGenerators.drawn (fun spec ->
        let case = Materialise.case spec
        let passes = Passes.run case
        let bound = ResidualBound.Compute(case.Pair, passes.Teacher, passes.Student)
        let counts = RoundingCounts case.Pair
        let teacher = Definitions.ofNetwork ring case.Pair.Teacher
        let student = Definitions.ofNetwork ring case.Pair.Student

        [ for i in 0 .. case.Samples - 1 do
              let x = case.Sample i |> Array.map Dyadic.ofDouble
              let t = Definitions.evaluate ring teacher x
              let s = Definitions.evaluate ring student x

              let gatesAgree =
                  Seq.forall
                      (fun l ->
                          Array.map Dyadic.toDouble s.D.[l] =
                              Array.append (passes.Student.Gates(l).Row(i).ToArray()) [| 1.0 |]
                          && Array.map Dyadic.toDouble t.D.[l] =
                              Array.append (passes.Teacher.Gates(l).Row(i).ToArray()) [| 1.0 |])
                      (seq { 1 .. case.Pair.Depth - 1 })

              // The bound is made with the gates as computed; where rounding closed or opened one, the exact evaluation is
              // another network's.
              if gatesAgree then
                  let gamma =
                      Magnitudes.gradients
                          student
                          s
                          (Magnitudes.activations teacher t)
                          (Magnitudes.activations student s)

                  for l in 1 .. case.Pair.Depth do
                      let factor =
                          Dyadic.ofDouble (RoundingError.Gamma(counts.Gradient l))
                          + Dyadic.ofDouble (RoundingError.Gamma(counts.Mixture l))

                      for k in 0 .. gamma.[l].Length - 1 do
                          let derived = factor * gamma.[l].[k]
                          let computed = Dyadic.ofDouble (bound.At(l).[i, k])
                          derived <= computed && (derived < visible || computed <= derived * slack) ]
        |> List.forall id)
