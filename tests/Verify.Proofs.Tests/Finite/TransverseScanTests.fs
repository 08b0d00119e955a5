/// The planar scan against every window written out, and against numbers worked out by hand.
module Verify.Proofs.Tests.Finite.TransverseScanTests

open System
open Xunit
open Verify.Claims.Oracle
open Verify.Core.Numerics

/// Along y = 0, the teacher's direction being (0, 1): across it is x alone.
let private points (xs: float list) =
    xs |> List.map (fun x -> [| x; 0.25 |]) |> List.toArray

let private about (expected: float) (e: Enclosure) =
    Assert.True(e.Low <= expected && expected <= e.High, $"{e} should hold {expected}")
    Assert.True(e.High - e.Low <= 1e-12 * (1.0 + abs expected))

[<Fact>]
let ``the least half-width is that of the closest samples`` () =
    let data = points [ 0.0; 4.0; 1.0; 9.0; 4.5 ]
    about 0.25 (TransverseScan.halfWidth [| 0.0; 1.0 |] data 2)
    about 1.75 (TransverseScan.halfWidth [| 0.0; -3.0 |] data 3)
    about 4.5 (TransverseScan.halfWidth [| 0.0; 1.0 |] data 5)
    about 0.0 (TransverseScan.halfWidth [| 0.0; 1.0 |] data 1)

[<Fact>]
let ``eta is the worst window, no narrower than the floor`` () =
    // Five within 0.5, so a half-width of 0.25: (5 - 3) / (0.25 * 6); with the floor 1: (5 - 3) / (1 * 6).
    let data = points [ 0.0; 0.125; 0.25; 0.375; 0.5; 20.0 ]
    about (2.0 / 1.5) (TransverseScan.eta [| 0.0; 1.0 |] data 3 (Enclosure.exact 0.125))
    about (2.0 / 6.0) (TransverseScan.eta [| 0.0; 1.0 |] data 3 (Enclosure.exact 1.0))
    about 0.0 (TransverseScan.eta [| 0.0; 1.0 |] (points [ 1.0; 1.0; 1.0 ]) 3 (Enclosure.exact 1.0))

[<Fact>]
let ``every band across a slanted direction is counted`` () =
    let random = CounterRandom 5UL
    let data = Array.init 30 (fun _ -> Array.init 2 (fun _ -> random.NextGaussian()))
    let direction = [| 3.0; -4.0 |]

    let across =
        data |> Array.map (fun x -> (4.0 * x[0] + 3.0 * x[1]) / 5.0) |> Array.sort

    let floor = 0.125

    let worst =
        Seq.max
            [ for i in 0..29 do
                  for k in i + 3 .. 29 do
                      let r = max floor (0.5 * (across[k] - across[i]))
                      float (k - i + 1 - 3) / (r * 30.0) ]

    let eta = TransverseScan.eta direction data 3 (Enclosure.exact floor)
    Assert.InRange(worst, eta.Low - 1e-9, eta.High + 1e-9)

[<Fact>]
let ``other dimensions, counts and floors are refused`` () =
    let refused (f: unit -> Enclosure) =
        Assert.Throws<ArgumentException>(fun () -> f () |> ignore<Enclosure>)
        |> ignore<ArgumentException>

    let data = points [ 0.0; 1.0 ]
    refused (fun () -> TransverseScan.halfWidth [| 1.0 |] data 1)
    refused (fun () -> TransverseScan.halfWidth [| 0.0; 1.0 |] data 3)
    refused (fun () -> TransverseScan.halfWidth [| 0.0; 1.0 |] data 0)
    refused (fun () -> TransverseScan.eta [| 0.0; 1.0 |] data 3 Enclosure.Zero)
