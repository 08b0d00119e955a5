// The family of cases of Z.observers: one teacher node and many independent groups of students, half of them with n nodes
// and half with 2n. The groups stand side by side in one wide student, so that a witness stores them like any network.
namespace Verify.Claims.Generators

open System
open FsCheck
open FsCheck.FSharp
open Verify.Algebra
open Verify.Claims
open Verify.Core.Networks
open Verify.Core.Numerics

/// Where the teacher's boundary is.
type TeacherPlace =
    /// It meets R0.
    | Inside
    /// It does not: at its nearest it touches a corner of the open box.
    | Outside

type ObserverSpec =
    {
        /// d
        Inputs: int
        /// r
        Radius: int
        /// n
        Nodes: int
        /// Groups of each size
        Groups: int
        Teacher: TeacherPlace
        Seed: uint64
    }

type ObserverCase =
    {
        Spec: ObserverSpec
        /// One hidden node, leak 0.
        Teacher: Network
        /// Groups of n nodes, then as many of 2n.
        Students: Network
        Nodes: int
        Radius: float
    }

    /// The groups of n nodes and those of 2n, as indices into the students.
    member case.Split =
        let half = case.Students.Shape.Width 1 / 3
        let all = [ 0 .. 3 * half - 1 ]

        List.chunkBySize case.Nodes (List.take half all),
        List.chunkBySize (2 * case.Nodes) (List.skip half all)

module ObserverCases =
    let private names = [ "d"; "r"; "n"; "groups"; "teacher"; "seed" ]

    let private places = [ Inside, "inside"; Outside, "outside" ]

    let private toText spec =
        SpecText.ofParts
            [ "d", string spec.Inputs
              "r", string spec.Radius
              "n", string spec.Nodes
              "groups", string spec.Groups
              "teacher", SpecText.nameOf places spec.Teacher
              "seed", string spec.Seed ]

    let private parse =
        SpecText.parse (fun text ->
            let reader = SpecReader(names, text)

            { Inputs = reader.Number("d", 1, 8)
              Radius = reader.Number("r", 1, 1024)
              Nodes = reader.Number("n", 1, 16)
              Groups = reader.Number("groups", 1, 1024)
              Teacher = reader.OneOf("teacher", places)
              Seed = reader.Seed "seed" })

    let private labels spec =
        [ "inputs", string spec.Inputs; "students", string spec.Nodes ]

    let private shrink spec =
        seq {
            for inputs in SpecText.smaller 1 spec.Inputs do
                { spec with Inputs = inputs }

            for nodes in SpecText.smaller 1 spec.Nodes do
                { spec with Nodes = nodes }

            for groups in SpecText.smaller 1 spec.Groups do
                { spec with Groups = groups }

            for radius in SpecText.smaller 1 spec.Radius do
                { spec with Radius = radius }

            if spec.Seed > 15UL then
                for seed in 0UL .. 15UL do
                    { spec with Seed = seed }
        }

    let private make (spec: ObserverSpec) : ObserverCase =
        let random = CounterRandom(spec.Seed, 0x6F627376UL)

        let draw () =
            ZeroTeacher.node random spec.Radius spec.Inputs 1

        let network nodes =
            LayeredNodes.toNetwork
                0.0
                { Nodes = nodes
                  Bias = [| Dyadic.zero |]
                  Upper = [||] }

        let teacher =
            match spec.Teacher with
            | Inside -> draw ()
            | Outside ->
                let node = draw ()
                let away = PlaneNode.reach spec.Radius node + Dyadic.ofInt (random.NextBelow 3)

                { node with
                    Offset = if random.NextSign() > 0.0 then away else -away }

        { Spec = spec
          Teacher = network [| teacher |]
          Students = network (Array.init (3 * spec.Nodes * spec.Groups) (fun _ -> draw ()))
          Nodes = spec.Nodes
          Radius = float spec.Radius }

    let private sizeName = "size"

    let private store (case: ObserverCase) : Material =
        { Networks = [ "teacher", case.Teacher; "student", case.Students ]
          Tables =
            [ ZeroCases.storeBox case.Radius
              sizeName,
              { Rows = 1
                Columns = 1
                Values = [| float case.Nodes |] } ] }

    let private restore spec (material: Material) : ObserverCase =
        let pair = NetworkPair(material.Network "teacher", material.Network "student")
        let size = material.Table sizeName
        let width = pair.Student.Shape.Width 1

        let isSize value =
            value >= 1.0
            && value = Math.Floor value
            && value <= float width
            && width % (3 * int value) = 0

        if pair.Depth <> 2 || size.Values.Length <> 1 || not (isSize size.Values[0]) then
            raise (ArgumentException "its students are not groups of n and of 2n nodes, as many of each.")

        { Spec = spec
          Teacher = pair.Teacher
          Students = pair.Student
          Nodes = int size.Values[0]
          Radius = ZeroCases.restoreBox material }

    let family: CaseFamily<ObserverSpec, ObserverCase> =
        { ToText = toText
          Parse = parse
          Labels = labels
          Shrink = shrink
          Make = make
          Store = store
          Restore = restore }

    /// The spec of a case from the case's own seed, with a fixed number of groups of each size.
    let draw place groups (caseSeed: uint64) =
        let specs =
            gen {
                let! inputs = Gen.elements [ 1; 2; 2; 3 ]
                let! radius = Gen.elements [ 1; 2; 4 ]
                let! nodes = Gen.elements [ 1; 1; 2; 3 ]
                let! seed = Gen.choose64 (0L, Int64.MaxValue)

                return
                    { Inputs = inputs
                      Radius = radius
                      Nodes = nodes
                      Groups = groups
                      Teacher = place
                      Seed = uint64 seed }
            }

        Gen.sampleWithSeed (Rnd(caseSeed, 0x9E3779B97F4A7C15UL)) 100 1 specs
        |> Array.head

    /// The evidence of a claim that is checked on these cases.
    let sampled sampling =
        Sampled(Sampling.over family sampling |> Sampling.ofDraws)
