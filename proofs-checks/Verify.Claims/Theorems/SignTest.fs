// The sign test, exactly. Statistics only.
namespace Verify.Claims.Theorems

open System.Numerics
open Verify.Algebra

module SignTest =
    /// The one-sided p-value of `wins` wins in `wins + losses` pairs: the probability of at least as many when both are
    /// equally likely. Small values speak for the winner; 1 without pairs. ArgumentException for negative counts.
    let p wins losses =
        if wins < 0 || losses < 0 then
            raise (System.ArgumentException $"{wins} and {losses} are not counts.")

        let n = wins + losses

        let rec tail k choose sum =
            // choose = C(n, k), for k from 0 up
            let sum = if k >= wins then sum + choose else sum

            if k = n then
                sum
            else
                tail (k + 1) (choose * BigInteger(n - k) / BigInteger(k + 1)) sum

        Rational.create (tail 0 BigInteger.One BigInteger.Zero) (BigInteger.One <<< n)
