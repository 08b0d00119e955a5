/// Segments across a teacher's boundary: their points, their stations, and the students that are tuned to them.
module Verify.Proofs.Tests.Zero.DeepSegmentTests

open System
open Xunit
open Verify.Algebra
open Verify.Claims.Generators
open Verify.Claims.Geometry
open Verify.Claims.Theorems

let private drawn count space halvings =
    [ for seed in 1UL .. count -> SegmentCases.draw space halvings seed ]

let private family = SegmentCases.family

[<Fact>]
let ``specs read back and their errors name the part`` () =
    for spec in drawn 60UL DeepKink.space [ 0; 3 ] do
        Assert.Equal(Ok spec, family.Parse(family.ToText spec))

        for simpler in family.Shrink spec do
            Assert.Equal(Ok simpler, family.Parse(family.ToText simpler))

    let text = family.ToText (drawn 1UL DeepKink.space [ 3 ]).Head

    Assert.Equal(
        Error "'halvings=x' is not a whole number from 0 to 64",
        family.Parse(text.Replace("halvings=3", "halvings=x"))
    )

    Assert.True((family.Parse "").IsError)

[<Fact>]
let ``the middle point is as far from the boundary as the spec says`` () =
    for spec in drawn 100UL DeepKink.space [ 0; 2; 5 ] do
        let segment = DeepSegment(family.Make spec)
        let h (point: DeepPoint) = point.PreActivation(Teacher, 1, 0)
        let step = h segment.Last - h segment.Middle
        Assert.Equal(h segment.Middle - h segment.First, step)
        Assert.Equal(Rational.create (bigint (spec.Eighths - 8)) 8I * step, h segment.Middle)

[<Fact>]
let ``stations are in order and hold every flip of layer 1`` () =
    for spec in drawn 60UL DeepRegions.space [ 0; 1 ] do
        let segment = DeepSegment(family.Make spec)
        let stations = segment.Stations
        Assert.Equal<Rational>(segment.First.X, stations.Head.X)
        Assert.Equal<Rational>(segment.Last.X, (List.last stations).X)

        let count side =
            match side with
            | Teacher -> segment.Teachers.Length
            | Student -> segment.Students.Length

        for side in [ Teacher; Student ] do
            for k in 0 .. count side - 1 do
                let signs =
                    stations
                    |> List.map (fun point -> Rational.sign (point.PreActivation(side, 1, k)))

                // Affine: the signs are monotone, and a change passes through a station where z = 0.
                Assert.True(signs = List.sort signs || signs = List.sortDescending signs)

                if List.contains 1 signs && List.contains -1 signs then
                    Assert.Contains(0, signs)

/// max of |F_k| over the three points, against half its range: equal when the mixture was tuned.
let private isBalanced (segment: DeepSegment) k =
    let mixtures =
        [ segment.First; segment.Middle; segment.Last ]
        |> List.map (fun point -> point.Gradient[k] / point.Gates(Student, 1).[k])

    List.max mixtures = Rational.neg (List.min mixtures)

[<Fact>]
let ``tuned students of two layers have a balanced mixture at a node`` () =
    let balanced =
        drawn
            120UL
            { DeepKink.space with
                Depths = [ 2 ]
                Leaks = [ 0.5 ]
                Changes = [ Dropped ] }
            [ 3 ]
        |> List.map (fun spec ->
            let segment = DeepSegment(family.Make { spec with Tuned = true })
            segment.Students |> List.exists (isBalanced segment))
        |> List.filter id

    Assert.True(balanced.Length > 90, $"{balanced.Length} of 120")

[<Fact>]
let ``material that is no segment is refused`` () =
    let spec = (drawn 1UL DeepKink.space [ 3 ]).Head
    let material = family.Store(family.Make spec)
    let points = material.Table "points"

    let message tables =
        Assert
            .Throws<ArgumentException>(fun () ->
                family.Restore spec { material with Tables = tables } |> ignore<SegmentCase>)
            .Message

    Assert.Contains("it has no 'points'", message [])
    Assert.Contains("not 3 x", message [ "points", { points with Rows = 1 } ])

    let moved =
        Array.mapi (fun i value -> if i = 0 then value + 1.0 else value) points.Values

    Assert.Contains("half-way", message [ "points", { points with Values = moved } ])
