namespace Verify.Algebra

open System
open System.Numerics

/// An immutable rows x cols matrix of exact dyadic numbers, stored by rows. Either dimension may be 0.
[<Sealed>]
type ExactMatrix =
    interface IEquatable<ExactMatrix>
    member Rows: int
    member Cols: int
    /// Entry (row, column), from 0. Indices outside the matrix raise IndexOutOfRangeException.
    member Item: row: int * column: int -> Dyadic with get
    static member (+): ExactMatrix * ExactMatrix -> ExactMatrix
    static member (-): ExactMatrix * ExactMatrix -> ExactMatrix
    static member (*): ExactMatrix * ExactMatrix -> ExactMatrix
    static member (~-): ExactMatrix -> ExactMatrix

/// B = sum over k of Pivots[k] Columns[k] Columns[k]^T. Each Pivots[k] is positive; Columns[k] is 1 at Order[k] and 0
/// at Order[0 .. k-1]. There are rank B terms, so this proves B semi-definite and states its rank.
type Factorisation =
    { Order: int[]
      Pivots: Rational[]
      Columns: Rational[][] }

/// The exact answer to "is this symmetric matrix positive semi-definite?", with its certificate.
type Definiteness =
    | PositiveSemidefinite of Factorisation
    /// x with x^T B x = value < 0.
    | NotSemidefinite of x: Dyadic[] * value: Dyadic

/// Exact linear algebra on dyadic matrices. Shapes that do not match raise ArgumentException throughout.
module ExactMatrix =
    val init: rows: int -> cols: int -> entry: (int -> int -> Dyadic) -> ExactMatrix

    /// The exact values of rows * cols doubles given by rows. NaN or infinity raises ArgumentException.
    val ofDoubles: rows: int -> cols: int -> values: double[] -> ExactMatrix

    val ofArray2D: Dyadic[,] -> ExactMatrix
    val ofInts: int[,] -> ExactMatrix
    val toArray2D: ExactMatrix -> Dyadic[,]

    /// A column vector, n x 1.
    val ofVector: Dyadic[] -> ExactMatrix

    val zero: rows: int -> cols: int -> ExactMatrix
    val identity: n: int -> ExactMatrix

    /// diag(d), n x n. To multiply by one, prefer scaleRows and scaleColumns.
    val diagonal: Dyadic[] -> ExactMatrix

    val row: int -> ExactMatrix -> Dyadic[]
    val column: int -> ExactMatrix -> Dyadic[]
    val transpose: ExactMatrix -> ExactMatrix

    /// (p x q) (q x r); each entry is one fused exact dot product.
    val multiply: ExactMatrix -> ExactMatrix -> ExactMatrix

    /// A^T B for A: q x p and B: q x r, without forming A^T.
    val transposeMultiply: ExactMatrix -> ExactMatrix -> ExactMatrix

    val add: ExactMatrix -> ExactMatrix -> ExactMatrix
    val sub: ExactMatrix -> ExactMatrix -> ExactMatrix
    val neg: ExactMatrix -> ExactMatrix
    val scale: Dyadic -> ExactMatrix -> ExactMatrix

    /// diag(d) M, with d of length rows.
    val scaleRows: d: Dyadic[] -> ExactMatrix -> ExactMatrix

    /// M diag(d), with d of length cols.
    val scaleColumns: d: Dyadic[] -> ExactMatrix -> ExactMatrix

    val isZero: ExactMatrix -> bool
    val isSymmetric: ExactMatrix -> bool

    /// The largest magnitude of an entry; 0 when empty.
    val maxAbs: ExactMatrix -> Dyadic

    /// x^T B x for square B.
    val quadraticForm: ExactMatrix -> x: Dyadic[] -> Dyadic

    /// The exact rank; 0 when empty.
    val rank: ExactMatrix -> int

    /// Square matrices only; 1 for 0 x 0.
    val determinant: ExactMatrix -> Dyadic

    /// Decides x^T B x >= 0 for all x, with a factorisation or a counterexample. B that is not symmetric raises
    /// ArgumentException. The 0 x 0 matrix is semi-definite.
    val definiteness: ExactMatrix -> Definiteness

    /// definiteness without its certificate.
    val isPositiveSemidefinite: ExactMatrix -> bool

    /// The same entries as fractions, for LinearSystem.
    val toRational: ExactMatrix -> Rational[,]
