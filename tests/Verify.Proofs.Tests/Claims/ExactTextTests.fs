/// Doubles as exact text: every finite double survives, and nothing else is read.
module Verify.Proofs.Tests.Claims.ExactTextTests

open System
open System.Globalization
open Xunit
open Verify.Claims
open Verify.Proofs.Tests.Algebra
open Verify.Proofs.Tests.Algebra.Replay

let private sameBits (a: float) (b: float) =
    BitConverter.DoubleToInt64Bits a = BitConverter.DoubleToInt64Bits b

let private survives value =
    match ExactText.tryParse (ExactText.ofDouble value) with
    | Some read -> sameBits value read
    | None -> false

[<Fact>]
let ``any finite double survives to the bit`` () =
    checkMany 2000 (FsCheck.FSharp.Prop.forAll (FsCheck.FSharp.Arb.fromGen Generators.finiteDouble) survives)

[<Fact>]
let ``every power of two and its neighbours survive`` () =
    for exponent in -1074 .. 1023 do
        let power = Math.ScaleB(1.0, exponent)

        for value in [ power; Math.BitIncrement power; Math.BitDecrement power; power / 3.0 ] do
            Assert.True(not (Double.IsFinite value) || survives value, string exponent)
            Assert.True(not (Double.IsFinite value) || survives -value, string exponent)

[<Theory>]
[<InlineData(0.0, "0")>]
[<InlineData(-0.0, "-0")>]
[<InlineData(1.0, "1")>]
[<InlineData(-3.0, "-3")>]
[<InlineData(0.75, "0.75")>]
[<InlineData(0.1, "0x1.999999999999ap-4")>]
[<InlineData(Double.Epsilon, "0x1p-1074")>]
[<InlineData(Double.MaxValue, "0x1.fffffffffffffp+1023")>]
let ``short decimals stay decimals, the rest is hexadecimal`` (value: float) (text: string) =
    Assert.Equal(text, ExactText.ofDouble value)

[<Fact>]
let ``texts do not depend on the culture`` () =
    let before = CultureInfo.CurrentCulture

    try
        for name in [ "de-DE"; "fa-IR"; "sv-SE" ] do
            CultureInfo.CurrentCulture <- CultureInfo name
            Assert.Equal("-0.75", ExactText.ofDouble -0.75)
            Assert.Equal(Some -0.75, ExactText.tryParse "-0.75")
            Assert.Equal(None, ExactText.tryParse "-0,75")
    finally
        CultureInfo.CurrentCulture <- before

[<Theory>]
[<InlineData(Double.NaN)>]
[<InlineData(Double.PositiveInfinity)>]
[<InlineData(Double.NegativeInfinity)>]
let ``what is no number has no text`` (value: float) =
    Assert.Throws<ArgumentException>(fun () -> ExactText.ofDouble value |> ignore)

[<Theory>]
[<InlineData("")>]
[<InlineData(" ")>]
[<InlineData("-")>]
[<InlineData("--1")>]
[<InlineData(" 1")>]
[<InlineData("1 ")>]
[<InlineData("1\n")>]
[<InlineData("0.1")>]
[<InlineData("1,5")>]
[<InlineData("NaN")>]
[<InlineData("Infinity")>]
[<InlineData("1e400")>]
[<InlineData("1e999999999")>]
[<InlineData("0x1p-1075")>]
[<InlineData("0x1p1024")>]
[<InlineData("0x1.00000000000008p+0")>]
[<InlineData("0x1p99999999999")>]
[<InlineData("9007199254740993")>]
[<InlineData("1*2^-1075")>]
[<InlineData("0x")>]
[<InlineData("0x1.8")>]
[<InlineData("١")>]
let ``a text that names no double exactly is not read`` (text: string) =
    Assert.Equal(None, ExactText.tryParse text)
