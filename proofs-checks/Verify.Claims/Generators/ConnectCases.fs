// The family of cases of Z.connect: a teacher and two of its students of equal width, padded with nodes that are all zero.
// The students are those of a zero spec, drawn twice.
namespace Verify.Claims.Generators

open System
open FsCheck
open FsCheck.FSharp
open Verify.Claims
open Verify.Core.Networks
open Verify.Core.Numerics

type ConnectSpec =
    {
        Students: ZeroSpec
        /// Which of the students of the spec the second one is.
        Other: int
        /// Zero nodes that the wider of the two gets.
        Spare: int
    }

type ConnectCase =
    { Spec: ConnectSpec
      Teacher: Network
      First: Network
      Second: Network
      Radius: float }

module ConnectCases =
    let private toText spec =
        $"{ZeroSpec.toText spec.Students},other={spec.Other},spare={spec.Spare}"

    let private names = [ "other"; "spare" ]

    let private parse =
        SpecText.parseAfter ZeroSpec.parse names (fun students reader ->
            { Students = students
              Other = reader.Number("other", 1, 1024)
              Spare = reader.Number("spare", 0, 16) })

    let private labels spec =
        ZeroSpec.labels spec.Students @ [ "spare", string spec.Spare ]

    let private shrink spec =
        seq {
            for other in SpecText.smaller 1 spec.Other do
                { spec with Other = other }

            for spare in SpecText.smaller 0 spec.Spare do
                { spec with Spare = spare }

            for students in ZeroSpec.shrink spec.Students do
                { spec with Students = students }
        }

    /// The network with nodes of zeros appended to its hidden layer.
    let private pad width (network: Network) =
        let shape = network.Shape
        let added = width - shape.Width 1

        let rows =
            [| for i in 0 .. shape.Inputs do
                   yield network.Weights(1).Row(i).ToArray()
                   yield Array.zeroCreate added
               for i in 0 .. shape.Width 1 - 1 do
                   yield network.Weights(2).Row(i).ToArray()
               for _ in 1..added do
                   yield Array.zeroCreate shape.Outputs
               yield network.Weights(2).Row(shape.Width 1).ToArray() |]

        let widths = [| shape.Inputs; width; shape.Outputs |]
        Network(NetworkShape(ReadOnlySpan<int> widths), network.Leak, ReadOnlySpan<float>(Array.concat rows))

    let private make (spec: ConnectSpec) : ConnectCase =
        if spec.Students.Depth <> 2 then
            raise (ArgumentException "Students are joined in two layers only.")

        let stream = CounterRandom(spec.Students.Seed, 0x7A65726FUL)
        let teacher = ZeroTeacher.draw (stream.Substream 0UL) spec.Students

        let student i =
            ZeroStudents.student (stream.Substream i) spec.Students teacher

        let first, second = student 1UL, student (1UL + uint64 spec.Other)
        let width = max (first.Shape.Width 1) (second.Shape.Width 1) + spec.Spare

        { Spec = spec
          Teacher = LayeredNodes.toNetwork spec.Students.Leak teacher
          First = pad width first
          Second = pad width second
          Radius = float spec.Students.Radius }

    let private store (case: ConnectCase) : Material =
        { Networks = [ "teacher", case.Teacher; "student", case.First; "other", case.Second ]
          Tables = [ ZeroCases.storeBox case.Radius ] }

    let private restore spec (material: Material) : ConnectCase =
        let teacher, first, second =
            material.Network "teacher", material.Network "student", material.Network "other"

        NetworkPair(teacher, first) |> ignore<NetworkPair>

        if first.Shape <> second.Shape || first.Shape.Depth <> 2 then
            raise (ArgumentException "its two students differ in shape, or have not two layers.")

        { Spec = spec
          Teacher = teacher
          First = first
          Second = second
          Radius = ZeroCases.restoreBox material }

    let family: CaseFamily<ConnectSpec, ConnectCase> =
        { ToText = toText
          Parse = parse
          Labels = labels
          Shrink = shrink
          Make = make
          Store = store
          Restore = restore }

    /// The spec of a case from the case's own seed.
    let draw space spares (caseSeed: uint64) =
        let specs =
            gen {
                let! other = Gen.choose (1, 64)
                let! spare = Gen.elements spares

                return
                    { Students = ZeroCases.draw space caseSeed
                      Other = other
                      Spare = spare }
            }

        Gen.sampleWithSeed (Rnd(caseSeed, 0xBF58476D1CE4E5B9UL)) 100 1 specs
        |> Array.head

    /// The evidence of a claim that is checked on these cases.
    let sampled sampling = Sampled(Sampling.over family sampling)
