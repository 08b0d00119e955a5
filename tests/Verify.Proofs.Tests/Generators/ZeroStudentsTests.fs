/// The students that zero specs stand for: their gradients by the definition g_{l-1} = D_{l-1} W_l g_l, exactly, at many
/// points of the box. The oracle shares nothing with the construction.
module Verify.Proofs.Tests.Generators.ZeroStudentsTests

open Xunit
open Verify.Algebra
open Verify.Claims.Generators
open Verify.Claims.Oracle
open Verify.Core.Networks
open Verify.Core.Numerics

/// Points of the box on a grid of 1/64 of its radius, the same ones every time.
let private points (case: ZeroCase) count =
    let random = CounterRandom(case.Spec.Seed, 0x707473UL)

    [ for _ in 1..count ->
          Array.init case.Pair.Inputs (fun _ ->
              Dyadic.ofDouble (case.Radius * float (random.NextBelow 127 - 63) / 64.0)) ]

let private gradients (case: ZeroCase) x =
    let teacher = Definitions.ofNetwork Ring.dyadic case.Pair.Teacher
    let student = Definitions.ofNetwork Ring.dyadic case.Pair.Student
    let target = (Definitions.evaluate Ring.dyadic teacher x).F[case.Pair.Depth]

    Definitions.gradients Ring.dyadic student target (Definitions.evaluate Ring.dyadic student x)

let private isZeroAt (case: ZeroCase) x =
    (gradients case x)[1] |> Array.forall Dyadic.isZero

let private lossIsZeroAt (case: ZeroCase) x =
    (gradients case x)[case.Pair.Depth] |> Array.forall Dyadic.isZero

let private cases count space =
    [ for seed in 1UL .. count -> ZeroStudents.case (ZeroCases.draw space seed) ]

let private exact =
    { ZeroSpace.standard with
        Kinds = [ Plain; Coplanar; Annulled; Parallel; Hidden; Unseen; Mute ]
        Changes = [ Exact ] }

[<Fact>]
let ``an unchanged student has no gradient anywhere in the box`` () =
    for case in cases 600UL exact do
        for x in points case 25 do
            Assert.True(isZeroAt case x, ZeroSpec.toText case.Spec)

[<Fact>]
let ``an unchanged deep student has no gradient anywhere in the box`` () =
    let deep =
        { exact with
            Depths = [ 3; 4 ]
            Kinds = [ Plain; Coplanar; Annulled; Parallel; Hidden; Mute ] }

    for case in cases 300UL deep do
        for x in points case 25 do
            Assert.True(isZeroAt case x, ZeroSpec.toText case.Spec)

[<Fact>]
let ``a lifted student has no gradient and no node on a teacher's plane`` () =
    let lifted =
        { exact with
            Depths = [ 3 ]
            Kinds = [ Lifted ]
            Spans = [ AllOutputs; FirstOutputs ] }

    for case in cases 100UL lifted do
        for x in points case 25 do
            Assert.True(isZeroAt case x, ZeroSpec.toText case.Spec)

        // Every lowest node is x_i + r + 1: its plane is outside the box.
        let student = case.Pair.Student

        for k in 0 .. student.Shape.Width 1 - 1 do
            Assert.Equal(case.Radius + 1.0, student.Weights(1)[student.Shape.Inputs, k])

[<Fact>]
let ``matching every output leaves no loss and matching some of them mostly does`` () =
    let all, some =
        cases 400UL { exact with Kinds = [ Plain ] }
        |> List.partition (fun case -> case.Spec.Span = AllOutputs)

    for case in all do
        for x in points case 10 do
            Assert.True(lossIsZeroAt case x, ZeroSpec.toText case.Spec)

    let lossy =
        some
        |> List.filter (fun case -> points case 10 |> List.exists (lossIsZeroAt case >> not))

    Assert.True(some.Length > 100)
    Assert.True(10 * lossy.Length > 8 * some.Length)

let private share predicate list =
    float (List.length (List.filter predicate list)) / float (List.length list)

[<Fact>]
let ``near misses and unrelated students mostly have a gradient`` () =
    for change in [ Nudged; Dropped; Unrelated ] do
        let found =
            cases
                150UL
                { exact with
                    Kinds = [ Plain ]
                    Changes = [ change ] }
            |> share (fun case -> points case 40 |> List.exists (isZeroAt case >> not))

        Assert.True(found > 0.5, $"{change}: {found}")

[<Fact>]
let ``strayed students have both gradients that are zero and gradients that are not`` () =
    let mixed =
        cases
            150UL
            { exact with
                Kinds = [ Plain ]
                Changes = [ Strayed ]
                Spans = [ FirstOutputs; Diagonal ]
                Copies = [ 3 ] }
        |> share (fun case ->
            let g = points case 40 |> List.map (fun x -> (gradients case x)[1])

            let zero k =
                g |> List.forall (fun row -> Dyadic.isZero row[k])

            let zeros = [ 0 .. g.Head.Length - 1 ] |> List.map zero
            List.contains true zeros && List.contains false zeros)

    Assert.True(mixed > 0.5, $"{mixed}")

let private fanOut (network: Network) k = network.Weights(2).Row(k).ToArray()

[<Fact>]
let ``idle students have no fan-out and cancelling ones do not change the function`` () =
    for seed in 1UL .. 50UL do
        let spec =
            { ZeroCases.draw { exact with Kinds = [ Plain ] } seed with
                Idle = 2
                Cancelling = 1 }

        let student = (ZeroStudents.case spec).Pair.Student

        let idle =
            [ 0 .. student.Shape.Width 1 - 1 ]
            |> List.filter (fun k -> Array.forall ((=) 0.0) (fanOut student k))

        Assert.True(idle.Length >= 2, ZeroSpec.toText spec)

[<Fact>]
let ``copies of one orientation keep it and opposite copies turn it`` () =
    for seed in 1UL .. 50UL do
        for orientation, sign in [ Same, 1.0; Opposite, -1.0 ] do
            let spec =
                { ZeroCases.draw
                      { exact with
                          Kinds = [ Plain ]
                          Inputs = [ 1 ]
                          Widths = [ 1 ] }
                      seed with
                    Orientation = orientation
                    Idle = 0
                    Cancelling = 0
                    Copies = 2 }

            let pair = (ZeroStudents.case spec).Pair
            let direction, offset = pair.Teacher.Weights(1)[0, 0], pair.Teacher.Weights(1)[1, 0]

            let copies =
                [ for k in 0 .. pair.Student.Shape.Width 1 - 1 do
                      let ratio = pair.Student.Weights(1)[0, k] / direction

                      if pair.Student.Weights(1)[1, k] = ratio * offset && ratio * sign > 0.0 then
                          ratio ]

            Assert.True(copies.Length >= 2, ZeroSpec.toText spec)

[<Fact>]
let ``the same spec gives the same networks`` () =
    for seed in 1UL .. 20UL do
        let spec = ZeroCases.draw ZeroSpace.standard seed
        let one, two = ZeroStudents.case spec, ZeroStudents.case spec
        Assert.Equal<float>(one.Pair.Student.AllWeights.ToArray(), two.Pair.Student.AllWeights.ToArray())
        Assert.Equal<float>(one.Pair.Teacher.AllWeights.ToArray(), two.Pair.Teacher.AllWeights.ToArray())

[<Fact>]
let ``a spec without a case says why`` () =
    let spec =
        { ZeroCases.draw
              { exact with
                  Kinds = [ Plain ]
                  Widths = [ 1 ]
                  Outputs = [ 1 ]
                  Spans = [ AllOutputs ] }
              1UL with
            Idle = 0
            Cancelling = 0 }

    let problem spec =
        Assert.Throws<System.ArgumentException>(fun () -> ZeroStudents.case spec |> ignore<ZeroCase>).Message

    Assert.Contains("two outputs", problem { spec with Span = Diagonal })
    Assert.Contains("two nodes", problem { spec with Kind = Coplanar })
    Assert.Contains("no nodes", problem { spec with Kind = Mute })

    Assert.Contains(
        "not a double",
        problem
            { spec with
                Leak = 0.1
                Orientation = Opposite }
    )
