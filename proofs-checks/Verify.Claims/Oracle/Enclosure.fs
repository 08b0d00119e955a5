// Closed intervals of reals with outward-rounded ends: what an expression over doubles is certainly within. It shares no
// code with the core's intervals, so that a verdict does not rest on what it judges.
namespace Verify.Claims.Oracle

open System

/// All reals from Low to High; either may be infinite. NaN never occurs: what could be anything is (-infinity, infinity).
[<Struct; CustomEquality; NoComparison>]
type Enclosure =
    { Low: float
      High: float }

    override e.Equals other =
        match other with
        | :? Enclosure as o -> o.Low = e.Low && o.High = e.High
        | _ -> false

    override e.GetHashCode() = HashCode.Combine(e.Low, e.High)

    /// "[1, 1.5]"
    override e.ToString() =
        FormattableString.Invariant $"[{e.Low:R}, {e.High:R}]"

    /// The double itself. ArgumentException for NaN and infinities.
    static member Exact(value: float) =
        if Double.IsFinite value then
            { Low = value; High = value }
        else
            raise (ArgumentException $"{value} is not a number.")

    static member Zero = { Low = 0.0; High = 0.0 }

    static member Whole =
        { Low = Double.NegativeInfinity
          High = Double.PositiveInfinity }

    /// One double outward of two results that were rounded to nearest: the exact ends lie within half a unit of them.
    /// Infinity minus infinity and 0 times infinity are NaN, and say nothing.
    static member private Outward(low: float, high: float) =
        if Double.IsNaN low || Double.IsNaN high then
            Enclosure.Whole
        else
            { Low = Math.BitDecrement low
              High = Math.BitIncrement high }

    member e.IsExactZero = e.Low = 0.0 && e.High = 0.0

    static member (+)(a: Enclosure, b: Enclosure) =
        if a.IsExactZero then b
        elif b.IsExactZero then a
        else Enclosure.Outward(a.Low + b.Low, a.High + b.High)

    static member (~-)(a: Enclosure) = { Low = -a.High; High = -a.Low }
    static member (-)(a: Enclosure, b: Enclosure) = a + -b

    static member (*)(a: Enclosure, b: Enclosure) =
        if a.IsExactZero || b.IsExactZero then
            Enclosure.Zero
        else
            let p, q, r, s = a.Low * b.Low, a.Low * b.High, a.High * b.Low, a.High * b.High

            Enclosure.Outward(
                Math.Min(Math.Min(p, q), Math.Min(r, s)),
                Math.Max(Math.Max(p, q), Math.Max(r, s))
            )

    /// Everything where the divisor may be zero.
    static member (/)(a: Enclosure, b: Enclosure) =
        if b.Low <= 0.0 && b.High >= 0.0 then
            Enclosure.Whole
        elif a.IsExactZero then
            Enclosure.Zero
        else
            let p, q, r, s = a.Low / b.Low, a.Low / b.High, a.High / b.Low, a.High / b.High

            Enclosure.Outward(
                Math.Min(Math.Min(p, q), Math.Min(r, s)),
                Math.Max(Math.Max(p, q), Math.Max(r, s))
            )

module Enclosure =
    let exact (value: float) = Enclosure.Exact value

    let ofInt (value: int) = Enclosure.Exact(float value)

    let abs (e: Enclosure) =
        if e.Low >= 0.0 then e
        elif e.High <= 0.0 then -e
        else { Low = 0.0; High = max -e.Low e.High }

    let square (e: Enclosure) =
        let a = abs e
        let p = a * a
        { p with Low = max 0.0 p.Low }

    /// The root of the part that is not negative; 0 where there is none.
    let sqrt (e: Enclosure) =
        if e.High <= 0.0 then
            Enclosure.Zero
        else
            // The root is rounded to nearest, too.
            { Low = max 0.0 (Math.BitDecrement(Math.Sqrt(max 0.0 e.Low)))
              High = Math.BitIncrement(Math.Sqrt e.High) }

    let max (a: Enclosure) (b: Enclosure) =
        { Low = max a.Low b.Low
          High = max a.High b.High }

    let min (a: Enclosure) (b: Enclosure) =
        { Low = min a.Low b.Low
          High = min a.High b.High }

    /// Every value of the one is below every value of the other.
    let isCertainlyBelow (a: Enclosure) (b: Enclosure) = a.High < b.Low

    let isCertainlyAtMost (a: Enclosure) (b: Enclosure) = a.High <= b.Low

    let sum (terms: Enclosure seq) = Seq.fold (+) Enclosure.Zero terms

    /// x . y; lengths that differ raise ArgumentException.
    let dot (x: Enclosure[]) (y: Enclosure[]) =
        if x.Length <> y.Length then
            raise (ArgumentException "The vectors differ in length.")

        let mutable total = Enclosure.Zero

        for i in 0 .. x.Length - 1 do
            total <- total + x[i] * y[i]

        total

    /// The middle, for a report.
    let about (e: Enclosure) = 0.5 * e.Low + 0.5 * e.High
