// The family of cases of F.strength: many small training problems side by side, each with a teacher whose fan-outs have norms
// j^-p and a student drawn at random; one dataset for all. They stand in one wide teacher and one wide student, so that a
// witness stores them like any network.
//
// Shapes: N samples, d inputs, m and n nodes of one problem, C outputs.
namespace Verify.Claims.Generators

open System
open FsCheck
open FsCheck.FSharp
open Verify.Claims
open Verify.Core.Networks
open Verify.Core.Numerics

type StrengthSpec =
    {
        /// d
        Inputs: int
        /// m
        Teachers: int
        /// n
        Students: int
        /// C
        Outputs: int
        /// p: the fan-out of teacher j = 1..m has norm j^-p
        Power: int
        /// N
        Samples: int
        /// Problems
        Runs: int
        Seed: uint64
    }

type StrengthCase =
    {
        Spec: StrengthSpec
        /// Runs m nodes.
        Teachers: Network
        /// Runs n nodes, before training.
        Students: Network
        Runs: int
        /// X, N x d
        Inputs: float[]
    }

module StrengthCases =
    let private names = [ "d"; "m"; "n"; "C"; "p"; "N"; "runs"; "seed" ]

    let private toText (spec: StrengthSpec) =
        SpecText.ofParts
            [ "d", string spec.Inputs
              "m", string spec.Teachers
              "n", string spec.Students
              "C", string spec.Outputs
              "p", string spec.Power
              "N", string spec.Samples
              "runs", string spec.Runs
              "seed", string spec.Seed ]

    let private parse =
        SpecText.parse (fun text ->
            let reader = SpecReader(names, text)

            { Inputs = reader.Number("d", 1, 16)
              Teachers = reader.Number("m", 2, 16)
              Students = reader.Number("n", 1, 64)
              Outputs = reader.Number("C", 1, 16)
              Power = reader.Number("p", 0, 8)
              Samples = reader.Number("N", 1, 1024)
              Runs = reader.Number("runs", 1, 1024)
              Seed = reader.Seed "seed" })

    let private labels (spec: StrengthSpec) =
        [ "inputs", string spec.Inputs
          "teachers", string spec.Teachers
          "students", string spec.Students
          "power", string spec.Power ]

    let private shrink (spec: StrengthSpec) : StrengthSpec seq =
        seq {
            for samples in SpecText.smaller 20 spec.Samples do
                { spec with Samples = samples }

            for runs in SpecText.smaller 1 spec.Runs do
                { spec with Runs = runs }
        }

    let private direction (random: CounterRandom) count =
        let drawn = Array.init count (fun _ -> random.NextGaussian())
        let norm = sqrt (Array.sumBy (fun v -> v * v) drawn)
        drawn |> Array.map (fun v -> v / norm)

    /// Nodes side by side: [w~; b] and fan-out each, no output bias.
    let private network inputs outputs (nodes: (float[] * float[])[]) =
        let weights =
            [| for i in 0..inputs do
                   for w, _ in nodes do
                       w[i]
               for _, v in nodes do
                   yield! v
               yield! Array.create outputs 0.0 |]

        Network(
            NetworkShape(ReadOnlySpan<int> [| inputs; nodes.Length; outputs |]),
            0.0,
            ReadOnlySpan<float> weights
        )

    let private make (spec: StrengthSpec) : StrengthCase =
        let random = CounterRandom(spec.Seed, 0x73747265UL)

        let teacher j =
            let size = DeterministicMath.Pow(float (j % spec.Teachers + 1), -(float spec.Power))

            Array.append (direction random spec.Inputs) [| 0.25 * random.NextGaussian() |],
            direction random spec.Outputs |> Array.map (fun v -> size * v)

        let student _ =
            Array.append (direction random spec.Inputs) [| 0.25 * random.NextGaussian() |],
            direction random spec.Outputs |> Array.map (fun v -> 0.25 * v)

        let inputs =
            Array.init (spec.Samples * spec.Inputs) (fun _ -> random.NextGaussian())

        { Spec = spec
          Teachers = network spec.Inputs spec.Outputs (Array.init (spec.Runs * spec.Teachers) teacher)
          Students = network spec.Inputs spec.Outputs (Array.init (spec.Runs * spec.Students) student)
          Runs = spec.Runs
          Inputs = inputs }

    let private store (case: StrengthCase) : Material =
        { Networks = [ "teacher", case.Teachers; "student", case.Students ]
          Tables =
            [ "inputs",
              { Rows = case.Inputs.Length / case.Teachers.Shape.Inputs
                Columns = case.Teachers.Shape.Inputs
                Values = case.Inputs }
              "runs",
              { Rows = 1
                Columns = 1
                Values = [| float case.Runs |] } ] }

    let private restore spec (material: Material) : StrengthCase =
        let pair = NetworkPair(material.Network "teacher", material.Network "student")
        let inputs = material.Table "inputs"
        let runs = material.Table "runs"

        let divides (value: float) =
            value >= 1.0
            && value = Math.Floor value
            && value <= float (pair.Teacher.Shape.Width 1)
            && pair.Teacher.Shape.Width 1 % int value = 0
            && pair.Student.Shape.Width 1 % int value = 0

        if pair.Depth <> 2 || runs.Values.Length <> 1 || not (divides runs.Values[0]) then
            raise (ArgumentException "its networks are not problems of equal size side by side.")

        if inputs.Rows = 0 || inputs.Columns <> pair.Inputs then
            raise (
                ArgumentException
                    $"its inputs are {inputs.Rows} x {inputs.Columns}, but the teacher takes {pair.Inputs}."
            )

        { Spec = spec
          Teachers = pair.Teacher
          Students = pair.Student
          Runs = int runs.Values[0]
          Inputs = inputs.Values }

    let family: CaseFamily<StrengthSpec, StrengthCase> =
        { ToText = toText
          Parse = parse
          Labels = labels
          Shrink = shrink
          Make = make
          Store = store
          Restore = restore }

    /// The nodes [from, from + count) of a wide network as a network of their own.
    let private slice (wide: Network) from count =
        let d = wide.Shape.Inputs

        network
            d
            wide.Shape.Outputs
            (Array.init count (fun k ->
                Array.init (d + 1) (fun i -> wide.Weights(1)[i, from + k]),
                wide.Weights(2).Row(from + k).ToArray()))

    /// Teacher and student of one problem.
    let problem (case: StrengthCase) run =
        let m = case.Teachers.Shape.Width 1 / case.Runs
        let n = case.Students.Shape.Width 1 / case.Runs
        slice case.Teachers (run * m) m, slice case.Students (run * n) n

    /// The spec of a case from the case's own seed; p is drawn evenly from a list.
    let draw runs powers (caseSeed: uint64) =
        let specs =
            gen {
                let! inputs = Gen.elements [ 4; 5; 6 ]
                let! teachers = Gen.elements [ 3 ]
                let! power = Gen.elements powers
                let! seed = Gen.choose64 (0L, Int64.MaxValue)

                return
                    { Inputs = inputs
                      Teachers = teachers
                      Students = 2 * teachers
                      Outputs = 4
                      Power = power
                      Samples = 64
                      Runs = runs
                      Seed = uint64 seed }
            }

        Gen.sampleWithSeed (Rnd(caseSeed, 0x9E3779B97F4A7C15UL)) 100 1 specs
        |> Array.head

    /// The evidence of a claim that is checked on these cases.
    let sampled sampling =
        Sampled(Sampling.over family sampling |> Sampling.ofDraws)
