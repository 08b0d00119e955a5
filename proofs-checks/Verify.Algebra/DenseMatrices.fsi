/// Interpretations of the free algebra by dense matrices over any commutative ring, sizes included.
module Verify.Algebra.DenseMatrices

open System.Numerics

/// The ring of the entries.
type Ring<'entry> =
    {
        Zero: 'entry
        One: 'entry
        Add: 'entry -> 'entry -> 'entry
        OfInteger: BigInteger -> 'entry
        /// Sum over i of x[i] * y[i], for arrays of one length.
        SumOfProducts: 'entry[] -> 'entry[] -> 'entry
    }

val dyadics: Ring<Dyadic>
val polynomials: Ring<Polynomial>

/// A B; IllTypedException when the sizes do not match.
val multiply: Ring<'entry> -> 'entry[,] -> 'entry[,] -> 'entry[,]

/// A + B; IllTypedException when the sizes do not match.
val add: Ring<'entry> -> 'entry[,] -> 'entry[,] -> 'entry[,]

/// k A.
val scale: Ring<'entry> -> BigInteger -> 'entry[,] -> 'entry[,]

val transpose: 'entry[,] -> 'entry[,]

/// diag(d).
val diagonal: Ring<'entry> -> 'entry[] -> 'entry[,]

/// Symbols mean the given matrices and index spaces the given sizes. The caller sees to it that symmetric symbols
/// mean symmetric matrices; sizes that do not match raise IllTypedException.
val interpretation:
    Ring<'entry> ->
    size: (Dimension -> int) ->
    symbol: (MatrixSymbol -> 'entry[,]) ->
        Interpretation<'entry[,]>
