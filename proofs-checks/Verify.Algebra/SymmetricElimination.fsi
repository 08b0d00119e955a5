/// Decides exactly whether a symmetric integer matrix is positive semi-definite, by fraction-free elimination with
/// diagonal pivots. Either answer comes with what a reader needs to check it.
module internal Verify.Algebra.SymmetricElimination

open System.Numerics

/// One elimination step: the pivot's index, and row `Pivot` of the matrix as it stood then, with zeros at the
/// indices that were eliminated before. The Schur complement is that row divided by the step before's pivot entry.
type Stage = { Pivot: int; Row: BigInteger[] }

type Outcome =
    /// B = sum over k of row_k row_k^T / (row_k[pivot_k] row_{k-1}[pivot_{k-1}]), all those entries being positive.
    | Factored of Stage list
    /// x with x^T B x < 0, its entries without common factor.
    | Negative of x: BigInteger[]

/// The matrix must be square and symmetric: the caller has checked that.
val decide: BigInteger[,] -> Outcome
