/// Every upper node that changes its gate on a segment is found as a piece, and the piece's form is the node's there.
module Verify.Proofs.Tests.Finite.DeepPiecesTests

open System
open Xunit
open Verify.Claims.Generators
open Verify.Claims.Oracle
open Verify.Claims.Theorems
open Verify.Core.Networks
open Verify.Core.Numerics

let private space =
    { ZeroSpace.standard with
        Depths = [ 3; 4 ]
        Inputs = [ 2; 3 ]
        Widths = [ 2; 3 ]
        UpperWidths = [ 2; 3 ]
        Changes = [ Unrelated ] }

let private exact = Array.map Enclosure.exact

/// z of every hidden node of the layers from 2 up, in doubles.
let private upper (network: Network) (x: float[]) =
    let evaluation =
        Definitions.evaluate Ring.float (Definitions.ofNetwork Ring.float network) x

    let ringed = Definitions.ofNetwork Ring.float network

    [ for l in 2 .. network.Shape.Depth - 1 do
          for k in 0 .. network.Shape.Width l - 1 do
              (l, k), Ring.float.Dot ringed.Columns[l - 1].[k] evaluation.F[l - 1] ]
    |> Map.ofList

[<Fact>]
let ``a node that changes sign between points of the segment has a piece, whose form vanishes on it`` () =
    let mutable changes = 0

    for seed in 1UL .. 60UL do
        let network = (ZeroStudents.case (ZeroCases.draw space seed)).Pair.Student
        let random = CounterRandom(seed, 3UL)
        let d = network.Shape.Inputs
        let x = Array.init d (fun _ -> random.NextGaussian())
        let p = Array.init d (fun _ -> random.NextGaussian())
        let along tau = Array.map2 (fun a b -> a + tau * b) x p
        let met = DeepPieces.met Student (EnclosedNetwork network) (exact x) (exact p)
        let stations = [ for i in -50 .. 50 -> upper network (along (float i / 50.0)) ]

        for before, after in List.pairwise stations do
            for node in Map.keys before do
                if before[node] * after[node] < 0.0 then
                    changes <- changes + 1

                    let pieces = met |> List.filter (fun (name, _) -> (name.Layer, name.Node) = node)

                    Assert.NotEmpty pieces

                    // Some form of the node vanishes within the segment, so |a.x + b| <= |a.p|.
                    let isNear (form: Enclosure[]) =
                        let at = Enclosure.dot form (Array.append (exact x) [| Enclosure.exact 1.0 |])
                        let slope = Enclosure.dot form[.. d - 1] (exact p)
                        (Enclosure.abs at).Low <= (Enclosure.abs slope).High

                    Assert.Contains(pieces, fun (_, form) -> isNear form)

    Assert.True(changes > 20, string changes)

[<Fact>]
let ``a segment on which nothing comes near zero meets no piece`` () =
    // z_2 = 1 + sigma(x0) stays at 1 or above.
    let network =
        Network(
            NetworkShape(ReadOnlySpan<int> [| 1; 1; 1; 1 |]),
            0.0,
            ReadOnlySpan<float> [| 1.0; 0.0; 1.0; 1.0; 1.0; 0.0 |]
        )

    Assert.Empty(DeepPieces.met Student (EnclosedNetwork network) (exact [| 0.0 |]) (exact [| 5.0 |]))

[<Fact>]
let ``a piece is named by the gates below`` () =
    // z_2 = sigma(x0) - 1: zero at x0 = 1, where the node below is active.
    let network =
        Network(
            NetworkShape(ReadOnlySpan<int> [| 1; 1; 1; 1 |]),
            0.0,
            ReadOnlySpan<float> [| 1.0; 0.0; 1.0; -1.0; 1.0; 0.0 |]
        )

    match DeepPieces.met Teacher (EnclosedNetwork network) (exact [| 0.0 |]) (exact [| 2.0 |]) with
    | [ name, form ] ->
        Assert.Equal(
            { Side = Teacher
              Layer = 2
              Node = 0
              Pattern = "1" },
            name
        )

        for e, value in Array.zip form [| 1.0; -1.0 |] do
            Assert.InRange(value, e.Low, e.High)
            Assert.True(e.High - e.Low < 1e-15)

    | other -> Assert.Fail $"{other}"
