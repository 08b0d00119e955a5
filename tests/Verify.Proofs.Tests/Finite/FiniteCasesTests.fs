/// Finite-sample cases: their texts and stores read back, the same seed gives the same bits, samples lie where the spec puts
/// them, and every source does what it is there for.
module Verify.Proofs.Tests.Finite.FiniteCasesTests

open System
open Xunit
open Verify.Claims.Generators
open Verify.Claims.Theorems

let private space =
    { FiniteSpace.standard with
        Networks =
            { FiniteSpace.standard.Networks with
                Depths = [ 2; 2; 3 ] }
        Sources = [ Built; Moved; MovedNode; Trained; TrainedAfresh; Flattened; Smoothed ]
        Shapes = [ Even; Bell; Clusters; Flat ] }

let private drawn = [ for seed in 1UL .. 60UL -> FiniteCases.draw space seed ]
let private family = FiniteCases.family

[<Fact>]
let ``specs read back from their texts, shrunk ones too`` () =
    for spec in drawn do
        Assert.Equal(Ok spec, family.Parse(family.ToText spec))

        for smaller in family.Shrink spec do
            Assert.Equal(Ok smaller, family.Parse(family.ToText smaller))
            Assert.NotEqual(spec, smaller)

[<Theory>]
[<InlineData("near=x", "near")>]
[<InlineData("mode=both", "mode")>]
[<InlineData("band=99", "band")>]
let ``an error names the part`` (part: string, name: string) =
    let text = family.ToText(List.head drawn)

    let own =
        text.Split ','
        |> Array.map (fun p -> if p.StartsWith(name + "=") then part else p)

    match family.Parse(String.Join(',', own)) with
    | Error problem -> Assert.Contains(part, problem)
    | Ok _ -> Assert.Fail part

[<Fact>]
let ``the same spec gives the same bits`` () =
    for spec in List.truncate 20 drawn do
        let a, b = family.Make spec, family.Make spec
        Assert.Equal<float[]>(a.Inputs, b.Inputs)
        Assert.Equal<float[]>(a.Pair.Student.AllWeights.ToArray(), b.Pair.Student.AllWeights.ToArray())

[<Fact>]
let ``a stored case is restored by value, and other material is refused`` () =
    let case = family.Make(List.head drawn)
    let material = family.Store case
    let again = family.Restore case.Spec material
    Assert.Equal<float[]>(case.Inputs, again.Inputs)
    Assert.Equal((case.Step, case.Delta, case.Augmentation), (again.Step, again.Delta, again.Augmentation))

    let refused tables =
        Assert.Throws<ArgumentException>(fun () ->
            family.Restore case.Spec { material with Tables = tables } |> ignore<FiniteCase>)
        |> ignore<ArgumentException>

    let setting values =
        "setting",
        { Rows = 1
          Columns = Array.length values
          Values = values }

    let inputs = "inputs", material.Table "inputs"
    refused [ inputs ]
    refused [ setting [| 1.0; 0.5; 1.0 |] ]
    refused [ inputs; setting [| 0.0; 0.5; 1.0 |] ]
    refused [ inputs; setting [| 1.0; -0.5; 1.0 |] ]
    refused [ inputs; setting [| 1.0; 0.5; 2.0 |] ]
    refused [ inputs; setting [| 1.0; 0.5 |] ]

    refused
        [ "inputs",
          { Rows = 1
            Columns = 9
            Values = Array.create 9 0.0 }
          setting [| 1.0; 0.5; 1.0 |] ]

[<Fact>]
let ``the samples that are drawn beside a boundary are in its band`` () =
    for spec in List.truncate 30 drawn do
        let case = family.Make spec
        let setting = FiniteSetting case

        let beside =
            setting.TeacherNodes
            |> List.collect (fun j -> setting.Near j |> Array.toList)
            |> List.distinct

        // All but those drawn anywhere; teachers out of the box have none.
        Assert.True(beside.Length >= case.Samples - spec.Far, family.ToText spec)

let private score (case: FiniteCase) =
    FiniteProbe(
        case.Pair.Teacher,
        case.Pair.Student.Shape,
        case.Inputs,
        case.Step,
        case.Delta,
        case.Augmentation
    )
        .Score
        case.Pair.Student

let private ofSource source =
    { FiniteSpace.standard with
        Networks =
            { FiniteSpace.standard.Networks with
                Inputs = [ 2 ]
                Kinds = [ Plain ]
                Spans = [ AllOutputs ] }
        Sources = [ source ] }

let private scores source =
    [ for seed in 1UL .. 30UL -> score (family.Make(FiniteCases.draw (ofSource source) seed)) ]

[<Theory>]
[<InlineData("moved", 20)>]
[<InlineData("moved-node", 15)>]
[<InlineData("trained", 6)>]
let ``students are brought to just below the threshold`` (name: string, least: int) =
    let source =
        match name with
        | "moved" -> Moved
        | "moved-node" -> MovedNode
        | _ -> Trained

    let close = scores source |> List.filter (fun s -> 0.9 < s && s < 1.0)
    Assert.True(close.Length >= least, $"{name}: {close.Length}")

[<Fact>]
let ``built students have no gradient to speak of, and flattened ones are between the threshold and twice it``
    ()
    =
    Assert.True(scores Built |> List.filter (fun s -> s < 1e-6) |> List.length >= 20)

    let flattened =
        { ofSource Flattened with
            Networks =
                { (ofSource Flattened).Networks with
                    Widths = [ 1 ]
                    Changes = [ Dropped ]
                    Idle = [ 1 ] }
            Augmentations = [ Aware ]
            Bands = [ 2 ] }

    for seed in 1UL .. 20UL do
        let s = score (family.Make(FiniteCases.draw flattened seed))
        // (t + delta) / (t - delta) = 18/14, up to how far the samples fill the band
        Assert.True(Double.IsInfinity s || 1.0 < s && s < 1.3, string s)
