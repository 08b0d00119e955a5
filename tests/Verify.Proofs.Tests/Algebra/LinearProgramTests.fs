/// LinearProgram against vertex enumeration, and every answer against the independent checker.
module Verify.Proofs.Tests.Algebra.LinearProgramTests

open System
open Xunit
open FsCheck.FSharp
open Verify.Algebra
open Verify.Proofs.Tests.Algebra.Generators
open Verify.Proofs.Tests.Algebra.Replay

let private q (n: int) = Rational.ofInt n
let private qs (values: int list) = values |> List.map q |> Array.ofList

/// Mostly small integers, zeros included so that programs degenerate, and a few fractions.
let private number =
    Gen.frequency
        [ 3, Gen.constant Rational.zero
          8, Gen.choose (-4, 4) |> Gen.map q
          1, Gen.map2 (fun a b -> q a / q b) (Gen.choose (-9, 9)) (Gen.choose (1, 7)) ]

let private bounds =
    Gen.oneof
        [ Gen.constant LinearProgram.unbounded
          Gen.constant LinearProgram.nonNegative
          number |> Gen.map (fun upper -> { Lower = None; Upper = Some upper })
          Gen.map2 (fun a b -> { Lower = Some a; Upper = Some b }) number number
          Gen.choose (0, 3) |> Gen.map (q >> LinearProgram.within) ]

let private program d bounds =
    let constraints =
        Gen.map3
            (fun coefficients relation right ->
                { Coefficients = coefficients
                  Relation = relation
                  Right = right })
            (Gen.arrayOfLength d number)
            (Gen.elements [ AtMost; AtMost; AtLeast; EqualTo ])
            number

    gen {
        let! objective = Gen.arrayOfLength d number
        let! count = Gen.choose (0, 5)
        let! list = Gen.listOfLength count constraints
        let! limits = Gen.arrayOfLength d bounds

        return
            { Objective = objective
              Constraints = list
              Bounds = limits }
    }

let private dot (x: Rational[]) (y: Rational[]) =
    Array.fold2 (fun sum a b -> sum + a * b) Rational.zero x y

let private isFeasible p x =
    let inside bounds value =
        Option.forall (fun lower -> lower <= value) bounds.Lower
        && Option.forall (fun upper -> value <= upper) bounds.Upper

    Array.forall2 inside p.Bounds x
    && p.Constraints
       |> List.forall (fun c ->
           match c.Relation with
           | AtMost -> dot c.Coefficients x <= c.Right
           | AtLeast -> dot c.Coefficients x >= c.Right
           | EqualTo -> dot c.Coefficients x = c.Right)

let rec private choose count list =
    match count, list with
    | 0, _ -> [ [] ]
    | _, [] -> []
    | _, head :: tail ->
        (choose (count - 1) tail |> List.map (fun rest -> head :: rest))
        @ choose count tail

/// The best vertex of a program whose variables are all bounded on both sides: every d planes that meet in one point.
let private bestVertex p =
    let d = p.Objective.Length

    let unit j =
        Array.init d (fun k -> if k = j then Rational.one else Rational.zero)

    let planes =
        [ for c in p.Constraints -> c.Coefficients, c.Right ]
        @ [ for j in 0 .. d - 1 do
                for limit in List.choose id [ p.Bounds[j].Lower; p.Bounds[j].Upper ] do
                    unit j, limit ]

    choose d planes
    |> List.choose (fun chosen ->
        let rows = chosen |> List.map fst |> Array.ofList
        let a = Array2D.init d d (fun i j -> rows[i].[j])

        match LinearSystem.solve a (chosen |> List.map snd |> Array.ofList) with
        | LinearSystem.Unique x when isFeasible p x -> Some(dot p.Objective x)
        | _ -> None)
    |> function
        | [] -> None
        | values -> Some(List.max values)

let private isVerified p =
    CertificateCheck.verify p (LinearProgram.solve p) = Ok()

[<Fact>]
let ``the optimum is the best vertex, and there is none when there is no vertex`` () =
    for d in 1..3 do
        let boxed = Gen.choose (0, 3) |> Gen.map (q >> LinearProgram.within)

        forAll (program d boxed) (fun p ->
            match LinearProgram.solve p, bestVertex p with
            | Optimal(point, value, _), Some best -> value = best && isFeasible p point
            | Infeasible _, None -> true
            | _ -> false)

[<Fact>]
let ``every answer is verified by its certificate`` () =
    for d in 0..5 do
        forAll (program d bounds) isVerified

[<Fact>]
let ``all answers occur among the generated programs`` () =
    let mutable kinds = Set.empty

    forAll (program 3 bounds) (fun p ->
        let kind =
            match LinearProgram.solve p with
            | Optimal _ -> "optimal"
            | Infeasible(CrossedBounds _) -> "crossed"
            | Infeasible(Farkas _) -> "infeasible"
            | Unbounded _ -> "unbounded"

        kinds <- kinds.Add kind
        true)

    Assert.Equal<Set<string>>(set [ "optimal"; "crossed"; "infeasible"; "unbounded" ], kinds)

[<Fact>]
let ``a scaled program has the scaled optimum`` () =
    forAll (program 3 bounds) (fun p ->
        let twice =
            { p with
                Objective = p.Objective |> Array.map (fun c -> q 2 * c) }

        match LinearProgram.solve p, LinearProgram.solve twice with
        | Optimal(_, a, _), Optimal(_, b, _) -> b = q 2 * a
        | Infeasible _, Infeasible _
        | Unbounded _, Unbounded _ -> true
        | _ -> false)

let private textbook =
    { Objective = qs [ 3; 5 ]
      Constraints =
        [ LinearProgram.atMost (qs [ 1; 0 ]) (q 4)
          LinearProgram.atMost (qs [ 0; 2 ]) (q 12)
          LinearProgram.atMost (qs [ 3; 2 ]) (q 18) ]
      Bounds = Array.create 2 LinearProgram.nonNegative }

[<Fact>]
let ``a textbook program has its known answer and prices`` () =
    match LinearProgram.solve textbook with
    | Optimal(x, value, y) ->
        Assert.Equal<Rational[]>(qs [ 2; 6 ], x)
        Assert.Equal(q 36, value)
        Assert.Equal<Rational[]>([| q 0; q 3 / q 2; q 1 |], y)
    | other -> Assert.Fail $"{other}"

[<Fact>]
let ``the program on which the largest-coefficient rule cycles ends`` () =
    // E. Beale (1955).
    let p =
        { Objective = [| q 3 / q 4; q -150; q 1 / q 50; q -6 |]
          Constraints =
            [ LinearProgram.atMost [| q 1 / q 4; q -60; q -1 / q 25; q 9 |] (q 0)
              LinearProgram.atMost [| q 1 / q 2; q -90; q -1 / q 50; q 3 |] (q 0)
              LinearProgram.atMost (qs [ 0; 0; 1; 0 ]) (q 1) ]
          Bounds = Array.create 4 LinearProgram.nonNegative }

    match LinearProgram.solve p with
    | Optimal(_, value, _) as outcome ->
        Assert.Equal(q 1 / q 20, value)
        Assert.Equal(Ok(), CertificateCheck.verify p outcome)
    | other -> Assert.Fail $"{other}"

[<Fact>]
let ``a strict inequality is decided by its margin`` () =
    // Maximise t with x = 1, x >= t, t <= 1: a point with x > 0 exists, by a margin of 1. With x = 0 there is none.
    let margin right =
        { Objective = qs [ 0; 1 ]
          Constraints =
            [ LinearProgram.equalTo (qs [ 1; 0 ]) right
              LinearProgram.atLeast (qs [ 1; -1 ]) (q 0) ]
          Bounds = [| LinearProgram.within (q 5); { Lower = None; Upper = Some(q 1) } |] }

    match LinearProgram.solve (margin (q 1)), LinearProgram.solve (margin (q 0)) with
    | Optimal(_, a, _), Optimal(_, b, _) ->
        Assert.Equal(q 1, a)
        Assert.Equal(q 0, b)
    | other -> Assert.Fail $"{other}"

[<Fact>]
let ``margins far below a double's resolution are seen`` () =
    let tiny = Rational.ofDyadic (Dyadic.create 1I -2000)

    let between low high =
        { Objective = qs [ 1 ]
          Constraints = [ LinearProgram.atLeast (qs [ 1 ]) low; LinearProgram.atMost (qs [ 1 ]) high ]
          Bounds = [| LinearProgram.unbounded |] }

    match
        LinearProgram.solve (between (q 1) (q 1 - tiny)), LinearProgram.solve (between (q 1) (q 1 + tiny))
    with
    | Infeasible _, Optimal(_, value, _) -> Assert.Equal(q 1 + tiny, value)
    | other -> Assert.Fail $"{other}"

[<Fact>]
let ``ten variables and sixty constraints are decided`` () =
    // The origin is feasible and the box is bounded, so there is an optimum.
    let size =
        gen {
            let! objective = Gen.arrayOfLength 10 (Gen.choose (-5, 5) |> Gen.map q)

            let! planes =
                Gen.listOfLength
                    60
                    (Gen.map2
                        (fun a (b: int) -> LinearProgram.atMost a (q b))
                        (Gen.arrayOfLength 10 (Gen.choose (-5, 5) |> Gen.map q))
                        (Gen.choose (10, 20)))

            return
                { Objective = objective
                  Constraints = planes
                  Bounds = Array.create 10 (LinearProgram.within (q 4)) }
        }

    checkMany
        10
        (FsCheck.FSharp.Prop.forAll (Arb.fromGen size) (fun p ->
            match LinearProgram.solve p with
            | Optimal _ as outcome -> CertificateCheck.verify p outcome = Ok()
            | _ -> false))

[<Fact>]
let ``with and without a guess a program has the same kind of answer, infeasible ones of full doubles too``
    ()
    =
    let double =
        Gen.choose (-1000000007, 1000000007)
        |> Gen.map (fun n -> Rational.ofDouble (float n / 3.0))

    // Half-spaces around the origin; at times one that is turned against the sum of two others.
    let doubles =
        gen {
            let! planes =
                Gen.listOfLength
                    9
                    (Gen.map2
                        (fun a b -> LinearProgram.atMost a (Rational.abs b + q 1))
                        (Gen.arrayOfLength 3 double)
                        double)

            let! turned = Gen.elements [ true; false ]
            let! exactly = Gen.elements [ AtMost; EqualTo ]

            let against =
                { Coefficients =
                    Array.map2 (fun a b -> Rational.neg (a + b)) planes[0].Coefficients planes[1].Coefficients
                  Relation = exactly
                  Right = Rational.neg (planes[0].Right + planes[1].Right + q 1) }

            let! objective = Gen.arrayOfLength 3 double

            return
                { Objective = objective
                  Constraints = if turned then planes @ [ against ] else planes
                  Bounds = Array.create 3 (LinearProgram.within (q 5)) },
                turned
        }

    let kind outcome =
        match outcome with
        | Optimal _ -> 0
        | Infeasible _ -> 1
        | Unbounded _ -> 2

    checkMany
        100
        (FsCheck.FSharp.Prop.forAll (Arb.fromGen doubles) (fun (p, turned) ->
            let warm, cold = LinearProgram.solve p, LinearProgram.solveCold p

            kind warm = (if turned then 1 else 0)
            && kind cold = kind warm
            && CertificateCheck.verify p warm = Ok()))

    checkMany
        300
        (FsCheck.FSharp.Prop.forAll (Arb.fromGen (program 3 bounds)) (fun p ->
            let warm = LinearProgram.solve p

            kind warm = kind (LinearProgram.solveCold p)
            && CertificateCheck.verify p warm = Ok()))

[<Fact>]
let ``programs without variables or constraints have answers`` () =
    let nothing =
        { Objective = [||]
          Constraints = []
          Bounds = [||] }

    let impossible =
        { nothing with
            Constraints = [ LinearProgram.equalTo [||] (q 1) ] }

    let free =
        { Objective = qs [ 1 ]
          Constraints = []
          Bounds = [| LinearProgram.unbounded |] }

    Assert.Equal(Optimal([||], q 0, [||]), LinearProgram.solve nothing)

    for p in [ nothing; impossible; free ] do
        Assert.Equal(Ok(), CertificateCheck.verify p (LinearProgram.solve p))

    match LinearProgram.solve impossible, LinearProgram.solve free with
    | Infeasible _, Unbounded _ -> ()
    | other -> Assert.Fail $"{other}"

[<Fact>]
let ``lengths that do not match are refused`` () =
    let refused p =
        Assert.Throws<ArgumentException>(fun () -> LinearProgram.solve p |> ignore)
        |> ignore

    refused { textbook with Bounds = [||] }
    refused { textbook with Objective = qs [ 1 ] }

    refused
        { textbook with
            Constraints = [ LinearProgram.atMost [||] (q 0) ] }
