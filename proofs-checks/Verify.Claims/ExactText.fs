// A double as text that names it exactly: short decimals as they are, anything else in hexadecimal. For stored witnesses.
namespace Verify.Claims

open System
open Verify.Algebra

module ExactText =
    let private longest = 17

    /// "0.75", "-3", "-0" or "0x1.999999999999ap-4". ArgumentException for NaN and infinities.
    let ofDouble (value: float) =
        if value = 0.0 && Double.IsNegative value then
            "-0"
        else
            let exact = Dyadic.ofDouble value
            let isShort = abs exact.Exponent <= 40 && exact.Mantissa.GetBitLength() <= 53L
            let decimal = if isShort then Dyadic.toDecimal exact else ""

            if decimal <> "" && decimal.Length <= longest then
                decimal
            else
                Dyadic.toHex exact

    /// The double that the text names exactly; None for any other text, also for numbers that are not doubles.
    let tryParse (text: string) =
        if text = "-0" then
            Some -0.0
        else
            Dyadic.tryParse text
            |> Option.filter Dyadic.isDouble
            |> Option.map Dyadic.toDouble
