namespace Verify.Algebra

/// A matrix expression as it is written, before any algebra: nothing is checked, so that an ill-typed formula is a
/// value too. Its meaning is given by an interpretation; its normal form by the free algebra.
type MatrixFormula =
    | Letter of MatrixSymbol
    | Identity of Dimension
    | Negative of MatrixFormula
    | Sum of MatrixFormula * MatrixFormula
    | Difference of MatrixFormula * MatrixFormula
    | Product of MatrixFormula * MatrixFormula
    | Transposed of MatrixFormula

    static member (~-): MatrixFormula -> MatrixFormula
    static member (+): MatrixFormula * MatrixFormula -> MatrixFormula
    static member (-): MatrixFormula * MatrixFormula -> MatrixFormula
    static member (*): MatrixFormula * MatrixFormula -> MatrixFormula
    member T: MatrixFormula
    /// The formula as written: "D (A f* - B f)".
    override ToString: unit -> string

module MatrixFormula =
    /// The formula's meaning; raises what the interpretation raises on shapes that do not match.
    val evaluate: Interpretation<'matrix> -> MatrixFormula -> 'matrix

    /// The normal form in the free algebra. IllTypedException when the index spaces do not match.
    val elaborate: MatrixFormula -> Expression
