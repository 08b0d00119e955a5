// The family of cases that the zero-gradient claims are checked on, and its generator: which kinds of students are drawn,
// and how often. What the kinds mean is said in ZeroSpec.fs.
namespace Verify.Claims.Generators

open System
open FsCheck
open FsCheck.FSharp
open Verify.Claims
open Verify.Core.Networks

/// The space that a claim draws its cases from. Lists are drawn from evenly: repeat a value to draw it more often.
type ZeroSpace =
    {
        Depths: int list
        Inputs: int list
        Widths: int list
        /// m_2 .. m_{L-1}
        UpperWidths: int list
        Outputs: int list
        Leaks: float list
        Copies: int list
        Orientations: Orientation list
        Idle: int list
        Cancelling: int list
        Spans: OutputSpan list
        Kinds: TeacherKind list
        Changes: Change list
    }

module ZeroSpace =
    /// Two layers, every kind of student.
    let standard =
        { Depths = [ 2 ]
          Inputs = [ 1; 2; 2; 3 ]
          Widths = [ 1; 2; 2; 3 ]
          UpperWidths = [ 1; 2 ]
          Outputs = [ 1; 2; 2; 3 ]
          Leaks = [ 0.0; 0.0; 0.5; 0.25 ]
          Copies = [ 1; 2; 2; 3 ]
          Orientations = [ Same; Mixed; Mixed; Opposite ]
          Idle = [ 0; 0; 1; 2 ]
          Cancelling = [ 0; 0; 1 ]
          Spans = [ AllOutputs; AllOutputs; FirstOutputs; Diagonal ]
          Kinds = [ Plain; Plain; Plain; Parallel; Hidden; Mute ]
          Changes = [ Exact; Exact; Exact; Exact; Exact; Strayed; Nudged ] }

module ZeroCases =
    /// The nearest spec that has a case: a kind that needs two nodes gets them, a part of the outputs two outputs, and
    /// for Unseen every student looks the way the teacher's first node does.
    let private complete (spec: ZeroSpec) =
        let two =
            match spec.Kind with
            | Coplanar
            | Annulled
            | Parallel
            | Unseen -> true
            | Hidden
            | Mute
            | Lifted
            | Plain -> false

        let spec =
            if two && spec.Teacher.Head < 2 then
                { spec with
                    Teacher = 2 :: spec.Teacher.Tail }
            else
                spec

        let spec =
            if spec.Span <> AllOutputs && spec.Outputs < 2 then
                { spec with Outputs = 2 }
            else
                spec

        if spec.Kind = Unseen then
            { spec with
                Leak = 0.0
                Orientation = Same
                Cancelling = 0 }
        else
            spec

    let specs (space: ZeroSpace) : Gen<ZeroSpec> =
        gen {
            let! depth = Gen.elements space.Depths
            let! inputs = Gen.elements space.Inputs
            let! lowest = Gen.elements space.Widths
            let! upper = Gen.listOfLength (depth - 2) (Gen.elements space.UpperWidths)
            let! outputs = Gen.elements space.Outputs
            let! leak = Gen.elements space.Leaks
            let! radius = Gen.elements [ 1; 2; 4 ]
            let! copies = Gen.elements space.Copies
            let! orientation = Gen.elements space.Orientations
            let! idle = Gen.elements space.Idle
            let! cancelling = Gen.elements space.Cancelling
            let! span = Gen.elements space.Spans
            let! kind = Gen.elements space.Kinds
            let! change = Gen.elements space.Changes
            let! seed = Gen.choose64 (0L, Int64.MaxValue)

            return
                complete
                    { Inputs = inputs
                      Teacher = lowest :: upper
                      Outputs = outputs
                      Leak = leak
                      Radius = radius
                      Copies = copies
                      Orientation = orientation
                      Idle = idle
                      Cancelling = cancelling
                      Span = span
                      Kind = kind
                      Change = change
                      Seed = uint64 seed }
        }

    /// Whether a student is left when the represented teachers are: one of a kind needs something else to stand on.
    let private hasCase spec =
        try
            ZeroStudents.case spec |> ignore<ZeroCase>
            true
        with :? ArgumentException ->
            false

    /// The spec of a case from the case's own 64-bit seed: the same on every machine. Specs that have no case (no
    /// student left) are drawn again.
    let draw space (caseSeed: uint64) =
        Gen.sampleWithSeed (Rnd(caseSeed, 0x9E3779B97F4A7C15UL)) 100 1 (specs space |> Gen.where hasCase)
        |> Array.head

    let private boxName = "box"

    /// R0 as a witness stores it: the table "box" of the one number r.
    let storeBox radius =
        boxName,
        { Rows = 1
          Columns = 1
          Values = [| radius |] }

    /// ArgumentException when there is no such table or r is not positive.
    let restoreBox (material: Material) =
        let box = material.Table boxName

        if box.Values.Length <> 1 || not (box.Values[0] > 0.0) then
            raise (ArgumentException "its box is not one positive number.")

        box.Values[0]

    let private store (case: ZeroCase) : Material =
        { Networks = [ "teacher", case.Pair.Teacher; "student", case.Pair.Student ]
          Tables = [ storeBox case.Radius ] }

    let private restore spec (material: Material) : ZeroCase =
        { Spec = spec
          Pair = NetworkPair(material.Network "teacher", material.Network "student")
          Radius = restoreBox material }

    let family: CaseFamily<ZeroSpec, ZeroCase> =
        { ToText = ZeroSpec.toText
          Parse = ZeroSpec.parse
          Labels = ZeroSpec.labels
          Shrink = ZeroSpec.shrink
          Make = ZeroStudents.case
          Store = store
          Restore = restore }

    /// The evidence of a claim that is checked on these cases.
    let sampled sampling = Sampled(Sampling.over family sampling)
