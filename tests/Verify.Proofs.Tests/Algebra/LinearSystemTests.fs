/// LinearSystem: every answer is checked by multiplication, and against constructions.
module Verify.Proofs.Tests.Algebra.LinearSystemTests

open System
open Xunit
open FsCheck.FSharp
open Verify.Algebra
open Verify.Proofs.Tests.Algebra.Generators
open Verify.Proofs.Tests.Algebra.Replay

let private small =
    Gen.frequency
        [ 1, Gen.constant Rational.zero
          3, Gen.choose (-4, 4) |> Gen.map Rational.ofInt ]

let private system =
    gen {
        let! p, q = Gen.zip (Gen.choose (0, 4)) (Gen.choose (0, 4))
        let! a = table p q small
        let! b = Gen.arrayOfLength p small
        return a, b
    }

let private dot (x: Rational[]) (y: Rational[]) =
    Array.fold2 (fun sum a b -> sum + a * b) Rational.zero x y

let private transposed (a: Rational[,]) =
    Array2D.init (Array2D.length2 a) (Array2D.length1 a) (fun i j -> a[j, i])

let private isZero x = Array.forall Rational.isZero x

[<Fact>]
let ``every answer checks by multiplication`` () =
    forAll system (fun (a, b) ->
        match LinearSystem.solve a b with
        | LinearSystem.Unique x -> LinearSystem.apply a x = b && (LinearSystem.kernel a).IsEmpty
        | LinearSystem.Affine(x, kernel) ->
            LinearSystem.apply a x = b
            && not kernel.IsEmpty
            && kernel
               |> List.forall (fun k -> not (isZero k) && isZero (LinearSystem.apply a k))
        | LinearSystem.Inconsistent y ->
            isZero (LinearSystem.apply (transposed a) y) && dot y b = Rational.one)

[<Fact>]
let ``a right-hand side that was made from a solution is consistent`` () =
    let made =
        gen {
            let! a, _ = system
            let! x = Gen.arrayOfLength (Array2D.length2 a) rational
            return a, x
        }

    forAll made (fun (a, x) ->
        match LinearSystem.solve a (LinearSystem.apply a x) with
        | LinearSystem.Unique found -> found = x
        | LinearSystem.Affine _ -> true
        | LinearSystem.Inconsistent _ -> false)

[<Fact>]
let ``kernel and rank add up to the number of columns`` () =
    forAll (matrix 3 4) (fun m ->
        let kernel = LinearSystem.kernel (ExactMatrix.toRational m)
        kernel.Length + ExactMatrix.rank m = 4)

[<Fact>]
let ``lengths that do not match are refused`` () =
    let a = Array2D.create 2 3 Rational.one

    Assert.Throws<ArgumentException>(fun () -> LinearSystem.solve a [||] |> ignore)
    |> ignore

    Assert.Throws<ArgumentException>(fun () -> LinearSystem.apply a [||] |> ignore)
    |> ignore
