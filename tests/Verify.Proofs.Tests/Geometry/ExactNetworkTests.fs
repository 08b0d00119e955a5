/// ExactNetwork against the definitions over dyadic numbers.
module Verify.Proofs.Tests.Geometry.ExactNetworkTests

open System
open Xunit
open FsCheck.FSharp
open Verify.Algebra
open Verify.Claims.Geometry
open Verify.Claims.Oracle
open Verify.Core.Networks
open Verify.Proofs.Tests.Algebra.Replay
open Verify.Proofs.Tests.Geometry.Networks

/// Doubles of few bits, so that products stay short; any finite double would do.
let private number =
    Gen.map2 (fun (a: int) e -> Math.ScaleB(double a, e)) (Gen.choose (-9, 9)) (Gen.choose (-4, 2))

let private coreNetwork (widths: int list) =
    gen {
        let shape = NetworkShape(ReadOnlySpan<int>(Array.ofList widths))
        let! leak = Gen.elements [ 0.0; 0.25; 0.5 ]
        let! weights = Gen.arrayOfLength shape.WeightCount number
        return Network(shape, leak, ReadOnlySpan<float> weights)
    }

[<Fact>]
let ``outputs, gates and gradients are those of the dyadic definitions`` () =
    let case widths studentWidths =
        Gen.zip3 (coreNetwork widths) (coreNetwork studentWidths) (Gen.arrayOfLength 2 number)

    let exact values = values |> Array.map Rational.ofDyadic

    for widths, studentWidths in [ [ 2; 3; 2 ], [ 2; 2; 2 ]; [ 2; 3; 2; 1 ], [ 2; 2; 4; 1 ] ] do
        forAll (case widths studentWidths) (fun (teacher, student, x) ->
            let ring = Ring.dyadic
            let point = x |> Array.map Dyadic.ofDouble
            let dyadicStudent = Definitions.ofNetwork ring student
            let s = Definitions.evaluate ring dyadicStudent point
            let t = Definitions.evaluate ring (Definitions.ofNetwork ring teacher) point
            let g = Definitions.gradients ring dyadicStudent t.F[student.Shape.Depth] s

            let mine = ExactNetwork.ofNetwork student
            let theirs = ExactNetwork.ofNetwork teacher
            let trace = ExactNetwork.evaluate mine (exact point)

            trace.Outputs = exact s.F[student.Shape.Depth]
            && [ 1 .. student.Shape.Depth - 1 ]
               |> List.forall (fun l ->
                   trace.Gates[l - 1] = exact s.D[l].[.. student.Shape.Width l - 1]
                   && Array.map2 (*) trace.Gates[l - 1] trace.PreActivations[l - 1] =
                       exact s.F[l].[.. student.Shape.Width l - 1])
            && ExactNetwork.gradient theirs mine (exact point) = exact g[1])

[<Fact>]
let ``nodes are read by columns`` () =
    let network =
        { Leak = q 0
          Layers =
            [| [| qs [ 1; 4 ]; qs [ 2; 0 ]; qs [ 3; 6 ] |]
               [| qs [ 7 ]; qs [ 8 ]; qs [ 9 ] |] |] }

    Assert.Equal((qs [ 1; 2 ], q 3), ExactNetwork.node network 0)
    Assert.Equal((qs [ 4; 0 ], q 6), ExactNetwork.node network 1)
    Assert.Equal<Rational[]>(qs [ 8 ], ExactNetwork.fanOut network 1)
    Assert.Equal((2, 2, 1, 2), (network.Depth, network.Inputs, network.Outputs, network.Width 1))

    match ExactNetwork.hyperplane network 1 with
    | Some(plane, rho) ->
        Assert.Equal<Rational[]>(qs [ 1; 0 ], plane.Normal)
        Assert.Equal(ratio 3 2, plane.Offset)
        Assert.Equal(q 4, rho)
    | None -> Assert.Fail "The node has a hyperplane."

[<Fact>]
let ``the lower layers alone give the pre-activations as outputs`` () =
    let network =
        Gen.sampleWithSeed (FsCheck.Rnd 1UL) 10 1 (network [ 2; 3; 4; 1 ]) |> Array.head

    let x = [| ratio 1 3; q -2 |]
    let trace = ExactNetwork.evaluate network x

    for l, expected in [ 1, trace.PreActivations[0]; 2, trace.PreActivations[1]; 3, trace.Outputs ] do
        let lower = ExactNetwork.upTo l network
        Assert.Equal((l, expected.Length), (lower.Depth, lower.Outputs))
        Assert.Equal<Rational[]>(expected, (ExactNetwork.evaluate lower x).Outputs)

[<Fact>]
let ``wrong shapes are refused`` () =
    let make widths =
        Gen.sampleWithSeed (FsCheck.Rnd 1UL) 10 1 (network widths) |> Array.head

    let refused action =
        Assert.Throws<ArgumentException>(fun () -> action () |> ignore) |> ignore

    let base' = make [ 2; 3; 1 ]
    refused (fun () -> ExactNetwork.evaluate base' (qs [ 1 ]))
    refused (fun () -> ExactNetwork.requirePair base' (make [ 3; 3; 1 ]))
    refused (fun () -> ExactNetwork.requirePair base' (make [ 2; 3; 2 ]))
    refused (fun () -> ExactNetwork.requirePair base' (make [ 2; 3; 3; 1 ]))
    refused (fun () -> ExactNetwork.upTo 0 base')
    refused (fun () -> ExactNetwork.upTo 3 base')
