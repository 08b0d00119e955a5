module internal Verify.Algebra.CrissCross

open System.Collections.Generic
open System.Numerics

type Kind =
    | Restricted
    | Free
    | Fixed

[<Sealed>]
type Tableau(kinds: Kind[], rows: (BigInteger[] * BigInteger)[], objective: BigInteger[]) =
    let n = objective.Length
    let m = rows.Length

    let cells =
        Array2D.init (m + 1) (n + 1) (fun i j ->
            match i < m, j < n with
            | true, true -> (fst rows[i])[j]
            | true, false -> snd rows[i]
            | false, true -> -objective[j]
            | false, false -> BigInteger.Zero)

    let basic = Array.init m (fun i -> n + i)
    let nonbasic = Array.init n id
    let mutable denominator = BigInteger.One
    let mutable pivots = 0

    member _.Kinds = kinds
    member _.Basic = basic
    member _.Nonbasic = nonbasic
    member _.Denominator = denominator
    member _.Cell(row, column) = cells[row, column]
    member _.Right row = cells[row, n]
    member _.ObjectiveRow = m
    member _.Pivots = pivots

    member _.ClearObjective() =
        for j in 0..n do
            cells[m, j] <- BigInteger.Zero

    /// Exchanges the basic variable of row r with the nonbasic one of column k; Cells[r, k] must not be zero.
    member _.Pivot(r, k) =
        let pivot = cells[r, k]
        let sign = BigInteger pivot.Sign

        for i in 0..m do
            if i <> r then
                let factor = cells[i, k]

                for j in 0..n do
                    // Every cell is a minor of the integer data, so the division is exact (as in Bareiss).
                    cells[i, j] <-
                        if j = k then
                            -sign * factor
                        else
                            sign * (pivot * cells[i, j] - factor * cells[r, j]) / denominator

        for j in 0..n do
            cells[r, j] <- sign * (if j = k then denominator else cells[r, j])

        denominator <- BigInteger.Abs pivot
        let leaving = basic[r]
        basic[r] <- nonbasic[k]
        nonbasic[k] <- leaving
        pivots <- pivots + 1

type Ending =
    | Best
    | NoSolution of row: int
    | Improving of column: int * upwards: bool

/// The index of the least variable among those whose position satisfies the condition.
let private least (variables: int[]) condition =
    let mutable best = -1

    for position in 0 .. variables.Length - 1 do
        if (best < 0 || variables[position] < variables[best]) && condition position then
            best <- position

    if best < 0 then None else Some best

let moveTo (t: Tableau) (basic: int[]) =
    let wanted = HashSet basic

    for k in 0 .. t.Nonbasic.Length - 1 do
        if wanted.Contains t.Nonbasic[k] then
            // There is such a row as long as the wanted columns are independent.
            least t.Basic (fun i -> not (wanted.Contains t.Basic[i]) && not (t.Cell(i, k)).IsZero)
            |> Option.iter (fun r -> t.Pivot(r, k))

/// Free variables into the basis, each in place of a variable that is not free.
let private enterFree (t: Tableau) =
    for k in 0 .. t.Nonbasic.Length - 1 do
        if t.Kinds[t.Nonbasic[k]] = Free then
            // Fixed variables give way first: they have to leave in any case.
            let place kind =
                least t.Basic (fun i -> t.Kinds[t.Basic[i]] = kind && not (t.Cell(i, k)).IsZero)

            match place Fixed |> Option.orElseWith (fun () -> place Restricted) with
            | Some r -> t.Pivot(r, k)
            | None -> ()

/// Fixed variables out of the basis. One that cannot leave has a row without any variable that could move.
let private leaveFixed (t: Tableau) =
    for r in 0 .. t.Basic.Length - 1 do
        if t.Kinds[t.Basic[r]] = Fixed then
            match
                least t.Nonbasic (fun k -> t.Kinds[t.Nonbasic[k]] <> Fixed && not (t.Cell(r, k)).IsZero)
            with
            | Some k -> t.Pivot(r, k)
            | None -> ()

let rec private pivotToEnd (t: Tableau) =
    let restricted (variables: int[]) position =
        t.Kinds[variables[position]] = Restricted

    let infeasible =
        least t.Basic (fun i -> restricted t.Basic i && (t.Right i).Sign < 0)

    let improving =
        least t.Nonbasic (fun k -> restricted t.Nonbasic k && (t.Cell(t.ObjectiveRow, k)).Sign < 0)

    let repair r =
        match least t.Nonbasic (fun k -> restricted t.Nonbasic k && (t.Cell(r, k)).Sign < 0) with
        | None -> NoSolution r
        | Some k ->
            t.Pivot(r, k)
            pivotToEnd t

    let improve k =
        match least t.Basic (fun i -> restricted t.Basic i && (t.Cell(i, k)).Sign > 0) with
        | None -> Improving(k, true)
        | Some r ->
            t.Pivot(r, k)
            pivotToEnd t

    match infeasible, improving with
    | None, None -> Best
    | Some r, None -> repair r
    | None, Some k -> improve k
    | Some r, Some k -> if t.Basic[r] < t.Nonbasic[k] then repair r else improve k

let solve (t: Tableau) =
    enterFree t
    leaveFixed t

    let contradiction =
        least t.Basic (fun i -> t.Kinds[t.Basic[i]] = Fixed && not (t.Right i).IsZero)

    match contradiction with
    | Some r -> NoSolution r
    | None ->
        match pivotToEnd t with
        | Best ->
            // A free variable that could not enter the basis is met by no row: it may move either way.
            let loose =
                least t.Nonbasic (fun k ->
                    t.Kinds[t.Nonbasic[k]] = Free && not (t.Cell(t.ObjectiveRow, k)).IsZero)

            match loose with
            | Some k -> Improving(k, (t.Cell(t.ObjectiveRow, k)).Sign < 0)
            | None -> Best
        | ending -> ending
