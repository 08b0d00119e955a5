namespace Verify.Algebra

open System
open System.Numerics

[<Sealed>]
type ExactMatrix(rows: int, cols: int, cells: Dyadic[]) =
    static let mismatch operation (a: ExactMatrix) (b: ExactMatrix) =
        invalidArg
            "right"
            $"Shapes do not match for {operation}: {a.Rows} x {a.Cols} and {b.Rows} x {b.Cols}."

    member _.Rows = rows
    member _.Cols = cols
    member _.Cells = cells

    member _.Item
        with get (row: int, column: int) =
            // The flat index alone would let a column overrun into the next row.
            if uint row >= uint rows || uint column >= uint cols then
                raise (IndexOutOfRangeException $"Entry ({row}, {column}) of a {rows} x {cols} matrix.")

            cells[row * cols + column]

    member a.Zip operation (f: Dyadic -> Dyadic -> Dyadic) (b: ExactMatrix) =
        if a.Rows <> b.Rows || a.Cols <> b.Cols then
            mismatch operation a b

        ExactMatrix(a.Rows, a.Cols, Array.map2 f a.Cells b.Cells)

    static member (+)(a: ExactMatrix, b: ExactMatrix) = a.Zip "addition" (+) b
    static member (-)(a: ExactMatrix, b: ExactMatrix) = a.Zip "subtraction" (-) b

    static member (~-)(a: ExactMatrix) =
        ExactMatrix(a.Rows, a.Cols, Array.map (~-) a.Cells)

    static member (*)(a: ExactMatrix, b: ExactMatrix) =
        if a.Cols <> b.Rows then
            mismatch "multiplication" a b

        let dot i =
            Dyadic.dotStrided a.Cells (i / b.Cols * a.Cols) 1 b.Cells (i % b.Cols) b.Cols a.Cols

        ExactMatrix(a.Rows, b.Cols, Array.init (a.Rows * b.Cols) dot)

    static member TransposeMultiply(a: ExactMatrix, b: ExactMatrix) =
        if a.Rows <> b.Rows then
            mismatch "multiplication of the transpose" a b

        let dot i =
            Dyadic.dotStrided a.Cells (i / b.Cols) a.Cols b.Cells (i % b.Cols) b.Cols a.Rows

        ExactMatrix(a.Cols, b.Cols, Array.init (a.Cols * b.Cols) dot)

    member a.Equals(b: ExactMatrix) =
        a.Rows = b.Rows
        && a.Cols = b.Cols
        && Array.forall2 (fun (x: Dyadic) y -> x.Equals y) a.Cells b.Cells

    override a.Equals(other: objnull) =
        match other with
        | :? ExactMatrix as b -> a.Equals b
        | _ -> false

    override _.GetHashCode() =
        (HashCode.Combine(rows, cols), cells)
        ||> Array.fold (fun hash x -> HashCode.Combine(hash, x))

    override _.ToString() =
        let line i =
            Array.sub cells (i * cols) cols |> Array.map string |> String.concat ", "

        "[" + (Seq.init rows line |> String.concat "; ") + "]"

    interface IEquatable<ExactMatrix> with
        member a.Equals b =
            match b with
            | null -> false
            | b -> a.Equals b

type Factorisation =
    { Order: int[]
      Pivots: Rational[]
      Columns: Rational[][] }

type Definiteness =
    | PositiveSemidefinite of Factorisation
    | NotSemidefinite of x: Dyadic[] * value: Dyadic

module ExactMatrix =
    let init rows cols entry =
        if rows < 0 || cols < 0 then
            invalidArg (nameof rows) $"A matrix has no negative dimension: {rows} x {cols}."

        ExactMatrix(rows, cols, Array.init (rows * cols) (fun i -> entry (i / cols) (i % cols)))

    let ofDoubles rows cols (values: double[]) =
        if rows < 0 || cols < 0 || int64 rows * int64 cols <> values.LongLength then
            invalidArg (nameof values) $"{values.Length} values do not fill {rows} x {cols}."

        ExactMatrix(rows, cols, Array.map Dyadic.ofDouble values)

    let ofArray2D (values: Dyadic[,]) =
        init (Array2D.length1 values) (Array2D.length2 values) (fun i j -> values[i, j])

    let ofInts values =
        ofArray2D (Array2D.map Dyadic.ofInt values)

    let toArray2D (m: ExactMatrix) =
        Array2D.init m.Rows m.Cols (fun i j -> m[i, j])

    let ofVector (values: Dyadic[]) =
        ExactMatrix(values.Length, 1, Array.copy values)

    let zero rows cols = init rows cols (fun _ _ -> Dyadic.zero)

    let diagonal (d: Dyadic[]) =
        init d.Length d.Length (fun i j -> if i = j then d[i] else Dyadic.zero)

    let identity n = diagonal (Array.create n Dyadic.one)
    let row i (m: ExactMatrix) = Array.init m.Cols (fun j -> m[i, j])
    let column j (m: ExactMatrix) = Array.init m.Rows (fun i -> m[i, j])
    let transpose (m: ExactMatrix) = init m.Cols m.Rows (fun i j -> m[j, i])
    let multiply (a: ExactMatrix) (b: ExactMatrix) = a * b
    let transposeMultiply a b = ExactMatrix.TransposeMultiply(a, b)
    let add (a: ExactMatrix) (b: ExactMatrix) = a + b
    let sub (a: ExactMatrix) (b: ExactMatrix) = a - b
    let neg (a: ExactMatrix) = -a

    let scale (factor: Dyadic) (m: ExactMatrix) =
        ExactMatrix(m.Rows, m.Cols, Array.map (fun x -> factor * x) m.Cells)

    let scaleRows (d: Dyadic[]) (m: ExactMatrix) =
        if d.Length <> m.Rows then
            invalidArg (nameof d) $"{d.Length} factors for {m.Rows} rows."

        init m.Rows m.Cols (fun i j -> d[i] * m[i, j])

    let scaleColumns (d: Dyadic[]) (m: ExactMatrix) =
        if d.Length <> m.Cols then
            invalidArg (nameof d) $"{d.Length} factors for {m.Cols} columns."

        init m.Rows m.Cols (fun i j -> m[i, j] * d[j])

    let isZero (m: ExactMatrix) = m.Cells |> Array.forall Dyadic.isZero

    let isSymmetric (m: ExactMatrix) =
        m.Rows = m.Cols
        && Seq.forall
            (fun i -> Seq.forall (fun j -> m[i, j] = m[j, i]) (seq { 0 .. i - 1 }))
            (seq { 0 .. m.Rows - 1 })

    let maxAbs (m: ExactMatrix) =
        m.Cells |> Array.fold (fun largest x -> max largest (Dyadic.abs x)) Dyadic.zero

    let private requireSquare (m: ExactMatrix) =
        if m.Rows <> m.Cols then
            invalidArg (nameof m) $"A square matrix is needed, not {m.Rows} x {m.Cols}."

    let quadraticForm b (x: Dyadic[]) =
        requireSquare b
        let vector = ofVector x
        (transposeMultiply vector (b * vector))[0, 0]

    /// (k, Z) with integer Z = 2^k M: no entry of M has an exponent below -k.
    let private clear (m: ExactMatrix) =
        let shift = -(m.Cells |> Array.fold (fun least x -> min least x.Exponent) 0)
        shift, Array2D.init m.Rows m.Cols (fun i j -> m[i, j].Mantissa <<< (m[i, j].Exponent + shift))

    let rank m = clear m |> snd |> Bareiss.rank

    let determinant m =
        requireSquare m
        let shift, integers = clear m
        Dyadic.create (Bareiss.determinant integers) (Checked.(*) -shift m.Rows)

    let private factorisation n shift (stages: SymmetricElimination.Stage list) =
        let stages = Array.ofList stages

        let pivot k =
            if k < 0 then
                BigInteger.One
            else
                stages[k].Row[stages[k].Pivot]

        let unscale = Rational.ofDyadic (Dyadic.create BigInteger.One -shift)

        { Order = stages |> Array.map _.Pivot
          Pivots = Array.init stages.Length (fun k -> Rational.create (pivot k) (pivot (k - 1)) * unscale)
          Columns =
            Array.init stages.Length (fun k ->
                Array.init n (fun i -> Rational.create stages[k].Row[i] (pivot k))) }

    let definiteness m =
        if not (isSymmetric m) then
            invalidArg (nameof m) "Only a symmetric matrix is called semi-definite here."

        let shift, integers = clear m

        match SymmetricElimination.decide integers with
        | SymmetricElimination.Factored stages -> PositiveSemidefinite(factorisation m.Rows shift stages)
        | SymmetricElimination.Negative x ->
            let witness = Array.map Dyadic.ofBigInteger x
            NotSemidefinite(witness, quadraticForm m witness)

    let isPositiveSemidefinite m =
        match definiteness m with
        | PositiveSemidefinite _ -> true
        | NotSemidefinite _ -> false

    let toRational m =
        toArray2D m |> Array2D.map Rational.ofDyadic
