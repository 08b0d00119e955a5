// The family of cases of F.paper: a teacher with unit directions and one output, a student, the samples, eps and the mode of
// D'. Step, band and threshold follow from eps, d and K (PaperRule.fs).
namespace Verify.Claims.Generators

open System
open FsCheck
open FsCheck.FSharp
open Verify.Claims
open Verify.Core.Networks
open Verify.Core.Numerics

type PaperCase =
    {
        Spec: PaperSpec
        Pair: NetworkPair
        /// X, N x d, row-major
        Inputs: float[]
        Epsilon: float
        Augmentation: Augmentation
    }

    /// N
    member case.Samples = case.Inputs.Length / case.Pair.Inputs

    member case.Setting =
        { Epsilon = case.Epsilon
          Inputs = case.Pair.Inputs
          Nodes = case.Pair.Teacher.Shape.Width 1 + case.Pair.Student.Shape.Width 1
          Augmentation = case.Augmentation }

/// The space that a claim draws its cases from. Lists are drawn from evenly.
type PaperSpace =
    {
        Inputs: int list
        Teachers: int list
        Extra: int list
        Halvings: int list
        Augmentations: Augmentation list
        Data: PaperData list
        Attacks: PaperAttack list
        /// N, from the theorem's number of samples for kappa = 1
        Samples: PaperSetting -> int list
    }

module PaperSpace =
    /// Students that see 0.4 or more of D_j then have the theorem's number of samples, with 1 for its constant.
    let enough (setting: PaperSetting) =
        [ int (Math.Ceiling(setting.Samples / 0.4)) ]

    let standard =
        { Inputs = [ 1; 2; 2; 3 ]
          Teachers = [ 1; 1; 2 ]
          Extra = [ 1; 1; 2 ]
          Halvings = [ 1; 2; 3 ]
          Augmentations = [ Aware; Aware; Agnostic ]
          Data = [ Everywhere ]
          Attacks = [ Perturbed; Perturbed; Straddling; Straddling; Mirrored; Fitted ]
          Samples = enough }

module PaperCases =
    let private rounded x =
        Math.ScaleB(Math.Round(Math.ScaleB(x, 20)), -20)

    /// A sample moved onto the hyperplane, rounded; None when it left the cube.
    let private onto (w: float[]) d (x: float[]) =
        let h = w[d] + Seq.sumBy (fun j -> w[j] * x[j]) (seq { 0 .. d - 1 })
        let moved = x |> Array.mapi (fun j v -> rounded (v - h * w[j]))

        if Array.forall (fun v -> abs v <= 1.0) moved then
            Some moved
        else
            None

    let private height (w: float[]) d (x: float[]) =
        w[d] + Seq.sumBy (fun j -> w[j] * x[j]) (seq { 0 .. d - 1 })

    let private inputsOf (random: CounterRandom) (spec: PaperSpec) (w: float[]) =
        let d = spec.Inputs
        let drawn () = PaperStream.samples random d 1

        let rec pick choose =
            match choose (drawn ()) with
            | Some x -> x
            | None -> pick choose

        let beside () = pick (onto w d)

        let far () =
            pick (fun x -> if abs (height w d x) >= 0.5 then Some x else None)

        match spec.Data with
        | Everywhere -> PaperStream.samples random d spec.Samples
        | Gapped ->
            [| for i in 0 .. spec.Samples - 1 do
                   if i % 2 = 0 then yield! beside () else yield! far () |]
        | Lonely ->
            [| yield! beside ()

               for _ in 2 .. spec.Samples do
                   yield! far () |]
        | Heaped ->
            let place = beside ()

            [| for i in 0 .. spec.Samples - 1 do
                   if i % 2 = 0 then yield! place else yield! far () |]

    let private make scaled (spec: PaperSpec) : PaperCase =
        let random = CounterRandom(spec.Seed, 0x7061706572UL)

        let teachers =
            Array.init spec.Teachers (fun j ->
                let direction, offset =
                    PaperStream.node (random.Substream(uint64 (2 + j))) spec.Inputs

                { Weights = Array.append direction [| offset |]
                  FanOut = 1.0 })

        let inputs = inputsOf (random.Substream 0UL) spec teachers[0].Weights
        let teacher = PaperStudents.network spec.Inputs teachers 0.0

        { Spec = spec
          Pair = NetworkPair(teacher, PaperStudents.make (random.Substream 1UL) spec scaled teachers inputs)
          Inputs = inputs
          Epsilon = spec.Setting.Epsilon
          Augmentation = spec.Augmentation }

    let private settingName = "setting"

    let private store (case: PaperCase) : Material =
        { Networks = [ "teacher", case.Pair.Teacher; "student", case.Pair.Student ]
          Tables =
            [ "inputs",
              { Rows = case.Samples
                Columns = case.Pair.Inputs
                Values = case.Inputs }
              settingName,
              { Rows = 1
                Columns = 2
                Values = [| case.Epsilon; (if case.Augmentation = Aware then 1.0 else 0.0) |] } ] }

    let private restore spec (material: Material) : PaperCase =
        let pair = NetworkPair(material.Network "teacher", material.Network "student")
        let inputs = material.Table "inputs"

        if
            inputs.Rows = 0
            || inputs.Columns <> pair.Inputs
            || not (Array.forall Double.IsFinite inputs.Values)
        then
            raise (ArgumentException $"its inputs are {inputs.Rows} x {inputs.Columns}, or not finite.")

        if pair.Depth <> 2 || pair.Teacher.Leak <> 0.0 || pair.Student.Leak <> 0.0 then
            raise (ArgumentException "its networks do not have two layers without leak.")

        match (material.Table settingName).Values with
        | [| epsilon; aware |] when epsilon > 0.0 && epsilon <= 1.0 && (aware = 0.0 || aware = 1.0) ->
            { Spec = spec
              Pair = pair
              Inputs = inputs.Values
              Epsilon = epsilon
              Augmentation = if aware = 1.0 then Aware else Agnostic }
        | _ -> raise (ArgumentException "its setting is not 0 < eps <= 1 and 1 (aware) or 0 (agnostic).")

    let private familyWith scaled : CaseFamily<PaperSpec, PaperCase> =
        { ToText = PaperSpec.toText
          Parse = PaperSpec.parse
          Labels = PaperSpec.labels
          Shrink = PaperSpec.shrink
          Make = make scaled
          Store = store
          Restore = restore }

    let family = familyWith true

    /// Cases that take long say nothing that smaller ones do not.
    let private mostSamples = 4096

    /// The spec of a case from the case's own seed.
    let draw (space: PaperSpace) (caseSeed: uint64) =
        let specs =
            gen {
                let! inputs = Gen.elements space.Inputs
                let! teachers = Gen.elements space.Teachers
                let! extra = Gen.elements space.Extra
                let! halvings = Gen.elements space.Halvings
                let! augmentation = Gen.elements space.Augmentations
                let! data = Gen.elements space.Data
                let! attack = Gen.elements space.Attacks
                let! seed = Gen.choose64 (0L, Int64.MaxValue)

                let spec: PaperSpec =
                    { Inputs = inputs
                      Teachers = teachers
                      Extra = extra
                      Halvings = halvings
                      Augmentation = augmentation
                      Samples = 1
                      Data = data
                      Attack = attack
                      Seed = uint64 seed }

                let! samples = Gen.elements (space.Samples spec.Setting)
                return { spec with Samples = samples }
            }

        Gen.sampleWithSeed
            (Rnd(caseSeed, 0xBF58476D1CE4E5B9UL))
            100
            1
            (Gen.where (fun (spec: PaperSpec) -> spec.Samples <= mostSamples) specs)
        |> Array.head

    /// The evidence of a claim that is checked on these cases: the samples are to be drawn, not searched for.
    let sampled sampling =
        Sampled(Sampling.over family sampling |> Sampling.ofDraws)

    /// The same where students are not held to the printed threshold.
    let sampledFreely sampling =
        Sampled(Sampling.over (familyWith false) sampling |> Sampling.ofDraws)
