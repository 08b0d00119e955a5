// What independent runs say about a mean: a test and an interval that are exact for every distribution on [0, 1], however
// few the runs. Statistics only.
//
// Let X_1 .. X_n be independent, in [0, 1], with means mu_i and mu = (mu_1 + .. + mu_n) / n. For 0 < q <= 1 let
//     W(q) = mean over u in {1/16, 1/4, 1/2, 3/4, 1} of prod_i ((1 - u) + u X_i / q),
// the wealth of one who bets the share u on "above q" again and again. If mu <= q, each product has mean
//     prod_i (1 + u (mu_i - q) / q) <= (1 + u (mu - q) / q)^n <= 1
// by independence, and since a geometric mean is at most the arithmetic one (no factor is negative). So by Markov
// P(W(q) >= 1/a) <= a. W falls as q rises; hence "mu is at least every q with W(q) >= 1/a" is wrong with probability at most
// a: were it wrong, W(mu) >= 1/a. Nothing is asked of the distribution, not even that it is the same for all runs, and with
// several u the bound is nearly as narrow as the variance of the X_i allows. The order of the runs does not matter.
//
// W is computed with every operation rounded down, so the bounds hold as doubles.
namespace Verify.Claims.Training

open System
open Verify.Core.Numerics

module MeanTest =
    /// The shares u that are bet.
    let private shares = [ 0.0625; 0.25; 0.5; 0.75; 1.0 ]

    /// A lower bound on W(q).
    let private wealth (values: float[]) (q: float) =
        let mutable total = 0.0

        for u in shares do
            let mutable product = 1.0

            for x in values do
                // 1 - u is exact
                let won = DirectedRounding.MultiplyDown(u, DirectedRounding.DivideDown(x, q))
                product <- DirectedRounding.MultiplyDown(product, DirectedRounding.AddDown(1.0 - u, won))

            total <- DirectedRounding.AddDown(total, product)

        DirectedRounding.DivideDown(total, float shares.Length)

    let private demand level (values: float[]) =
        if not (level > 0.0 && level < 1.0) then
            raise (ArgumentException $"{level} is not a level.")

        for x in values do
            if not (x >= 0.0 && x <= 1.0) then
                raise (ArgumentException $"{x} is not between 0 and 1.")

    let private below level values =
        let wanted = DirectedRounding.DivideUp(1.0, level)

        // W >= wanted at `low`, or low = 0, below which no mean lies
        let rec bisect low high =
            let middle = low + (high - low) / 2.0

            if middle <= low || middle >= high then low
            elif wealth values middle >= wanted then bisect middle high
            else bisect low middle

        if wealth values 1.0 >= wanted then 1.0 else bisect 0.0 1.0

    /// A number that the mean is below with probability at most `level`; 0 without values. ArgumentException when a value
    /// is not in [0, 1] (NaN neither), or the level not between 0 and 1.
    let lower level (values: float[]) =
        demand level values
        below level values

    /// A number that the mean is above with probability at most `level`; 1 without values. Exceptions as for lower.
    let upper level (values: float[]) =
        demand level values

        DirectedRounding.SubtractUp(
            1.0,
            below level (values |> Array.map (fun x -> DirectedRounding.SubtractDown(1.0, x)))
        )
