module internal Verify.Algebra.Bareiss

open System.Numerics

/// Where elimination ended: the rank, the last pivot and the sign of the row and column exchanges.
[<Struct>]
type private Elimination =
    { Rank: int
      LastPivot: BigInteger
      Sign: int }

let private swapRows (a: BigInteger[,]) i j =
    for c in 0 .. Array2D.length2 a - 1 do
        let kept = a[i, c]
        a[i, c] <- a[j, c]
        a[j, c] <- kept

let private swapColumns (a: BigInteger[,]) i j =
    for r in 0 .. Array2D.length1 a - 1 do
        let kept = a[r, i]
        a[r, i] <- a[r, j]
        a[r, j] <- kept

/// A non-zero entry of the block that starts at (k, k), or None when the block is zero.
let private findPivot (a: BigInteger[,]) k =
    Seq.allPairs (seq { k .. Array2D.length2 a - 1 }) (seq { k .. Array2D.length1 a - 1 })
    |> Seq.tryFind (fun (c, r) -> not a[r, c].IsZero)

let private eliminate (matrix: BigInteger[,]) =
    let a = Array2D.copy matrix
    let rows, columns = Array2D.length1 a, Array2D.length2 a

    let rec step k previous sign =
        match findPivot a k with
        | None ->
            { Rank = k
              LastPivot = previous
              Sign = sign }
        | Some(c, r) ->
            if r <> k then
                swapRows a r k

            if c <> k then
                swapColumns a c k

            let pivot = a[k, k]

            for i in k + 1 .. rows - 1 do
                for j in k + 1 .. columns - 1 do
                    // Exact by Sylvester's identity.
                    a[i, j] <- (pivot * a[i, j] - a[i, k] * a[k, j]) / previous

            let exchanges = (if r <> k then 1 else 0) + (if c <> k then 1 else 0)
            step (k + 1) pivot (if exchanges = 1 then -sign else sign)

    step 0 BigInteger.One 1

let rank matrix = (eliminate matrix).Rank

let determinant matrix =
    let ended = eliminate matrix

    if ended.Rank = Array2D.length1 matrix then
        BigInteger ended.Sign * ended.LastPivot
    else
        BigInteger.Zero
