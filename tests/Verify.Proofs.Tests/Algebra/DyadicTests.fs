/// Dyadic against ring laws, against double arithmetic where that is exact, and against IEEE rounding.
module Verify.Proofs.Tests.Algebra.DyadicTests

open System
open System.Numerics
open Xunit
open FsCheck.FSharp
open Verify.Algebra
open Verify.Proofs.Tests.Algebra.Generators
open Verify.Proofs.Tests.Algebra.Replay

let private isCanonical (x: Dyadic) =
    if Dyadic.isZero x then
        x.Exponent = 0 && x.Mantissa.IsZero
    else
        not x.Mantissa.IsEven

let private sameBits (x: double) (y: double) =
    BitConverter.DoubleToInt64Bits x = BitConverter.DoubleToInt64Bits y

let private power e = Dyadic.create BigInteger.One e

[<Fact>]
let ``dyadic numbers form a commutative ring`` () =
    forAll3 dyadic dyadic dyadic (fun x y z ->
        x + y = y + x
        && (x + y) + z = x + (y + z)
        && x * y = y * x
        && (x * y) * z = x * (y * z)
        && x * (y + z) = x * y + x * z
        && x + Dyadic.zero = x
        && x * Dyadic.one = x
        && x + -x = Dyadic.zero
        && x - y = x + -y)

[<Fact>]
let ``every result is canonical`` () =
    forAll2 dyadic dyadic (fun x y ->
        [ x
          x + y
          x - y
          x * y
          -x
          Dyadic.abs x
          Dyadic.halve x
          Dyadic.sumOfProducts [| x; y |] [| y; x |] ]
        |> List.forall isCanonical)

[<Fact>]
let ``the default value is zero`` () =
    Assert.Equal(Dyadic.zero, Unchecked.defaultof<Dyadic>)

[<Fact>]
let ``equal numbers reached on different ways are equal, with equal hashes`` () =
    forAll2 dyadic dyadic (fun x y ->
        // Through a sum that needs many bits and back again.
        let detour = (x + y * power 200) - y * power 200
        detour = x && detour.GetHashCode() = x.GetHashCode() && x.Equals(box detour))

[<Fact>]
let ``integer arithmetic is BigInteger's`` () =
    forAll2 bigInteger bigInteger (fun a b ->
        let x, y = Dyadic.ofBigInteger a, Dyadic.ofBigInteger b

        x + y = Dyadic.ofBigInteger (a + b)
        && x - y = Dyadic.ofBigInteger (a - b)
        && x * y = Dyadic.ofBigInteger (a * b)
        && Dyadic.compare x y = sign (BigInteger.Compare(a, b))
        && Dyadic.sign x = a.Sign)

[<Fact>]
let ``integers at the 64-bit limit add and multiply exactly`` () =
    for a in
        [ Int64.MinValue
          Int64.MinValue + 1L
          -1L
          0L
          1L
          Int64.MaxValue - 1L
          Int64.MaxValue ] do
        for b in [ Int64.MinValue; Int64.MinValue + 1L; -1L; 1L; Int64.MaxValue ] do
            let x, y = Dyadic.ofInt64 a, Dyadic.ofInt64 b
            Assert.Equal(Dyadic.ofBigInteger (BigInteger a + BigInteger b), x + y)
            Assert.Equal(Dyadic.ofBigInteger (BigInteger a * BigInteger b), x * y)
            Assert.Equal(Dyadic.ofBigInteger (-(BigInteger a)), -x)

[<Fact>]
let ``the widest mantissas add exactly at every distance of exponents`` () =
    for shift in 0..130 do
        for sign in [ 1I; -1I ] do
            let high = sign * BigInteger Int64.MaxValue * BigInteger.Pow(2I, shift)
            let sum = Dyadic.ofBigInteger high + Dyadic.ofInt64 Int64.MaxValue
            Assert.Equal(Dyadic.ofBigInteger (high + BigInteger Int64.MaxValue), sum)

[<Fact>]
let ``a double survives the way there and back`` () =
    forAll finiteDouble (fun x ->
        let exact = Dyadic.ofDouble x
        // 0.0 + x turns -0.0 into 0.0: the ring has one zero.
        sameBits (Dyadic.toDouble exact) (0.0 + x)
        && Dyadic.toDoubleUp exact = x
        && Dyadic.toDoubleDown exact = x
        && Dyadic.isDouble exact)

[<Fact>]
let ``a double's sum, difference and product are the rounded exact ones`` () =
    forAll2 finiteDouble finiteDouble (fun a b ->
        let x, y = Dyadic.ofDouble a, Dyadic.ofDouble b
        // Compared as numbers: a rounded zero has a sign in IEEE arithmetic, but none here.
        Dyadic.toDouble (x + y) = a + b
        && Dyadic.toDouble (x - y) = a - b
        && Dyadic.toDouble (x * y) = a * b)

[<Fact>]
let ``a fused multiply-add is the rounded exact one`` () =
    forAll3 finiteDouble finiteDouble finiteDouble (fun a b c ->
        let exact = Dyadic.ofDouble a * Dyadic.ofDouble b + Dyadic.ofDouble c
        Dyadic.toDouble exact = Math.FusedMultiplyAdd(a, b, c))

[<Fact>]
let ``small integers in double arithmetic are exact`` () =
    let small = Gen.choose (-30_000, 30_000) |> Gen.map double

    forAll3 small small small (fun a b c ->
        Dyadic.ofDouble (a * b + c) = Dyadic.ofDouble a * Dyadic.ofDouble b + Dyadic.ofDouble c)

[<Fact>]
let ``directed roundings enclose the number and are neighbours`` () =
    forAll dyadic (fun x ->
        let down, nearest, up =
            Dyadic.toDoubleDown x, Dyadic.toDouble x, Dyadic.toDoubleUp x

        let below = not (Double.IsFinite down) || Dyadic.ofDouble down <= x
        let above = not (Double.IsFinite up) || Dyadic.ofDouble up >= x
        let tight = down = up || Math.BitIncrement down = up

        below
        && above
        && tight
        && (nearest = down || nearest = up)
        && (Dyadic.isDouble x = (down = up)))

[<Fact>]
let ``half-way cases round to the even mantissa`` () =
    let one = Dyadic.one
    Assert.Equal(1.0, Dyadic.toDouble (one + power -53))
    Assert.Equal(1.0 + 2.0 * Math.Pow(2.0, -52.0), Dyadic.toDouble (one + power -52 + power -53))
    Assert.Equal(Math.BitIncrement 1.0, Dyadic.toDouble (one + power -53 + power -3000))
    Assert.Equal(1.0, Dyadic.toDouble (one + power -53 - power -3000))
    Assert.Equal(1.0, Dyadic.toDouble (one - power -54))
    Assert.Equal(9007199254740992.0, Dyadic.toDouble (Dyadic.ofInt64 9007199254740993L))
    Assert.Equal(9007199254740996.0, Dyadic.toDouble (Dyadic.ofInt64 9007199254740995L))

[<Fact>]
let ``underflow is gradual`` () =
    Assert.Equal(Double.Epsilon, Dyadic.toDouble (power -1074))
    Assert.Equal(0.0, Dyadic.toDouble (power -1075))
    Assert.Equal(Double.Epsilon, Dyadic.toDouble (power -1075 + power -5000))
    Assert.Equal(2.0 * Double.Epsilon, Dyadic.toDouble (Dyadic.ofInt 3 * power -1075))
    Assert.Equal(0.0, Dyadic.toDouble (power -1_000_000))
    Assert.Equal(Double.Epsilon, Dyadic.toDoubleUp (power -1_000_000))
    Assert.Equal(0.0, Dyadic.toDoubleUp -(power -1_000_000))
    Assert.Equal(-Double.Epsilon, Dyadic.toDoubleDown -(power -1_000_000))
    // The largest subnormal and half an ulp carries into the normal range.
    let largestSubnormal = Dyadic.ofDouble 2.225073858507201e-308
    Assert.Equal(2.2250738585072014e-308, Dyadic.toDouble (largestSubnormal + power -1075))

[<Fact>]
let ``overflow starts half an ulp above the largest double`` () =
    let largest = Dyadic.ofDouble Double.MaxValue
    Assert.Equal(Double.PositiveInfinity, Dyadic.toDouble (largest + power 970))
    Assert.Equal(Double.MaxValue, Dyadic.toDouble (largest + power 970 - power -100))
    Assert.Equal(Double.NegativeInfinity, Dyadic.toDouble -(power 1024))
    Assert.Equal(Double.MaxValue, Dyadic.toDoubleDown (power 5000))
    Assert.Equal(Double.PositiveInfinity, Dyadic.toDoubleUp (largest + power -100))
    Assert.Equal(Double.MinValue, Dyadic.toDoubleUp -(power 5000))
    Assert.Equal(Double.NegativeInfinity, Dyadic.toDoubleDown -(power 5000))

[<Fact>]
let ``NaN and infinities are refused`` () =
    for x in [ Double.NaN; Double.PositiveInfinity; Double.NegativeInfinity ] do
        Assert.Throws<ArgumentException>(fun () -> Dyadic.ofDouble x |> ignore)
        |> ignore

[<Fact>]
let ``comparison is the sign of the difference`` () =
    forAll2 dyadic dyadic (fun x y ->
        Dyadic.compare x y = Dyadic.sign (x - y)
        && (x < y) = (Dyadic.compare x y < 0)
        && max x y = (if Dyadic.sign (x - y) >= 0 then x else y))

[<Fact>]
let ``numbers of nearly equal size are told apart`` () =
    let big = power 500
    Assert.True(big + power -500 > big)
    Assert.True(-big - power -500 < -big)
    Assert.True(power 63 > power 63 - Dyadic.one)

[<Fact>]
let ``sums of products agree with the naive sum`` () =
    let pairs number =
        Gen.listOf (Gen.zip number number) |> Gen.map (List.unzip)
    // Doubles only (limbs), small integers (one or two limbs), and any mantissas.
    for number in
        [ finiteDouble |> Gen.map Dyadic.ofDouble
          Gen.choose (-9, 9) |> Gen.map Dyadic.ofInt
          dyadic ] do
        forAll (pairs number) (fun (x, y) ->
            let naive = List.fold2 (fun sum a b -> sum + a * b) Dyadic.zero x y
            Dyadic.sumOfProducts (Array.ofList x) (Array.ofList y) = naive)

[<Fact>]
let ``sums of products carry through many limbs`` () =
    let high = power 600
    let low = power -600
    let x = [| high; low; -high; -low; Dyadic.one |]
    Assert.Equal(Dyadic.one, Dyadic.sumOfProducts x (Array.create 5 Dyadic.one))
    // 2^600 - 2^-600 borrows through every limb between.
    Assert.Equal(high - low, Dyadic.sumOfProducts [| high; -low |] [| Dyadic.one; Dyadic.one |])
    // All ones: each partial sum fills its limbs to the brim.
    let brim = Array.init 64 (fun i -> Dyadic.ofInt64 Int64.MaxValue * power (63 * i))
    Assert.Equal(power (63 * 64) - Dyadic.one, Dyadic.sum brim)
    let negative = brim |> Array.map Dyadic.neg
    Assert.Equal(Dyadic.one - power (63 * 64), Dyadic.sum negative)

[<Fact>]
let ``a sum fills its window of places exactly`` () =
    // n products of the largest mantissas: the room for carries is used up.
    for n in [ 1; 2; 3; 4; 7; 8; 255; 256 ] do
        let x = Array.create n (Dyadic.ofInt64 Int64.MaxValue)
        let expected = BigInteger n * BigInteger Int64.MaxValue * BigInteger Int64.MaxValue
        Assert.Equal(Dyadic.ofBigInteger expected, Dyadic.sumOfProducts x x)
        Assert.Equal(Dyadic.ofBigInteger -expected, Dyadic.sumOfProducts x (Array.map Dyadic.neg x))

[<Fact>]
let ``strided dot products read the rows and columns they are told`` () =
    let cells = Array.init 6 Dyadic.ofInt
    // Row (3, 4, 5) and column (1, 4) of 2 x 3 matrices.
    Assert.Equal(Dyadic.ofInt (3 * 1 + 4 * 4), Dyadic.dotStrided cells 3 1 cells 1 3 2)
    Assert.Equal(Dyadic.zero, Dyadic.dotStrided cells 0 1 cells 0 1 0)

    Assert.Throws<IndexOutOfRangeException>(fun () -> Dyadic.dotStrided cells 0 1 cells 0 1 7 |> ignore)
    |> ignore

    Assert.Throws<ArgumentException>(fun () -> Dyadic.sumOfProducts cells [||] |> ignore)
    |> ignore

[<Fact>]
let ``scaling by powers of two multiplies`` () =
    forAll2 dyadic (Gen.choose (-400, 400)) (fun x k ->
        Dyadic.scaleByPowerOfTwo k x = x * power k
        && Dyadic.halve x + Dyadic.halve x = x)

[<Fact>]
let ``exponents out of range are refused`` () =
    let huge = power Int32.MaxValue
    Assert.Throws<OverflowException>(fun () -> huge * huge |> ignore) |> ignore

    Assert.Throws<OverflowException>(fun () -> Dyadic.scaleByPowerOfTwo 1 huge |> ignore)
    |> ignore

    Assert.Equal(Dyadic.zero, huge * Dyadic.zero)

[<Fact>]
let ``every text is read back`` () =
    forAll dyadic (fun x ->
        [ Dyadic.toString x; Dyadic.toHex x; Dyadic.toDecimal x; string x ]
        |> List.forall (fun text -> Dyadic.parse text = x))

[<Theory>]
[<InlineData(0.75, "3*2^-2", "0x1.8p-1", "0.75")>]
[<InlineData(-6.0, "-3*2^1", "-0x1.8p+2", "-6")>]
[<InlineData(0.0, "0", "0x0p+0", "0")>]
[<InlineData(1.0, "1", "0x1p+0", "1")>]
[<InlineData(0.0625, "1*2^-4", "0x1p-4", "0.0625")>]
[<InlineData(-17.0, "-17", "-0x1.1p+4", "-17")>]
let ``texts are the expected ones`` (x: double, asPower: string, hex: string, decimal: string) =
    let exact = Dyadic.ofDouble x
    Assert.Equal(asPower, Dyadic.toString exact)
    Assert.Equal(hex, Dyadic.toHex exact)
    Assert.Equal(decimal, Dyadic.toDecimal exact)

[<Fact>]
let ``decimals are System.Double's exact ones`` () =
    Assert.Equal(
        "0.1000000000000000055511151231257827021181583404541015625",
        Dyadic.toDecimal (Dyadic.ofDouble 0.1)
    )

[<Fact>]
let ``texts do not depend on the culture`` () =
    let before = Globalization.CultureInfo.CurrentCulture

    try
        for name in [ "de-DE"; "sv-SE"; "ar-SA" ] do
            Globalization.CultureInfo.CurrentCulture <- Globalization.CultureInfo name
            let x = Dyadic.ofDouble -0.75
            Assert.Equal("-3*2^-2", Dyadic.toString x)
            Assert.Equal("-0.75", Dyadic.toDecimal x)
            Assert.Equal("-0x1.8p-1", Dyadic.toHex x)
            Assert.Equal(x, Dyadic.parse "-3*2^-2")
            Assert.Equal(x, Dyadic.parse "-0.75")
    finally
        Globalization.CultureInfo.CurrentCulture <- before

[<Theory>]
[<InlineData("25e-2", 0.25)>]
[<InlineData("+1.5E1", 15.0)>]
[<InlineData("0x.8p0", 0.0, false)>]
[<InlineData("0xA.8P+1", 21.0)>]
[<InlineData("6*2^-3", 0.75)>]
[<InlineData("1e3", 1000.0)>]
[<InlineData("0.1", 0.0, false)>]
[<InlineData("", 0.0, false)>]
[<InlineData("1\n", 0.0, false)>]
[<InlineData(" 1", 0.0, false)>]
[<InlineData("1*2^", 0.0, false)>]
[<InlineData("1e2000000", 0.0, false)>]
[<InlineData("1*2^99999999999", 0.0, false)>]
[<InlineData("NaN", 0.0, false)>]
[<InlineData("1,5", 0.0, false)>]
let ``texts are read or refused``
    (
        text: string,
        value: double,
        [<System.Runtime.InteropServices.Optional; System.Runtime.InteropServices.DefaultParameterValue(true)>] valid:
            bool
    ) =
    if valid then
        Assert.Equal(Dyadic.ofDouble value, Dyadic.parse text)
    else
        Assert.Equal(None, Dyadic.tryParse text)
        Assert.Throws<FormatException>(fun () -> Dyadic.parse text |> ignore) |> ignore
