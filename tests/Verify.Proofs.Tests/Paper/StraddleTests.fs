/// The attacks on F.paper: the identity they rest on, that what they report is what the samples say, and that prefixes of
/// one stream nest.
module Verify.Proofs.Tests.Paper.StraddleTests

open System
open Xunit
open Verify.Claims.Generators
open Verify.Core.Numerics

let private setting mode : PaperSetting =
    { Epsilon = 0.125
      Inputs = 2
      Nodes = 5
      Augmentation = mode }

[<Fact>]
let ``step, band, threshold and samples are the slides'`` () =
    let aware = { setting Aware with Nodes = 4 }
    Assert.Equal(2.0 * 0.125 / 8.0, aware.Step)
    Assert.Equal(aware.Step / 2.0, aware.Delta)
    Assert.Equal(0.125 / 40.0, aware.Threshold, 1e-15)
    Assert.Equal(32.0 * 2.0 / 0.125, aware.Samples, 1e-9)
    let agnostic = { aware with Augmentation = Agnostic }
    Assert.Equal(aware.Delta / sqrt 2.0, agnostic.Delta, 1e-15)
    Assert.Equal(aware.Threshold / sqrt 2.0, agnostic.Threshold, 1e-15)
    Assert.Equal(2.0 * aware.Samples, agnostic.Samples, 1e-9)

[<Fact>]
let ``the printed threshold is below the provable one, as the derivation says`` () =
    for mode in [ Aware; Agnostic ] do
        let s = setting mode

        let t =
            if mode = Aware then
                s.Step
            else
                s.Step / sqrt (float s.Inputs)

        Assert.Equal(0.8, s.Threshold / ((t - s.Delta) / 4.0), 1e-12)

[<Fact>]
let ``an admitted tilt leaves both nodes just beyond eps`` () =
    let random = CounterRandom(3UL, 0UL)
    let stream = PaperStream.draw (setting Aware) (random.Substream 9UL) 5

    for _ in 1..200 do
        let raw = Array.init 3 (fun _ -> random.NextGaussian())

        match Straddle.admit stream raw with
        | None -> ()
        | Some t ->
            Assert.Equal(0.0, PaperStream.dot stream.Direction t[..1], 1e-12)

            let away sign =
                let node = Array.map2 (fun w u -> w + sign * u) stream.Direction t[..1]
                Straddle.misalignment stream.Direction stream.Offset node (stream.Offset + sign * t[2])

            let least = min (away 1.0) (away -1.0)
            Assert.InRange(least, 0.125, 0.125 * 1.2)

/// (sigma(h+t) + sigma(h-t)) / 2 - sigma(h) = max(0, |t| - |h|) / 2 and beta off the output: the whole network, evaluated.
[<Theory>]
[<InlineData(true)>]
[<InlineData(false)>]
let ``what survives is below the threshold on its samples, and betrayed by the next one`` isAware =
    let setting = setting (if isAware then Aware else Agnostic)
    let random = CounterRandom(5UL, 0UL)
    let stream = PaperStream.draw setting (random.Substream 0UL) 600
    let near = PaperStream.within (Straddle.reach setting) stream

    let tilts, survived =
        (Straddle.mostSamples (random.Substream 1UL) near 2 100 300).Value

    Assert.InRange(survived, 2, 599)
    let beta = setting.Threshold * (1.0 - 2e-6)
    let student = PaperClimb.ofTilts stream (random.Substream 2UL) 4 tilts -beta

    let residual i =
        let x = stream.Points[2 * i .. 2 * i + 1]
        let h = stream.Heights[i]

        let output =
            Array.map2
                (fun (node: float[]) v -> v * max 0.0 (PaperStream.dot node[..1] x + node[2]))
                student.Nodes
                student.FanOuts
            |> Array.sum

        abs (max 0.0 h - output + beta)

    let largest owners =
        Seq.init stream.Count id
        |> Seq.filter (fun i -> owners stream.Owners[i])
        |> Seq.map residual
        |> Seq.max

    Assert.True(largest (fun owner -> owner < survived) <= setting.Threshold)
    Assert.True(largest (fun owner -> owner = survived) > setting.Threshold * (1.0 - 1e-5))

[<Fact>]
let ``the least threshold is what the worst point needs`` () =
    let setting = setting Aware
    let random = CounterRandom(6UL, 0UL)
    let near = PaperStream.drawWithin setting random 2000 (Straddle.reach setting)
    let tilts, g = (Straddle.leastThreshold (random.Substream 1UL) near 1 20 100).Value
    Assert.Equal(g, Straddle.needed near infinity tilts)
    Assert.Equal(infinity, Straddle.needed near (0.99 * g) tilts)
    // the parallel shift by eps needs eps / 4, whatever the data
    Assert.InRange(g, 0.1 * setting.Epsilon, 0.2501 * setting.Epsilon)

[<Fact>]
let ``a shorter stream is the beginning of a longer one`` () =
    for mode in [ Aware; Agnostic ] do
        let draw count =
            PaperStream.draw (setting mode) (CounterRandom(7UL, 0UL)) count

        let short, long = draw 40, draw 90
        Assert.Equal<float[]>(short.Points, long.Points[.. short.Points.Length - 1])
        Assert.Equal<int[]>(short.Owners, long.Owners[.. short.Count - 1])
        Assert.All(short.Owners, fun owner -> Assert.InRange(owner, 0, 39))

[<Fact>]
let ``a climb over all numbers never loses what it began with`` () =
    let setting = setting Aware
    let random = CounterRandom(8UL, 0UL)
    let stream = PaperStream.draw setting (random.Substream 0UL) 400
    let near = PaperStream.within (Straddle.reach setting) stream
    let tilts, _ = (Straddle.mostSamples (random.Substream 1UL) near 1 50 100).Value

    let start =
        PaperClimb.ofTilts stream (random.Substream 2UL) 4 tilts (-setting.Threshold * (1.0 - 2e-6))

    let _, before = PaperClimb.mostSamples (random.Substream 3UL) 0 stream start
    let _, after = PaperClimb.mostSamples (random.Substream 3UL) 300 stream start
    Assert.True(after >= before, $"{before} -> {after}")
    let _, needed = PaperClimb.leastThreshold (random.Substream 3UL) 0 stream start
    let _, less = PaperClimb.leastThreshold (random.Substream 3UL) 100 stream start
    Assert.True(less <= needed && Double.IsFinite needed, $"{needed} -> {less}")
