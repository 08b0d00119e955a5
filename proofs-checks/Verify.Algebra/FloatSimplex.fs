module internal Verify.Algebra.FloatSimplex

open System
open System.Numerics

/// What counts as zero among cells of rows whose largest cell is about 1.
let private negligible = 1e-9

/// The integers as doubles, scaled by one power of two so that the largest is at most 1: a basis does not change when a
/// row is scaled, and integers of any length fit.
let private scaled (values: BigInteger[]) =
    let bits =
        values |> Seq.map (fun v -> (BigInteger.Abs v).GetBitLength()) |> Seq.max |> int
    // 1000 bits fit in a double; of longer integers the lowest bits are dropped first.
    let dropped = max 0 (bits - 1000)

    values
    |> Array.map (fun v -> Math.ScaleB(float (v >>> dropped), dropped - bits))

/// As CrissCross.Tableau with denominator 1, in doubles: x_B(i) = cells[i, n] - sum of cells[i, j] x_N(j).
type private Dictionary
    (kinds: CrissCross.Kind[], rows: (BigInteger[] * BigInteger)[], objective: BigInteger[]) =
    let n = objective.Length
    let m = rows.Length

    let cells =
        [| for a, b in rows do
               scaled (Array.append a [| b |])
           scaled (Array.append (Array.map BigInteger.Negate objective) [| BigInteger.Zero |]) |]

    let basic = Array.init m (fun i -> n + i)
    let nonbasic = Array.init n id

    member _.Rows = m
    member _.Columns = n
    member _.Basic = basic
    member _.Cell(i, j) = cells[i].[j]
    member _.Right i = cells[i].[n]
    member _.BasicKind i = kinds[basic[i]]
    member _.NonbasicKind j = kinds[nonbasic[j]]
    member _.IsFinite = cells |> Array.forall (Array.forall Double.IsFinite)

    member _.Pivot(r, k) =
        let row = cells[r]
        let pivot = row[k]
        row[k] <- 1.0

        for j in 0..n do
            row[j] <- row[j] / pivot

        for i in 0..m do
            let other = cells[i]
            let factor = other[k]

            if i <> r && factor <> 0.0 then
                other[k] <- 0.0

                for j in 0..n do
                    other[j] <- other[j] - factor * row[j]

        let leaving = basic[r]
        basic[r] <- nonbasic[k]
        nonbasic[k] <- leaving

/// The index below `count` with the largest value, when that is not negligible.
let private largest count (value: int -> float) =
    let mutable best = -1
    let mutable bestValue = negligible

    for i in 0 .. count - 1 do
        let v = value i

        if v > bestValue then
            best <- i
            bestValue <- v

    if best < 0 then None else Some best

let private enterFree (t: Dictionary) =
    for k in 0 .. t.Columns - 1 do
        if t.NonbasicKind k = CrissCross.Free then
            let among kind =
                largest t.Rows (fun i -> if t.BasicKind i = kind then abs (t.Cell(i, k)) else 0.0)

            among CrissCross.Fixed
            |> Option.orElseWith (fun () -> among CrissCross.Restricted)
            |> Option.iter (fun r -> t.Pivot(r, k))

let private leaveFixed (t: Dictionary) =
    for r in 0 .. t.Rows - 1 do
        if t.BasicKind r = CrissCross.Fixed then
            largest t.Columns (fun k ->
                if t.NonbasicKind k = CrissCross.Fixed then
                    0.0
                else
                    abs (t.Cell(r, k)))
            |> Option.iter (fun k -> t.Pivot(r, k))

/// The row that gives way when nonbasic variable k grows: the first feasible one that would become negative, but none
/// beyond the point where the last infeasible row becomes feasible. Of rows that tie, the one with the largest cell.
let private leaving (t: Dictionary) k =
    let mutable stop = Double.PositiveInfinity
    let mutable last = -1.0
    let mutable row = -1
    let mutable lastRow = -1

    for i in 0 .. t.Rows - 1 do
        if t.BasicKind i = CrissCross.Restricted then
            let a, b = t.Cell(i, k), t.Right i

            if b < -negligible then
                if a < -negligible && b / a > last then
                    last <- b / a
                    lastRow <- i
            elif a > negligible then
                let limit = max 0.0 b / a

                if limit < stop - negligible || row >= 0 && limit <= stop && a > t.Cell(row, k) then
                    stop <- limit
                    row <- i

    if lastRow >= 0 && last < stop then lastRow else row

/// The restricted column along which the objective, or while rows are infeasible the sum of those, grows fastest.
let private entering (t: Dictionary) =
    let infeasible =
        [| for i in 0 .. t.Rows - 1 do
               if t.BasicKind i = CrissCross.Restricted && t.Right i < -negligible then
                   i |]

    let rate k =
        if t.NonbasicKind k <> CrissCross.Restricted then 0.0
        elif infeasible.Length = 0 then -(t.Cell(t.Rows, k))
        else -(infeasible |> Array.sumBy (fun i -> t.Cell(i, k)))

    largest t.Columns rate

let guessBasis kinds rows objective =
    let t = Dictionary(kinds, rows, objective)
    enterFree t
    leaveFixed t

    // Ties can make it cycle; then the exact method starts from wherever this ends.
    let rec improve steps =
        if steps > 0 then
            match entering t with
            | None -> ()
            | Some k ->
                match leaving t k with
                | -1 -> ()
                | r ->
                    t.Pivot(r, k)
                    improve (steps - 1)

    improve (10 * (t.Rows + t.Columns) + 20)
    if t.IsFinite then Some(Array.copy t.Basic) else None
