namespace Verify.Algebra

open System
open System.Numerics

/// The name of an index space, such as "n_l": two dimensions are equal when their names are. No number is attached,
/// so what is proved over names is proved for every width.
type Dimension = Dimension of string

/// A product, sum or substitution whose index spaces do not match. The message names the parts and their shapes.
type IllTypedException =
    inherit Exception
    new: message: string -> IllTypedException

/// A letter of the free algebra: a named matrix between two index spaces. A symbol is its name, its shape and whether
/// it equals its transpose; symbols that differ in any of these are different.
/// Names are written as in LaTeX with an optional star: "V", "V*", "W_l", "V*_{l-1}".
type MatrixSymbol =
    internal
        { name: string
          rows: Dimension
          cols: Dimension
          symmetric: bool }

    member Name: string
    member Rows: Dimension
    member Cols: Dimension
    member IsSymmetric: bool
    /// The name.
    override ToString: unit -> string

module MatrixSymbol =
    /// A rows x cols matrix about which nothing else is known. An empty name raises ArgumentException.
    val create: name: string -> rows: Dimension -> cols: Dimension -> MatrixSymbol

    /// A size x size matrix that equals its transpose, such as a diagonal gate.
    val symmetric: name: string -> size: Dimension -> MatrixSymbol

    /// The name with a superscript for the star, and for the transpose when asked: "V^{*\top}_{l-1}".
    val toLatex: transposed: bool -> MatrixSymbol -> string

/// What the algebra's operations and letters mean in some world of matrices: numbers, polynomials, or the free algebra
/// itself. The operations may raise on shapes that do not match.
/// A meaning is sound when it is associative, distributive, (a b)^T = b^T a^T holds and symmetric symbols mean
/// symmetric matrices; then equal normal forms have equal meanings.
type Interpretation<'matrix> =
    { Symbol: MatrixSymbol -> 'matrix
      Identity: Dimension -> 'matrix
      Zero: Dimension -> Dimension -> 'matrix
      Add: 'matrix -> 'matrix -> 'matrix
      Multiply: 'matrix -> 'matrix -> 'matrix
      Scale: BigInteger -> 'matrix -> 'matrix
      Transpose: 'matrix -> 'matrix }
