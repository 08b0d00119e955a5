module internal Verify.Algebra.LimbAccumulator

open System
open System.Numerics
open System.Runtime.InteropServices

[<Literal>]
let MostLimbs = 72

let add (limbs: uint64[]) shift (high: uint64) (low: uint64) subtract =
    let first = shift >>> 6
    let within = shift &&& 63
    // The product, moved up by less than a limb, covers three limbs. A shift by 64 would mean a shift by 0.
    let w0 = low <<< within

    let w1 =
        if within = 0 then
            high
        else
            (high <<< within) ||| (low >>> (64 - within))

    let w2 = if within = 0 then 0UL else high >>> (64 - within)
    let mutable carry = 0UL
    let mutable i = first

    // Past the third limb only the carry moves on.
    while i < limbs.Length && (i < first + 3 || carry <> 0UL) do
        let word =
            if i = first then w0
            elif i = first + 1 then w1
            elif i = first + 2 then w2
            else 0UL

        let before = limbs[i]

        if subtract then
            let partial = before - word
            limbs[i] <- partial - carry
            carry <- if before < word || partial < carry then 1UL else 0UL
        else
            let partial = before + word
            let after = partial + carry
            limbs[i] <- after
            carry <- if partial < word || after < carry then 1UL else 0UL

        i <- i + 1

let toBigInteger (limbs: uint64[]) =
    if BitConverter.IsLittleEndian then
        let bytes: ReadOnlySpan<byte> = MemoryMarshal.AsBytes(ReadOnlySpan<uint64> limbs)
        BigInteger(bytes, isUnsigned = false, isBigEndian = false)
    else
        let mutable total = BigInteger(int64 limbs[limbs.Length - 1])

        for i in limbs.Length - 2 .. -1 .. 0 do
            total <- (total <<< 64) + BigInteger limbs[i]

        total
