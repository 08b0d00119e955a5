// The family of cases of the finite-sample claims: a teacher, a student, a dataset, the step s, the half-width delta and the
// augmentation. What the specs mean is said in FiniteSpec.fs.
namespace Verify.Claims.Generators

open System
open FsCheck
open FsCheck.FSharp
open Verify.Claims
open Verify.Core.Networks
open Verify.Core.Numerics

type FiniteCase =
    {
        Spec: FiniteSpec
        Pair: NetworkPair
        /// X, N x d, row-major
        Inputs: float[]
        /// s > 0
        Step: float
        /// delta >= 0
        Delta: float
        Augmentation: Augmentation
    }

    /// N
    member case.Samples = case.Inputs.Length / case.Pair.Inputs

    /// Row i of X.
    member case.Sample i =
        case.Inputs[i * case.Pair.Inputs .. (i + 1) * case.Pair.Inputs - 1]

/// The space that a claim draws its cases from. Lists are drawn from evenly: repeat a value to draw it more often.
type FiniteSpace =
    { Networks: ZeroSpace
      Sources: StudentSource list
      Shapes: DataShape list
      Near: int list
      Far: int list
      Halvings: int list
      Bands: int list
      Augmentations: Augmentation list }

module FiniteSpace =
    /// Two layers, few nodes, samples enough for the pigeonhole, and every source of small gradients.
    let standard =
        { Networks =
            { ZeroSpace.standard with
                Inputs = [ 1; 2; 2; 2; 2; 2; 2; 2; 3; 3; 3; 3; 3; 4 ]
                Widths = [ 1; 1; 2; 2; 3 ]
                Outputs = [ 1; 1; 2; 3 ]
                Copies = [ 1; 1; 1; 2 ]
                Orientations = [ Same; Same; Mixed; Opposite ]
                Idle = [ 0; 0; 0; 1 ]
                Cancelling = [ 0 ]
                Spans = [ AllOutputs; AllOutputs; AllOutputs; FirstOutputs ]
                Kinds = [ Plain; Plain; Plain; Plain; Parallel; Hidden ]
                Changes = [ Exact ] }
          Sources = [ Built; Moved; Moved; Moved; MovedNode; Trained; Trained; TrainedAfresh ]
          Shapes = [ Even; Even; Bell; Clusters ]
          Near = [ 60; 120; 180 ]
          Far = [ 0; 20; 60 ]
          Halvings = [ 5; 6; 7 ]
          Bands = [ 2; 4; 6; 8 ]
          Augmentations = [ Aware; Aware; Agnostic ] }

module FiniteCases =
    /// The case of a spec. ArgumentException when there is none: as for ZeroStudents, or no samples.
    let make (spec: FiniteSpec) : FiniteCase =
        let built = (ZeroStudents.case spec.Networks).Pair
        let stream = CounterRandom(spec.Seed, 0x66696E69UL)
        let q = FiniteData.turn (stream.Substream 0UL) spec.Turned spec.Networks.Inputs
        let inputs = FiniteData.draw (stream.Substream 1UL) spec built.Teacher q

        if inputs.Length = 0 then
            raise (ArgumentException "The case has no samples.")

        let turned network =
            if spec.Turned then
                FiniteData.turnNetwork q network
            else
                network

        let teacher, student = turned built.Teacher, turned built.Student

        let probe =
            lazy (FiniteProbe(teacher, student.Shape, inputs, spec.Step, spec.Delta, spec.Augmentation))

        let brought =
            FiniteStudents.bring (stream.Substream 2UL) spec teacher inputs probe student

        { Spec = spec
          Pair = NetworkPair(teacher, brought)
          Inputs = inputs
          Step = spec.Step
          Delta = spec.Delta
          Augmentation = spec.Augmentation }

    let private settingName = "setting"

    let private store (case: FiniteCase) : Material =
        { Networks = [ "teacher", case.Pair.Teacher; "student", case.Pair.Student ]
          Tables =
            [ "inputs",
              { Rows = case.Samples
                Columns = case.Pair.Inputs
                Values = case.Inputs }
              settingName,
              { Rows = 1
                Columns = 3
                Values = [| case.Step; case.Delta; (if case.Augmentation = Aware then 1.0 else 0.0) |] } ] }

    let private restore spec (material: Material) : FiniteCase =
        let pair = NetworkPair(material.Network "teacher", material.Network "student")
        let inputs = material.Table "inputs"
        let setting = material.Table settingName

        if inputs.Rows = 0 || inputs.Columns <> pair.Inputs then
            raise (
                ArgumentException
                    $"its inputs are {inputs.Rows} x {inputs.Columns}, but the teacher takes {pair.Inputs}."
            )

        if not (Array.forall Double.IsFinite inputs.Values) then
            raise (ArgumentException "its inputs are not finite.")

        match setting.Values with
        | [| step; delta; aware |] when
            step > 0.0
            && Double.IsFinite step
            && delta >= 0.0
            && Double.IsFinite delta
            && (aware = 0.0 || aware = 1.0)
            ->
            { Spec = spec
              Pair = pair
              Inputs = inputs.Values
              Step = step
              Delta = delta
              Augmentation = if aware = 1.0 then Aware else Agnostic }
        | _ ->
            raise (
                ArgumentException
                    "its setting is not a step > 0, a half-width >= 0 and 1 (aware) or 0 (agnostic)."
            )

    let family: CaseFamily<FiniteSpec, FiniteCase> =
        { ToText = FiniteSpec.toText
          Parse = FiniteSpec.parse
          Labels = FiniteSpec.labels
          Shrink = FiniteSpec.shrink
          Make = make
          Store = store
          Restore = restore }

    /// The spec of a case from the case's own seed. The networks' spec is one that has a case; with no sample of its own
    /// beside a boundary a spec gets some in the box.
    let draw (space: FiniteSpace) (caseSeed: uint64) =
        let specs =
            gen {
                let! turned = Gen.elements [ true; true; false ]
                let! source = Gen.elements space.Sources
                let! shape = Gen.elements space.Shapes
                let! near = Gen.elements space.Near
                let! far = Gen.elements space.Far
                let! halvings = Gen.elements space.Halvings
                let! band = Gen.elements space.Bands
                let! augmentation = Gen.elements space.Augmentations
                let! seed = Gen.choose64 (0L, Int64.MaxValue)

                return
                    { Networks = ZeroCases.draw space.Networks caseSeed
                      Turned = turned
                      Source = source
                      Shape = shape
                      Near = near
                      Far = max 1 far
                      Halvings = halvings
                      Band = band
                      Augmentation = augmentation
                      Seed = uint64 seed }
            }

        Gen.sampleWithSeed (Rnd(caseSeed, 0x94D049BB133111EBUL)) 100 1 specs
        |> Array.head

    /// The evidence of a claim that is checked on these cases.
    let sampled sampling = Sampled(Sampling.over family sampling)
