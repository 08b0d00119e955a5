module internal Verify.Algebra.SymmetricElimination

open System.Numerics

type Stage = { Pivot: int; Row: BigInteger[] }

type Outcome =
    | Factored of Stage list
    | Negative of x: BigInteger[]

let private primitive (x: BigInteger[]) =
    let divisor =
        x
        |> Array.fold (fun g v -> BigInteger.GreatestCommonDivisor(g, v)) BigInteger.Zero

    x |> Array.map (fun v -> v / divisor)

/// Extends y, a vector on the indices not yet eliminated with y^T S y < 0 for the Schur complement S, to the whole
/// space: choosing the eliminated coordinates so that their rows of B x vanish makes x^T B x = y^T S y. `stages` is
/// newest first, so that each row meets only coordinates that are already known. x is rescaled by positive pivots
/// instead of divided.
let private extend (stages: Stage list) (y: BigInteger[]) =
    (y, stages)
    ||> List.fold (fun x stage ->
        let dot = Array.fold2 (fun sum r v -> sum + r * v) BigInteger.Zero stage.Row x
        let scaled = x |> Array.map (fun v -> v * stage.Row[stage.Pivot])
        scaled[stage.Pivot] <- -dot
        primitive scaled)

/// A coordinate vector with the given entries.
let private vector n entries =
    let x = Array.create n BigInteger.Zero
    entries |> List.iter (fun (i, value) -> x[i] <- value)
    x

let decide (matrix: BigInteger[,]) =
    let n = Array2D.length1 matrix
    let a = Array2D.copy matrix

    let rec step (remaining: int list) (stages: Stage list) previous =
        match remaining |> List.tryFind (fun i -> a[i, i].Sign < 0) with
        | Some i -> Negative(extend stages (vector n [ i, BigInteger.One ]))
        | None ->
            match remaining |> List.tryFind (fun i -> a[i, i].Sign > 0) with
            | Some p ->
                let rest = remaining |> List.filter ((<>) p)
                let row = vector n (remaining |> List.map (fun j -> j, a[p, j]))

                for i in rest do
                    for j in rest do
                        a[i, j] <- (row[p] * a[i, j] - row[i] * row[j]) / previous

                step rest ({ Pivot = p; Row = row } :: stages) row[p]
            | None ->
                // Only zeros are left on the diagonal: semi-definite means that nothing else is left either. With
                // a_ij != 0 the vector e_i - sgn(a_ij) e_j has the value -2 |a_ij|.
                let offDiagonal =
                    Seq.allPairs remaining remaining
                    |> Seq.tryFind (fun (i, j) -> not a[i, j].IsZero)

                match offDiagonal with
                | Some(i, j) ->
                    Negative(extend stages (vector n [ i, BigInteger.One; j, BigInteger(-a[i, j].Sign) ]))
                | None -> Factored(List.rev stages)

    step [ 0 .. n - 1 ] [] BigInteger.One
