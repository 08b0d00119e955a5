/// Fitted power laws: exact where the data are one, textbook numbers for the errors, and the right coverage of intervals.
module Verify.Proofs.Tests.Paper.LogFitTests

open System
open Xunit
open Verify.Claims.Theorems
open Verify.Core.Numerics

let private grid =
    [ for x in [ 1.0; 2.0; 4.0; 8.0 ] do
          for y in [ 3.0; 5.0; 7.0 ] -> [ x; y ] ]

let private power (v: float list) = 2.5 * v[0] ** 1.25 * v[1] ** -0.5

[<Fact>]
let ``an exact power law is found, without error`` () =
    let law = LogFit.fit [ for v in grid -> v, power v ]
    Assert.Equal(2.5, law.Factor, 1e-9)
    Assert.Equal(1.25, law.Exponents[0].Value, 1e-9)
    Assert.Equal(-0.5, law.Exponents[1].Value, 1e-9)
    Assert.All(law.Exponents, fun e -> Assert.InRange(e.Error, 0.0, 1e-9))
    Assert.Equal(power [ 6.0; 6.0 ], law.At [ 6.0; 6.0 ], 1e-6)

/// log x = 0, 1, 2, 3 and log y = 0, 2, 1, 3: slope 0.8, residuals -0.3, 0.9, -0.9, 0.3, sum of squares 1.8, variance 0.9,
/// error of the slope sqrt(0.9 / 5). The t quantile of 2 degrees of freedom at 0.975 is 4.30265.
[<Fact>]
let ``slope, error and interval are those of the textbook`` () =
    let law =
        LogFit.fit [ for x, y in [ 0.0, 0.0; 1.0, 2.0; 2.0, 1.0; 3.0, 3.0 ] -> [ exp x ], exp y ]

    let slope = law.Exponents.Head
    Assert.Equal(0.8, slope.Value, 1e-9)
    Assert.Equal(sqrt 0.18, slope.Error, 1e-9)
    Assert.Equal(2, slope.Freedom)
    Assert.Equal(0.8 - 4.30265273 * sqrt 0.18, slope.Lower 0.975, 1e-6)
    Assert.Equal(0.8 + 4.30265273 * sqrt 0.18, slope.Upper 0.975, 1e-6)

/// 2,000 noisy samples of a law: the one-sided 95 % limit lies above the exponent in 100 of them, give or take 4 standard
/// deviations (each sqrt(2000 * 0.05 * 0.95) = 9.7).
[<Fact>]
let ``a lower limit is above the truth as seldom as it says`` () =
    let random = CounterRandom(11UL, 0UL)

    let above =
        Seq.init 2000 (fun _ ->
            let law =
                LogFit.fit [ for v in grid -> v, power v * exp (0.3 * random.NextGaussian()) ]

            if law.Exponents.Head.Lower 0.95 > 1.25 then 1 else 0)
        |> Seq.sum

    Assert.InRange(above, 61, 139)

[<Fact>]
let ``what determines no exponents is refused`` () =
    let refused observations =
        Assert.Throws<ArgumentException>(fun () -> LogFit.fit observations |> ignore<PowerLaw>)
        |> ignore<ArgumentException>

    refused []
    refused [ [ 1.0 ], 1.0; [ 2.0 ], 1.0 ]
    refused [ for _ in 1..5 -> [ 2.0 ], 1.0 ]
    refused [ for x in 1.0 .. 5.0 -> [ x ], 0.0 ]
    refused [ for x in -1.0 .. 5.0 -> [ x ], 1.0 ]
    refused [ [ 1.0 ], 1.0; [ 2.0; 1.0 ], 1.0; [ 3.0 ], 1.0; [ 4.0 ], 1.0 ]
