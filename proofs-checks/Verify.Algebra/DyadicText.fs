module internal Verify.Algebra.DyadicText

open System
open System.Globalization
open System.Numerics
open System.Text.RegularExpressions

let private invariant = CultureInfo.InvariantCulture

/// Decimal exponents beyond this are refused: "1e999999999" is no number that anybody stored, and would take hours.
[<Literal>]
let private ExponentLimit = 1_000_000

let private sign (m: BigInteger) = if m.Sign < 0 then "-" else ""

let private digits (m: BigInteger) =
    (BigInteger.Abs m).ToString("R", invariant)

let toPower (mantissa: BigInteger) (exponent: int) =
    let m = sign mantissa + digits mantissa

    if exponent = 0 then
        m
    else
        m + "*2^" + exponent.ToString invariant

let toHex (mantissa: BigInteger) (exponent: int) =
    if mantissa.IsZero then
        "0x0p+0"
    else
        let magnitude = BigInteger.Abs mantissa
        let fractionBits = int (magnitude.GetBitLength()) - 1
        let power = int64 exponent + int64 fractionBits
        // The leading 1 goes before the point; the other bits are padded on the right to whole hexadecimal digits.
        let padded = (fractionBits + 3) / 4 * 4

        let fraction =
            (magnitude - (BigInteger.One <<< fractionBits)) <<< (padded - fractionBits)

        let width = padded / 4
        // "x" may write a leading zero for the sign; the width counts from the right.
        let hex = fraction.ToString("x", invariant).PadLeft(width, '0')
        let tail = hex.Substring(hex.Length - width).TrimEnd '0'
        let point = if tail.Length = 0 then "" else "." + tail
        let plus = if power < 0L then "" else "+"
        $"{sign mantissa}0x1{point}p{plus}{power.ToString invariant}"

let toDecimal (mantissa: BigInteger) (exponent: int) =
    if exponent >= 0 then
        sign mantissa + digits (mantissa <<< exponent)
    else
        // m / 2^k = m 5^k / 10^k.
        let places = -exponent

        let scaled =
            (digits (mantissa * BigInteger.Pow(BigInteger 5, places))).PadLeft(places + 1, '0')

        let whole = scaled.Length - places
        $"{sign mantissa}{scaled.Substring(0, whole)}.{scaled.Substring whole}"

let private power =
    Regex(@"^([+-]?)([0-9]+)(?:\*2\^(-?[0-9]+))?\z", RegexOptions.CultureInvariant)

let private hex =
    Regex(
        @"^([+-]?)0[xX]([0-9a-fA-F]+)(?:\.([0-9a-fA-F]*))?[pP]([+-]?[0-9]+)\z",
        RegexOptions.CultureInvariant
    )

let private decimal =
    Regex(@"^([+-]?)([0-9]+)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]+))?\z", RegexOptions.CultureInvariant)

let private integer (text: string) =
    BigInteger.Parse(text, NumberStyles.None, invariant)

let private signed (m: Match) (magnitude: BigInteger) =
    if m.Groups[1].Value = "-" then -magnitude else magnitude

/// The value of an optional exponent group.
let private exponentOf (group: Group) =
    if not group.Success then
        Some 0
    else
        match Int32.TryParse(group.Value, NumberStyles.AllowLeadingSign, invariant) with
        | true, e when abs (int64 e) <= int64 ExponentLimit -> Some e
        | _ -> None

let private parseHex (m: Match) =
    let fraction = m.Groups[3].Value

    exponentOf m.Groups[4]
    |> Option.map (fun e ->
        let all =
            BigInteger.Parse("0" + m.Groups[2].Value + fraction, NumberStyles.AllowHexSpecifier, invariant)

        signed m all, e - 4 * fraction.Length)

let private parseDecimal (m: Match) =
    let fraction = m.Groups[3].Value

    exponentOf m.Groups[4]
    |> Option.bind (fun e ->
        let all = integer (m.Groups[2].Value + fraction)
        let tens = e - fraction.Length

        if tens >= 0 then
            Some(signed m (all * BigInteger.Pow(BigInteger 5, tens)), tens)
        else
            // all / (2^k 5^k) is dyadic only when 5^k divides.
            let struct (quotient, remainder) =
                BigInteger.DivRem(all, BigInteger.Pow(BigInteger 5, -tens))

            if remainder.IsZero then
                Some(signed m quotient, tens)
            else
                None)

let tryParse (text: string) =
    let attempt (pattern: Regex) read =
        let m = pattern.Match text
        if m.Success then Some(read m) else None

    attempt power (fun m ->
        exponentOf m.Groups[3]
        |> Option.map (fun e -> signed m (integer m.Groups[2].Value), e))
    |> Option.orElseWith (fun () -> attempt hex parseHex)
    |> Option.orElseWith (fun () -> attempt decimal parseDecimal)
    |> Option.flatten
