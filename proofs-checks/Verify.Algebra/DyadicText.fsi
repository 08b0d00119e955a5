/// The exact texts of mantissa * 2^exponent and their parser. Knows nothing of arithmetic or of canonical form.
/// Every text is culture-invariant.
module internal Verify.Algebra.DyadicText

open System.Numerics

/// "m*2^e", or "m" alone when e = 0.
val toPower: mantissa: BigInteger -> exponent: int -> string

/// C99 hexadecimal floating point with as many digits as needed: "-0x1.8p-1"; zero is "0x0p+0".
val toHex: mantissa: BigInteger -> exponent: int -> string

/// The exact decimal expansion: "-0.75".
val toDecimal: mantissa: BigInteger -> exponent: int -> string

/// Reads any of the three texts, and decimals with an exponent ("25e-2"). None when the text has another form, when
/// its value is not dyadic ("0.1"), or when a written exponent exceeds one million in magnitude.
val tryParse: text: string -> (BigInteger * int) option
