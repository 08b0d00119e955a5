/// Rational against field laws, canonical form and IEEE rounding.
module Verify.Proofs.Tests.Algebra.RationalTests

open System
open System.Numerics
open Xunit
open FsCheck.FSharp
open Verify.Algebra
open Verify.Proofs.Tests.Algebra.Generators
open Verify.Proofs.Tests.Algebra.Replay

let private fraction (p: int) (q: int) =
    Rational.create (BigInteger p) (BigInteger q)

let private isCanonical (x: Rational) =
    x.Denominator.Sign > 0
    && BigInteger.GreatestCommonDivisor(x.Numerator, x.Denominator).IsOne

[<Fact>]
let ``fractions form a field`` () =
    forAll3 rational rational rational (fun x y z ->
        x + y = y + x
        && (x + y) + z = x + (y + z)
        && x * y = y * x
        && (x * y) * z = x * (y * z)
        && x * (y + z) = x * y + x * z
        && x + -x = Rational.zero
        && x * Rational.one = x
        && (Rational.isZero x || (x * Rational.inverse x = Rational.one && (y / x) * x = y)))

[<Fact>]
let ``every result is canonical`` () =
    forAll2 rational rational (fun x y ->
        [ x; x + y; x - y; x * y; -x; Rational.abs x ] |> List.forall isCanonical
        && (Rational.isZero y || isCanonical (x / y)))

[<Fact>]
let ``signs and common factors are normalised`` () =
    Assert.Equal(fraction -1 2, fraction 3 -6)
    Assert.Equal((fraction -1 2).GetHashCode(), (fraction 3 -6).GetHashCode())
    Assert.Equal(Rational.zero, fraction 0 -7)
    Assert.Equal(BigInteger.One, (fraction 0 -7).Denominator)

[<Fact>]
let ``division by zero is refused`` () =
    Assert.Throws<DivideByZeroException>(fun () -> fraction 1 0 |> ignore) |> ignore

    Assert.Throws<DivideByZeroException>(fun () -> Rational.one / Rational.zero |> ignore)
    |> ignore

    Assert.Throws<DivideByZeroException>(fun () -> Rational.inverse Rational.zero |> ignore)
    |> ignore

[<Fact>]
let ``comparison is the sign of the difference`` () =
    forAll2 rational rational (fun x y -> sign (Rational.compare x y) = Rational.sign (x - y))

[<Fact>]
let ``dyadic numbers embed as a ring`` () =
    forAll2 dyadic dyadic (fun x y ->
        let p, q = Rational.ofDyadic x, Rational.ofDyadic y

        isCanonical p
        && Rational.ofDyadic (x + y) = p + q
        && Rational.ofDyadic (x * y) = p * q
        && Rational.tryToDyadic p = Some x
        && Rational.compare p q = Dyadic.compare x y)

[<Fact>]
let ``a third is no dyadic number`` () =
    Assert.Equal(None, Rational.tryToDyadic (fraction 1 3))

[<Fact>]
let ``doubles embed exactly, NaN and infinities are refused`` () =
    forAll finiteDouble (fun x -> Rational.toDouble (Rational.ofDouble x) = x)

    Assert.Throws<ArgumentException>(fun () -> Rational.ofDouble Double.NaN |> ignore)
    |> ignore

[<Fact>]
let ``a quotient of doubles is the rounded exact one`` () =
    forAll2 finiteDouble finiteDouble (fun a b ->
        b = 0.0 || Rational.toDouble (Rational.ofDouble a / Rational.ofDouble b) = a / b)

[<Fact>]
let ``directed roundings enclose the fraction and are neighbours`` () =
    forAll rational (fun x ->
        let down, nearest, up =
            Rational.toDoubleDown x, Rational.toDouble x, Rational.toDoubleUp x

        let below = not (Double.IsFinite down) || Rational.ofDouble down <= x
        let above = not (Double.IsFinite up) || Rational.ofDouble up >= x

        below
        && above
        && (down = up || Math.BitIncrement down = up)
        && (nearest = down || nearest = up))

[<Fact>]
let ``floor and ceiling enclose by less than one`` () =
    forAll rational (fun x ->
        let low, high =
            Rational.ofBigInteger (Rational.floor x), Rational.ofBigInteger (Rational.ceiling x)

        low <= x
        && x < low + Rational.one
        && x <= high
        && high < x + Rational.one
        && (Rational.isInteger x = (low = high)))

    Assert.Equal(BigInteger -2, Rational.floor (fraction -3 2))
    Assert.Equal(BigInteger -1, Rational.ceiling (fraction -3 2))

[<Fact>]
let ``texts are read back`` () =
    forAll rational (fun x -> Rational.parse (Rational.toString x) = x)
    Assert.Equal("-2/3", Rational.toString (fraction 4 -6))
    Assert.Equal("5", Rational.toString (fraction 5 1))
    Assert.Equal(fraction 1 2, Rational.parse "2/4")

[<Theory>]
[<InlineData "1/0">]
[<InlineData "">]
[<InlineData "1/2/3">]
[<InlineData "a">]
[<InlineData "1.5">]
[<InlineData " 1">]
let ``other texts are refused`` (text: string) =
    Assert.Equal(None, Rational.tryParse text)

    Assert.Throws<FormatException>(fun () -> Rational.parse text |> ignore)
    |> ignore
