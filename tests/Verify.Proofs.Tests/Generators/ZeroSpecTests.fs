/// The text of zero specs: it reads back, its errors name the part, and shrinking leads to specs that read back too.
module Verify.Proofs.Tests.Generators.ZeroSpecTests

open Xunit
open Verify.Claims.Generators

let private space =
    { ZeroSpace.standard with
        Depths = [ 2; 2; 3; 4 ]
        Kinds = [ Plain; Coplanar; Annulled; Parallel; Hidden; Unseen; Mute ]
        Changes = [ Exact; Nudged; Dropped; Unrelated; Strayed ] }

let private drawn = [ for seed in 1UL .. 300UL -> ZeroCases.draw space seed ]

[<Fact>]
let ``every spec reads back from its text`` () =
    for spec in drawn do
        Assert.Equal(Ok spec, ZeroSpec.parse (ZeroSpec.toText spec))

[<Fact>]
let ``the same seed gives the same spec`` () =
    Assert.Equal<ZeroSpec list>(drawn, [ for seed in 1UL .. 300UL -> ZeroCases.draw space seed ])

[<Fact>]
let ``every kind of every property is drawn`` () =
    let values =
        drawn
        |> List.collect ZeroSpec.labels
        |> List.groupBy fst
        |> List.map (fun (name, found) -> name, List.distinct found)

    let count name =
        values |> List.find (fst >> (=) name) |> snd |> List.length

    Assert.Equal(7, count "teacher")
    Assert.Equal(5, count "change")
    Assert.Equal(3, count "span")
    Assert.Equal(3, count "orientation")
    Assert.Equal(3, count "copies")

[<Theory>]
[<InlineData("d=0", "'d=0' is not a whole number from 1 to 8")>]
[<InlineData("c=1", "'c=1' is not a number in [0, 1)")>]
[<InlineData("t=2-x", "'t=2-x' is not a list of whole numbers from 1 to 16")>]
[<InlineData("turn=left", "'turn=left' is not one of same, mixed, opposite")>]
[<InlineData("seed=-1", "'seed=-1' is not a whole number of 64 bits")>]
let ``a malformed part is named`` (part: string) problem =
    let name = part.Split('=')[0]

    let text =
        (ZeroSpec.toText drawn.Head).Split ','
        |> Array.map (fun field -> if field.StartsWith(name + "=") then part else field)
        |> String.concat ","

    Assert.Equal(Error problem, ZeroSpec.parse text)

[<Fact>]
let ``missing and misplaced parts are refused`` () =
    for text in [ ""; "d=2"; "t=3,d=2"; (ZeroSpec.toText drawn.Head) + ",x=1" ] do
        match ZeroSpec.parse text with
        | Error problem -> Assert.StartsWith("a case is written with the parts d,t,C,c,r,", problem)
        | Ok _ -> Assert.Fail $"'{text}' was read"

/// What shrinking lowers: its sum falls with every step, so that shrinking ends.
let private weight (spec: ZeroSpec) =
    let isNot plain value = if value = plain then 0 else 1

    [ spec.Inputs
      List.sum spec.Teacher
      spec.Outputs
      spec.Copies
      spec.Idle
      spec.Cancelling
      spec.Radius
      isNot 0.0 spec.Leak
      (match spec.Orientation with
       | Same -> 0
       | Opposite -> 1
       | Mixed -> 2)
      isNot AllOutputs spec.Span
      isNot Plain spec.Kind
      isNot Exact spec.Change
      (if spec.Seed > 63UL then 1 else 0) ]
    |> List.sum

[<Fact>]
let ``shrinking gives simpler specs that read back`` () =
    for spec in drawn do
        for simpler in ZeroSpec.shrink spec do
            Assert.Equal(Ok simpler, ZeroSpec.parse (ZeroSpec.toText simpler))
            Assert.True(weight simpler < weight spec, $"{ZeroSpec.toText spec} -> {ZeroSpec.toText simpler}")
