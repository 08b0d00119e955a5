/// The finite-sample claims on their first cases, their controls, and hand-made cases on which the answer is known.
module Verify.Proofs.Tests.Finite.FiniteClaimsTests

open System
open Xunit
open Verify.Algebra
open Verify.Claims
open Verify.Claims.Controls
open Verify.Claims.Generators
open Verify.Claims.Oracle
open Verify.Claims.Theorems
open Verify.Core.Networks
open Verify.Proofs.Tests.Zero

[<Fact>]
let ``the claims hold on their first cases and apply to enough of them`` () =
    for claim in
        [ FiniteKink.differenceClaim
          FiniteKink.claim
          FiniteIntersect.claim
          FiniteSpecialize.claim
          FiniteInstance.claim
          DeepSmall.claim ] do
        ClaimRuns.holds 120 claim

    ClaimRuns.holds 2 FiniteStrength.claim

let controls = TheoryData<string>(FiniteTwins.all |> List.map _.Id)

[<Theory; MemberData(nameof controls)>]
let ``every control falls, and its counterexample replays`` (id: string) =
    let control = FiniteTwins.all |> List.find (fun twin -> twin.Id = id)
    ClaimRuns.refuted 1500 control |> ignore<Counterexample>

let private spec = FiniteCases.draw FiniteSpace.standard 1UL

/// One output. Nodes as ([w~; b], v); 41 samples along x0 = 0, s = 1/8, delta = 1/32, aware.
let private made teacher student bias : FiniteCase =
    let network (nodes: (float[] * float) list) bias =
        let weights =
            [| for i in 0..2 do
                   for w, _ in nodes do
                       yield w[i]
               for _, v in nodes do
                   yield v
               yield bias |]

        Network(NetworkShape(ReadOnlySpan<int> [| 2; nodes.Length; 1 |]), 0.0, ReadOnlySpan<float> weights)

    { Spec = spec
      Pair = NetworkPair(network teacher 0.0, network student bias)
      Inputs =
        [| for i in -20 .. 20 -> [| (if i % 2 = 0 then 0.015625 else -0.015625); float i / 8.0 |] |]
        |> Array.concat
      Step = 0.125
      Delta = 0.03125
      Augmentation = Aware }

/// sigma(x0), and an always active node that sees everything.
let private one = [ [| 1.0; 0.0; 0.0 |], 1.0 ]
let private seer = [| 0.0; 0.5; 8.0 |], 1.0

let private specialise case =
    FiniteSpecialize.check FiniteRule.standard (FiniteSpecialize.theorem FiniteRule.standard) case

let private instance case =
    FiniteInstance.check FiniteRule.standard (FiniteInstance.theorem FiniteRule.standard) case

/// The teacher 2 sigma(x0) and 1/2 + x1/16; the student has the same with its copy turned by a small angle, sine 1/128 about.
let private pair turn =
    one @ [ seer ], [ [| 1.0; turn; 0.0 |], 1.0; seer ]

[<Fact>]
let ``a student close to the teacher meets the hypotheses and keeps the bounds`` () =
    for turn in [ 0.0; 0.0078125 ] do
        let case = made (fst (pair turn)) (snd (pair turn)) 0.0

        for outcome in [ specialise case; instance case ] do
            match outcome with
            | Satisfied m -> Assert.InRange(m.Tightness, 0.0, 1.0)
            | other -> Assert.Fail $"{turn}: {other}"

[<Fact>]
let ``a student far from the teacher has a gradient above the threshold`` () =
    let case = made (fst (pair 1.0)) (snd (pair 1.0)) 0.0
    Assert.Equal(Rejected "small gradient", specialise case)
    // Where the two bands meet there are some quiet samples; they are not spread.
    Assert.True((instance case).IsRejected)

[<Fact>]
let ``without its gradient's condition the same student breaks the conclusion`` () =
    let case = made (fst (pair 1.0)) (snd (pair 1.0)) 0.0

    let check =
        FiniteSpecialize.check
            FiniteRule.standard
            (InstanceTheorem.without "small gradient" (FiniteSpecialize.theorem FiniteRule.standard))

    Assert.True((check case).IsViolated)

[<Fact>]
let ``counts, heights and thresholds of the hand-made case`` () =
    let setting = FiniteSetting(made (fst (pair 0.0)) (snd (pair 0.0)) 0.0)
    Assert.Equal(41, (setting.Near 0).Length)
    Assert.Equal(21, (setting.Seen 0 0).Length)
    Assert.Equal(41, (setting.Seen 0 1).Length)
    // samples 1/8 apart, eta: k windows of half-width 2^-4 (k - 1) against the floor 5/32
    let least = (setting.Eta 0)

    let expected =
        Seq.max [ for k in 4..41 -> float (k - 3) / (max 0.15625 (float (k - 1) / 16.0) * 41.0) ]

    Assert.InRange(least, expected - 1e-12, expected + 1e-9)
    let threshold = FiniteRule.threshold FiniteRule.standard setting (0, 1)
    // |v v*| (t - delta) / 4 = (1/8 - 1/32) / 4
    Assert.True(threshold.Low <= 0.0234375 && 0.0234375 <= threshold.High)
    Assert.True(threshold.High - threshold.Low < 1e-15)

let private about (expected: float) (e: Enclosure) =
    Assert.InRange(e.Low, expected - 1e-9, expected)
    Assert.InRange(e.High, expected, expected + 1e-9)

[<Fact>]
let ``the bounds of the hand-made case are those worked out by hand`` () =
    let setting = FiniteSetting(made (fst (pair 0.0)) (snd (pair 0.0)) 0.0)
    let rule = FiniteRule.standard
    // K = 4; the seer sees all 41 samples and the copy 21 of them; s + delta = 5/32.
    let eta = setting.Eta 0
    about (2.0 * eta * 3.0 * 0.15625) (FiniteSpecialize.sineBound rule setting (0, 1))
    about (2.0 * eta * 3.0 * 0.15625 * 41.0 / 21.0) (FiniteSpecialize.sineBound rule setting (0, 0))
    // Student 1 (node 3) is at a right angle: sin = 1. mu is that of x1, the mean of (i/8)^2 over -20..20.
    let mu = 2.0 * Seq.sum (seq { for i in 1..20 -> float (i * i) / 64.0 }) / 41.0
    Assert.InRange(setting.Mu 0, mu - 1e-12, mu + 1e-9)
    about (0.15625 + sqrt (setting.Mu 0 * 3.0)) (FiniteSpecialize.offsetBound rule setting (0, 1) 3)

[<Fact>]
let ``the certificate of the hand-made case is that worked out by hand`` () =
    let certified =
        FiniteInstance.certified FiniteRule.standard (made (fst (pair 0.0)) (snd (pair 0.0)) 0.0)

    let found = certified.Certificate(0, 1)
    Assert.Equal(41, found.Quiet.Length)
    Assert.Equal<int list>([ 1; 2; 3 ], found.Others)
    Assert.Equal((0, 41, 0), (found.Held[1], found.Held[2], found.Held[3]))
    Assert.Equal(14, found.Quorum)
    Assert.Equal(None, found.Stray)
    // 14 samples 1/8 apart: half of 13/8.
    let fit = FiniteInstance.fitAt FiniteRule.standard certified.Setting found 0 14 2
    about (0.15625 / 0.8125) fit.SineBound
    about 0.15625 fit.OffsetBound

[<Fact>]
let ``membership in a band is decided exactly at its edge`` () =
    let case = made one [ [| 3.0; 4.0; 0.0 |], 1.0 ] 0.0
    // (3, 4) / 5: x = (1, 1/2) is exactly 1 from the plane, and its neighbours in doubles are not.
    let at x =
        { case with Inputs = [| x; 0.5 |] } |> FiniteSetting

    Assert.True((at 1.0).IsInside(1, 0, 1.0))
    Assert.False((at (Math.BitIncrement 1.0)).IsInside(1, 0, 1.0))
    Assert.True((at 1.0).IsInside(1, 0, Math.BitIncrement 1.0))
    Assert.False((at 1.0).IsInside(1, 0, Math.BitDecrement 1.0))

[<Fact>]
let ``angles and offsets are those of the normalised nodes`` () =
    let setting =
        FiniteSetting(
            made [ [| 2.0; 0.0; 1.0 |], 1.0 ] [ [| 0.0; 3.0; 0.0 |], 1.0; [| -4.0; 0.0; -2.0 |], 1.0 ] 0.0
        )

    Assert.True((setting.Sine(1, 0)).Low > 1.0 - 1e-12)
    Assert.Equal(0.0, (setting.Sine(2, 0)).High)
    Assert.Equal(-1, setting.Turn(2, 0))
    let mirror = FiniteRule.offset FiniteRule.standard setting 0 2
    Assert.True(mirror.High < 1e-12)

    let printed =
        FiniteRule.offset
            { FiniteRule.standard with
                Printed = true }
            setting
            0
            2

    Assert.True(printed.Low > 1.0 - 1e-12)

[<Fact>]
let ``the core's constants do not fall below the scan's in the plane`` () =
    for seed in 1UL .. 15UL do
        let space =
            { FiniteSpace.standard with
                Networks =
                    { FiniteSpace.standard.Networks with
                        Inputs = [ 2 ] }
                Sources = [ Built ] }

        let setting = FiniteSetting(FiniteCases.make (FiniteCases.draw space seed))

        for j in setting.TeacherNodes do
            let near = setting.Near j

            if near.Length > 3 then
                let points = near |> Array.map (fun p -> setting.Points[p])
                let direction = Array.init 2 (fun u -> (setting.TeacherNet.Weight(1, u, j)).Low)
                let scan = TransverseScan.eta direction points 3 (setting.Step + setting.Delta)
                Assert.True(setting.Eta j >= scan.Low, $"{setting.Eta j} {scan}")
                Assert.True(setting.Eta j <= 1.0001 * scan.High, $"{setting.Eta j} {scan}")
                let width = TransverseScan.halfWidth direction points (near.Length / 2)
                let known = setting.HalfWidth(j, near, near.Length / 2)
                Assert.True(known <= width.High && known >= 0.999 * width.Low, $"{known} {width}")

[<Fact>]
let ``the sign test gives the binomial tail`` () =
    let ratio (a: int) (b: int) = Rational.create (bigint a) (bigint b)
    Assert.Equal(Rational.one, SignTest.p 0 0)
    Assert.Equal(Rational.one, SignTest.p 0 5)
    Assert.Equal(ratio 1 32, SignTest.p 5 0)
    Assert.Equal(ratio 5 16, SignTest.p 3 1)
    Assert.Equal(ratio 11 16, SignTest.p 2 2)

    Assert.Throws<ArgumentException>(fun () -> SignTest.p -1 2 |> ignore<Rational>)
    |> ignore<ArgumentException>
