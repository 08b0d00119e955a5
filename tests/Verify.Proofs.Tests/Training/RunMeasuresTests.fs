/// What is read off a run, against plain recomputations from its series and networks.
module Verify.Proofs.Tests.Training.RunMeasuresTests

open System
open System.Threading
open Xunit
open Verify.Claims.Training
open Verify.Core.Networks
open Verify.Core.Training

let private trained (keys: string) =
    let run = TrainingRun.Start(RunConfiguration.Parse(keys.Split ' '))
    let start = run.Student
    run.Finish CancellationToken.None
    run.Record(), start

let private two =
    lazy
        trained
            "seed=8 m=4 multi=6 d=9 C=7 N_train=200 N_eval=150 lr=0.05 iterations=60 epochs=12 teacher_strength_decay=1 gradient_samples=200"

let private deep =
    lazy
        trained
            "preset=deep seed=3 m=4-5 multi=4 d=5 C=8 N_train=200 N_eval=150 lr=0.1 iterations=100 epochs=8 batch=32"

let private ending (record: RunRecord) =
    record.History[record.History.Length - 1]

/// The epoch at which a condition first holds, or a number after all.
let private first (record: RunRecord) condition =
    record.History
    |> Seq.tryFind condition
    |> Option.map _.Epoch
    |> Option.defaultValue 1_000_000

[<Fact>]
let ``the order of teachers is that of the first epochs with a correlation above 0.95`` () =
    let record, _ = two.Value

    let times =
        [ for j in 0..3 -> first record (fun epoch -> epoch.BestOfTeacher(1)[j] > 0.95) ]

    let pairs =
        [ for i in 0..3 do
              for j in i + 1 .. 3 do
                  if times[i] <> times[j] then
                      times[i] < times[j] ]

    Assert.NotEmpty pairs
    let expected = float (pairs |> List.filter id |> List.length) / float pairs.Length
    Assert.Equal(expected, RunMeasures.order record)

[<Fact>]
let ``coverage is taken at a quarter, a half and the end`` () =
    let record, _ = two.Value

    let share epoch =
        let found = record.History |> Seq.find (fun e -> e.Epoch = epoch)

        float (found.BestOfTeacher 1 |> Seq.filter (fun c -> c > 0.95) |> Seq.length)
        / 4.0

    Assert.Equal<float[]>([| share 3; share 6; share 12 |], RunMeasures.covered record)

[<Fact>]
let ``gradient and loss are those of the end, in units of alpha and of the start`` () =
    let record, _ = two.Value
    let last = ending record
    let alpha = last.Alpha 1 |> Seq.map abs |> Seq.max
    Assert.Equal(last.LargestGradients[0] / alpha, RunMeasures.gradient record)
    Assert.Equal(last.EvaluationLoss / record.History[0].EvaluationLoss, RunMeasures.loss record)
    // for two layers alpha is v_k . v*_j, whatever the samples
    let inner k j =
        [ for c in 0..6 -> record.Final["W2"].AsMatrix()[k, c] * record.Final["T2"].AsMatrix()[j, c] ]
        |> List.sum

    let partners = last.TeacherOfStudent 1 |> Seq.map int |> Seq.toList
    let largest = partners |> List.mapi (fun k j -> abs (inner k j)) |> List.max
    Assert.Equal(largest, alpha, 1e-12)

let private cosine (a: Network) k (b: Network) j =
    let column (network: Network) k =
        [ for i in 0 .. network.Shape.Inputs - 1 -> network.Weights(1)[i, k] ]

    let dot x y = List.map2 (*) x y |> List.sum
    let x, y = column a k, column b j
    dot x y / sqrt (dot x x * dot y y)

let private luckFrom (record: RunRecord) (start: Network) =
    let teacher = TeacherFactory.Create record.Configuration
    let last = ending record
    let best, partner = last.BestOfStudent 1, last.TeacherOfStudent 1

    let pairs =
        [ for k in 0 .. best.Count - 1 do
              for q in 0 .. k - 1 do
                  if best[k] > 0.95 && best[q] > 0.95 && partner[k] = partner[q] then
                      let j = int partner[k]

                      let arrival s =
                          first record (fun e ->
                              int (e.TeacherOfStudent(1)[s]) = j && e.BestOfStudent(1)[s] > 0.8)

                      if arrival k <> arrival q then
                          (cosine start k teacher j > cosine start q teacher j) = (arrival k < arrival q) ]

    Assert.NotEmpty pairs
    float (pairs |> List.filter id |> List.length) / float pairs.Length

[<Fact>]
let ``luck compares the angles at which students really start, within their teacher`` () =
    let record, start = two.Value
    Assert.Equal(luckFrom record start, RunMeasures.luck AsTrained record, 12)

[<Fact>]
let ``the start of another seed is another start`` () =
    let record, start = two.Value
    let elsewhere = RunMeasures.luck OtherStart record
    Assert.NotEqual(luckFrom record start, elsewhere)
    Assert.InRange(elsewhere, 0.0, 1.0)

let private norm (record: RunRecord) k =
    sqrt (Seq.sum (seq { for c in 0..6 -> record.Final["W2"].AsMatrix()[k, c] ** 2.0 }))

[<Fact>]
let ``the shape is about the fan-outs of students that match no teacher`` () =
    let shares =
        [ for seed in 1..6 do
              let record, _ =
                  trained
                      $"seed={seed} m=3 multi=8 d=6 C=7 N_train=100 N_eval=100 lr=0.05 iterations=60 epochs=6 gradient_samples=10"

              let best = (ending record).BestOfStudent 1
              let largest = [ 0..23 ] |> List.map (norm record) |> List.max
              let unmatched = [ 0..23 ] |> List.filter (fun k -> best[k] < 0.9)
              Assert.NotEmpty unmatched

              let share shift =
                  unmatched
                  |> List.averageBy (fun k ->
                      if norm record ((k + shift) % 24) <= 0.2 * largest then
                          1.0
                      else
                          0.0)

              Assert.Equal(share 0, RunMeasures.shape AsTrained record, 12)
              Assert.Equal(share 1, RunMeasures.shape OtherFanOut record, 12)
              share 0, share 1 ]

    Assert.Contains(shares, fun (own, other) -> own <> other)

/// |b| / |w~| of student k, in deviations of an input.
let private distance (record: RunRecord) k =
    let weight i = record.Final["W1"].AsMatrix()[i, k]
    let d = record.Configuration.Inputs

    abs (weight d)
    / (record.Configuration.DataDeviation
       * sqrt (List.sum [ for i in 0 .. d - 1 -> weight i ** 2.0 ]))

[<Fact>]
let ``falling fan-outs are compared with those of half-way`` () =
    let record, _ = two.Value
    let last = ending record
    let half = record.History |> Seq.find (fun epoch -> epoch.Epoch = 6)

    let share counts =
        [ 0..23 ]
        |> List.filter counts
        |> List.averageBy (fun k ->
            if sqrt (last.Beta(1)[k]) <= 0.99 * sqrt (half.Beta(1)[k]) then
                1.0
            else
                0.0)

    Assert.Equal(
        share (fun k -> last.BestOfStudent(1)[k] < 0.9 && distance record k <= 3.0),
        RunMeasures.shrinking AsTrained record,
        12
    )

    Assert.Equal(
        share (fun k -> last.BestOfStudent(1)[k] > 0.95),
        RunMeasures.shrinking MatchedStudents record,
        12
    )

[<Fact>]
let ``a student whose boundary is beside the data does not count among those that shrink`` () =
    // tiny data: every boundary is far from all of it
    let record, _ =
        trained "seed=1 m=2 multi=2 d=2 C=2 N_train=50 N_eval=50 iterations=5 epochs=2 data_std=1e-9"

    Assert.All([ 0..3 ], fun k -> Assert.True(distance record k > 3.0))
    Assert.True(Double.IsNaN(RunMeasures.shrinking AsTrained record))

[<Fact>]
let ``the lowest layer is first when no other has its mean correlation at 0.9 before it`` () =
    let record, _ = deep.Value

    let times =
        [ for l in 1..2 -> first record (fun epoch -> Seq.average (epoch.BestOfTeacher l) >= 0.9) ]

    Assert.True(times.Head < 1_000_000)
    Assert.Equal((if times[0] <= times[1] then 1.0 else 0.0), RunMeasures.lowestFirst record)
    Assert.True(Double.IsNaN(RunMeasures.lowestFirst (fst two.Value)))

[<Fact>]
let ``an observation has these measures, and its table reads back as it is`` () =
    let record, _ = two.Value
    let run = RunObservation.ofRecord record
    Assert.True run.Finished
    Assert.Equal(8UL, run.Seed)
    Assert.Equal((6, 1.0, 1), (run.Multiple, run.Decay, run.Layers))
    Assert.Equal(RunMeasures.luck AsTrained record, run.Luck)
    Assert.DoesNotContain("seed=", run.Setting)
    Assert.DoesNotContain("multi=", run.Setting)
    Assert.DoesNotContain("teacher_strength_decay=", run.Setting)
    Assert.Contains("lr=0.05", run.Setting)

    let others =
        [ run
          { run with
              Seed = UInt64.MaxValue
              Finished = false
              Order = nan
              Gradient = nan } ]

    // a witness file holds no NaN
    Assert.All((RunObservation.toTable others).Values, fun value -> Assert.True(Double.IsFinite value))
    let read = RunObservation.ofTable run.Setting (RunObservation.toTable others)
    // text, since NaN is not equal to itself
    Assert.Equal($"%A{others}", $"%A{read}")

[<Fact>]
let ``a run that never trained, or diverged, says nothing`` () =
    for keys in
        [ "m=3 epochs=0 N_eval=50 N_train=50"
          "m=3 d=5 C=4 lr=1e6 epochs=3 iterations=200 N_eval=50 N_train=50" ] do
        let run = RunObservation.ofRecord (fst (trained keys))
        Assert.False run.Finished

        Assert.All(
            [ run.Gradient; run.Loss; run.Order; run.Luck; run.Shape; run.Shrinking ],
            fun x -> Assert.True(Double.IsNaN x)
        )

[<Fact>]
let ``a table that is none of runs is refused`` () =
    let run = RunObservation.ofRecord (fst two.Value)
    let table = RunObservation.toTable [ run ]

    let changed place value =
        { table with
            Values = table.Values |> Array.mapi (fun i v -> if i = place then value else v) }

    for bad in
        [ { table with Columns = 15 }
          changed 0 0.5
          changed 1 -1.0
          changed 2 nan
          changed 5 2.0
          changed 8 1.5
          changed 7 -2.0
          changed 11 nan
          changed 11 -0.5 ] do
        Assert.Throws<ArgumentException>(fun () -> RunObservation.ofTable "" bad |> ignore)
        |> ignore
