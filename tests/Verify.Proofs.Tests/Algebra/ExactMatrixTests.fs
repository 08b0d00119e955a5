/// ExactMatrix against matrix laws and against constructions whose rank and sign are known.
module Verify.Proofs.Tests.Algebra.ExactMatrixTests

open System
open System.Numerics
open Xunit
open FsCheck.FSharp
open Verify.Algebra
open Verify.Proofs.Tests.Algebra.Generators
open Verify.Proofs.Tests.Algebra.Replay

let private side = Gen.choose (0, 5)

let private ints rows = ExactMatrix.ofInts (array2D rows)

/// Unit lower triangular: an invertible matrix that is easy to draw.
let private unitLower n =
    table n n entry
    |> Gen.map (fun cells ->
        ExactMatrix.init n n (fun i j ->
            if i = j then Dyadic.one
            elif i > j then cells[i, j]
            else Dyadic.zero))

[<Fact>]
let ``products, sums and transposes obey the laws of matrices`` () =
    let sized =
        gen {
            let! p, q = Gen.zip side side
            let! r, s = Gen.zip side side
            let! a = matrix p q
            let! b = matrix q r
            let! c = matrix q r
            let! d = matrix r s
            return a, b, c, d
        }

    forAll sized (fun (a, b, c, d) ->
        let t = ExactMatrix.transpose

        a * (b + c) = a * b + a * c
        && (a * b) * d = a * (b * d)
        && t (a * b) = t b * t a
        && t (t a) = a
        && ExactMatrix.transposeMultiply b c = t b * c
        && b - c = b + -c
        && ExactMatrix.identity a.Rows * a = a
        && ExactMatrix.isZero (b - b))

[<Fact>]
let ``a product's entries are sums of products`` () =
    forAll2 (matrix 3 4) (matrix 4 2) (fun a b ->
        List.allPairs [ 0..2 ] [ 0..1 ]
        |> List.forall (fun (i, j) -> (a * b)[i, j] = List.sum [ for k in 0..3 -> a[i, k] * b[k, j] ]))

[<Fact>]
let ``row and column scalings are products with diagonals`` () =
    forAll3 (matrix 3 4) (Gen.arrayOfLength 3 entry) (Gen.arrayOfLength 4 entry) (fun m r c ->
        ExactMatrix.scaleRows r m = ExactMatrix.diagonal r * m
        && ExactMatrix.scaleColumns c m = m * ExactMatrix.diagonal c)

[<Fact>]
let ``shapes and indices that do not match are refused`` () =
    let a, b = ExactMatrix.zero 2 3, ExactMatrix.zero 2 2

    let refused action =
        Assert.Throws<ArgumentException>(fun () -> action () |> ignore) |> ignore

    refused (fun () -> a * a)
    refused (fun () -> a + b)
    refused (fun () -> ExactMatrix.scaleRows [||] a)
    refused (fun () -> ExactMatrix.scaleColumns [||] a)
    refused (fun () -> ExactMatrix.init -1 2 (fun _ _ -> Dyadic.zero))
    refused (fun () -> ExactMatrix.ofDoubles 2 2 [| 1.0 |])
    refused (fun () -> ExactMatrix.ofDoubles 1 1 [| nan |])
    refused (fun () -> ExactMatrix.scale (ExactMatrix.determinant a) a)

    refused (fun () ->
        ExactMatrix.isPositiveSemidefinite (ints [ [ 1; 2 ]; [ 3; 4 ] ]) |> ignore
        a)

    Assert.Throws<IndexOutOfRangeException>(fun () -> a[0, 3] |> ignore) |> ignore
    Assert.Throws<IndexOutOfRangeException>(fun () -> a[-1, 0] |> ignore) |> ignore

[<Fact>]
let ``doubles become their exact values, by rows`` () =
    let m = ExactMatrix.ofDoubles 2 2 [| 1.0; 0.1; -3.0; 4.0 |]
    Assert.Equal(Dyadic.ofDouble 0.1, m[0, 1])
    Assert.Equal(Dyadic.ofInt -3, m[1, 0])
    Assert.Equal(Dyadic.ofInt 4, ExactMatrix.maxAbs m)

[<Fact>]
let ``rank is that of the construction`` () =
    // L D U with unit triangular L, U and r non-zero entries on the diagonal D has rank r.
    let known =
        gen {
            let! n = Gen.choose (1, 6)
            let! rank = Gen.choose (0, n)
            let! order = Gen.shuffle [| 0 .. n - 1 |]
            let! lower = unitLower n
            let! upper = unitLower n

            let middle =
                ExactMatrix.init n n (fun i j ->
                    if i = j && i < rank then
                        Dyadic.create (BigInteger(i + 1)) (i - 2)
                    else
                        Dyadic.zero)

            let permuted = ExactMatrix.init n n (fun i j -> middle[order[i], j])
            return rank, lower * permuted * ExactMatrix.transpose upper
        }

    forAll known (fun (rank, m) ->
        ExactMatrix.rank m = rank && ExactMatrix.rank (ExactMatrix.transpose m) = rank)

[<Fact>]
let ``rank sees what doubles cannot`` () =
    let tiny = Math.Pow(2.0, -1000.0)

    Assert.Equal(
        2,
        ExactMatrix.rank (ExactMatrix.ofDoubles 2 2 [| 1.0; 1.0; 1.0; 1.0 + 2.220446049250313e-16 |])
    )

    Assert.Equal(2, ExactMatrix.rank (ExactMatrix.ofDoubles 2 2 [| 1.0; 0.0; 0.0; tiny |]))
    Assert.Equal(1, ExactMatrix.rank (ExactMatrix.ofDoubles 2 3 [| tiny; tiny; 0.0; 1.0; 1.0; 0.0 |]))
    Assert.Equal(0, ExactMatrix.rank (ExactMatrix.zero 0 3))
    Assert.Equal(1, ExactMatrix.rank (ints [ [ 0; 0; 5 ] ]))

[<Fact>]
let ``determinants multiply and change sign with an exchange of rows`` () =
    forAll2 (matrix 4 4) (matrix 4 4) (fun a b ->
        let exchanged =
            ExactMatrix.init 4 4 (fun i j ->
                a[(match i with
                   | 0 -> 2
                   | 2 -> 0
                   | i -> i),
                  j])

        ExactMatrix.determinant (a * b) = ExactMatrix.determinant a * ExactMatrix.determinant b
        && ExactMatrix.determinant exchanged = -(ExactMatrix.determinant a)
        && ExactMatrix.determinant (ExactMatrix.transpose a) = ExactMatrix.determinant a
        && (Dyadic.isZero (ExactMatrix.determinant a) = (ExactMatrix.rank a < 4)))

    Assert.Equal(Dyadic.ofInt -2, ExactMatrix.determinant (ints [ [ 1; 2 ]; [ 3; 4 ] ]))

    Assert.Equal(
        Dyadic.ofDouble 0.125,
        ExactMatrix.determinant (ExactMatrix.diagonal [| Dyadic.ofDouble 0.25; Dyadic.ofDouble 0.5 |])
    )

    Assert.Equal(Dyadic.one, ExactMatrix.determinant (ExactMatrix.zero 0 0))

/// The matrix that a factorisation stands for.
let private reassemble n (f: Factorisation) =
    Array2D.init n n (fun i j ->
        Array.fold2
            (fun (sum: Rational) pivot (column: Rational[]) -> sum + pivot * column[i] * column[j])
            Rational.zero
            f.Pivots
            f.Columns)

[<Fact>]
let ``Gram matrices are semi-definite, with a factorisation of their rank that reassembles them`` () =
    let factor = Gen.zip side side |> Gen.bind (fun (p, q) -> matrix p q)

    forAll factor (fun v ->
        let b = ExactMatrix.transposeMultiply v v

        match ExactMatrix.definiteness b with
        | NotSemidefinite _ -> false
        | PositiveSemidefinite f ->
            let unit k =
                f.Columns[k].[f.Order[k]] = Rational.one

            let cleared k =
                Seq.forall
                    (fun earlier -> Rational.isZero (f.Columns[k].[f.Order[earlier]]))
                    (seq { 0 .. k - 1 })

            reassemble b.Rows f = ExactMatrix.toRational b
            && f.Pivots |> Array.forall (fun p -> p > Rational.zero)
            && f.Pivots.Length = ExactMatrix.rank b
            && Seq.forall (fun k -> unit k && cleared k) (seq { 0 .. f.Order.Length - 1 }))

[<Fact>]
let ``a negative direction is found and proves itself`` () =
    // L diag(d) L^T with unit triangular L is semi-definite exactly when no d is negative (Sylvester).
    let congruent =
        gen {
            let! n = Gen.choose (1, 5)
            let! d = Gen.arrayOfLength n (Gen.choose (-1, 2) |> Gen.map Dyadic.ofInt)
            let! order = Gen.shuffle [| 0 .. n - 1 |]
            let! lower = unitLower n
            let b = lower * ExactMatrix.diagonal d * ExactMatrix.transpose lower
            return d, ExactMatrix.init n n (fun i j -> b[order[i], order[j]])
        }

    forAll congruent (fun (d, b) ->
        match ExactMatrix.definiteness b with
        | PositiveSemidefinite _ -> d |> Array.forall (fun x -> Dyadic.sign x >= 0)
        | NotSemidefinite(x, value) ->
            d |> Array.exists (fun x -> Dyadic.sign x < 0)
            && Dyadic.sign value < 0
            && ExactMatrix.quadraticForm b x = value)

[<Fact>]
let ``any symmetric matrix gets an answer that checks`` () =
    let symmetric =
        side
        |> Gen.bind (fun n -> matrix n n)
        |> Gen.map (fun m -> m + ExactMatrix.transpose m)

    forAll symmetric (fun b ->
        match ExactMatrix.definiteness b with
        | PositiveSemidefinite f -> reassemble b.Rows f = ExactMatrix.toRational b
        | NotSemidefinite(x, value) -> Dyadic.sign value < 0 && ExactMatrix.quadraticForm b x = value)

[<Fact>]
let ``definiteness of the corner cases`` () =
    let decided b = ExactMatrix.isPositiveSemidefinite b
    Assert.True(decided (ExactMatrix.zero 0 0))
    Assert.True(decided (ExactMatrix.zero 3 3))
    // A zero on the diagonal asks for a zero row.
    Assert.False(decided (ints [ [ 0; 1 ]; [ 1; 0 ] ]))
    Assert.False(decided (ints [ [ 0; 1 ]; [ 1; 5 ] ]))
    Assert.True(decided (ints [ [ 0; 0 ]; [ 0; 5 ] ]))
    Assert.True(decided (ints [ [ 1; 2 ]; [ 2; 4 ] ]))
    // The Schur complement, not the matrix, has the bad zero.
    Assert.False(decided (ints [ [ 1; 1; 1 ]; [ 1; 1; 2 ]; [ 1; 2; 1 ] ]))
    // One ulp below semi-definite.
    let below = Dyadic.one - Dyadic.create BigInteger.One -1074
    Assert.False(decided (ExactMatrix.init 2 2 (fun i j -> if i = 1 && j = 1 then below else Dyadic.one)))

[<Fact>]
let ``symmetry is exact`` () =
    Assert.True(ExactMatrix.isSymmetric (ints [ [ 1; 2 ]; [ 2; 1 ] ]))
    Assert.False(ExactMatrix.isSymmetric (ints [ [ 1; 2 ]; [ 3; 1 ] ]))
    Assert.False(ExactMatrix.isSymmetric (ExactMatrix.zero 1 2))
