module Verify.Algebra.LinearSystem

type Solution =
    | Unique of x: Rational[]
    | Affine of particular: Rational[] * kernel: Rational[] list
    | Inconsistent of y: Rational[]

let apply (a: Rational[,]) (x: Rational[]) =
    if x.Length <> Array2D.length2 a then
        invalidArg (nameof x) $"{x.Length} entries for {Array2D.length2 a} columns."

    Array.init (Array2D.length1 a) (fun i ->
        x |> Array.mapi (fun j value -> a[i, j] * value) |> Array.fold (+) Rational.zero)

/// row_i <- row_i - factor row_k
let private subtract (t: Rational[,]) i k factor =
    for c in 0 .. Array2D.length2 t - 1 do
        t[i, c] <- t[i, c] - factor * t[k, c]

let private divide (t: Rational[,]) k divisor =
    for c in 0 .. Array2D.length2 t - 1 do
        t[k, c] <- t[k, c] / divisor

let private swap (t: Rational[,]) i k =
    for c in 0 .. Array2D.length2 t - 1 do
        let kept = t[i, c]
        t[i, c] <- t[k, c]
        t[k, c] <- kept

/// Brings the first q columns of t to reduced row echelon form in place; returns each pivot's column in row order.
let private reduce (t: Rational[,]) q =
    let rows = Array2D.length1 t

    let rec step row column pivots =
        if row = rows || column = q then
            List.rev pivots
        else
            match
                seq { row .. rows - 1 }
                |> Seq.tryFind (fun i -> not (Rational.isZero t[i, column]))
            with
            | None -> step row (column + 1) pivots
            | Some i ->
                if i <> row then
                    swap t i row

                divide t row t[row, column]

                for k in 0 .. rows - 1 do
                    if k <> row && not (Rational.isZero t[k, column]) then
                        subtract t k row t[k, column]

                step (row + 1) (column + 1) (column :: pivots)

    step 0 0 []

/// One kernel vector for every column without a pivot: 1 there, and minus that column's entries at the pivots.
let private kernelOf (t: Rational[,]) q (pivots: int list) =
    [ for free in 0 .. q - 1 do
          if not (List.contains free pivots) then
              let x = Array.create q Rational.zero
              x[free] <- Rational.one
              pivots |> List.iteri (fun row column -> x[column] <- -t[row, free])
              x ]

let kernel (a: Rational[,]) =
    let t = Array2D.copy a
    let q = Array2D.length2 a
    kernelOf t q (reduce t q)

let solve (a: Rational[,]) (b: Rational[]) =
    let p, q = Array2D.length1 a, Array2D.length2 a

    if b.Length <> p then
        invalidArg (nameof b) $"{b.Length} right-hand sides for {p} rows."

    // [A | b | I]: the last block records the row operations, so a row 0 = c carries the multipliers that prove it.
    let t =
        Array2D.init p (q + 1 + p) (fun i j ->
            if j < q then a[i, j]
            elif j = q then b[i]
            elif j - q - 1 = i then Rational.one
            else Rational.zero)

    let pivots = reduce t q
    let rank = pivots.Length

    match seq { rank .. p - 1 } |> Seq.tryFind (fun i -> not (Rational.isZero t[i, q])) with
    | Some i -> Inconsistent(Array.init p (fun k -> t[i, q + 1 + k] / t[i, q]))
    | None ->
        let x = Array.create q Rational.zero
        pivots |> List.iteri (fun row column -> x[column] <- t[row, q])

        match kernelOf t q pivots with
        | [] -> Unique x
        | basis -> Affine(x, basis)
