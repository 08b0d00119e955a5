/// Polynomial and Monomial: ring laws, canonical form, and the homomorphisms of evaluation and substitution.
module Verify.Proofs.Tests.Algebra.PolynomialTests

open System
open Xunit
open FsCheck.FSharp
open Verify.Algebra
open Verify.Proofs.Tests.Algebra.Generators
open Verify.Proofs.Tests.Algebra.Replay

let private x = Polynomial.variable 0
let private y = Polynomial.variable 1

let private point =
    Gen.choose (-4, 4)
    |> Gen.map Rational.ofInt
    |> Gen.arrayOfLength 4
    |> Gen.map (fun values v -> values[v])

let private isCanonical p =
    let monomials = Polynomial.terms p |> List.map fst

    Polynomial.terms p |> List.forall (fun (_, c) -> not (Rational.isZero c))
    && List.pairwise monomials |> List.forall (fun (a, b) -> a < b)
    && monomials
       |> List.forall (fun m ->
           let factors = Monomial.factors m

           List.forall (fun (_, e) -> e > 0) factors
           && List.pairwise factors |> List.forall (fun ((v, _), (w, _)) -> v < w))

[<Fact>]
let ``polynomials form a commutative ring`` () =
    forAll3 polynomial polynomial polynomial (fun p q r ->
        p + q = q + p
        && (p + q) + r = p + (q + r)
        && p * q = q * p
        && (p * q) * r = p * (q * r)
        && p * (q + r) = p * q + p * r
        && p + Polynomial.zero = p
        && p * Polynomial.one = p
        && Polynomial.isZero (p - p))

[<Fact>]
let ``every result is canonical`` () =
    forAll2 polynomial polynomial (fun p q ->
        [ p; p + q; p - q; p * q; -p; Polynomial.sumOfProducts [| p; q |] [| q; -p |] ]
        |> List.forall isCanonical)

[<Fact>]
let ``equal polynomials have equal hashes and texts`` () =
    forAll2 polynomial polynomial (fun p q ->
        let detour = (p + q) - q
        detour = p && detour.GetHashCode() = p.GetHashCode() && string detour = string p)

[<Fact>]
let ``evaluation is a ring homomorphism`` () =
    forAll3 polynomial polynomial point (fun p q at ->
        let value = Polynomial.evaluate at

        value (p + q) = value p + value q
        && value (p * q) = value p * value q
        && value -p = -(value p))

[<Fact>]
let ``substitution is a ring homomorphism and evaluates in two steps`` () =
    let images = Gen.arrayOfLength 4 polynomial |> Gen.map (fun images v -> images[v])

    let short =
        polynomial
        |> Gen.map (Polynomial.terms >> List.truncate 3 >> Polynomial.ofTerms)

    forAll3 (Gen.zip short short) images point (fun (p, q) image at ->
        let replace = Polynomial.substitute image

        replace (p * q) = replace p * replace q
        && replace (p + q) = replace p + replace q
        && Polynomial.evaluate at (replace p) =
            Polynomial.evaluate (fun v -> Polynomial.evaluate at (image v)) p)

[<Fact>]
let ``degrees add up in products`` () =
    forAll2 polynomial polynomial (fun p q ->
        if Polynomial.isZero p || Polynomial.isZero q then
            Polynomial.degree (p * q) = -1
        else
            Polynomial.degree (p * q) = Polynomial.degree p + Polynomial.degree q)

[<Fact>]
let ``powers are repeated products`` () =
    forAll polynomial (fun p ->
        Polynomial.pow p 0 = Polynomial.one
        && Polynomial.pow p 1 = p
        && Polynomial.pow p 3 = p * p * p)

    Assert.Throws<ArgumentException>(fun () -> Polynomial.pow x -1 |> ignore)
    |> ignore

[<Fact>]
let ``sums of products agree with the naive sum`` () =
    forAll (Gen.listOf (Gen.zip polynomial polynomial) |> Gen.map (List.truncate 5)) (fun pairs ->
        let naive = pairs |> List.fold (fun sum (p, q) -> sum + p * q) Polynomial.zero
        let p, q = List.unzip pairs
        Polynomial.sumOfProducts (Array.ofList p) (Array.ofList q) = naive)

    Assert.Throws<ArgumentException>(fun () -> Polynomial.sumOfProducts [| x |] [||] |> ignore)
    |> ignore

[<Fact>]
let ``the binomial theorem`` () =
    let square = Polynomial.pow (x + y) 2
    Assert.Equal(3, Polynomial.termCount square)
    Assert.Equal(Rational.ofInt 2, Polynomial.coefficient (Monomial.create [ 0, 1; 1, 1 ]) square)
    Assert.Equal(Rational.zero, Polynomial.coefficient Monomial.one square)
    Assert.Equal(x * x - y * y, (x + y) * (x - y))
    Assert.Equal<int list>([ 0; 1 ], Polynomial.variables square)

[<Fact>]
let ``texts name the indeterminates`` () =
    let half = Polynomial.constant (Rational.create -1I 2I)
    let p = half + Polynomial.ofInt 3 * x * x * y - y
    Assert.Equal("-1/2 - v + 3 u^2 v", Polynomial.format (fun i -> if i = 0 then "u" else "v") p)
    Assert.Equal("0", string Polynomial.zero)
    Assert.Equal("1", Monomial.format string Monomial.one)

[<Fact>]
let ``monomials merge their factors`` () =
    let m = Monomial.create [ 3, 1; 0, 2; 3, 1; 1, 0 ]
    Assert.Equal<(int * int) list>([ 0, 2; 3, 2 ], Monomial.factors m)
    Assert.Equal(4, Monomial.degree m)
    Assert.Equal(m, Monomial.create [ 3, 2 ] * Monomial.create [ 0, 2 ])

    Assert.Throws<ArgumentException>(fun () -> Monomial.create [ -1, 1 ] |> ignore)
    |> ignore

    Assert.Throws<ArgumentException>(fun () -> Monomial.create [ 1, -1 ] |> ignore)
    |> ignore
