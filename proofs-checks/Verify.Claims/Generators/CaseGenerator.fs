// The FsCheck generator of case specs and their shrinker: small networks of every kind that the claims speak of.
// Shrinking works on the spec, so a witness is a small network rather than a long list of numbers.
namespace Verify.Claims.Generators

open FsCheck
open FsCheck.FSharp
open Verify.Core.Data
open Verify.Core.Networks

/// The space that a claim draws its cases from.
type CaseSpace =
    {
        Depths: (int * int) list
        Inputs: int * int
        Widths: int * int
        Outputs: int * int
        Samples: int * int
        /// Teacher and student have equal widths in every layer.
        EqualWidths: bool
        Leaks: float list
        Weights: WeightDistribution list
        Relations: Relation list
        Data: DataDistribution list
    }

module CaseSpace =
    /// Depths 2 to 5 (weighted towards small), all leaks, weights, relations and data; up to 7 nodes a layer.
    let standard =
        { Depths = [ 4, 2; 3, 3; 2, 4; 1, 5 ]
          Inputs = 1, 6
          Widths = 1, 7
          Outputs = 1, 4
          Samples = 1, 8
          EqualWidths = false
          Leaks = [ 0.0; 0.0; 0.01; 0.2; 0.5; 0.875 ]
          Weights = Array.toList (System.Enum.GetValues<WeightDistribution>())
          Relations = [ Independent; Independent; Independent; Copy; Embed; Near; Dead ]
          Data = Array.toList (System.Enum.GetValues<DataDistribution>()) }

    /// Layers of 8 to 32 nodes and up to 32 samples: chains long enough for rounding to accumulate, and beyond the
    /// vectors' width.
    let wide =
        { standard with
            Depths = [ 2, 2; 1, 3; 1, 4 ]
            Inputs = 4, 24
            Widths = 8, 32
            Outputs = 1, 8
            Samples = 1, 32 }

module CaseGenerator =
    let private within (low, high) = Gen.choose (low, high)

    /// FsCheck's generator of specs in a space.
    let specs (space: CaseSpace) : Gen<CaseSpec> =
        gen {
            let! depth =
                Gen.frequency [ for weight, depth in space.Depths -> weight, Gen.constant depth ]

            let! inputs = within space.Inputs
            let! teacher = Gen.listOfLength (depth - 1) (within space.Widths)

            let! student =
                if space.EqualWidths then
                    Gen.constant teacher
                else
                    Gen.listOfLength (depth - 1) (within space.Widths)

            let! relation = Gen.elements space.Relations

            // A student that contains the teacher, or is close to it, needs at least the teacher's nodes.
            let student =
                match relation with
                | Embed
                | Near -> List.map2 max teacher student
                | Independent
                | Copy
                | Dead -> student

            let! outputs = within space.Outputs
            let! leak = Gen.elements space.Leaks
            let! weights = Gen.elements space.Weights
            let! data = Gen.elements space.Data
            let! samples = within space.Samples
            let! seed = Gen.choose64 (0L, System.Int64.MaxValue)

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
                  Seed = uint64 seed }
        }

    /// The spec of a case from the case's own 64-bit seed: the same on every machine.
    let draw space (caseSeed: uint64) =
        let random = Rnd(caseSeed, 0x9E3779B97F4A7C15UL)
        Gen.sampleWithSeed random 100 1 (specs space) |> Array.head

    let private smaller value =
        [ 1; value / 2; value - 1 ]
        |> List.filter (fun v -> v >= 1 && v < value)
        |> List.distinct

    let private withOneSmaller (values: int list) =
        [ for i in 0 .. values.Length - 1 do
              for v in smaller values[i] -> List.updateAt i v values ]

    let private contains spec =
        spec.Relation <> Embed && spec.Relation <> Near
        || List.forall2 (<=) spec.Teacher spec.Student

    /// Simpler specs, simplest first: fewer samples, layers, nodes, inputs and outputs; then plainer relation, weights,
    /// data, leak; then small seeds. A space's own bounds (such as a least depth) are kept by the caller's check: a
    /// shrunk case that no longer applies is not a witness.
    let shrink (spec: CaseSpec) : CaseSpec seq =
        seq {
            for samples in smaller spec.Samples do
                yield { spec with Samples = samples }

            if spec.Teacher.Length > 1 then
                for layer in 0 .. spec.Teacher.Length - 1 do
                    yield
                        { spec with
                            Teacher = List.removeAt layer spec.Teacher
                            Student = List.removeAt layer spec.Student }

            // equal widths first: some rules need them equal
            if spec.Teacher = spec.Student then
                for widths in withOneSmaller spec.Teacher do
                    yield
                        { spec with
                            Teacher = widths
                            Student = widths }

            for widths in withOneSmaller spec.Teacher do
                yield { spec with Teacher = widths }

            for widths in withOneSmaller spec.Student do
                yield { spec with Student = widths }

            for inputs in smaller spec.Inputs do
                yield { spec with Inputs = inputs }

            for outputs in smaller spec.Outputs do
                yield { spec with Outputs = outputs }

            if spec.Relation <> Independent then
                yield { spec with Relation = Independent }

            // Plain numbers may need another draw to fail: a few seeds are tried with them.
            if
                spec.Weights <> WeightDistribution.SmallIntegers
                || spec.Data <> DataDistribution.Lattice
            then
                for seed in spec.Seed :: [ 0UL .. 15UL ] do
                    yield
                        { spec with
                            Weights = WeightDistribution.SmallIntegers
                            Data = DataDistribution.Lattice
                            Seed = seed }

            if spec.Weights <> WeightDistribution.SmallIntegers then
                yield
                    { spec with
                        Weights = WeightDistribution.SmallIntegers }

            if spec.Data <> DataDistribution.Lattice then
                yield
                    { spec with
                        Data = DataDistribution.Lattice }

            if spec.Leak <> 0.0 then
                yield { spec with Leak = 0.0 }

                if spec.Leak <> 0.5 then
                    yield { spec with Leak = 0.5 }

            if spec.Seed > 63UL then
                for seed in 0UL .. 63UL do
                    yield { spec with Seed = seed }
        }
        |> Seq.filter contains
