/// FsCheck generators of case specs for tests: the ones that claims draw from, and everything that a text may name.
module Verify.Proofs.Tests.Generators.SpecGenerators

open System
open FsCheck.FSharp
open Verify.Core.Data
open Verify.Core.Networks
open Verify.Claims.Generators

/// Specs as the claims draw them.
let drawn = CaseGenerator.specs CaseSpace.standard

/// c in [0, 1) by its bits: all exponents, subnormals and the largest double below 1 included.
let leak =
    Gen.oneof
        [ Gen.choose64 (0L, BitConverter.DoubleToInt64Bits 1.0 - 1L)
          |> Gen.map BitConverter.Int64BitsToDouble
          Gen.elements [ 0.0; 0.1; 0.5; Double.Epsilon; Math.BitDecrement 1.0 ] ]

/// Any spec of a moderate size, with any leak and any 64-bit seed. Not all of them have a case.
let any =
    gen {
        let count = Gen.frequency [ 9, Gen.choose (1, 40); 1, Gen.choose (1, 900) ]
        let! hidden = Gen.choose (1, 5)
        let! inputs = count
        let! teacher = Gen.listOfLength hidden count
        let! student = Gen.listOfLength hidden count
        let! outputs = Gen.choose (1, 40)
        let! leak = leak
        let! weights = Gen.elements (Enum.GetValues<WeightDistribution>())
        let! relation = Gen.elements [ Independent; Copy; Embed; Near; Dead ]
        let! data = Gen.elements (Enum.GetValues<DataDistribution>())
        let! samples = Gen.choose (1, 1000)
        let! low = Gen.choose64 (Int64.MinValue, Int64.MaxValue)

        return
            { Inputs = inputs
              Teacher = teacher
              Student = student
              Outputs = outputs
              Leak = leak
              Weights = weights
              Relation = relation
              Data = data
              Samples = samples
              Seed = uint64 low }
    }
    // Large widths beside each other would pass the text's limit on the number of weights.
    |> Gen.where (fun spec ->
        let weights (widths: int[]) =
            widths
            |> Array.pairwise
            |> Array.sumBy (fun (rows, columns) -> (rows + 1) * columns)

        max (weights spec.TeacherWidths) (weights spec.StudentWidths) <= 1_000_000
        && spec.Samples * spec.Inputs <= 1_000_000)

/// The spec of a text that must be well-formed.
let spec text =
    match CaseSpec.parse text with
    | Ok spec -> spec
    | Error problem -> failwith $"'{text}': {problem}"
