/// Whether a given choice of basic variables is the best dictionary, decided exactly and without the dictionary: two
/// square systems and the signs of what is left. This is what makes a floating-point guess an answer.
module internal Verify.Algebra.BasisCheck

open System.Numerics

/// The basic solution of a best basis, over common denominators.
type Confirmed =
    {
        /// x = X / XDenominator for the structural variables; XDenominator > 0.
        X: BigInteger[]
        XDenominator: BigInteger
        /// y = Y / YDenominator for the rows: y^T A - c >= 0 and y >= 0 where variables are restricted, = 0 where they are
        /// free, and y^T b = c x; YDenominator > 0.
        Y: BigInteger[]
        YDenominator: BigInteger
    }

/// For the tableau of the same arguments (see CrissCross.Tableau): the solution when `basic` is a basis, feasible and
/// best; else None.
val confirm:
    kinds: CrissCross.Kind[] ->
    rows: (BigInteger[] * BigInteger)[] ->
    objective: BigInteger[] ->
    basic: int[] ->
        Confirmed option
