namespace Verify.Algebra

open System.Numerics

/// A product of matrix symbols and transposed symbols whose index spaces match from each factor to the next.
/// Canonical: a symmetric symbol is never marked as transposed, identities are absorbed; the empty word is the
/// identity of its index space.
type Word =
    internal
        {
            wordRows: Dimension
            wordCols: Dimension
            /// Symbol and whether it is transposed.
            letters: (MatrixSymbol * bool) list
        }

    /// The symbols from left to right, each with whether it is transposed; empty for an identity.
    member Letters: (MatrixSymbol * bool) list

/// An integer combination of words of one shape: an element of the free non-commutative algebra with transposition,
/// split by shape. Canonical: no zero coefficients, so that two expressions are equal exactly when they are equal
/// in every interpretation. (Matrices of one row and one column get no special treatment: they do not commute here.)
type Expression =
    internal
        { shapeRows: Dimension
          shapeCols: Dimension
          words: Map<Word, BigInteger> }

    member Rows: Dimension
    member Cols: Dimension
    /// Sums and products of expressions whose shapes do not match raise IllTypedException.
    static member (+): Expression * Expression -> Expression
    static member (-): Expression * Expression -> Expression
    static member (*): Expression * Expression -> Expression
    static member (~-): Expression -> Expression
    /// The transpose: words reversed, letters flipped, symmetric symbols unchanged.
    member T: Expression
    /// As FreeAlgebra.toText.
    override ToString: unit -> string

module FreeAlgebra =
    val symbol: MatrixSymbol -> Expression
    val identity: Dimension -> Expression
    val zero: rows: Dimension -> cols: Dimension -> Expression
    val scale: BigInteger -> Expression -> Expression
    val transpose: Expression -> Expression
    val isZero: Expression -> bool

    /// The normal form: words in a fixed order with coefficients that are not zero.
    val terms: Expression -> (Word * BigInteger) list

    /// The word alone, with coefficient 1.
    val ofWord: Word -> Expression

    /// The meaning of an expression in some world of matrices.
    val evaluate: Interpretation<'matrix> -> Expression -> 'matrix

    /// The free algebra as an interpretation: every symbol replaced by its image and every index space by its own,
    /// at once. A symbol's image must have the image of its shape, and be symmetric when the symbol is; otherwise
    /// IllTypedException.
    val interpretation:
        dimension: (Dimension -> Dimension) ->
        image: (MatrixSymbol -> Expression) ->
            Interpretation<Expression>

    /// One symbol replaced everywhere, under transposes too; the others stay. Exceptions as for interpretation.
    val substitute: symbol: MatrixSymbol -> by: Expression -> Expression -> Expression

    /// "D_l V_lᵀ V*_l f*_l - D_l V_lᵀ V_l f_l"; identities are written I, the empty sum 0.
    val toText: Expression -> string

    /// The same for a mathematics environment of LaTeX.
    val toLatex: Expression -> string
