// Fisher's exact test of two proportions, exactly. Statistics only.
namespace Verify.Claims.Theorems

open System.Numerics
open Verify.Algebra

module FisherTest =
    /// C(n, 0), .., C(n, n).
    let private binomials n =
        ((BigInteger.One, 0)
         |> Array.unfold (fun (value, k) ->
             if k > n then
                 None
             else
                 Some(value, (value * BigInteger(n - k) / BigInteger(k + 1), k + 1))))

    /// The one-sided p-value of `second` of n successes against `first` of n: the probability, given the total and equal
    /// rates, that the second sample has at least as many. Small values speak for a higher rate in the second sample.
    /// ArgumentException when a count is not within 0..n.
    let higherInSecond n first second =
        if first < 0 || second < 0 || first > n || second > n then
            raise (System.ArgumentException $"{first} and {second} are not counts out of {n}.")

        let choose = binomials n
        let total = first + second

        let ways i =
            if i <= n && total - i >= 0 && total - i <= n then
                choose[i] * choose[total - i]
            else
                BigInteger.Zero

        let tail = Seq.sum (seq { for i in second .. min n total -> ways i })
        let all = Seq.sum (seq { for i in 0 .. min n total -> ways i })
        Rational.create tail all
