/// Observation against a dense grid on every teacher's boundary, and each answer against its own proof.
module Verify.Proofs.Tests.Geometry.ObservationTests

open Xunit
open FsCheck.FSharp
open Verify.Algebra
open Verify.Claims.Geometry
open Verify.Proofs.Tests.Algebra.Replay
open Verify.Proofs.Tests.Geometry.Networks

/// Points of w . x + b = 0, by solving for one coordinate at every point of a grid of the others.
let private onBoundary (w: Rational[], b: Rational) =
    match Array.tryFindIndex (fun a -> not (Rational.isZero a)) w with
    | None -> []
    | Some pivot ->
        let ticks = if w.Length = 3 then 13 else 40

        let rec grid d =
            if d = 0 then
                [ [] ]
            else
                [ for rest in grid (d - 1) do
                      for i in -ticks .. ticks -> ratio (2 * i) ticks :: rest ]

        [ for rest in grid (w.Length - 1) do
              let x = List.insertAt pivot Rational.zero rest |> Array.ofList
              x[pivot] <- -(Rationals.dot w x + b) / w[pivot]
              x ]

let private twoLayers d = Gen.zip (polytope d) (pair d 1 1)

[<Fact>]
let ``every grid point on a boundary within a student's half space is seen, and every answer is proved`` () =
    let mutable observed = 0
    let mutable notObserved = 0

    for d in 1..3 do
        checkMany
            60
            (Prop.forAll (Arb.fromGen (twoLayers d)) (fun (p, (teacher, student)) ->
                let matrix = Observation.observationMatrix p teacher student

                List.allPairs [ 0 .. teacher.Width 1 - 1 ] [ 0 .. student.Width 1 - 1 ]
                |> List.forall (fun (j, k) ->
                    let answer = matrix[j, k]

                    if answer.IsPositive then
                        observed <- observed + 1
                    else
                        notObserved <- notObserved + 1

                    let w, b = ExactNetwork.node student k

                    let hit =
                        onBoundary (ExactNetwork.node teacher j)
                        |> List.exists (fun x ->
                            Polytope.contains x p
                            && (Rational.sign student.Leak > 0 || Rational.sign (Rationals.dot w x + b) > 0))

                    (answer.IsPositive || not hit)
                    && Observation.check p teacher j student k answer = Ok())))

    Assert.True(observed > 200 && notObserved > 200, $"{observed} observed, {notObserved} not")

let private single c (w: int list) = ofNodes c [ qs w, qs [ 1 ] ] (qs [ 0 ])

let private isObserved c teacher student =
    let answer =
        Observation.observe (Polytope.box 2 (q 1)) (single c teacher) 0 (single c student) 0

    Assert.Equal(
        Ok(),
        Observation.check (Polytope.box 2 (q 1)) (single c teacher) 0 (single c student) 0 answer
    )

    answer.IsPositive

[<Fact>]
let ``hand-made cases have their known answers`` () =
    let cases =
        [ // x = 0 is half active for y > 0; x = 1 only touches the open box; x = 2 is outside.
          [ 1; 0; 0 ], [ 0; 1; 0 ], true, true
          [ 1; 0; -1 ], [ 0; 1; 0 ], false, false
          [ 1; 0; -2 ], [ 0; 1; 0 ], false, false
          // On its own boundary, or one that is the mirror image, a student is not strictly active.
          [ 1; 0; 0 ], [ 1; 0; 0 ], false, true
          [ 1; 0; 0 ], [ -2; 0; 0 ], false, true
          // x = 0 lies in x > -1/2 but not in x > 1/2.
          [ 1; 0; 0 ], [ 2; 0; 1 ], true, true
          [ 1; 0; 0 ], [ 2; 0; -1 ], false, true
          // Constant nodes: the teacher has no boundary; the student is always, or never strictly, active.
          [ 0; 0; 1 ], [ 0; 1; 0 ], false, false
          [ 1; 0; 0 ], [ 0; 0; 1 ], true, true
          [ 1; 0; 0 ], [ 0; 0; 0 ], false, true
          [ 1; 0; 0 ], [ 0; 0; -1 ], false, true
          // y > 1 - 2^-1 .. only in a corner of the box.
          [ 1; 1; -1 ], [ -3; 1; 1 ], true, true
          [ 1; 1; -1 ], [ -1; 0; 0 ], false, true ]

    for teacher, student, expected, leaky in cases do
        Assert.Equal(expected, isObserved (q 0) teacher student)
        Assert.Equal(leaky, isObserved (ratio 1 4) teacher student)

[<Fact>]
let ``answers that prove nothing are refused`` () =
    let box = Polytope.box 2 (q 1)
    let teacher = single (q 0) [ 1; 0; 0 ]
    let student = single (q 0) [ 0; 1; 0 ]
    let blind = single (q 0) [ 1; 0; 0 ]

    let check student answer =
        Observation.check box teacher 0 student 0 answer

    for x in
        [ qs [ 1; 1 ]
          [| q 0; q 1 |]
          [| ratio 1 2; ratio 1 2 |]
          [| q 0; ratio -1 2 |]
          [| q 0; q 0 |] ] do
        Assert.True((check student (Observed x)).IsError, $"%A{x}")

    Assert.Equal(Ok(), check student (Observed [| q 0; ratio 1 2 |]))
    Assert.True((check student (NotObserved NoBoundary)).IsError)

    match Observation.observe box teacher 0 blind 0 with
    | NotObserved certificate ->
        Assert.Equal(Ok(), check blind (NotObserved certificate))
        Assert.True((check student (NotObserved certificate)).IsError)
    | Observed _ -> Assert.Fail "A student on the boundary does not see it."
