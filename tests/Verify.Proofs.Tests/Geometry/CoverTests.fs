/// Covers of the regions of generated networks: the checker accepts them whole and refuses them with a part left out.
module Verify.Proofs.Tests.Geometry.CoverTests

open System
open Xunit
open FsCheck.FSharp
open Verify.Algebra
open Verify.Claims.Geometry
open Verify.Proofs.Tests.Algebra.Replay
open Verify.Proofs.Tests.Geometry.Networks

let private regions p networks = Regions.all p networks |> List.ofSeq

[<Fact>]
let ``the regions of networks of any depth cover the polytope, and no region can be left out`` () =
    let mutable deadEnds = 0
    let mutable omitted = 0

    for d, hidden in [ 1, 2; 2, 1; 2, 2; 2, 3; 3, 1 ] do
        checkMany
            25
            (Prop.forAll
                (Arb.fromGen (Gen.zip (polytope d) (pair d hidden 1)))
                (fun (p, (teacher, student)) ->
                    let networks = [ teacher; student ]

                    match regions p networks with
                    | [] -> Cover.check p networks (Cover.build p []) = Ok()
                    | all ->
                        let cover = Cover.build p all
                        deadEnds <- deadEnds + cover.DeadEnds.Length

                        let refuses changed = Cover.check p networks changed <> Ok()

                        Cover.check p networks cover = Ok()
                        && Seq.forall
                            (fun i ->
                                omitted <- omitted + 1

                                refuses
                                    { cover with
                                        Regions = Array.removeAt i cover.Regions })
                            (seq { 0 .. cover.Regions.Length - 1 })
                        && Seq.forall
                            (fun i ->
                                refuses
                                    { cover with
                                        DeadEnds = Array.removeAt i cover.DeadEnds })
                            (seq { 0 .. cover.DeadEnds.Length - 1 })))

    Assert.True(deadEnds > 500 && omitted > 500, $"{deadEnds} dead ends, {omitted} regions left out")

[<Fact>]
let ``a list without one of the regions makes no cover`` () =
    let box = Polytope.box 2 (q 2)

    let network =
        ofNodes (q 0) [ for w in [ [ 1; 0; 0 ]; [ 0; 1; 0 ]; [ 1; 1; 1 ] ] -> qs w, qs [ 1 ] ] (qs [ 0 ])

    let all = regions box [ network ]
    Assert.Equal(7, all.Length)
    // Seven of eight sign patterns; the eighth is the only dead end.
    Assert.Equal(1, (Cover.build box all).DeadEnds.Length)

    for i in 0..6 do
        Assert.Throws<InvalidOperationException>(fun () ->
            Cover.build box (List.removeAt i all) |> ignore<Cover>)
        |> ignore<InvalidOperationException>

[<Fact>]
let ``a dead end that is none is refused`` () =
    let box = Polytope.box 2 (q 2)
    let network = ofNodes (q 0) [ qs [ 1; 0; 0 ], qs [ 1 ] ] (qs [ 0 ])
    let cover = Cover.build box (regions box [ network ])
    Assert.Empty cover.DeadEnds

    let claimed outcome =
        { Regions = [| [| true |] |]
          DeadEnds = [| [| false |], outcome |] }

    for outcome in
        [ Infeasible(Farkas(Array.create 5 Rational.one))
          Infeasible(Farkas(Array.create 5 Rational.zero))
          Infeasible(CrossedBounds 0)
          Optimal(qs [ 0; 0; 0 ], q 0, Array.create 5 Rational.zero) ] do
        Assert.NotEqual(Ok(), Cover.check box [ network ] (claimed outcome))

[<Fact>]
let ``the forms of a region are those of the enumeration`` () =
    checkMany
        60
        (Prop.forAll (Arb.fromGen (Gen.zip (polytope 2) (pair 2 3 2))) (fun (p, (teacher, student)) ->
            regions p [ teacher; student ]
            |> List.forall (fun region ->
                [ teacher; student ]
                |> List.indexed
                |> List.forall (fun (n, network) ->
                    [ 1 .. network.Depth ]
                    |> List.forall (fun l ->
                        let expected =
                            if l = network.Depth then
                                region.Outputs[n]
                            else
                                region.Forms.[n].[l - 1]

                        Cover.forms network region.Gates[n] l = expected)))))
