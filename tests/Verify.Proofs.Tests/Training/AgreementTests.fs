/// The share of concordant pairs, by hand and over all permutations.
module Verify.Proofs.Tests.Training.AgreementTests

open System
open Xunit
open Verify.Claims.Training

let private share times =
    times
    |> Array.indexed
    |> Agreement.pairs (fun (i, _) (k, _) -> compare i k) (fun (_, s) (_, t) -> compare s t)
    |> Agreement.share

[<Fact>]
let ``by hand`` () =
    Assert.Equal(1.0, share [| 1; 2; 5 |])
    Assert.Equal(0.0, share [| 5; 2; 1 |])
    // pairs (1,4) (1,2) (1,4) concordant, (4,2) discordant, (2,4) concordant, (4,4) tied
    Assert.Equal(4.0 / 5.0, share [| 1; 4; 2; 4 |])
    Assert.True(Double.IsNaN(share [| 3; 3; 3 |]))
    Assert.True(Double.IsNaN(share [| 3 |]))
    Assert.True(Double.IsNaN(share [||]))
    Assert.Equal(-1.0, Agreement.tau 0.0)
    Assert.Equal(0.2, Agreement.tau 0.6, 15)

let rec private permutations items =
    match items with
    | [] -> [ [] ]
    | _ ->
        [ for item in items do
              for rest in permutations (List.except [ item ] items) -> item :: rest ]

[<Fact>]
let ``over all permutations the mean is one half, and a reversed order is one minus`` () =
    let all = permutations [ 1..5 ] |> List.map List.toArray
    Assert.Equal(120, all.Length)
    Assert.Equal(0.5, all |> List.averageBy share, 12)

    for times in all do
        Assert.Equal(1.0 - share times, share (Array.rev times), 12)
