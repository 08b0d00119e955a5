/// The least-index criss-cross method (T. Terlaky, 1985) on an integer tableau: pivots that need no feasible start, no
/// phases and no tolerance, and that cannot cycle, because the least eligible index is always chosen.
/// It solves dictionaries only; what they mean is LinearProgram's concern.
module internal Verify.Algebra.CrissCross

open System.Numerics

/// What values a variable may take.
type Kind =
    /// x >= 0.
    | Restricted
    /// Any sign.
    | Free
    /// x = 0.
    | Fixed

/// A dictionary over integers: for every row i and basic variable x_B(i),
///   Denominator x_B(i) = Cells[i, n] - sum over j < n of Cells[i, j] x_N(j),
/// and the same with the objective in place of x_B(i) in the last row. Denominator > 0.
[<Sealed>]
type Tableau =
    /// `rows` are the equations s_i = b_i - a_i x as (a_i, b_i), `objective` the function c x to be maximised;
    /// variables are numbered x first, then s. Kinds are given in that order.
    new: kinds: Kind[] * rows: (BigInteger[] * BigInteger)[] * objective: BigInteger[] -> Tableau
    member Kinds: Kind[]
    member Basic: int[]
    member Nonbasic: int[]
    member Denominator: BigInteger
    member Cell: row: int * column: int -> BigInteger
    /// Cells[i, n].
    member Right: row: int -> BigInteger
    /// The objective's row.
    member ObjectiveRow: int
    /// Forgets the objective: any feasible dictionary is then optimal.
    member ClearObjective: unit -> unit
    /// How many pivots were made.
    member Pivots: int

/// Makes the given variables basic, as far as the dictionary allows, with one pivot for each.
val moveTo: Tableau -> basic: int[] -> unit

type Ending =
    /// The basic solution is feasible and no better one exists.
    | Best
    /// This row cannot be satisfied by variables of their kinds.
    | NoSolution of row: int
    /// Moving this nonbasic variable up (or down) improves the objective and is stopped by no row. Whether any
    /// solution exists is not known.
    | Improving of column: int * upwards: bool

/// Pivots to the end. Free variables enter the basis for good and fixed ones leave it for good, where they can.
val solve: Tableau -> Ending
