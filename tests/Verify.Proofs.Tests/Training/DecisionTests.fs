/// How claims are decided on made-up runs, and what a reader is told of them.
module Verify.Proofs.Tests.Training.DecisionTests

open System
open Xunit
open Verify.Claims
open Verify.Claims.Training

let private run seed =
    { Seed = seed
      Multiple = 10
      Decay = 1.0
      Setting = "m=5"
      Layers = 1
      Finished = true
      Gradient = 0.01
      Loss = 1e-4
      Covered = [| 0.2; 0.6; 1.0 |]
      Order = 0.9
      Luck = 0.7
      Shape = 1.0
      Shrinking = 1.0
      LowestFirst = nan }

let private runs count change =
    [ for seed in 1..count -> change seed (run (uint64 seed)) ]

let private decide test runs =
    Decision.ofTest 1e-4 test runs |> Decision.verdict

[<Fact>]
let ``held, refuted, undecided and too few`` () =
    let test = TrainingTests.lucky

    let at value =
        runs 60 (fun _ run -> { run with Luck = value })

    Assert.Equal(Held, decide test (at 0.9))
    Assert.Equal(Refuted, decide test (at 0.3))
    Assert.Equal(Undecided, decide test (at 0.6))
    Assert.Equal(Vacuous, decide test (at 0.9 |> List.truncate 10))
    Assert.Equal(Vacuous, decide test [])

[<Fact>]
let ``a claim holds from its size on and not below, up to the interval`` () =
    let found value =
        Decision.ofTest 1e-4 TrainingTests.lucky (runs 60 (fun _ run -> { run with Luck = value }))
        |> List.exactlyOne

    for value in [ 0.62..0.02..0.98 ] do
        let finding = found value
        Assert.Equal(finding.Low >= TrainingTests.least, (finding.Verdict = Held))
        Assert.True(finding.Low <= finding.Mean && finding.Mean <= finding.High)

[<Fact>]
let ``the seed is the unit: ten runs of a seed count as one`` () =
    let few = runs 12 (fun _ run -> { run with Luck = 1.0 })

    let many =
        [ for multiple in 1..10 do
              for run in few -> { run with Multiple = multiple } ]

    let alone = Decision.ofTest 1e-4 TrainingTests.lucky few |> List.exactlyOne
    let together = Decision.ofTest 1e-4 TrainingTests.lucky many |> List.exactlyOne
    Assert.Equal(12, together.Values.Length)
    Assert.Equal((12, 120), (alone.Runs, together.Runs))
    Assert.Equal((alone.Low, alone.High), (together.Low, together.High))
    Assert.Equal(Vacuous, together.Verdict)

[<Fact>]
let ``runs that a hypothesis leaves out do not count, and are named when too many are`` () =
    let loose =
        runs 60 (fun seed run ->
            { run with
                Gradient = if seed <= 50 then 0.5 else 0.01 })

    let finding = Decision.ofTest 1e-4 TrainingTests.generalise loose |> List.exactlyOne
    Assert.Equal(10, finding.Values.Length)
    Assert.Equal(Vacuous, finding.Verdict)
    Assert.Equal("converged", (Decision.missing TrainingTests.generalise loose).Name)
    let dropped = TrainingTest.without "converged" TrainingTests.generalise
    Assert.Equal(Held, decide dropped loose)
    Assert.Equal("comparable", (Decision.missing dropped loose).Name)

    Assert.Throws<ArgumentException>(fun () ->
        TrainingTest.without "no such" TrainingTests.generalise |> ignore)
    |> ignore

[<Fact>]
let ``unfinished runs and runs of another depth do not count`` () =
    let unfinished = runs 60 (fun _ run -> { run with Finished = false })
    let deep = runs 60 (fun _ run -> { run with Layers = 3 })
    Assert.Equal(Vacuous, decide TrainingTests.generalise unfinished)
    Assert.Equal(Vacuous, decide TrainingTests.generalise deep)

    Assert.Equal(
        Held,
        decide TrainingTests.observed (deep |> List.map (fun run -> { run with LowestFirst = 1.0 }))
    )

    Assert.Equal(
        Vacuous,
        decide TrainingTests.observed (runs 60 (fun _ run -> { run with LowestFirst = 1.0 }))
    )

[<Fact>]
let ``both parts of a claim must hold, and one that fails refutes it`` () =
    let pair low high =
        runs 60 (fun _ run -> run)
        |> List.collect (fun run ->
            [ { run with Decay = 0.5; Order = low }
              { run with Decay = 2.0; Order = high } ])

    Assert.Equal(Held, decide TrainingTests.strongFirst (pair 0.8 0.95))
    Assert.Equal(Refuted, decide TrainingTests.strongFirst (pair 0.95 0.8))
    // nothing to compare between strengths
    Assert.Equal(Vacuous, decide TrainingTests.strongFirst (pair 0.9 0.9))
    Assert.Equal(Refuted, decide TrainingTests.strongFirst (pair 0.1 0.2))
    let equal = runs 60 (fun _ run -> { run with Decay = 0.0 })
    Assert.Equal(Vacuous, decide TrainingTests.strongFirst equal)
    Assert.Equal("decaying strengths", (Decision.missing TrainingTests.strongFirst equal).Name)

[<Fact>]
let ``widths are compared within a seed, a setting and a strength`` () =
    let widths (shares: (int * float) list) =
        runs 60 (fun _ run -> run)
        |> List.collect (fun run ->
            [ for multiple, share in shares ->
                  { run with
                      Multiple = multiple
                      Covered = Array.create 3 share } ])

    Assert.Equal(Held, decide TrainingTests.overRealised (widths [ 1, 0.2; 2, 0.4; 5, 0.6; 10, 0.8 ]))
    Assert.Equal(Refuted, decide TrainingTests.overRealised (widths [ 10, 0.2; 5, 0.4; 2, 0.6; 1, 0.8 ]))
    // always more, but by too little: 64 seeds leave a gain of 0.01 open, and refute one of -0.3
    Assert.Equal(Undecided, decide TrainingTests.overRealised (widths [ 1, 0.50; 10, 0.51 ]))
    // runs of different settings are no pair
    let apart =
        widths [ 1, 0.2; 10, 0.8 ]
        |> List.map (fun run ->
            { run with
                Setting = $"lr={run.Multiple}" })

    Assert.Equal(Vacuous, decide TrainingTests.overRealised apart)

[<Fact>]
let ``a reversed claim falls where the claim holds`` () =
    let good = runs 60 (fun _ run -> run)
    Assert.Equal(Held, decide TrainingTests.lucky (runs 60 (fun _ run -> { run with Luck = 0.8 })))

    Assert.Equal(
        Refuted,
        decide (TrainingTest.reversed TrainingTests.lucky) (runs 60 (fun _ run -> { run with Luck = 0.8 }))
    )

    Assert.Equal(Refuted, decide (TrainingTest.reversed TrainingTests.shape) good)

[<Fact>]
let ``the sign test counts seeds above one half`` () =
    let finding =
        Decision.ofTest
            1e-4
            TrainingTests.lucky
            (runs 10 (fun seed run ->
                { run with
                    Luck =
                        if seed = 1 then 0.3
                        elif seed = 2 then 0.5
                        else 0.7 }))
        |> List.exactlyOne

    // 8 of 9: (1 + 9) / 2^9
    Assert.Equal(Some(10.0 / 512.0), finding.PValue)

    Assert.Equal(
        None,
        (Decision.ofTest 1e-4 TrainingTests.shape (runs 5 (fun _ run -> run))
         |> List.exactlyOne)
            .PValue
    )

[<Fact>]
let ``a sweep is judged row by row, in the catalogue's order, in sentences`` () =
    let rows = TrainingJudgement.ofRuns (runs 40 (fun _ run -> run))

    Assert.Equal<string list>(
        [ "M.observed"
          "T.L-shape"
          "T.strong-first"
          "T.strong-first, larger p"
          "T.over-realised"
          "T.over-realised, gain"
          "T.lucky"
          "T.fanout-decay"
          "T.generalise" ],
        rows |> List.map _.Claim
    )

    let inOrder =
        Catalogue.all
        |> List.map _.Id
        |> List.filter (fun id -> rows |> List.exists (fun row -> row.Claim = id))

    Assert.Equal<string list>(
        inOrder,
        rows |> List.map _.Claim |> List.filter (fun id -> not (id.Contains ','))
    )

    let row claim =
        rows |> List.find (fun row -> row.Claim = claim)

    Assert.Equal(Held, (row "T.generalise").Verdict)
    Assert.Equal(40, (row "T.generalise").Runs)
    Assert.Equal(1.0, (row "T.generalise").Estimate)
    Assert.StartsWith("Held. The share of the converged runs", (row "T.generalise").Sentence)
    Assert.Contains("100.0 % on average over 40 seeds (40 runs)", (row "T.generalise").Sentence)
    Assert.Contains("60.0 % is the least that counts", (row "T.generalise").Sentence)
    Assert.Equal(Vacuous, (row "M.observed").Verdict)

    Assert.Equal(
        "Nothing to say: no run is of the kind that the claim speaks of.",
        (row "M.observed").Sentence
    )

    Assert.Equal(0.95, (row "T.lucky").Confidence)
    Assert.True((row "T.lucky").PValue.Value < 1e-11)

    let alone =
        TrainingJudgement.ofRuns (runs 1 (fun _ run -> run))
        |> List.find (fun row -> row.Claim = "T.lucky")

    Assert.Equal(Vacuous, alone.Verdict)
    Assert.StartsWith("Too few runs to say. The share", alone.Sentence)
    Assert.Contains("over 1 seed (1 run)", alone.Sentence)
    Assert.Equal(9, (TrainingJudgement.ofRuns []).Length)
