// Power laws fitted by least squares on logarithms, with Student-t intervals for the exponents. Statistics only: whether a
// law is the right one is not for this file to say.
//
//     log y = c + sum_i e_i log x_i + noise; e = (A^T A)^-1 A^T log y, var e_i = sigma^2 ((A^T A)^-1)_ii,
//     sigma^2 = residual sum of squares / (observations - parameters).
namespace Verify.Claims.Theorems

open System
open MathNet.Numerics.Distributions
open MathNet.Numerics.LinearAlgebra

/// An exponent with its standard error and the degrees of freedom of the fit.
type FittedExponent =
    { Value: float
      Error: float
      Freedom: int }

    /// The one-sided lower limit: the exponent is below it with probability 1 - confidence at most, if the errors are
    /// independent and normal.
    member e.Lower confidence =
        e.Value - StudentT.InvCDF(0.0, 1.0, float e.Freedom, confidence) * e.Error

    /// The one-sided upper limit.
    member e.Upper confidence =
        e.Value + StudentT.InvCDF(0.0, 1.0, float e.Freedom, confidence) * e.Error

/// A fitted law.
type PowerLaw =
    { Factor: float
      Exponents: FittedExponent list }

    /// factor * prod x_i^e_i
    member law.At(x: float list) =
        law.Factor
        * (List.map2 (fun (e: FittedExponent) (v: float) -> Math.Pow(v, e.Value)) law.Exponents x
           |> List.fold (*) 1.0)

module LogFit =
    /// Fits y to the variables of each observation, all positive. ArgumentException when there are no more observations
    /// than parameters, a number is not positive and finite, or the variables do not vary independently.
    let fit (observations: (float list * float) list) : PowerLaw =
        let isGood v = v > 0.0 && Double.IsFinite v

        let variables =
            match observations with
            | [] -> 0
            | (x, _) :: _ -> x.Length

        let parameters = variables + 1

        if observations.Length <= parameters then
            raise (
                ArgumentException
                    $"{observations.Length} observations do not determine {parameters} parameters."
            )

        if
            observations
            |> List.exists (fun (x, y) -> x.Length <> variables || not (List.forall isGood (y :: x)))
        then
            raise (
                ArgumentException
                    "A power law is fitted to positive finite numbers, as many in each observation."
            )

        let design =
            Matrix<float>
                .Build.DenseOfRows([ for x, _ in observations -> Seq.ofList (1.0 :: List.map Math.Log x) ])

        let target =
            Vector<float>.Build.DenseOfEnumerable([ for _, y in observations -> Math.Log y ])

        let normal = design.TransposeThisAndMultiply design

        if normal.Rank() < parameters then
            raise (ArgumentException "The variables do not vary independently.")

        let inverse = normal.Inverse()
        let solution = inverse * design.TransposeThisAndMultiply target
        let residual = target - design * solution
        let freedom = observations.Length - parameters
        let variance = residual.DotProduct residual / float freedom

        { Factor = Math.Exp solution[0]
          Exponents =
            [ for i in 1..variables ->
                  { Value = solution[i]
                    Error = sqrt (variance * inverse[i, i])
                    Freedom = freedom } ] }
