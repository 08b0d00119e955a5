namespace Verify.Algebra

open System
open System.Numerics
open System.Runtime.CompilerServices

[<Struct; IsReadOnly; CustomEquality; CustomComparison>]
type Dyadic =
    val internal small: int64
    val internal big: BigInteger
    val internal exponent: int

    new(small, big, exponent) =
        { small = small
          big = big
          exponent = exponent }

    /// Canonical form of a 64-bit mantissa. An odd one is never Int64.MinValue, so its magnitude fits too.
    static member OfInt64(mantissa: int64, exponent: int) =
        if mantissa = 0L then
            Dyadic()
        else
            let zeros = BitOperations.TrailingZeroCount mantissa
            Dyadic(mantissa >>> zeros, BigInteger.Zero, Checked.(+) exponent zeros)

    static member OfBig(mantissa: BigInteger, exponent: int) =
        if mantissa.IsZero then
            Dyadic()
        else
            let zeros =
                if mantissa.IsEven then
                    int (BigInteger.TrailingZeroCount mantissa)
                else
                    0

            let odd = if zeros = 0 then mantissa else mantissa >>> zeros

            // 63 bits and a sign fit in an int64.
            if odd.GetBitLength() <= 63L then
                Dyadic(int64 odd, BigInteger.Zero, Checked.(+) exponent zeros)
            else
                Dyadic(0L, odd, Checked.(+) exponent zeros)

    /// Canonical form of the 128-bit two's complement number high 2^64 + low.
    static member OfWords(high: int64, low: uint64, exponent: int) =
        if high = (int64 low >>> 63) then
            Dyadic.OfInt64(int64 low, exponent)
        else
            Dyadic.OfBig(BigInteger.op_Implicit (Int128(uint64 high, low)), exponent)

    member x.IsZero = x.small = 0L && x.big.IsZero
    member x.IsSmall = x.big.IsZero

    member x.Mantissa = if x.big.IsZero then BigInteger x.small else x.big

    member x.Exponent = x.exponent
    member x.Sign = if x.big.IsZero then Math.Sign x.small else x.big.Sign

    /// Bits of |mantissa|; 0 for zero.
    member x.BitLength =
        if x.big.IsZero then
            64 - BitOperations.LeadingZeroCount(uint64 (Math.Abs x.small))
        else
            int ((BigInteger.Abs x.big).GetBitLength())

    static member Zero = Dyadic()
    static member One = Dyadic(1L, BigInteger.Zero, 0)

    static member (~-)(x: Dyadic) = Dyadic(-x.small, -x.big, x.exponent)

    static member Abs(x: Dyadic) = if x.Sign < 0 then -x else x

    static member (*)(x: Dyadic, y: Dyadic) =
        if x.IsZero || y.IsZero then
            Dyadic()
        elif x.IsSmall && y.IsSmall then
            let mutable low = 0L
            let high = Math.BigMul(x.small, y.small, &low)
            Dyadic.OfWords(high, uint64 low, Checked.(+) x.exponent y.exponent)
        else
            // A product of odd numbers is odd: no normalisation is needed, and |x y| >= |the big one|.
            Dyadic(0L, x.Mantissa * y.Mantissa, Checked.(+) x.exponent y.exponent)

    static member (+)(x: Dyadic, y: Dyadic) =
        if x.IsZero then
            y
        elif y.IsZero then
            x
        else
            // `fine` has the lower exponent; the other is shifted up to it.
            let struct (coarse, fine) =
                if x.exponent >= y.exponent then
                    struct (x, y)
                else
                    struct (y, x)

            let shift = Checked.(-) coarse.exponent fine.exponent

            if coarse.IsSmall && fine.IsSmall && shift <= 64 then
                // (2^63 - 1) (2^64 + 1) < 2^127: the sum fits in 128 bits with its sign.
                let total =
                    (Int128.op_Implicit coarse.small <<< shift) + Int128.op_Implicit fine.small

                if
                    total >= Int128.op_Implicit Int64.MinValue
                    && total <= Int128.op_Implicit Int64.MaxValue
                then
                    Dyadic.OfInt64(Int128.op_Explicit total, fine.exponent)
                else
                    Dyadic.OfBig(BigInteger.op_Implicit total, fine.exponent)
            else
                Dyadic.OfBig((coarse.Mantissa <<< shift) + fine.Mantissa, fine.exponent)

    static member (-)(x: Dyadic, y: Dyadic) : Dyadic = x + -y

    static member Compare(x: Dyadic, y: Dyadic) =
        let sign = x.Sign

        if sign <> y.Sign then
            compare sign y.Sign
        elif sign = 0 then
            0
        else
            // Same sign: the leading bits' places decide, unless they agree.
            let topX = int64 x.exponent + int64 x.BitLength
            let topY = int64 y.exponent + int64 y.BitLength

            if topX <> topY then
                sign * compare topX topY
            else
                (x - y).Sign

    member x.Equals(y: Dyadic) =
        x.small = y.small && x.exponent = y.exponent && x.big = y.big

    override x.Equals(other: objnull) =
        match other with
        | :? Dyadic as y -> x.Equals y
        | _ -> false

    override x.GetHashCode() =
        HashCode.Combine(x.small, x.big, x.exponent)

    override x.ToString() =
        DyadicText.toPower x.Mantissa x.exponent

    interface IEquatable<Dyadic> with
        member x.Equals y = x.Equals y

    interface IComparable<Dyadic> with
        member x.CompareTo y = Dyadic.Compare(x, y)

    interface IComparable with
        member x.CompareTo other =
            match other with
            | :? Dyadic as y -> Dyadic.Compare(x, y)
            | _ -> invalidArg (nameof other) "A Dyadic compares with a Dyadic only."

module Dyadic =
    let zero = Dyadic.Zero
    let one = Dyadic.One
    let ofInt64 (n: int64) = Dyadic.OfInt64(n, 0)
    let ofInt (n: int) = ofInt64 (int64 n)
    let ofBigInteger (n: BigInteger) = Dyadic.OfBig(n, 0)
    let create mantissa exponent = Dyadic.OfBig(mantissa, exponent)

    let ofDouble (x: double) =
        if not (Double.IsFinite x) then
            invalidArg (nameof x) "Only finite numbers have an exact value: NaN or infinity was given."

        let bits = BitConverter.DoubleToInt64Bits x
        let biased = int ((bits >>> 52) &&& 0x7FFL)
        let fraction = bits &&& 0xFFFFFFFFFFFFFL
        // Subnormals have no hidden bit and the exponent of the first normal binade.
        let magnitude = if biased = 0 then fraction else fraction ||| (1L <<< 52)
        Dyadic.OfInt64((if bits < 0L then -magnitude else magnitude), max biased 1 - 1075)

    let isZero (x: Dyadic) = x.IsZero
    let sign (x: Dyadic) = x.Sign
    let abs (x: Dyadic) = Dyadic.Abs x
    let neg (x: Dyadic) = -x
    let compare (x: Dyadic) (y: Dyadic) = Dyadic.Compare(x, y)

    let scaleByPowerOfTwo k (x: Dyadic) =
        if x.IsZero then
            x
        else
            Dyadic(x.small, x.big, Checked.(+) x.exponent k)

    let halve x = scaleByPowerOfTwo -1 x

    let private rounded direction (x: Dyadic) =
        DoubleRounding.round direction (x.Sign < 0) (BigInteger.Abs x.Mantissa) x.exponent false

    let toDouble x = rounded DoubleRounding.Nearest x
    let toDoubleUp x = rounded DoubleRounding.Up x
    let toDoubleDown x = rounded DoubleRounding.Down x

    let isDouble x =
        let up = toDoubleUp x
        Double.IsFinite up && up = toDoubleDown x

    let dotStrided (x: Dyadic[]) xStart xStride (y: Dyadic[]) yStart yStride count =
        // First pass: the window of bit places that the products occupy.
        let mutable low = Int32.MaxValue
        let mutable top = Int32.MinValue
        let mutable allSmall = true

        for i in 0 .. count - 1 do
            let a = x[xStart + i * xStride]
            let b = y[yStart + i * yStride]

            if not (a.IsZero || b.IsZero) then
                let e = Checked.(+) a.exponent b.exponent
                low <- min low e
                top <- max top (Checked.(+) e (a.BitLength + b.BitLength))
                allSmall <- allSmall && a.IsSmall && b.IsSmall

        if low = Int32.MaxValue then
            Dyadic()
        else
            // count < 2^(32 - lzcnt) terms grow the sum by at most that many bits; one more for the sign.
            let bits =
                Checked.(-) top low + (32 - BitOperations.LeadingZeroCount(uint32 count)) + 1

            let limbCount = (bits + 63) / 64

            if allSmall && limbCount <= LimbAccumulator.MostLimbs then
                let limbs = Array.zeroCreate<uint64> limbCount

                for i in 0 .. count - 1 do
                    let a = x[xStart + i * xStride]
                    let b = y[yStart + i * yStride]

                    if not (a.IsZero || b.IsZero) then
                        let mutable lowWord = 0UL

                        let high =
                            Math.BigMul(uint64 (Math.Abs a.small), uint64 (Math.Abs b.small), &lowWord)

                        let subtract = (a.small < 0L) <> (b.small < 0L)
                        let shift = a.exponent + b.exponent - low
                        LimbAccumulator.add limbs shift high lowWord subtract

                if limbCount = 1 then
                    Dyadic.OfInt64(int64 limbs[0], low)
                elif limbCount = 2 then
                    Dyadic.OfWords(int64 limbs[1], limbs[0], low)
                else
                    Dyadic.OfBig(LimbAccumulator.toBigInteger limbs, low)
            else
                let mutable total = BigInteger.Zero

                for i in 0 .. count - 1 do
                    let a = x[xStart + i * xStride]
                    let b = y[yStart + i * yStride]

                    if not (a.IsZero || b.IsZero) then
                        let shift = a.exponent + b.exponent - low
                        total <- total + ((a.Mantissa * b.Mantissa) <<< shift)

                Dyadic.OfBig(total, low)

    let sumOfProducts (x: Dyadic[]) (y: Dyadic[]) =
        if x.Length <> y.Length then
            invalidArg
                (nameof y)
                $"A sum of products needs equal lengths: {x.Length} and {y.Length} were given."

        dotStrided x 0 1 y 0 1 x.Length

    let sum (x: Dyadic[]) =
        dotStrided x 0 1 [| Dyadic.One |] 0 0 x.Length

    let toString (x: Dyadic) = x.ToString()
    let toHex (x: Dyadic) = DyadicText.toHex x.Mantissa x.exponent

    let toDecimal (x: Dyadic) =
        DyadicText.toDecimal x.Mantissa x.exponent

    let tryParse text =
        DyadicText.tryParse text |> Option.map (fun (m, e) -> create m e)

    let parse (text: string) =
        match tryParse text with
        | Some x -> x
        | None ->
            raise (FormatException $"'{text}' is not the text of a dyadic number (m*2^e, 0x1.8p-1 or 0.75).")
