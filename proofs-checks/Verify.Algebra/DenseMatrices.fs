module Verify.Algebra.DenseMatrices

open System.Numerics

type Ring<'entry> =
    { Zero: 'entry
      One: 'entry
      Add: 'entry -> 'entry -> 'entry
      OfInteger: BigInteger -> 'entry
      SumOfProducts: 'entry[] -> 'entry[] -> 'entry }

let dyadics =
    { Zero = Dyadic.zero
      One = Dyadic.one
      Add = (+)
      OfInteger = Dyadic.ofBigInteger
      SumOfProducts = Dyadic.sumOfProducts }

let polynomials =
    { Zero = Polynomial.zero
      One = Polynomial.one
      Add = (+)
      OfInteger = fun n -> Polynomial.constant (Rational.ofBigInteger n)
      SumOfProducts = Polynomial.sumOfProducts }

let private mismatch operation a b =
    let shape m =
        $"{Array2D.length1 m} x {Array2D.length2 m}"

    raise (IllTypedException $"{operation} of a {shape a} and a {shape b} matrix.")

let multiply ring (a: 'entry[,]) (b: 'entry[,]) =
    if Array2D.length2 a <> Array2D.length1 b then
        mismatch "Product" a b

    Array2D.init (Array2D.length1 a) (Array2D.length2 b) (fun i j -> ring.SumOfProducts a[i, *] b[*, j])

let add ring (a: 'entry[,]) (b: 'entry[,]) =
    if Array2D.length1 a <> Array2D.length1 b || Array2D.length2 a <> Array2D.length2 b then
        mismatch "Sum" a b

    Array2D.mapi (fun i j x -> ring.Add x b[i, j]) a

let scale ring (factor: BigInteger) (a: 'entry[,]) =
    let factor = ring.OfInteger factor
    a |> Array2D.map (fun x -> ring.SumOfProducts [| factor |] [| x |])

let transpose (a: 'entry[,]) =
    Array2D.init (Array2D.length2 a) (Array2D.length1 a) (fun i j -> a[j, i])

let diagonal ring (d: 'entry[]) =
    Array2D.init d.Length d.Length (fun i j -> if i = j then d[i] else ring.Zero)

let interpretation ring (size: Dimension -> int) symbol =
    { Symbol = symbol
      Identity = fun dimension -> diagonal ring (Array.create (size dimension) ring.One)
      Zero = fun rows cols -> Array2D.create (size rows) (size cols) ring.Zero
      Add = add ring
      Multiply = multiply ring
      Scale = scale ring
      Transpose = transpose }
