/// Experiments as cases: their text, their bits, and what a witness stores of them.
module Verify.Proofs.Tests.Training.TrainingCasesTests

open System
open System.Threading
open Xunit
open Verify.Claims
open Verify.Claims.Generators
open Verify.Claims.Theorems
open Verify.Claims.Training
open Verify.Core.Training

let private text =
    "kind=two-layer,m=3,multi=1-2-5,d=5,C=4,p=0.5/2,N=60,unseen=50,lr=0.05,iterations=30,epochs=6,fixed=none,measured=runs,seeds=3,seed=11"

let private spec text =
    match TrainingSpec.parse text with
    | Ok spec -> spec
    | Error problem -> failwith problem

let private family = TrainingCases.family

[<Fact>]
let ``a spec reads back from its text`` () =
    Assert.Equal(text, TrainingSpec.toText (spec text))

    let other =
        { spec text with
            Kind = DeepRuns
            Teachers = [ 3; 4 ]
            Decays = [ 0.0 ]
            Rate = 0.125
            Fixed = FixedLayers.Top
            Measured = WidestAsNarrowest
            Seed = UInt64.MaxValue }

    Assert.Equal(other, spec (TrainingSpec.toText other))

[<Theory>]
[<InlineData("m=3", "m=0", "m=0")>]
[<InlineData("p=0.5/2", "p=-1", "p=-1")>]
[<InlineData("p=0.5/2", "p=x", "p=x")>]
[<InlineData("p=0.5/2", "p=NaN", "p=NaN")>]
[<InlineData("lr=0.05", "lr=0", "lr=0")>]
[<InlineData("lr=0.05", "lr=0.1/0.2", "lr=0.1/0.2")>]
[<InlineData("fixed=none", "fixed=all", "fixed=all")>]
[<InlineData("measured=runs", "measured=", "measured=")>]
[<InlineData("seeds=3", "seeds=0", "seeds=0")>]
[<InlineData("seed=11", "seed=-1", "seed=-1")>]
[<InlineData("kind=two-layer,", "", "kind")>]
let ``a text that is none names the part`` (part: string) (changed: string) (named: string) =
    match TrainingSpec.parse (text.Replace(part, changed)) with
    | Ok _ -> Assert.Fail "it was read"
    | Error problem -> Assert.Contains(named, problem)

[<Fact>]
let ``a case has every width and strength of every seed, and the same bits on any thread`` () =
    let here = family.Make(spec text)
    Assert.Equal(3 * 2 * 3, here.Runs.Length)
    Assert.Equal(3, here.Runs |> List.distinctBy _.Seed |> List.length)
    Assert.Equal(1, here.Runs |> List.distinctBy _.Setting |> List.length)

    let elsewhere = Array.Parallel.init 4 (fun _ -> (family.Make(spec text)).Runs)

    for runs in elsewhere do
        Assert.Equal($"%A{here.Runs}", $"%A{runs}")

[<Fact>]
let ``a run of a case is the run of its configuration`` () =
    let one = spec text
    let case = family.Make one
    let run = case.Runs[4]
    let configuration = TrainingSpec.configuration one run.Seed run.Multiple run.Decay
    let training = TrainingRun.Start configuration
    training.Finish CancellationToken.None
    Assert.Equal($"%A{run}", $"%A{RunObservation.ofRecord (training.Record())}")
    Assert.Equal(one.Samples, configuration.GradientSamples)

[<Fact>]
let ``more seeds go on where fewer stopped, and another seed has other runs`` () =
    let few = family.Make(spec text)
    let more = family.Make { spec text with Seeds = 4 }
    Assert.Equal($"%A{few.Runs}", $"%A{List.truncate few.Runs.Length more.Runs}")
    let other = family.Make { spec text with Seed = 12UL }

    Assert.Empty(
        Set.intersect (Set.ofList (few.Runs |> List.map _.Seed)) (Set.ofList (other.Runs |> List.map _.Seed))
    )

[<Fact>]
let ``a stored case has the runs that were measured`` () =
    let case = family.Make(spec text)
    let restored = family.Restore case.Spec (family.Store case)
    Assert.Equal($"%A{case.Runs}", $"%A{restored.Runs}")

    Assert.Throws<ArgumentException>(fun () ->
        family.Restore case.Spec { Networks = []; Tables = [] } |> ignore)
    |> ignore

[<Fact>]
let ``settings that contradict each other are no case`` () =
    // more directions than one input has
    Assert.Throws<ArgumentException>(fun () ->
        family.Make
            { spec text with
                Inputs = 1
                Teachers = [ 40 ] }
        |> ignore)
    |> ignore

[<Fact>]
let ``renamed widths are those of the spec, each the next`` () =
    let plain = family.Make(spec text)

    let renamed =
        family.Make
            { spec text with
                Measured = WidestAsNarrowest }

    let next = Map.ofList [ 1, 2; 2, 5; 5, 1 ]

    for a, b in List.zip plain.Runs renamed.Runs do
        Assert.Equal(next[a.Multiple], b.Multiple)
        Assert.Equal<float[]>(a.Covered, b.Covered)

[<Fact>]
let ``case i of a claim is its plan i, with the case's own seed`` () =
    match TrainingClaims.strongFirst.Evidence with
    | Sampled sampling ->
        let at index = spec (sampling.GenerateAt index 99UL)
        Assert.Equal({ TrainingPlans.order with Seed = 99UL }, at 0)

        Assert.Equal(
            { TrainingPlans.reducedOrder[1] with
                Seed = 99UL },
            at 2
        )

        Assert.Equal(spec (sampling.Generate 99UL), at 0)
        Assert.True sampling.OfDraws
        Assert.Equal(1 + TrainingPlans.reducedOrder.Length, sampling.Budget.Ci)
    | Proof _ -> Assert.Fail "it is not proved"

[<Fact>]
let ``a case that is long to make stops when it is asked to`` () =
    match TrainingClaims.strongFirst.Evidence with
    | Sampled sampling ->
        // A thousand seeds would take minutes.
        let long =
            text.Replace("seeds=3", "seeds=1000").Replace("iterations=30", "iterations=3000")

        use soon = new CancellationTokenSource(TimeSpan.FromMilliseconds 100.0)

        Assert.ThrowsAny<OperationCanceledException>(fun () -> sampling.MakeUntil soon.Token long |> ignore)
        |> ignore

        Assert.Equal(
            (sampling.Make text).Material.Table("runs").Values.Length,
            (sampling.MakeUntil CancellationToken.None text).Material.Table("runs").Values.Length
        )
    | Proof _ -> Assert.Fail "it is not proved"
