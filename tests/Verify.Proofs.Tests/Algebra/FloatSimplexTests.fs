/// The floating-point start of LinearProgram: it never changes an answer, and it saves pivots where they are many.
module Verify.Proofs.Tests.Algebra.FloatSimplexTests

open System.Numerics
open Xunit
open FsCheck.FSharp
open Verify.Algebra
open Verify.Proofs.Tests.Algebra.Generators
open Verify.Proofs.Tests.Algebra.Replay

let private sameAnswer p =
    let warm, cold = LinearProgram.solve p, LinearProgram.solveCold p

    CertificateCheck.verify p warm = Ok()
    && CertificateCheck.verify p cold = Ok()
    && (match warm, cold with
        | Optimal(_, a, _), Optimal(_, b, _) -> a = b
        | Infeasible _, Infeasible _
        | Unbounded _, Unbounded _ -> true
        | _ -> false)

let private bounds number =
    Gen.oneof
        [ Gen.constant LinearProgram.unbounded
          Gen.constant LinearProgram.nonNegative
          number |> Gen.map (fun upper -> { Lower = None; Upper = Some upper })
          number |> Gen.map (Rational.abs >> LinearProgram.within) ]

let private program d count number =
    let constraints =
        Gen.map3
            (fun coefficients relation right ->
                { Coefficients = coefficients
                  Relation = relation
                  Right = right })
            (Gen.arrayOfLength d number)
            (Gen.elements [ AtMost; AtMost; AtLeast; EqualTo ])
            number

    Gen.map3
        (fun objective list limits ->
            { Objective = objective
              Constraints = list
              Bounds = limits })
        (Gen.arrayOfLength d number)
        (Gen.listOfLength count constraints)
        (Gen.arrayOfLength d (bounds number))

let private small = Gen.choose (-4, 4) |> Gen.map Rational.ofInt

/// Fractions far outside the range and the resolution of doubles.
let private wild =
    Gen.oneof
        [ small
          rational
          Gen.map2
              (fun (m: int) e -> Rational.ofDyadic (Dyadic.create (BigInteger m) e))
              (Gen.choose (-9, 9))
              (Gen.elements [ -3000; -60; -55; 0; 55; 3000 ]) ]

[<Fact>]
let ``the answer is the exact method's`` () =
    for d in 1..5 do
        forAll (Gen.choose (0, 7) |> Gen.bind (fun count -> program d count small)) sameAnswer

[<Fact>]
let ``numbers that doubles cannot hold or tell apart change nothing`` () =
    for d in 1..4 do
        forAll (Gen.choose (0, 5) |> Gen.bind (fun count -> program d count wild)) sameAnswer

/// The tableau of maximise c x, A x <= b, x free, and the pivots to its end with and without a start.
let private pivots (a: BigInteger[][]) (b: BigInteger[]) (c: BigInteger[]) =
    let kinds =
        Array.append (Array.create c.Length CrissCross.Free) (Array.create a.Length CrissCross.Restricted)

    let rows = Array.zip a b
    let cold = CrissCross.Tableau(kinds, rows, c)
    let warm = CrissCross.Tableau(kinds, rows, c)

    FloatSimplex.guessBasis kinds rows c |> Option.iter (CrissCross.moveTo warm)

    Assert.Equal(CrissCross.solve cold, CrissCross.solve warm)
    warm.Pivots, cold.Pivots

let private integers count (low, high) =
    Gen.choose (low, high) |> Gen.map BigInteger |> Gen.arrayOfLength count

[<Fact>]
let ``ten variables and sixty planes need one pivot for each variable`` () =
    // The origin is inside all planes, and there are enough of them to bound the objective.
    let mutable warmSum = 0
    let mutable coldSum = 0

    let cases =
        Gen.zip3 (Gen.arrayOfLength 60 (integers 10 (-5, 5))) (integers 60 (10, 20)) (integers 10 (-5, 5))

    checkMany
        15
        (Prop.forAll (Arb.fromGen cases) (fun (a, b, c) ->
            let warm, cold = pivots a b c
            warmSum <- warmSum + warm
            coldSum <- coldSum + cold
            warm = 10))

    Assert.True(coldSum > 2 * warmSum, $"{coldSum} pivots without a start, {warmSum} with one")

[<Fact>]
let ``a wrong guess is mended`` () =
    // Every basis that moveTo accepts leads to the same end.
    let cases =
        Gen.zip3 (Gen.arrayOfLength 8 (integers 3 (-5, 5))) (integers 8 (-2, 9)) (integers 3 (-5, 5))

    let starts = Gen.shuffle [| 0..10 |] |> Gen.map (Array.take 8)

    forAll2 cases starts (fun (a, b, c) start ->
        let kinds =
            Array.append (Array.create 3 CrissCross.Free) (Array.create 8 CrissCross.Restricted)

        let tableau () =
            CrissCross.Tableau(kinds, Array.zip a b, c)

        let straight, moved = tableau (), tableau ()
        CrissCross.moveTo moved start

        let value (t: CrissCross.Tableau) =
            Rational.create (t.Right t.ObjectiveRow) t.Denominator

        match CrissCross.solve straight, CrissCross.solve moved with
        | CrissCross.Best, CrissCross.Best -> value straight = value moved
        | CrissCross.Best, _
        | _, CrissCross.Best -> false
        | _ -> true)
