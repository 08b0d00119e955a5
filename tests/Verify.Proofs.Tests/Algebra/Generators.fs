/// Generators of exact values. Each mixes ordinary values with the ones at which representations change.
module Verify.Proofs.Tests.Algebra.Generators

open System
open System.Numerics
open FsCheck
open FsCheck.FSharp
open Verify.Algebra

/// Any finite double by its bits: all exponents alike, subnormals and both zeros included.
let finiteDouble =
    Gen.oneof
        [ ArbMap.defaults
          |> ArbMap.generate<uint64>
          |> Gen.map BitConverter.UInt64BitsToDouble
          Gen.choose (-1000, 1000) |> Gen.map double
          Gen.choose (-1000, 1000) |> Gen.map (fun n -> double n / 64.0)
          Gen.elements
              [ 0.0
                -0.0
                1.0
                Double.Epsilon
                -Double.Epsilon
                Double.MaxValue
                Double.MinValue
                2.2250738585072014e-308
                2.225073858507201e-308 ] ]
    |> Gen.where Double.IsFinite

/// Integers of 1 to about 200 bits, of either sign.
let bigInteger =
    gen {
        let! length = Gen.choose (1, 25)
        let! bytes = Gen.choose (0, 255) |> Gen.map byte |> Gen.arrayOfLength length
        return BigInteger bytes
    }

/// Integers around the 64-bit limit of the small representation.
let private atTheLimit =
    gen {
        let! power = Gen.elements [ 31; 32; 62; 63; 64; 65; 127; 128 ]
        let! offset = Gen.choose (-2, 2)
        let! sign = Gen.elements [ 1; -1 ]
        return BigInteger sign * ((BigInteger.One <<< power) + BigInteger offset)
    }

let dyadic =
    Gen.oneof
        [ Gen.choose (-20, 20) |> Gen.map Dyadic.ofInt
          finiteDouble |> Gen.map Dyadic.ofDouble
          Gen.map2 Dyadic.create (Gen.oneof [ bigInteger; atTheLimit ]) (Gen.choose (-300, 300)) ]

/// Dyadic numbers that are small enough to be entries of matrices.
let entry =
    Gen.frequency
        [ 2, Gen.constant Dyadic.zero
          6, Gen.choose (-5, 5) |> Gen.map Dyadic.ofInt
          2,
          Gen.map2
              (fun m e -> Dyadic.create (BigInteger(m: int)) e)
              (Gen.choose (-1000, 1000))
              (Gen.choose (-6, 6)) ]

let rational =
    Gen.oneof
        [ Gen.map2
              (fun p q -> Rational.create (BigInteger(p: int)) (BigInteger(q: int)))
              (Gen.choose (-30, 30))
              (Gen.choose (1, 12))
          Gen.map2 Rational.create bigInteger (bigInteger |> Gen.where (fun q -> not q.IsZero))
          dyadic |> Gen.map Rational.ofDyadic ]

/// A rows x cols array of the generator's values; either dimension may be 0.
let table rows cols (cell: Gen<'a>) =
    Gen.arrayOfLength (rows * cols) cell
    |> Gen.map (fun cells -> Array2D.init rows cols (fun i j -> cells[i * cols + j]))

let matrix rows cols =
    table rows cols entry |> Gen.map ExactMatrix.ofArray2D

/// A polynomial in x0 .. x3 with up to 6 terms of low degree.
let polynomial =
    let monomial =
        Gen.zip (Gen.choose (0, 3)) (Gen.choose (0, 2))
        |> Gen.listOf
        |> Gen.map (List.truncate 3 >> Monomial.create)

    Gen.zip monomial (Gen.choose (-3, 3) |> Gen.map Rational.ofInt)
    |> Gen.listOf
    |> Gen.map (List.truncate 6 >> Polynomial.ofTerms)

/// The symbols of generated expressions: A and B general, S symmetric, all square over n, and R: n x m.
module Symbols =
    let n = Dimension "n"
    let m = Dimension "m"
    let A = MatrixSymbol.create "A" n n
    let B = MatrixSymbol.create "B" n n
    let S = MatrixSymbol.symmetric "S" n
    let R = MatrixSymbol.create "R" n m

/// A formula of shape n x n and the given depth.
let rec formula depth =
    let leaf =
        Gen.elements
            [ Letter Symbols.A
              Letter Symbols.B
              Letter Symbols.S
              Letter Symbols.R * (Letter Symbols.R).T
              Identity Symbols.n ]

    if depth = 0 then
        leaf
    else
        let part = formula (depth - 1)

        Gen.frequency
            [ 1, leaf
              2, Gen.map2 (fun x y -> Sum(x, y)) part part
              2, Gen.map2 (fun x y -> Difference(x, y)) part part
              4, Gen.map2 (fun x y -> Product(x, y)) part part
              2, Gen.map Transposed part
              1, Gen.map Negative part ]

let expression = formula 3 |> Gen.map MatrixFormula.elaborate
