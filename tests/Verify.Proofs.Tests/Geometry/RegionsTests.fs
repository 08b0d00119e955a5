/// Regions against the gate patterns met at sampled points, and against known counts.
module Verify.Proofs.Tests.Geometry.RegionsTests

open Xunit
open FsCheck.FSharp
open Verify.Algebra
open Verify.Claims.Geometry
open Verify.Proofs.Tests.Algebra.Replay
open Verify.Proofs.Tests.Geometry.Networks

let private complete p networks =
    match Regions.enumerate 100000 p networks with
    | Complete regions -> regions
    | LimitReached _ -> failwith "More regions than these networks can have."

/// The gates of every network at x, and whether x is on no boundary of a node that is not constant there.
let private pattern networks x =
    networks
    |> List.map (fun network -> ExactNetwork.evaluate network x)
    |> List.map (fun trace ->
        trace.PreActivations |> Array.map (Array.map (fun z -> Rational.sign z >= 0)),
        trace.PreActivations
        |> Array.forall (Array.forall (fun z -> not (Rational.isZero z))))

let private holds p networks sample =
    let regions = complete p networks
    let patterns = regions |> List.map _.Gates

    let describes (region: Region) x =
        List.ofArray region.Gates = (pattern networks x |> List.map fst)
        && List.forall2
            (fun outputs network ->
                (outputs |> Array.map (Rationals.valueAt x)) = (ExactNetwork.evaluate network x).Outputs)
            (List.ofArray region.Outputs)
            networks

    let everyRegion =
        regions
        |> List.forall (fun region ->
            Polytope.contains region.Inner p
            && Polytope.contains region.Inner region.Cell
            && describes region region.Inner)

    let everyPoint =
        sample
        |> List.filter (fun x -> Polytope.contains x p && pattern networks x |> List.forall snd)
        |> List.forall (fun x ->
            match regions |> List.filter (fun region -> Polytope.contains x region.Cell) with
            | [ region ] -> describes region x
            | _ -> false)

    List.distinct patterns = patterns && everyRegion && everyPoint

[<Fact>]
let ``two layers: every sampled point lies in one region, which says what the networks do there`` () =
    for d in 1..3 do
        checkMany
            60
            (Prop.forAll
                (Arb.fromGen (Gen.zip3 (polytope d) (pair d 1 2) (points 60 d)))
                (fun (p, (t, s), sample) -> holds p [ t; s ] sample))

[<Fact>]
let ``three and four layers: the same`` () =
    for d, hidden in [ 1, 2; 2, 2; 2, 3 ] do
        checkMany
            40
            (Prop.forAll
                (Arb.fromGen (Gen.zip3 (polytope d) (pair d hidden 1) (points 60 d)))
                (fun (p, (t, s), sample) -> holds p [ t; s ] sample))

let private lines nodes =
    ofNodes (q 0) [ for w in nodes -> qs w, qs [ 1 ] ] (qs [ 0 ])

let private count p networks = (complete p networks).Length

[<Fact>]
let ``arrangements have their known numbers of regions`` () =
    let box = Polytope.box 2 (q 10)
    // Three lines in general position; three through a point; two parallel ones; the same line three times.
    Assert.Equal(7, count box [ lines [ [ 1; 0; 0 ]; [ 0; 1; 0 ]; [ 1; 1; 1 ] ] ])
    Assert.Equal(6, count box [ lines [ [ 1; 0; 0 ]; [ 0; 1; 0 ]; [ 1; 1; 0 ] ] ])
    Assert.Equal(6, count box [ lines [ [ 1; 0; 0 ]; [ 1; 0; 1 ]; [ 0; 1; 1 ] ] ])
    Assert.Equal(2, count box [ lines [ [ 1; 0; 0 ]; [ -2; 0; 0 ] ]; lines [ [ 3; 0; 0 ] ] ])
    // Only the part within the polytope counts, and constant nodes split nothing.
    Assert.Equal(
        3,
        count (Polytope.box 2 (ratio 1 2)) [ lines [ [ 1; 1; 0 ]; [ 4; 4; 1 ]; [ 1; 0; 1 ]; [ 0; 0; 0 ] ] ]
    )

    Assert.Equal(0, count (Polytope.box 2 (q 0)) [ lines [ [ 1; 0; 0 ] ] ])

[<Fact>]
let ``a tent has a region for each of its slopes`` () =
    // |x| - 1 folded once more: kinks at -1, 0 and 1.
    let tent =
        { Leak = q 0
          Layers =
            [| [| qs [ 1; -1 ]; qs [ 0; 0 ] |]
               [| qs [ 1; -1 ]; qs [ 1; -1 ]; qs [ -1; 1 ] |]
               [| qs [ 1 ]; qs [ 1 ]; qs [ 0 ] |] |] }

    let regions = complete (Polytope.box 1 (q 3)) [ tent ]

    Assert.Equal<Set<Rational>>(
        set [ q -1; q 1 ],
        regions |> List.map (fun region -> region.Outputs.[0].[0].[0]) |> Set.ofList
    )

    Assert.Equal(4, regions.Length)

/// How many planes separate a region from another, for layers 1 alone.
let private separating (networks: ExactNetwork list) (a: Region) (b: Region) =
    [ for n, network in List.indexed networks do
          for k in 0 .. network.Width 1 - 1 do
              if a.Gates.[n].[0].[k] <> b.Gates.[n].[0].[k] then
                  ExactNetwork.hyperplane network k |> Option.map fst ]
    |> List.distinct
    |> List.length

[<Fact>]
let ``two layers: regions come in the order of their distance from the first`` () =
    // The segment between two points of a convex set crosses the planes that separate them, one at a time when it is moved
    // a little: so many steps apart two regions are, and no fewer.
    let mutable furthest = 0

    for d in 1..3 do
        checkMany
            40
            (Prop.forAll (Arb.fromGen (Gen.zip (polytope d) (pair d 1 1))) (fun (p, (teacher, student)) ->
                let networks = [ teacher; student ]

                match complete p networks with
                | [] -> true
                | first :: _ as all ->
                    let distances = all |> List.map (separating networks first)
                    furthest <- max furthest (List.last distances)
                    distances = List.sort distances))

    Assert.True(furthest >= 4, $"{furthest}")

[<Fact>]
let ``the order is the same every time`` () =
    checkMany
        20
        (Prop.forAll (Arb.fromGen (Gen.zip (polytope 2) (pair 2 2 1))) (fun (p, (teacher, student)) ->
            complete p [ teacher; student ] = complete p [ teacher; student ]))

[<Fact>]
let ``the limit is reached only when there is more`` () =
    let network = lines [ [ 1; 0; 0 ]; [ 0; 1; 0 ]; [ 1; 1; 1 ] ]
    let box = Polytope.box 2 (q 10)

    match Regions.enumerate 7 box [ network ], Regions.enumerate 6 box [ network ] with
    | Complete all, LimitReached some ->
        Assert.Equal(7, all.Length)
        Assert.Equal<Region list>(List.take 6 all, some)
    | other -> Assert.Fail $"{other}"
