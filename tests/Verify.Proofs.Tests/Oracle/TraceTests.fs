/// The printed computation: of any case, in any culture, with the numbers of the example worked out by hand.
module Verify.Proofs.Tests.Oracle.TraceTests

open System
open System.Globalization
open Xunit
open FsCheck.FSharp
open Verify.Claims
open Verify.Claims.Generators
open Verify.Claims.Oracle
open Verify.Claims.Theorems
open Verify.Core.Networks
open Verify.Proofs.Tests.Algebra.Replay
open Verify.Proofs.Tests.Generators

let private network (leak: float) (widths: int[]) (weights: float[]) =
    Network(NetworkShape(ReadOnlySpan<int> widths), leak, ReadOnlySpan<float> weights)

/// The networks of HandExample.fs as a case.
let private handExample =
    let spec =
        SpecGenerators.spec "d=2,t=1-1,s=2-2,C=1,c=0.5,w=dyadic,r=independent,x=lattice,N=1,seed=0"

    { Spec = spec
      Pair =
        NetworkPair(
            network 0.5 [| 2; 1; 1; 1 |] [| 1; 0; -2; 2; 3; 3; 1 |],
            network 0.5 [| 2; 2; 2; 1 |] [| 1; -1; 2; 1; -1; -3; 1; 3; 3; -1; -2; 4; 4; -1; 5 |]
        )
      Inputs = [| 1; 2 |] }

[<Fact>]
let ``a sample's computation shows every quantity of the example worked out by hand`` () =
    let lines = Trace.sample handExample 0

    for expected in
        [ "sample 0: x = [1, 2]"
          "  f_1 = [4, -1, 1]"
          "  f*_1 = [-0.5, 1]"
          "  gates D_2 = [0.5, 1, 1]"
          "  gates D*_1 = [0.5, 1]"
          "  f_3 = [-14]"
          "  f*_3 = [7]"
          "  g_3 = [21]"
          "  g_2 = [42, -21]"
          "  g_1 = [-21, 73.5]"
          "  V_1 = -1  7  -3"
          "  V*_1 = 6  10" ] do
        Assert.Contains(expected, lines)

[<Fact>]
let ``a rule is compared from layer L down to the first layer that differs, and the nodes are marked`` () =
    let lines = Trace.rule Ungated handExample 0
    // at layer 2 the first node's gate is 1/2 and its g is 42, where the ungated rule says 84
    Assert.Contains("  node 0: g = 42, rule = 84, difference = -42   <- differs", lines)
    Assert.Contains("  node 1: g = -21, rule = -21, difference = 0", lines)
    Assert.DoesNotContain(lines, fun line -> line.StartsWith("layer 1", StringComparison.Ordinal))
    let clean = Trace.rule Lemma handExample 0

    Assert.Equal(
        3,
        clean
        |> List.filter (fun line -> line.StartsWith("layer", StringComparison.Ordinal))
        |> List.length
    )

    Assert.DoesNotContain(clean, fun line -> line.Contains "differs")

[<Fact>]
let ``the node that a violation names is marked in its explanation`` () =
    for id, rule in
        [ "L1.identity/sign-of-B", SignOfB
          "L1.identity/no-gate", Ungated
          "L1.identity/gate-first", GateFirst ] do
        for seed in 0UL .. 9UL do
            let case = CaseGenerator.draw CaseSpace.standard seed |> Materialise.case

            match Lemma1Identity.check rule case with
            | Violated(_, locus) ->
                let lines = Lemma1Identity.explain rule case (Some locus)

                let layer =
                    lines
                    |> List.findIndexBack (fun line ->
                        line.StartsWith($"layer {locus.Layer.Value}, g_", StringComparison.Ordinal))

                let firstMarked =
                    lines[layer..] |> List.find (fun line -> line.Contains "<- differs")

                Assert.StartsWith($"  node {locus.Node.Value}: ", firstMarked)
                Assert.Contains($"sample {locus.Sample.Value}: x = ", String.concat "\n" lines)
            | Satisfied _ -> ()
            | other -> Assert.Fail $"{id} seed {seed}: {other}"

[<Fact>]
let ``any case can be printed, each line without a break`` () =
    checkMany
        60
        (Prop.forAll (Arb.fromGen SpecGenerators.drawn) (fun spec ->
            let case = Materialise.case spec

            Trace.case case None
            @ Trace.case case (Some(Locus.everywhere "found"))
            @ Trace.rule Lemma case 0
            |> List.forall (fun line -> line <> "" && not (line.Contains '\n'))))

[<Fact>]
let ``the text is the same in every culture`` () =
    let before = CultureInfo.CurrentCulture
    let case = CaseGenerator.draw CaseSpace.standard 5UL |> Materialise.case
    let invariant = Trace.case case None

    try
        for name in [ "de-DE"; "fa-IR"; "sv-SE" ] do
            CultureInfo.CurrentCulture <- CultureInfo name
            Assert.Equal<string list>(invariant, Trace.case case None)
    finally
        CultureInfo.CurrentCulture <- before

[<Theory>]
[<InlineData(0.0, "0")>]
[<InlineData(-0.75, "-0.75")>]
[<InlineData(1e6, "1000000")>]
[<InlineData(0.1, "about 0.1")>]
[<InlineData(1e-300, "about 1E-300")>]
let ``a number is exact where it is short and says so where it is not`` (value: float) (text: string) =
    Assert.Equal(text, Describe.number (Verify.Algebra.Dyadic.ofDouble value))
