/// The free algebra: its laws, its typing, and that its normal form keeps the meaning on concrete matrices.
module Verify.Proofs.Tests.Algebra.FreeAlgebraTests

open System
open System.Numerics
open Xunit
open FsCheck.FSharp
open Verify.Algebra
open Verify.Proofs.Tests.Algebra.Generators
open Verify.Proofs.Tests.Algebra.Replay

let private a, b = FreeAlgebra.symbol Symbols.A, FreeAlgebra.symbol Symbols.B
let private s, r = FreeAlgebra.symbol Symbols.S, FreeAlgebra.symbol Symbols.R
let private unit = FreeAlgebra.identity Symbols.n

let private illTyped action =
    Assert.Throws<IllTypedException>(fun () -> action () |> ignore) |> ignore

let private isCanonical e =
    FreeAlgebra.terms e
    |> List.forall (fun (word, coefficient) ->
        not coefficient.IsZero
        && word.Letters
           |> List.forall (fun (symbol, transposed) -> not (symbol.IsSymmetric && transposed)))

[<Fact>]
let ``expressions of one square shape form a ring with involution`` () =
    forAll3 expression expression expression (fun x y z ->
        x + y = y + x
        && (x + y) + z = x + (y + z)
        && (x * y) * z = x * (y * z)
        && x * (y + z) = x * y + x * z
        && (x + y) * z = x * z + y * z
        && x * unit = x
        && unit * x = x
        && FreeAlgebra.isZero (x - x)
        && (x * y).T = y.T * x.T
        && (x + y).T = x.T + y.T
        && x.T.T = x)

[<Fact>]
let ``every result is canonical`` () =
    forAll2 expression expression (fun x y -> [ x; x + y; x - y; x * y; x.T ] |> List.forall isCanonical)

[<Fact>]
let ``letters do not commute, symmetric ones equal their transposes`` () =
    Assert.NotEqual(a * b, b * a)
    Assert.NotEqual(a, a.T)
    Assert.Equal(s, s.T)
    Assert.Equal(r * r.T, (r * r.T).T)
    Assert.Equal(unit, unit.T)

[<Fact>]
let ``shapes that do not match raise, with the shapes in the message`` () =
    illTyped (fun () -> r * r)
    illTyped (fun () -> a + r)
    illTyped (fun () -> a - r.T)
    illTyped (fun () -> r * a)
    illTyped (fun () -> FreeAlgebra.identity Symbols.m + unit)
    illTyped (fun () -> FreeAlgebra.zero Symbols.n Symbols.m + a)
    let error = Assert.Throws<IllTypedException>(fun () -> r * r |> ignore)
    Assert.Contains("n x m", error.Message)

[<Fact>]
let ``nameless symbols are refused`` () =
    Assert.Throws<ArgumentException>(fun () -> MatrixSymbol.create " " Symbols.n Symbols.n |> ignore)
    |> ignore

[<Fact>]
let ``substitution is a homomorphism that respects transposes`` () =
    forAll3 expression expression expression (fun x y by ->
        let replace = FreeAlgebra.substitute Symbols.A by

        replace (x * y) = replace x * replace y
        && replace (x + y) = replace x + replace y
        && replace x.T = (replace x).T
        && replace a.T = by.T
        && replace b = b
        && FreeAlgebra.substitute Symbols.A a x = x)

[<Fact>]
let ``substitution keeps shapes and symmetry`` () =
    illTyped (fun () -> FreeAlgebra.substitute Symbols.A r (a * b))
    illTyped (fun () -> FreeAlgebra.substitute Symbols.S a (s * b))
    Assert.Equal((a + a.T) * b, FreeAlgebra.substitute Symbols.S (a + a.T) (s * b))

[<Fact>]
let ``a change of index spaces carries identities along`` () =
    let k = Dimension "k"
    let toK = FreeAlgebra.interpretation (fun _ -> k) (fun _ -> FreeAlgebra.identity k)
    // A -> I, S -> I, R -> I at one width: 2 I - I = I.
    Assert.Equal(FreeAlgebra.identity k, FreeAlgebra.evaluate toK (a * b + s - unit))

/// Concrete 2 x 2 (n) and 2 x 3 (n x m) integer matrices for the symbols; S symmetric.
let private matrices =
    gen {
        let cells rows cols =
            table rows cols (Gen.choose (-4, 4) |> Gen.map Dyadic.ofInt)

        let! mA = cells 2 2
        let! mB = cells 2 2
        let! mR = cells 2 3
        let! half = cells 2 2
        let mS = Array2D.mapi (fun i j x -> x + half[j, i]) half

        return
            DenseMatrices.interpretation
                DenseMatrices.dyadics
                (fun d -> if d = Symbols.n then 2 else 3)
                (fun symbol ->
                    match symbol.Name with
                    | "A" -> mA
                    | "B" -> mB
                    | "R" -> mR
                    | _ -> mS)
    }

[<Fact>]
let ``a formula and its normal form mean the same matrix`` () =
    forAll2 (formula 4) matrices (fun formula meaning ->
        MatrixFormula.evaluate meaning formula =
            FreeAlgebra.evaluate meaning (MatrixFormula.elaborate formula))

[<Fact>]
let ``the operations of expressions mean those of matrices`` () =
    forAll3 expression expression matrices (fun x y meaning ->
        let value = FreeAlgebra.evaluate meaning
        let ring = DenseMatrices.dyadics

        value (x * y) = DenseMatrices.multiply ring (value x) (value y)
        && value (x + y) = DenseMatrices.add ring (value x) (value y)
        && value x.T = DenseMatrices.transpose (value x)
        && value (FreeAlgebra.scale (BigInteger 3) x) = DenseMatrices.scale ring (BigInteger 3) (value x))

[<Fact>]
let ``concrete sizes that do not match raise`` () =
    let ring = DenseMatrices.dyadics
    let zeros rows cols = Array2D.create rows cols Dyadic.zero
    illTyped (fun () -> DenseMatrices.multiply ring (zeros 2 3) (zeros 2 3))
    illTyped (fun () -> DenseMatrices.add ring (zeros 2 3) (zeros 3 2))

[<Fact>]
let ``expressions are written as text and as LaTeX`` () =
    let outputs, n, m = Dimension "C", Dimension "n_{l-1}", Dimension "m_{l-1}"
    let v = FreeAlgebra.symbol (MatrixSymbol.create "V_{l-1}" outputs n)
    let vStar = FreeAlgebra.symbol (MatrixSymbol.create "V*_{l-1}" outputs m)

    let e =
        v.T * vStar - FreeAlgebra.scale (BigInteger 2) (v.T * vStar * vStar.T * vStar)

    Assert.Equal("V_{l-1}ᵀ V*_{l-1} - 2 V_{l-1}ᵀ V*_{l-1} V*_{l-1}ᵀ V*_{l-1}", FreeAlgebra.toText e)
    Assert.Equal(@"V^{\top}_{l-1} V^{*}_{l-1}", FreeAlgebra.toLatex (v.T * vStar))
    Assert.Equal(@"V^{*\top}_{l-1} V_{l-1}", FreeAlgebra.toLatex (vStar.T * v))
    Assert.Equal("0", string (e - e))
    Assert.Equal("I - A", string (unit - a))

[<Fact>]
let ``formulas are written with the brackets they need`` () =
    let A, B = Letter Symbols.A, Letter Symbols.B
    Assert.Equal("A (B - Aᵀ)", string (A * (B - A.T)))
    Assert.Equal("(A B)ᵀ - (A - B)", string ((A * B).T - (A - B)))
    Assert.Equal("-(A + B) I", string (-((A + B) * Identity Symbols.n)))

[<Fact>]
let ``an ill-typed formula is a value, its elaboration raises`` () =
    let R = Letter Symbols.R
    illTyped (fun () -> MatrixFormula.elaborate (R * R))
