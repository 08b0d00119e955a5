/// The definitions over doubles against Verify.Core: the same chains of operations, so the same bits.
module Verify.Proofs.Tests.Oracle.RingTests

open System
open Xunit
open FsCheck.FSharp
open Verify.Algebra
open Verify.Claims.Generators
open Verify.Claims.Oracle
open Verify.Claims.Theorems
open Verify.Core.Gradients
open Verify.Proofs.Tests.Algebra
open Verify.Proofs.Tests.Algebra.Replay
open Verify.Proofs.Tests.Generators

/// V, V*, A and B of every sample and layer, from the core.
type private Recorder(samples: int, depth: int) =
    let found = Array.init samples (fun _ -> Array.zeroCreate<float[][]>(depth + 1))
    member _.Found = found

    interface IMixtureVisitor with
        member _.Visit(block: inref<MixtureBlock>) =
            let matrices =
                [| block.StudentFanOut.Data.ToArray()
                   block.TeacherFanOut.Data.ToArray()
                   block.A.Data.ToArray()
                   block.B.Data.ToArray() |]

            for i in block.Samples.ToArray() do
                found[i][block.Layer] <- matrices

let private sameBits (a: float[]) (b: float[]) =
    a.Length = b.Length
    && Array.forall2
        (fun (x: float) y -> BitConverter.DoubleToInt64Bits x = BitConverter.DoubleToInt64Bits y)
        a
        b

[<Fact>]
let ``forward, backward and decomposition of the core are the definitions over doubles, bit by bit`` () =
    let ring = Ring.float

    forAll SpecGenerators.drawn (fun spec ->
        let case = Materialise.case spec
        let passes = Passes.run case
        let recorder = Recorder(case.Samples, case.Pair.Depth)
        MixtureDecomposition(case.Pair).Visit(passes.Teacher, passes.Student, recorder)
        let teacher = Definitions.ofNetwork ring case.Pair.Teacher
        let student = Definitions.ofNetwork ring case.Pair.Student
        let depth = case.Pair.Depth

        [ for i in 0 .. case.Samples - 1 do
              let t = Definitions.evaluate ring teacher (case.Sample i)
              let s = Definitions.evaluate ring student (case.Sample i)
              let g = Definitions.gradients ring student t.F[depth] s
              let v = Definitions.fanOuts ring student (fun l -> s.D[l])
              let vTeacher = Definitions.fanOuts ring teacher (fun l -> t.D[l])

              for l in 1..depth do
                  sameBits s.F.[l] (passes.Student.Activations(l).Row(i).ToArray())
                  sameBits t.F.[l] (passes.Teacher.Activations(l).Row(i).ToArray())
                  sameBits g.[l] (passes.Backward.Gradients(l).Row(i).ToArray())

                  if l < depth then
                      // the core does not store the constant's gate
                      sameBits s.D.[l] (Array.append (passes.Student.Gates(l).Row(i).ToArray()) [| 1.0 |])
                      sameBits t.D.[l] (Array.append (passes.Teacher.Gates(l).Row(i).ToArray()) [| 1.0 |])

                  let core = recorder.Found[i][l]
                  sameBits (Array.concat v.[l]) core.[0]
                  sameBits (Array.concat vTeacher.[l]) core.[1]
                  sameBits (Array.concat (Definitions.transposedProduct ring v.[l] vTeacher.[l])) core.[2]
                  sameBits (Array.concat (Definitions.transposedProduct ring v.[l] v.[l])) core.[3] ]
        |> List.forall id)

[<Fact>]
let ``the core's residual is the lemma's over doubles, bit by bit`` () =
    let ring = Ring.float

    forAll SpecGenerators.drawn (fun spec ->
        let case = Materialise.case spec
        let passes = Passes.run case

        let core =
            Lemma1Residual.Compute(case.Pair, passes.Teacher, passes.Student, passes.Backward)

        let teacher = Definitions.ofNetwork ring case.Pair.Teacher
        let student = Definitions.ofNetwork ring case.Pair.Student

        [ for i in 0 .. case.Samples - 1 do
              let residuals = MixtureRule.residuals ring Lemma teacher student (case.Sample i)

              for l in 1 .. case.Pair.Depth do
                  sameBits residuals.[l] (core.At(l).Row(i).ToArray()) ]
        |> List.forall id)

/// Arrays of small integers, on which doubles are exact.
let private integers =
    Gen.choose (0, 6)
    |> Gen.bind (fun n -> Gen.arrayOfLength n (Gen.choose (-1000, 1000) |> Gen.map float))

[<Fact>]
let ``both rings are the same arithmetic where doubles are exact`` () =
    let exact = Array.map Dyadic.ofDouble

    forAll integers (fun values ->
        let other = Array.rev values

        Ring.dyadic.ToDouble(Ring.dyadic.Dot (exact values) (exact other)) = Ring.float.Dot values other
        && Array.forall2
            (fun a b ->
                let da, db = Dyadic.ofDouble a, Dyadic.ofDouble b

                Ring.dyadic.ToDouble(Ring.dyadic.Add da db) = Ring.float.Add a b
                && Ring.dyadic.ToDouble(Ring.dyadic.Subtract da db) = Ring.float.Subtract a b
                && Ring.dyadic.ToDouble(Ring.dyadic.Multiply da db) = Ring.float.Multiply a b
                && Ring.dyadic.IsNonNegative da = Ring.float.IsNonNegative a)
            values
            other)

[<Fact>]
let ``a double is embedded as the number it is`` () =
    forAll Generators.finiteDouble (fun value ->
        Ring.dyadic.ToDouble(Ring.dyadic.OfDouble value) = value
        && Ring.float.OfDouble value = value)

[<Fact>]
let ``the doubles' dot product rounds once a term, in order`` () =
    // 2^53 + 1 rounds to 2^53 at once, so the order of the terms shows
    let big = Math.ScaleB(1.0, 53)
    Assert.Equal(0.0, Ring.float.Dot [| big; 1.0; -big |] [| 1.0; 1.0; 1.0 |])
    Assert.Equal(1.0, Ring.float.Dot [| big; -big; 1.0 |] [| 1.0; 1.0; 1.0 |])
    // fused: (1 + 2^-52)(1 - 2^-52) - 1 = -2^-104, which a rounded product would lose
    let u = Math.ScaleB(1.0, -52)
    Assert.Equal(-Math.ScaleB(1.0, -104), Ring.float.Dot [| -1.0; 1.0 + u |] [| 1.0; 1.0 - u |])
