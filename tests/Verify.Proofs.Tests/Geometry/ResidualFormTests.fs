/// ResidualForm against the evaluation of both networks.
module Verify.Proofs.Tests.Geometry.ResidualFormTests

open System
open Xunit
open FsCheck.FSharp
open Verify.Algebra
open Verify.Claims.Geometry
open Verify.Proofs.Tests.Algebra.Replay
open Verify.Proofs.Tests.Geometry.Networks

[<Fact>]
let ``the residual form is the residual, and its creases are all different`` () =
    for d in 1..3 do
        forAll2 (pair d 1 2) (points 10 d) (fun (teacher, student) sample ->
            let form = ResidualForm.ofPair teacher student
            let planes = form.Creases |> List.map _.Hyperplane

            List.distinct planes = planes
            && sample
               |> List.forall (fun x -> ResidualForm.value x form = ExactNetwork.residual teacher student x))

[<Fact>]
let ``a crease lists its nodes with their factors, and its kink is their balance`` () =
    // On x = 0: teacher nodes 2x and -x, student node -4x; c = 1/2.
    let node w v = qs w, qs v

    let teacher =
        ofNodes (ratio 1 2) [ node [ 2; 0 ] [ 3 ]; node [ 1; 1 ] [ 1 ]; node [ -1; 0 ] [ 5 ] ] (qs [ 0 ])

    let student =
        ofNodes (ratio 1 2) [ node [ 0; 2 ] [ 1 ]; node [ -4; 0 ] [ 7 ] ] (qs [ 0 ])

    match (ResidualForm.ofPair teacher student).Creases with
    | [ crease; other ] ->
        Assert.Equal<(int * Rational) list>([ 0, q 2; 2, q -1 ], crease.Teachers)
        Assert.Equal<(int * Rational) list>([ 1, q -4 ], crease.Students)
        // (1 - 1/2) (2 x 3 + 1 x 5 - 4 x 7)
        Assert.Equal<Rational[]>([| ratio -17 2 |], crease.Kink)
        Assert.Equal<(int * Rational) list>([ 1, q 1 ], other.Teachers)
        Assert.Empty other.Students
    | other -> Assert.Fail $"%A{other}"

[<Fact>]
let ``deeper networks and pairs that do not match are refused`` () =
    let make widths =
        Gen.sampleWithSeed (FsCheck.Rnd 1UL) 10 1 (network widths) |> Array.head

    for teacher, student in
        [ make [ 2; 3; 3; 1 ], make [ 2; 3; 3; 1 ]
          make [ 2; 3; 1 ], make [ 2; 3; 2 ]
          make [ 1; 3; 1 ], make [ 2; 3; 1 ] ] do
        Assert.Throws<ArgumentException>(fun () -> ResidualForm.ofPair teacher student |> ignore)
        |> ignore
