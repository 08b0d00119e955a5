namespace Verify.Algebra

open System
open System.Globalization
open System.Numerics

[<Sealed>]
type Rational(numerator: BigInteger, denominator: BigInteger) =
    static let zero = Rational(BigInteger.Zero, BigInteger.One)
    static let one = Rational(BigInteger.One, BigInteger.One)

    member _.Numerator = numerator
    member _.Denominator = denominator
    member _.Sign = numerator.Sign
    static member Zero = zero
    static member One = one

    static member Reduce(p: BigInteger, q: BigInteger) =
        if q.IsZero then
            raise (DivideByZeroException "A fraction needs a denominator other than zero.")

        if q.IsOne then
            Rational(p, q)
        else
            let divisor = BigInteger.GreatestCommonDivisor(p, q)
            // The gcd is positive; the sign moves to the numerator.
            let divisor = if q.Sign < 0 then -divisor else divisor

            if divisor.IsOne then
                Rational(p, q)
            else
                Rational(p / divisor, q / divisor)

    static member (~-)(x: Rational) = Rational(-x.Numerator, x.Denominator)
    static member Abs(x: Rational) = if x.Sign < 0 then -x else x

    static member (+)(x: Rational, y: Rational) =
        // Integers, and fractions over one denominator, are the common case: no cross products.
        if x.Denominator = y.Denominator then
            Rational.Reduce(x.Numerator + y.Numerator, x.Denominator)
        else
            Rational.Reduce(
                x.Numerator * y.Denominator + y.Numerator * x.Denominator,
                x.Denominator * y.Denominator
            )

    static member (-)(x: Rational, y: Rational) : Rational = x + -y

    static member (*)(x: Rational, y: Rational) =
        Rational.Reduce(x.Numerator * y.Numerator, x.Denominator * y.Denominator)

    static member (/)(x: Rational, y: Rational) =
        Rational.Reduce(x.Numerator * y.Denominator, x.Denominator * y.Numerator)

    static member Compare(x: Rational, y: Rational) =
        if x.Sign <> y.Sign then
            compare x.Sign y.Sign
        else
            BigInteger.Compare(x.Numerator * y.Denominator, y.Numerator * x.Denominator)

    member x.Equals(y: Rational) =
        x.Numerator = y.Numerator && x.Denominator = y.Denominator

    override x.Equals(other: objnull) =
        match other with
        | :? Rational as y -> x.Equals y
        | _ -> false

    override _.GetHashCode() =
        HashCode.Combine(numerator, denominator)

    override _.ToString() =
        let p = numerator.ToString("R", CultureInfo.InvariantCulture)

        if denominator.IsOne then
            p
        else
            p + "/" + denominator.ToString("R", CultureInfo.InvariantCulture)

    interface IEquatable<Rational> with
        member x.Equals y =
            match y with
            | null -> false
            | y -> x.Equals y

    interface IComparable<Rational> with
        member x.CompareTo y =
            match y with
            | null -> 1
            | y -> Rational.Compare(x, y)

    interface IComparable with
        member x.CompareTo other =
            match other with
            | :? Rational as y -> Rational.Compare(x, y)
            | _ -> invalidArg (nameof other) "A Rational compares with a Rational only."

module Rational =
    let zero = Rational.Zero
    let one = Rational.One
    let create (numerator: BigInteger) (denominator: BigInteger) = Rational.Reduce(numerator, denominator)

    let ofBigInteger (n: BigInteger) = Rational(n, BigInteger.One)
    let ofInt (n: int) = ofBigInteger (BigInteger n)

    let ofDyadic (x: Dyadic) =
        // The mantissa is odd, so the fraction is in lowest terms as it stands.
        if x.Exponent >= 0 then
            ofBigInteger (x.Mantissa <<< x.Exponent)
        else
            Rational(x.Mantissa, BigInteger.One <<< -x.Exponent)

    let ofDouble x = ofDyadic (Dyadic.ofDouble x)

    let tryToDyadic (x: Rational) =
        if x.Denominator.IsPowerOfTwo then
            Some(Dyadic.create x.Numerator (-(int (BigInteger.TrailingZeroCount x.Denominator))))
        else
            None

    let isZero (x: Rational) = x.Numerator.IsZero
    let isInteger (x: Rational) = x.Denominator.IsOne
    let sign (x: Rational) = x.Sign
    let abs (x: Rational) = Rational.Abs x
    let neg (x: Rational) = -x
    let inverse (x: Rational) = create x.Denominator x.Numerator
    let compare (x: Rational) (y: Rational) = Rational.Compare(x, y)

    let floor (x: Rational) =
        // BigInteger division truncates towards zero.
        let struct (quotient, remainder) = BigInteger.DivRem(x.Numerator, x.Denominator)

        if remainder.Sign < 0 then
            quotient - BigInteger.One
        else
            quotient

    let ceiling (x: Rational) = -(floor -x)

    let private rounded direction (x: Rational) =
        let p = BigInteger.Abs x.Numerator
        // A quotient of 64 bits or more, and whether anything was left over, decide every rounding.
        let shift = 65 - (int (p.GetBitLength()) - int (x.Denominator.GetBitLength()))

        let struct (quotient, remainder) =
            if shift >= 0 then
                BigInteger.DivRem(p <<< shift, x.Denominator)
            else
                BigInteger.DivRem(p, x.Denominator <<< -shift)

        DoubleRounding.round direction (x.Sign < 0) quotient -shift (not remainder.IsZero)

    let toDouble x = rounded DoubleRounding.Nearest x
    let toDoubleUp x = rounded DoubleRounding.Up x
    let toDoubleDown x = rounded DoubleRounding.Down x
    let toString (x: Rational) = x.ToString()

    let private integer (text: string) =
        match BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) with
        | true, n -> Some n
        | _ -> None

    let tryParse (text: string) =
        match text.Split '/' |> Array.map integer with
        | [| Some p |] -> Some(ofBigInteger p)
        | [| Some p; Some q |] when not q.IsZero -> Some(create p q)
        | _ -> None

    let parse text =
        match tryParse text with
        | Some x -> x
        | None ->
            raise (FormatException $"'{text}' is not a fraction p/q with a denominator other than zero.")
