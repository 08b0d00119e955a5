namespace Verify.Algebra

open System.Numerics

type MatrixFormula =
    | Letter of MatrixSymbol
    | Identity of Dimension
    | Negative of MatrixFormula
    | Sum of MatrixFormula * MatrixFormula
    | Difference of MatrixFormula * MatrixFormula
    | Product of MatrixFormula * MatrixFormula
    | Transposed of MatrixFormula

    static member (~-) x = Negative x
    static member (+)(x, y) = Sum(x, y)
    static member (-)(x, y) = Difference(x, y)
    static member (*)(x, y) = Product(x, y)
    member x.T = Transposed x

    override formula.ToString() =
        // Binding strength: sums 0, products 1, letters and transposes 2.
        let rec write strength formula =
            let own, text =
                match formula with
                | Letter symbol -> 2, symbol.Name
                | Identity(Dimension _) -> 2, "I"
                | Negative x -> 0, "-" + write 1 x
                | Sum(x, y) -> 0, $"{write 0 x} + {write 0 y}"
                | Difference(x, y) -> 0, $"{write 0 x} - {write 1 y}"
                | Product(x, y) -> 1, $"{write 1 x} {write 1 y}"
                | Transposed x -> 2, write 2 x + "ᵀ"

            if own < strength then "(" + text + ")" else text

        write 0 formula

module MatrixFormula =
    let rec evaluate meaning formula =
        match formula with
        | Letter symbol -> meaning.Symbol symbol
        | Identity dimension -> meaning.Identity dimension
        | Negative x -> meaning.Scale BigInteger.MinusOne (evaluate meaning x)
        | Sum(x, y) -> meaning.Add (evaluate meaning x) (evaluate meaning y)
        | Difference(x, y) ->
            meaning.Add (evaluate meaning x) (meaning.Scale BigInteger.MinusOne (evaluate meaning y))
        | Product(x, y) -> meaning.Multiply (evaluate meaning x) (evaluate meaning y)
        | Transposed x -> meaning.Transpose(evaluate meaning x)

    let elaborate formula =
        evaluate (FreeAlgebra.interpretation id FreeAlgebra.symbol) formula
