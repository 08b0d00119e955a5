/// Fraction-free elimination over the integers (E. Bareiss, 1968): after k steps every entry is a minor of order k+1,
/// so every division is exact and the entries grow no faster than determinants do.
module internal Verify.Algebra.Bareiss

open System.Numerics

/// The rank of a p x q matrix; 0 when it is empty. The argument is left as it was.
val rank: BigInteger[,] -> int

/// The determinant of an n x n matrix; 1 for n = 0. The caller has checked that it is square.
val determinant: BigInteger[,] -> BigInteger
