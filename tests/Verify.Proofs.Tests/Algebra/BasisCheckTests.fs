/// BasisCheck against the dictionary of the same basis.
module Verify.Proofs.Tests.Algebra.BasisCheckTests

open System.Numerics
open Xunit
open FsCheck.FSharp
open Verify.Algebra
open Verify.Proofs.Tests.Algebra.Replay

let private integers count (low, high) =
    Gen.choose (low, high) |> Gen.map BigInteger |> Gen.arrayOfLength count

[<Fact>]
let ``a basis is confirmed exactly when it is feasible and best`` () =
    // Against the dictionary of that basis: every right-hand side and reduced cost of a restricted variable >= 0, and
    // none of a free one.
    let cases =
        Gen.zip3 (Gen.arrayOfLength 4 (integers 2 (-2, 2))) (integers 4 (-1, 3)) (integers 2 (-2, 2))

    let kind =
        Gen.elements [ CrissCross.Restricted; CrissCross.Restricted; CrissCross.Free ]

    let slack =
        Gen.elements [ CrissCross.Restricted; CrissCross.Restricted; CrissCross.Fixed ]

    let choices =
        Gen.zip3
            (Gen.shuffle [| 0..5 |] |> Gen.map (Array.take 4))
            (Gen.arrayOfLength 2 kind)
            (Gen.arrayOfLength 4 slack)

    let mutable confirmed = 0

    checkMany
        3000
        (Prop.forAll (Arb.fromGen (Gen.zip cases choices)) (fun ((a, b, c), (basic, structural, slacks)) ->
            let kinds = Array.append structural slacks
            let rows = Array.zip a b
            let t = CrissCross.Tableau(kinds, rows, c)
            CrissCross.moveTo t basic
            let isBasis = set t.Basic = set basic

            let rightIsFine i =
                match kinds[t.Basic[i]] with
                | CrissCross.Restricted -> (t.Right i).Sign >= 0
                | CrissCross.Free -> true
                | CrissCross.Fixed -> (t.Right i).IsZero

            let costIsFine k =
                let cost = t.Cell(t.ObjectiveRow, k)

                match kinds[t.Nonbasic[k]] with
                | CrissCross.Restricted -> cost.Sign >= 0
                | CrissCross.Free -> cost.IsZero
                | CrissCross.Fixed -> true

            let isBest =
                Seq.forall rightIsFine (seq { 0..3 }) && Seq.forall costIsFine (seq { 0..1 })

            match BasisCheck.confirm kinds rows c basic with
            | Some found ->
                confirmed <- confirmed + 1

                let value = Array.fold2 (fun sum x y -> sum + x * y) BigInteger.Zero found.X c

                isBasis
                && isBest
                && Rational.create value found.XDenominator =
                    Rational.create (t.Right t.ObjectiveRow) t.Denominator
            | None -> not (isBasis && isBest)))

    Assert.True(confirmed > 100, $"{confirmed}")
