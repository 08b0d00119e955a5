// The arithmetic over which the definitions of theory.md are written once: exact dyadic numbers for the oracle, doubles
// for a plain scalar evaluation. It knows nothing of networks.
namespace Verify.Claims.Oracle

open Verify.Algebra

/// A commutative ring with an order, and the embedding of doubles.
type Ring<'T> =
    {
        Zero: 'T
        One: 'T
        Add: 'T -> 'T -> 'T
        Subtract: 'T -> 'T -> 'T
        Multiply: 'T -> 'T -> 'T
        /// Sum of products of equally long arrays, in order.
        Dot: 'T[] -> 'T[] -> 'T
        IsNonNegative: 'T -> bool
        OfDouble: float -> 'T
        ToDouble: 'T -> float
    }

module Ring =
    /// Exact: finite doubles are dyadic numbers, and the ring operations leave none of them.
    let dyadic =
        { Zero = Dyadic.zero
          One = Dyadic.one
          Add = (+)
          Subtract = (-)
          Multiply = (*)
          Dot = Dyadic.sumOfProducts
          IsNonNegative = fun x -> Dyadic.sign x >= 0
          OfDouble = Dyadic.ofDouble
          ToDouble = Dyadic.toDouble }

    /// Exact: the rationals, for points between given ones.
    let rational =
        { Zero = Rational.zero
          One = Rational.one
          Add = (+)
          Subtract = (-)
          Multiply = (*)
          Dot =
            fun x y ->
                (Rational.zero, x, y)
                |||> Array.fold2 (fun sum a b ->
                    if Rational.isZero a || Rational.isZero b then
                        sum
                    else
                        sum + a * b)
          IsNonNegative = fun x -> Rational.sign x >= 0
          OfDouble = Rational.ofDouble
          ToDouble = Rational.toDouble }

    /// IEEE doubles, one rounding an operation; Dot is a chain of fused multiply-adds in order.
    let float =
        { Zero = 0.0
          One = 1.0
          Add = (+)
          Subtract = (-)
          Multiply = (*)
          Dot =
            fun x y ->
                let mutable sum = 0.0

                for i in 0 .. x.Length - 1 do
                    sum <- System.Math.FusedMultiplyAdd(x[i], y[i], sum)

                sum
          IsNonNegative = fun x -> x >= 0.0
          OfDouble = id
          ToDouble = id }
