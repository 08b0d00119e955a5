module internal Verify.Algebra.BasisCheck

open System.Numerics

type Confirmed =
    { X: BigInteger[]
      XDenominator: BigInteger
      Y: BigInteger[]
      YDenominator: BigInteger }

/// The row, from k on, whose entry in column k is the shortest that is not zero.
let private pivotRow (a: BigInteger[][]) k =
    let candidates =
        seq { k .. a.Length - 1 } |> Seq.filter (fun i -> not a.[i].[k].IsZero)

    if Seq.isEmpty candidates then
        None
    else
        Some(candidates |> Seq.minBy (fun i -> (BigInteger.Abs a.[i].[k]).GetBitLength()))

/// M x = r for rows [M | r] with M k x k: numerators and their common denominator > 0; None when M is singular. By
/// Bareiss' elimination, in place, so that every division is exact; the numerators are Cramer's determinants.
let private solveSquare (a: BigInteger[][]) =
    let size = a.Length

    let rec eliminate k (previous: BigInteger) =
        if k = size then
            Some previous
        else
            match pivotRow a k with
            | None -> None
            | Some r ->
                let row = a[r]
                a[r] <- a[k]
                a[k] <- row
                let pivot = row[k]

                for i in k + 1 .. size - 1 do
                    let other = a[i]
                    let factor = other[k]

                    for j in k + 1 .. size do
                        other[j] <- (pivot * other[j] - factor * row[j]) / previous

                eliminate (k + 1) pivot

    eliminate 0 BigInteger.One
    |> Option.map (fun last ->
        let x = Array.create size BigInteger.Zero

        for i in size - 1 .. -1 .. 0 do
            let mutable sum = last * a.[i].[size]

            for j in i + 1 .. size - 1 do
                sum <- sum - a.[i].[j] * x[j]

            x[i] <- sum / a.[i].[i]

        if last.Sign < 0 then
            Array.map BigInteger.Negate x, -last
        else
            x, last)

/// Whether a value may stand where a variable of this kind is: the value itself, or the reduced cost of one at zero.
let private allowsValue kind (value: BigInteger) =
    match kind with
    | CrissCross.Restricted -> value.Sign >= 0
    | CrissCross.Free -> true
    | CrissCross.Fixed -> value.IsZero

let private allowsReducedCost kind (cost: BigInteger) =
    match kind with
    | CrissCross.Restricted -> cost.Sign >= 0
    | CrissCross.Free -> cost.IsZero
    | CrissCross.Fixed -> true

/// Numerators at the given places, zero elsewhere.
let private spread count (places: int[]) (values: BigInteger[]) =
    let all = Array.create count BigInteger.Zero
    Array.iter2 (fun place value -> all[place] <- value) places values
    all

let private dot (x: BigInteger[]) (y: BigInteger[]) =
    let mutable sum = BigInteger.Zero

    for i in 0 .. x.Length - 1 do
        if not y[i].IsZero then
            sum <- sum + x[i] * y[i]

    sum

let confirm
    (kinds: CrissCross.Kind[])
    (rows: (BigInteger[] * BigInteger)[])
    (objective: BigInteger[])
    (basic: int[])
    =
    let n, m = objective.Length, rows.Length
    let isBasic = Array.create (n + m) false

    for variable in basic do
        isBasic[variable] <- true

    // The slacks that are not basic are zero: their rows are tight and give the structural variables that are.
    let inside = [| 0 .. n - 1 |] |> Array.filter (fun j -> isBasic[j])
    let tight = [| 0 .. m - 1 |] |> Array.filter (fun i -> not isBasic[n + i])

    let primal () =
        solveSquare
            [| for i in tight ->
                   let a, b = rows[i]
                   Array.append (inside |> Array.map (fun j -> a[j])) [| b |] |]

    let dual () =
        solveSquare
            [| for j in inside ->
                   Array.append (tight |> Array.map (fun i -> (fst rows[i])[j])) [| objective[j] |] |]

    let isFeasible (x: BigInteger[], denominator: BigInteger) =
        Array.forall2 allowsValue kinds[.. n - 1] x
        && rows
           |> Seq.indexed
           |> Seq.forall (fun (i, (a, b)) -> allowsValue kinds[n + i] (b * denominator - dot a x))

    let isBest (y: BigInteger[], denominator: BigInteger) =
        let cost j =
            let mutable sum = -objective[j] * denominator

            for i in tight do
                sum <- sum + y[i] * (fst rows[i])[j]

            sum

        seq { 0 .. n - 1 } |> Seq.forall (fun j -> allowsReducedCost kinds[j] (cost j))
        && Array.forall2 allowsReducedCost kinds[n..] y

    if inside.Length <> tight.Length then
        None
    else
        primal ()
        |> Option.map (fun (x, denominator) -> spread n inside x, denominator)
        |> Option.filter isFeasible
        |> Option.bind (fun (x, xDenominator) ->
            dual ()
            |> Option.map (fun (y, denominator) -> spread m tight y, denominator)
            |> Option.filter isBest
            |> Option.map (fun (y, yDenominator) ->
                { X = x
                  XDenominator = xDenominator
                  Y = y
                  YDenominator = yDenominator }))
