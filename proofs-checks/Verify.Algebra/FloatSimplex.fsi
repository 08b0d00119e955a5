/// A primal simplex in floating point that guesses which variables are basic in the best dictionary. Nothing may be
/// believed of its answer: it only says where CrissCross should start, so its tolerances need no derivation.
module internal Verify.Algebra.FloatSimplex

open System.Numerics

/// The basic variables of the dictionary at which it stopped, for a tableau made of the same arguments: m indices.
/// None when numbers left the range of doubles.
val guessBasis:
    kinds: CrissCross.Kind[] -> rows: (BigInteger[] * BigInteger)[] -> objective: BigInteger[] -> int[] option
