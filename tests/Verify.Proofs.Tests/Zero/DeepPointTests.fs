/// One point of a deep pair: its A_1, B_1 and g_1 satisfy Lemma 1 and agree with the exact geometry's own evaluation.
module Verify.Proofs.Tests.Zero.DeepPointTests

open Xunit
open Verify.Algebra
open Verify.Claims.Generators
open Verify.Claims.Geometry
open Verify.Claims.Theorems

let private cases =
    [ for seed in 1UL .. 60UL ->
          ZeroStudents.case (
              ZeroCases.draw
                  { DeepSpecialize.space with
                      Changes = [ Unrelated; Dropped; Exact ] }
                  seed
          ) ]

let private points (case: ZeroCase) =
    [ for n in 1..5 -> Array.init case.Pair.Inputs (fun i -> Rational.create (bigint (3 * n - 8 + i)) 7I) ]

[<Fact>]
let ``the gradient is that of the exact geometry`` () =
    for case in cases do
        let teacher = ExactNetwork.ofNetwork case.Pair.Teacher
        let student = ExactNetwork.ofNetwork case.Pair.Student
        let pair = ExactPair.ofPair case.Pair

        for x in points case do
            Assert.Equal<Rational>(ExactNetwork.gradient teacher student x, DeepPoint(pair, x).Gradient)

[<Fact>]
let ``g is D (A f* - B f) with the point's A and B`` () =
    for case in cases do
        let pair = ExactPair.ofPair case.Pair

        for x in points case do
            let point = DeepPoint(pair, x)

            let activations side count =
                [| for k in 0 .. count - 1 -> point.Gates(side, 1).[k] * point.PreActivation(side, 1, k)
                   yield Rational.one |]

            let theirs = activations Teacher (case.Pair.Teacher.Shape.Width 1)
            let mine = activations Student (case.Pair.Student.Shape.Width 1)

            for k in 0 .. mine.Length - 2 do
                let mixture = Rationals.dot point.A.[k] theirs - Rationals.dot point.B.[k] mine
                Assert.Equal(point.Gradient[k], point.Gates(Student, 1).[k] * mixture)
                Assert.Equal(point.A.[k].[0], point.Alpha k 0)
