/// The interval of a mean: against closed forms, and its level by summing over every outcome of small experiments.
module Verify.Proofs.Tests.Training.MeanTestTests

open System
open Xunit
open Verify.Claims.Training

let private shares = [ 0.0625; 0.25; 0.5; 0.75; 1.0 ]

/// W(q) as it is defined, in plain arithmetic.
let private wealth (values: float[]) q =
    shares
    |> List.averageBy (fun u -> values |> Array.fold (fun product x -> product * ((1.0 - u) + u * x / q)) 1.0)

[<Theory>]
[<InlineData(0.025)>]
[<InlineData(1e-4)>]
let ``the lower bound is where the wealth is one over the level`` (level: float) =
    let samples =
        [ Array.create 20 1.0
          Array.init 30 (fun i -> if i % 5 = 0 then 0.0 else 1.0)
          Array.init 25 (fun i -> 0.6 + 0.01 * float i)
          Array.create 40 0.5 ]

    for values in samples do
        let low = MeanTest.lower level values
        Assert.InRange(wealth values low, 1.0 / level, (1.0 + 1e-9) / level)
        Assert.True(low < Array.average values)
        let high = MeanTest.upper level values
        Assert.True(high >= Array.average values)

        if high < 1.0 then
            let mirrored = values |> Array.map (fun x -> 1.0 - x)
            Assert.InRange(wealth mirrored (1.0 - high), (1.0 - 1e-9) / level, (1.0 + 1e-9) / level)

[<Fact>]
let ``all ones have the closed form of the best bet, give or take the others`` () =
    // the share 1 alone would give (a / 5)^(1/n); the others only add
    for n in [ 1; 5; 40; 200 ] do
        let alone = (1e-4 / 5.0) ** (1.0 / float n)
        Assert.InRange(MeanTest.lower 1e-4 (Array.create n 1.0), alone * (1.0 - 1e-12), alone + 0.05)
        Assert.Equal(1.0, MeanTest.upper 1e-4 (Array.create n 1.0))
        Assert.Equal(0.0, MeanTest.lower 1e-4 (Array.create n 0.0))

[<Fact>]
let ``no values say nothing`` () =
    Assert.Equal(0.0, MeanTest.lower 0.01 [||])
    Assert.Equal(1.0, MeanTest.upper 0.01 [||])

[<Fact>]
let ``a value outside 0 to 1 and a level that is none are refused`` () =
    for bad in [ nan; -0.1; 1.1; infinity ] do
        Assert.Throws<ArgumentException>(fun () -> MeanTest.lower 0.1 [| 0.5; bad |] |> ignore)
        |> ignore

        Assert.Throws<ArgumentException>(fun () -> MeanTest.upper 0.1 [| bad |] |> ignore)
        |> ignore

    for bad in [ 0.0; 1.0; nan; -1.0 ] do
        Assert.Throws<ArgumentException>(fun () -> MeanTest.lower bad [| 0.5 |] |> ignore)
        |> ignore

/// The probability of every outcome of independent variables with finitely many values.
let rec private outcomes (variables: (float * float) list list) : (float list * float) seq =
    match variables with
    | [] -> Seq.singleton ([], 1.0)
    | first :: rest ->
        seq {
            for values, p in outcomes rest do
                for value, chance in first do
                    value :: values, chance * p
        }

let private mean (variables: (float * float) list list) =
    variables |> List.averageBy (List.sumBy (fun (value, chance) -> value * chance))

[<Fact>]
let ``the bounds fail no more often than the level says, whatever the distribution`` () =
    let coin p = [ 0.0, 1.0 - p; 1.0, p ]

    let three p =
        [ 0.0, 0.5 * (1.0 - p); 0.5, 0.5 * (1.0 - p); 1.0, p ]

    let experiments =
        [ for p in [ 0.05; 0.3; 0.5; 0.75; 0.9 ] do
              List.replicate 11 (coin p)
              List.replicate 7 (three p)
              // means that differ from run to run
              List.init 10 (fun i -> coin (if i % 2 = 0 then p else 1.0 - p))
              List.init 7 (fun i -> if i % 2 = 0 then three p else coin (p * p)) ]

    for level in [ 0.3; 0.1; 0.02 ] do
        let rates =
            [ for experiment in experiments do
                  let mu = mean experiment
                  let all = outcomes experiment |> Seq.toArray

                  let chance fails =
                      all
                      |> Array.sumBy (fun (values, p) -> if fails (List.toArray values) then p else 0.0)

                  // sums of a few thousand probabilities: off by less than 1e-12
                  let below = chance (fun values -> MeanTest.lower level values > mu + 1e-12)
                  let above = chance (fun values -> MeanTest.upper level values < mu - 1e-12)
                  Assert.True(below <= level + 1e-12, $"{below} > {level}")
                  Assert.True(above <= level + 1e-12, $"{above} > {level}")
                  max below above ]

        // and the test has teeth: it is not so wide that it never fails
        Assert.True(List.max rates > level / 20.0, $"{List.max rates}")

[<Fact>]
let ``values that vary less are bounded more closely`` () =
    let spread = Array.init 64 (fun i -> if i % 2 = 0 then 0.0 else 1.0)
    let close = Array.init 64 (fun i -> if i % 2 = 0 then 0.4 else 0.6)
    Assert.True(MeanTest.lower 1e-4 close > MeanTest.lower 1e-4 spread + 0.05)
    Assert.True(MeanTest.upper 1e-4 close < MeanTest.upper 1e-4 spread - 0.05)

[<Fact>]
let ``thousands of values neither overflow nor underflow into a wrong bound`` () =
    let values = Array.init 20_000 (fun i -> if i % 4 = 0 then 0.0 else 1.0)
    Assert.InRange(MeanTest.lower 1e-4 values, 0.73, 0.75)
    Assert.InRange(MeanTest.upper 1e-4 values, 0.75, 0.78)
