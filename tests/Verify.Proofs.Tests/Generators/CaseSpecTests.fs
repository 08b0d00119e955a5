/// The text of a case: what is written is read back, and anything else is one clause of error, never an exception.
module Verify.Proofs.Tests.Generators.CaseSpecTests

open System
open System.Globalization
open Xunit
open FsCheck.FSharp
open Verify.Claims.Generators
open Verify.Core.Data
open Verify.Core.Networks
open Verify.Proofs.Tests.Algebra.Replay
open Verify.Proofs.Tests.Generators

let private example =
    "d=3,t=4-2,s=5-3,C=2,c=0.5,w=gaussian,r=copy,x=cube,N=5,seed=17"

[<Fact>]
let ``the example of the documentation is read part by part`` () =
    let expected =
        { Inputs = 3
          Teacher = [ 4; 2 ]
          Student = [ 5; 3 ]
          Outputs = 2
          Leak = 0.5
          Weights = WeightDistribution.Gaussian
          Relation = Copy
          Data = DataDistribution.Cube
          Samples = 5
          Seed = 17UL }

    Assert.Equal(Ok expected, CaseSpec.parse example)
    Assert.Equal(example, CaseSpec.toText expected)
    Assert.Equal(3, expected.Depth)
    Assert.Equal<int[]>([| 3; 4; 2; 2 |], expected.TeacherWidths)
    Assert.Equal<int[]>([| 3; 5; 3; 2 |], expected.StudentWidths)

[<Fact>]
let ``any spec survives being written and read`` () =
    forAll SpecGenerators.any (fun spec -> CaseSpec.parse (CaseSpec.toText spec) = Ok spec)

[<Fact>]
let ``the text is the same in every culture`` () =
    let before = CultureInfo.CurrentCulture

    let spec =
        { SpecGenerators.spec example with
            Leak = 0.01 }

    let invariant = CaseSpec.toText spec

    try
        for name in [ "de-DE"; "ar-SA"; "fa-IR"; "sv-SE" ] do
            CultureInfo.CurrentCulture <- CultureInfo name
            Assert.Equal(invariant, CaseSpec.toText spec)
            Assert.Equal(Ok spec, CaseSpec.parse invariant)
            Assert.Contains(("leak", "0.01"), CaseSpec.labels spec)
    finally
        CultureInfo.CurrentCulture <- before

/// What replaces what in the example, and what the error must name.
let malformed: TheoryData<string, string, string> =
    let data = TheoryData<string, string, string>()

    for part, replacement, named in
        [ "d=3,", "", "parts"
          ",seed=17", "", "parts"
          ",N=5", "", "parts"
          "d=3,t=4-2", "t=4-2,d=3", "parts"
          ",seed=17", ",seed=17,more=1", "parts"
          ",seed=17", ",seed=17,", "parts"
          "d=3", "d", "parts"
          "d=3", "D=3", "parts"
          "d=3", " d=3", "parts"
          ",t=", ", t=", "parts"
          example, "", "parts"
          example, " ", "parts"
          example, ",", "parts"
          example, ",,,,,,,,,", "parts"
          example, "=,=,=,=,=,=,=,=,=,=", "parts"
          "d=3", "d=", "d="
          "d=3", "d=0", "d=0"
          "d=3", "d=-3", "d=-3"
          "d=3", "d=+3", "d=+3"
          "d=3", "d= 3", "d= 3"
          "d=3", "d=3 ", "d=3 "
          "d=3", "d=3.0", "d=3.0"
          "d=3", "d=3=3", "d=3=3"
          "d=3", "d=4097", "d=4097"
          "d=3", "d=99999999999999999999", "d=99999999999999999999"
          "d=3", "d=٣", "d=٣"
          "t=4-2", "t=", "t="
          "t=4-2", "t=4-", "t="
          "t=4-2", "t=-4-2", "t="
          "t=4-2", "t=4-0", "t=0"
          "t=4-2", "t=4--2", "t="
          "t=4-2", "t=4x2", "t=4x2"
          "s=5-3", "s=5", "'t' and 's'"
          "s=5-3", "s=5-3-1", "'t' and 's'"
          "C=2", "C=0", "C=0"
          "c=0.5", "c=", "c="
          "c=0.5", "c=1", "c=1"
          "c=0.5", "c=-0.5", "c=-0.5"
          "c=0.5", "c=-0", "c=-0"
          "c=0.5", "c=NaN", "c=NaN"
          "c=0.5", "c=Infinity", "c=Infinity"
          "c=0.5", "c=1e999", "c=1e999"
          "c=0.5", "c=0,5", "parts"
          "c=0.5", "c= 0.5", "c= 0.5"
          "c=0.5", "c=0.5 ", "c=0.5 "
          "c=0.5", "c=0x1p-1", "c=0x1p-1"
          "w=gaussian", "w=normal", "w=normal"
          "w=gaussian", "w=Gaussian", "w=Gaussian"
          "w=gaussian", "w=3", "w=3"
          "w=gaussian", "w=", "w="
          "r=copy", "r=clone", "r=clone"
          "r=copy", "r=", "r="
          "x=cube", "x=ball", "x=ball"
          "x=cube", "x=2", "x=2"
          "N=5", "N=0", "N=0"
          "N=5", "N=-5", "N=-5"
          "N=5", "N=1e3", "N=1e3"
          "seed=17", "seed=", "seed="
          "seed=17", "seed=-1", "seed=-1"
          "seed=17", "seed=18446744073709551616", "seed=18446744073709551616"
          "seed=17", "seed=1.5", "seed=1.5"
          // each part is within its limit, the whole is not
          "t=4-2,s=5-3", "t=4096-4096,s=5-3", "weights"
          "t=4-2,s=5-3", "t=4-2,s=4096-4096", "weights"
          "d=3,t=4-2,s=5-3,C=2,c=0.5,w=gaussian,r=copy,x=cube,N=5",
          "d=4000,t=4-2,s=5-3,C=2,c=0.5,w=gaussian,r=copy,x=cube,N=4000",
          "inputs"
          "t=4-2,s=5-3", $"""t={String.replicate 100 "1-"}1,s={String.replicate 100 "1-"}1""", "hidden layers" ] do
        data.Add(part, replacement, named)

    data

[<Theory; MemberData(nameof malformed)>]
let ``a malformed text is one clause of error that names the part``
    (part: string)
    (replacement: string)
    (named: string)
    =
    match CaseSpec.parse (example.Replace(part, replacement)) with
    | Ok spec -> Assert.Fail $"read as {CaseSpec.toText spec}"
    | Error problem ->
        Assert.Contains(named, problem)
        Assert.DoesNotContain("\n", problem)
        Assert.False(problem.EndsWith '.')

[<Fact>]
let ``a text with a few characters changed is a spec or an error`` () =
    let changed =
        gen {
            let! spec = SpecGenerators.drawn
            let text = CaseSpec.toText spec

            let! edits =
                Gen.listOfLength
                    2
                    (Gen.zip
                        (Gen.choose (0, text.Length - 1))
                        (Gen.elements "=,-.dtsCcwrxN0123456789e \u0000é"))

            return
                (text, edits)
                ||> List.fold (fun t (at, c) -> t.Remove(at, 1).Insert(at, string c))
        }

    forAll changed (fun text ->
        match CaseSpec.parse text with
        | Ok spec -> CaseSpec.parse (CaseSpec.toText spec) = Ok spec
        | Error problem -> problem <> "")

[<Fact>]
let ``labels have one value each, from a fixed list of properties`` () =
    forAll SpecGenerators.any (fun spec ->
        List.map fst (CaseSpec.labels spec) = [ "depth"; "student"; "leak"; "weights"; "relation"; "data" ])

    let width text =
        CaseSpec.labels (SpecGenerators.spec text)
        |> List.find (fst >> (=) "student")
        |> snd

    Assert.Equal("wider", width example)
    Assert.Equal("equal", width (example.Replace("5-3", "4-2")))
    Assert.Equal("narrower", width (example.Replace("5-3", "1-1")))
