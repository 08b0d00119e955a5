/// Enclosures hold the exact result of every operation, and no more than they must; whole networks do, too.
module Verify.Proofs.Tests.Finite.EnclosureTests

open System
open Xunit
open Verify.Algebra
open Verify.Claims.Generators
open Verify.Claims.Oracle
open Verify.Core.Numerics

let private holds (e: Enclosure) (exact: Rational) =
    (Double.IsNegativeInfinity e.Low || Rational.ofDouble e.Low <= exact)
    && (Double.IsPositiveInfinity e.High || exact <= Rational.ofDouble e.High)

/// Doubles of very different sizes and of either sign, zeros and short ones among them.
let private drawn count =
    let random = CounterRandom 17UL

    [ for _ in 1..count do
          match random.NextBelow 8 with
          | 0 -> 0.0
          | 1 -> float (random.NextBelow 9 - 4)
          | _ -> Math.ScaleB(random.NextGaussian(), random.NextBelow 60 - 30) ]

let private intervals =
    drawn 400
    |> List.chunkBySize 2
    |> List.map (fun pair ->
        { Low = min pair[0] pair[1]
          High = max pair[0] pair[1] })

/// Points of an enclosure: its ends and its middle.
let private points (e: Enclosure) =
    let low, high = Rational.ofDouble e.Low, Rational.ofDouble e.High
    [ low; high; (low + high) / Rational.ofInt 2 ]

[<Fact>]
let ``sums, differences and products of points are within those of enclosures`` () =
    for a, b in List.pairwise intervals do
        for x in points a do
            for y in points b do
                Assert.True(holds (a + b) (x + y), $"{a} + {b}")
                Assert.True(holds (a - b) (x - y), $"{a} - {b}")
                Assert.True(holds (a * b) (x * y), $"{a} * {b}")
                Assert.True(holds (Enclosure.square a) (x * x), $"{a}^2")
                Assert.True(holds (Enclosure.abs a) (Rational.abs x), $"|{a}|")
                Assert.True(holds (Enclosure.max a b) (max x y))
                Assert.True(holds (Enclosure.min a b) (min x y))

                if b.Low > 0.0 || b.High < 0.0 then
                    Assert.True(holds (a / b) (x / y), $"{a} / {b}")

[<Fact>]
let ``the root of a point squares back around it`` () =
    for a in intervals do
        let root = Enclosure.sqrt (Enclosure.abs a)
        let squared = Enclosure.square root

        for x in points (Enclosure.abs a) do
            Assert.True(holds squared x, $"{a}")

[<Fact>]
let ``an operation on doubles widens by two units at most, and zero is exact`` () =
    for x, y in List.pairwise (drawn 200) do
        let sum = Enclosure.exact x + Enclosure.exact y
        Assert.True(sum.High <= Math.BitIncrement(Math.BitIncrement sum.Low) || sum.Low = 0.0)
        Assert.Equal(Enclosure.exact x, Enclosure.exact x + Enclosure.Zero)
        Assert.True((Enclosure.exact x * Enclosure.Zero).IsExactZero)
        Assert.True((Enclosure.Zero / Enclosure.exact 3.0).IsExactZero)

[<Fact>]
let ``what says nothing is everything, never NaN`` () =
    let everything = Enclosure.Whole

    for e in
        [ everything - everything
          everything * { Low = -1.0; High = 1.0 }
          Enclosure.exact 1.0 / { Low = -1.0; High = 1.0 }
          Enclosure.exact 1.0 / Enclosure.Zero
          Enclosure.exact Double.MaxValue * Enclosure.exact Double.MaxValue
          Enclosure.sqrt everything ] do
        Assert.False(Double.IsNaN e.Low || Double.IsNaN e.High)
        Assert.True(Double.IsPositiveInfinity e.High)

    Assert.Throws<ArgumentException>(fun () -> Enclosure.exact nan |> ignore<Enclosure>)
    |> ignore<ArgumentException>

/// The last weight of a network changed by one unit must be seen: the enclosures are not merely wide.
[<Fact>]
let ``a network's enclosures hold its exact values, and are narrow`` () =
    for seed in 1UL .. 40UL do
        let space =
            { ZeroSpace.standard with
                Depths = [ 2; 3; 4 ]
                Changes = [ Nudged; Unrelated ] }

        let pair = (ZeroStudents.case (ZeroCases.draw space seed)).Pair
        let random = CounterRandom(seed, 5UL)
        let x = Array.init pair.Inputs (fun _ -> random.NextGaussian())
        let exact = x |> Array.map Dyadic.ofDouble
        let ring = Ring.dyadic
        let teacher = Definitions.ofNetwork ring pair.Teacher
        let student = Definitions.ofNetwork ring pair.Student
        let evaluation = Definitions.evaluate ring student exact
        let target = (Definitions.evaluate ring teacher exact).F[pair.Depth]
        let gradient = (Definitions.gradients ring student target evaluation)[1]
        let fanOuts = (Definitions.fanOuts ring student (fun l -> evaluation.D[l]))[1]

        let enclosed = EnclosedNetwork pair.Student
        let run = enclosed.Run(x |> Array.map Enclosure.exact)
        let run' = (EnclosedNetwork pair.Teacher).Run(x |> Array.map Enclosure.exact)

        let check (e: Enclosure) (value: Dyadic) =
            Assert.True(holds e (Rational.ofDyadic value), $"{e}")
            Assert.True(e.High - e.Low <= 1e-9 * (1.0 + abs e.Low), $"{e}")

        Array.iter2 check run.Output evaluation.F[pair.Depth]
        Array.iter2 check (enclosed.Gradient(run, run'.Output)) gradient

        for row, exactRow in Array.zip (enclosed.FanOuts run) fanOuts do
            Array.iter2 check row exactRow[.. row.Length - 1]

[<Fact>]
let ``a gate that is not certain is both`` () =
    let pair = (ZeroStudents.case (ZeroCases.draw ZeroSpace.standard 3UL)).Pair
    let network = EnclosedNetwork pair.Student

    let run = network.Run(Array.create pair.Inputs { Low = -100.0; High = 100.0 })

    for gate in run.Gates[0] do
        if gate.Low <> gate.High then
            Assert.Equal(pair.Student.Leak, gate.Low)
            Assert.Equal(1.0, gate.High)

    Assert.Contains(run.Gates[0], fun gate -> gate.Low <> gate.High)
