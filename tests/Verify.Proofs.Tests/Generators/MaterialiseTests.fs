/// From specs to cases: the same bits every time, and each relation is what its name says, decided in exact arithmetic.
module Verify.Proofs.Tests.Generators.MaterialiseTests

open System
open Xunit
open FsCheck.FSharp
open Verify.Algebra
open Verify.Claims.Generators
open Verify.Claims.Oracle
open Verify.Core.Networks
open Verify.Proofs.Tests.Algebra.Replay
open Verify.Proofs.Tests.Generators

let private bits (case: Case) =
    [| case.Pair.Teacher.AllWeights.ToArray()
       case.Pair.Student.AllWeights.ToArray()
       case.Inputs |]
    |> Array.map (Array.map BitConverter.DoubleToInt64Bits)

let private related relation =
    CaseGenerator.specs
        { CaseSpace.standard with
            Relations = [ relation ] }

/// The exact evaluation of both networks on every sample.
let private evaluations (case: Case) =
    let ring = Ring.dyadic
    let teacher = Definitions.ofNetwork ring case.Pair.Teacher
    let student = Definitions.ofNetwork ring case.Pair.Student

    [ for i in 0 .. case.Samples - 1 ->
          let x = case.Sample i |> Array.map Dyadic.ofDouble
          Definitions.evaluate ring teacher x, Definitions.evaluate ring student x ]

let private column (network: Network) layer k =
    [ for i in 0 .. network.Shape.Width(layer - 1) -> network.Weights(layer).[i, k] ]

[<Fact>]
let ``a spec is materialised to the same bits every time`` () =
    forAll SpecGenerators.drawn (fun spec -> bits (Materialise.case spec) = bits (Materialise.case spec))

[<Fact>]
let ``a small case is pinned`` () =
    let case =
        Materialise.case (
            SpecGenerators.spec "d=2,t=2,s=1,C=1,c=0.5,w=smallintegers,r=independent,x=lattice,N=2,seed=7"
        )

    let same (expected: float list) (actual: float[]) =
        Assert.Equal<float list>(expected, Array.toList actual)

    same [ -1; 2; -1; -2; -1; 1; -1; -2; -2 ] (case.Pair.Teacher.AllWeights.ToArray())
    same [ -2; 1; 2; 1; 0 ] (case.Pair.Student.AllWeights.ToArray())
    same [ 1; -2; 3; 3 ] case.Inputs

[<Fact>]
let ``a case has the shapes, leak and samples of its spec`` () =
    forAll SpecGenerators.drawn (fun spec ->
        let case = Materialise.case spec
        let widths (network: Network) = Seq.toArray network.Shape.Widths

        widths case.Pair.Teacher = spec.TeacherWidths
        && widths case.Pair.Student = spec.StudentWidths
        && case.Pair.Teacher.Leak = spec.Leak
        && case.Pair.Student.Leak = spec.Leak
        && case.Samples = spec.Samples
        && case.Inputs.Length = spec.Samples * spec.Inputs
        && Array.concat [ for i in 0 .. case.Samples - 1 -> case.Sample i ] = case.Inputs)

[<Fact>]
let ``teacher, student and inputs have streams of their own`` () =
    // The student does not move with the teacher's widths, nor the inputs with either.
    let first =
        SpecGenerators.spec "d=3,t=4,s=5,C=2,c=0.5,w=gaussian,r=independent,x=cube,N=5,seed=17"

    let second = { first with Teacher = [ 7 ] }
    let a, b = Materialise.case first, Materialise.case second
    Assert.Equal<float[]>(a.Pair.Student.AllWeights.ToArray(), b.Pair.Student.AllWeights.ToArray())
    Assert.Equal<float[]>(a.Inputs, b.Inputs)
    Assert.NotEqual<float[]>(a.Inputs, (Materialise.case { first with Seed = 18UL }).Inputs)

[<Fact>]
let ``Copy: the student's first node is the teacher's, its second the negative`` () =
    forAll (related Copy) (fun spec ->
        let pair = (Materialise.case spec).Pair
        let original = column pair.Teacher 1 0

        column pair.Student 1 0 = original
        && (pair.Student.Shape.Width 1 = 1
            || column pair.Student 1 1 = List.map (~-) original))

[<Fact>]
let ``Embed: every output and every gradient is exactly that of zero loss`` () =
    forAll (related Embed) (fun spec ->
        let case = Materialise.case spec
        let student = Definitions.ofNetwork Ring.dyadic case.Pair.Student

        evaluations case
        |> List.forall (fun (t, s) ->
            let target = t.F[case.Pair.Depth]
            let g = Definitions.gradients Ring.dyadic student target s

            target = s.F[case.Pair.Depth]
            && g |> Array.skip 1 |> Array.forall (Array.forall Dyadic.isZero)))

[<Fact>]
let ``Near: the student's weights are an embedded teacher's, moved by a little, all of them`` () =
    forAll (related Near) (fun spec ->
        let near = (Materialise.case spec).Pair.Student.AllWeights.ToArray()

        let exact =
            (Materialise.case { spec with Relation = Embed }).Pair.Student.AllWeights.ToArray()
        // the change is 2^-10 (1 + |w|) times a normal number; beyond 9 deviations is one in 10^18, and the seed is fixed
        let close w v =
            abs (v - w) <= 9.0 * Math.ScaleB(1.0 + abs w, -10)

        Array.forall2 close exact near && Array.forall2 (<>) exact near)

[<Fact>]
let ``Dead: the silenced nodes are inactive on every sample`` () =
    forAll (related Dead) (fun spec ->
        let case = Materialise.case spec
        let leak = Dyadic.ofDouble spec.Leak
        let last = case.Pair.Student.Shape.Width 1 - 1

        evaluations case
        |> List.forall (fun (t, s) ->
            t.D[1][0] = leak
            && s.D[1][last] = leak
            && Dyadic.sign t.F.[1].[0] <= 0
            && Dyadic.sign s.F.[1].[last] <= 0))

[<Fact>]
let ``Dead: nothing but the bias of the silenced nodes is changed`` () =
    forAll (related Dead) (fun spec ->
        let dead, plain =
            Materialise.case spec, Materialise.case { spec with Relation = Independent }

        let d = spec.Inputs
        // only the silenced node's bias differs
        let differences (a: Network) (b: Network) =
            Array.map2 (<>) (a.AllWeights.ToArray()) (b.AllWeights.ToArray())
            |> Array.indexed
            |> Array.filter snd
            |> Array.map fst

        differences dead.Pair.Teacher plain.Pair.Teacher = [| d * plain.Pair.Teacher.Shape.Width 1 |]
        && differences dead.Pair.Student plain.Pair.Student =
            [| d * plain.Pair.Student.Shape.Width 1 + plain.Pair.Student.Shape.Width 1 - 1 |])

[<Theory>]
[<InlineData("d=1,t=5,s=2,C=1,c=0,w=gaussian,r=embed,x=cube,N=2,seed=1")>]
[<InlineData("d=1,t=5,s=2,C=1,c=0,w=gaussian,r=near,x=cube,N=2,seed=1")>]
[<InlineData("d=1,t=2-5,s=9-4,C=1,c=0,w=gaussian,r=embed,x=cube,N=2,seed=1")>]
[<InlineData("d=1,t=10,s=2,C=1,c=0,w=separated,r=independent,x=cube,N=2,seed=1")>]
let ``a spec without a case is refused`` (text: string) =
    let spec = SpecGenerators.spec text

    Assert.Throws<ArgumentException>(fun () -> Materialise.case spec |> ignore)
    |> ignore

    Assert.True((Materialise.tryCase spec).IsNone)
