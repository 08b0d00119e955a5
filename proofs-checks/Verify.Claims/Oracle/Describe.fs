// Exact numbers as a reader wants them: short ones in decimal, long ones as the nearest double. Not for storage.
namespace Verify.Claims.Oracle

open System.Globalization
open Verify.Algebra

module Describe =
    /// The exact decimal when it is short ("-0.75"), else the nearest double, marked as such ("about 1.2e-05").
    let number (value: Dyadic) =
        let exact =
            if abs value.Exponent <= 32 && value.Mantissa.GetBitLength() <= 64L then
                Dyadic.toDecimal value
            else
                ""

        if exact <> "" && exact.Length <= 16 then
            exact
        else
            "about " + (Dyadic.toDouble value).ToString("G6", CultureInfo.InvariantCulture)
