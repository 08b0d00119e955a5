/// DeepObservation against Observation at layer 1, against sign changes along the edges of a grid above it, and on
/// networks made by hand whose boundaries are known.
module Verify.Proofs.Tests.Geometry.DeepObservationTests

open System
open Xunit
open FsCheck.FSharp
open Verify.Algebra
open Verify.Claims.Geometry
open Verify.Proofs.Tests.Algebra.Replay
open Verify.Proofs.Tests.Geometry.Networks

let private plenty = 100000

let private entries (teacher: ExactNetwork) (student: ExactNetwork) layer =
    List.allPairs [ 0 .. teacher.Width layer - 1 ] [ 0 .. student.Width layer - 1 ]

[<Fact>]
let ``at layer 1 it says what Observation says`` () =
    for d, hidden in [ 1, 1; 2, 2; 3, 1 ] do
        checkMany
            40
            (Prop.forAll
                (Arb.fromGen (Gen.zip (polytope d) (pair d hidden 1)))
                (fun (p, (teacher, student)) ->
                    let matrix = DeepObservation.matrix 1 1 p teacher student

                    entries teacher student 1
                    |> List.forall (fun (j, k) ->
                        match matrix[j, k], Observation.observe p teacher j student k with
                        | DeepObservation.Observed witness, Observed _ ->
                            DeepObservationCheck.witness 1 p teacher j student k witness = Ok()
                        | DeepObservation.NotObserved certificate, NotObserved _ ->
                            certificate.Regions.Length <= 1
                            && DeepObservationCheck.absence 1 p teacher j student k certificate = Ok()
                        | _ -> false)))

/// The edges of a grid over the box of radius 2, as pairs of neighbours. The step is no fraction of the generated
/// weights, so that zeros lie inside edges.
let private edges d =
    let ticks = if d = 1 then 60 else 9
    let tick i = ratio (17 * i) (8 * ticks)

    let rec grid d =
        if d = 0 then
            [ [] ]
        else
            [ for rest in grid (d - 1) do
                  for i in -ticks .. ticks -> i :: rest ]

    [ for point in grid d do
          for axis in 0 .. d - 1 do
              let next = List.updateAt axis (point[axis] + 1) point
              point |> List.map tick |> Array.ofList, next |> List.map tick |> Array.ofList ]

/// Zeros of z*_{l,j} on edges along which it changes its sign and is affine, since no gate below changes.
let private zeros (teacher: ExactNetwork) layer d =
    let lower = ExactNetwork.upTo layer teacher
    let sameSide a b = Rational.sign a * Rational.sign b >= 0

    [ for p, q in edges d do
          let atP, atQ = ExactNetwork.evaluate lower p, ExactNetwork.evaluate lower q

          if Array.forall2 (Array.forall2 sameSide) atP.PreActivations atQ.PreActivations then
              for j in 0 .. lower.Outputs - 1 do
                  let a, b = atP.Outputs[j], atQ.Outputs[j]

                  if Rational.sign a * Rational.sign b < 0 then
                      j, Rationals.addScaled p (a / (a - b)) (Array.map2 (-) q p) ]

[<Fact>]
let ``every sign change on a grid where the student is active is observed, and every witness holds`` () =
    let mutable observed = 0
    let mutable notObserved = 0
    let mutable hits = 0

    for d, hidden, layer in [ 1, 2, 2; 2, 2, 2; 2, 3, 3; 2, 3, 2 ] do
        checkMany
            30
            (Prop.forAll
                (Arb.fromGen (Gen.zip (polytope d) (pair d hidden 1)))
                (fun (p, (teacher, student)) ->
                    let matrix = DeepObservation.matrix plenty layer p teacher student

                    let seen =
                        [ for j, x in zeros teacher layer d do
                              if Polytope.contains x p then
                                  let trace = ExactNetwork.evaluate student x

                                  for k in 0 .. student.Width layer - 1 do
                                      if
                                          Rational.sign student.Leak > 0
                                          || Rational.sign trace.PreActivations.[layer - 1].[k] > 0
                                      then
                                          j, k ]
                        |> Set.ofList

                    hits <- hits + seen.Count

                    entries teacher student layer
                    |> List.forall (fun (j, k) ->
                        match matrix[j, k] with
                        | DeepObservation.Observed witness ->
                            observed <- observed + 1
                            DeepObservationCheck.witness layer p teacher j student k witness = Ok()
                        | DeepObservation.NotObserved certificate ->
                            notObserved <- notObserved + 1

                            not (seen.Contains(j, k))
                            && DeepObservationCheck.absence layer p teacher j student k certificate = Ok()
                        | DeepObservation.UndecidedAfter _ -> false)))

    Assert.True(
        hits > 100 && observed >= hits && notObserved > 100,
        $"{hits} hits, {observed} observed, {notObserved} not"
    )

/// d = 1 and one node [p; n; b] of layer 2 for each: z = p max(0, x) + n max(0, -x) + b, with a leak of its own.
let private bent leak (nodes: int list list) =
    { Leak = leak
      Layers =
        [| [| qs [ 1; -1 ]; qs [ 0; 0 ] |]
           [| for i in 0..2 -> [| for node in nodes -> q node[i] |] |]
           Array.create (nodes.Length + 1) [| q 1 |] |] }

let private line = Polytope.box 1 (q 3)

[<Fact>]
let ``bent boundaries made by hand have their known observers`` () =
    // Per teacher node: |x| - 1 twice zero; |x| touches 0 on a wall; max(0, x) is a plateau with an edge at 0; nothing
    // but a plateau; no zero; zero at 3, which the open box does not contain; x - 2.
    let teacher =
        bent
            (q 0)
            [ [ 1; 1; -1 ]
              [ 1; 1; 0 ]
              [ 1; 0; 0 ]
              [ 0; 0; 0 ]
              [ 1; 1; 1 ]
              [ 1; -1; -3 ]
              [ 1; -1; -2 ] ]

    // Active where 2x > 1, where 2x < -1, where x > 2, where 2x > -1, everywhere, and nowhere.
    let nodes =
        [ [ 2; -2; -1 ]
          [ -2; 2; -1 ]
          [ 1; -1; -2 ]
          [ 2; -2; 1 ]
          [ 0; 0; 1 ]
          [ 0; 0; 0 ] ]

    let zerosOf = [ [ q -1; q 1 ]; [ q 0 ]; [ q 0 ]; []; []; []; [ q 2 ] ]

    let active =
        [ (fun x -> x > ratio 1 2)
          (fun x -> x < ratio -1 2)
          (fun x -> x > q 2)
          (fun x -> x > ratio -1 2)
          (fun _ -> true)
          (fun _ -> false) ]

    for leak in [ q 0; ratio 1 4 ] do
        let student = bent leak nodes
        let matrix = DeepObservation.matrix plenty 2 line teacher student

        for j, k in entries teacher student 2 do
            let expected =
                zerosOf[j] |> List.filter (fun x -> Rational.sign leak > 0 || active[k] x)

            match matrix[j, k] with
            | DeepObservation.Observed witness ->
                Assert.Contains(witness.Point[0], expected)
                Assert.Equal(Ok(), DeepObservationCheck.witness 2 line teacher j student k witness)
            | DeepObservation.NotObserved certificate ->
                Assert.Empty expected
                Assert.Equal(2, certificate.Regions.Length)
                Assert.Equal(Ok(), DeepObservationCheck.absence 2 line teacher j student k certificate)
            | DeepObservation.UndecidedAfter _ -> Assert.Fail "There is no limit here."

            Assert.Equal(
                matrix[j, k].IsObserved,
                (DeepObservation.observe plenty 2 line teacher j student k).IsObserved
            )

[<Fact>]
let ``a limit leaves undecided what was not met before`` () =
    let teacher = bent (q 0) [ [ 1; 1; -1 ] ]
    // Active everywhere, and nowhere.
    let student = bent (q 0) [ [ 0; 0; 1 ]; [ 0; 0; -1 ] ]

    for limit in 0..3 do
        let matrix = DeepObservation.matrix limit 2 line teacher student
        Assert.Equal((limit > 0), matrix[0, 0].IsObserved)

        match matrix[0, 1] with
        | DeepObservation.UndecidedAfter regions ->
            Assert.True(limit < 2)
            Assert.Equal(limit, regions)
        | DeepObservation.NotObserved certificate ->
            Assert.True(limit >= 2)
            Assert.Equal(2, certificate.Regions.Length)
        | DeepObservation.Observed _ -> Assert.Fail "Nobody sees with a node that is never active."

[<Fact>]
let ``the watcher counts the regions and can end the search`` () =
    let teacher = bent (q 0) [ [ 1; 1; 1 ] ]
    let counts = Collections.Generic.List<int>()

    DeepObservation.matrixWatched counts.Add plenty 2 line teacher teacher
    |> ignore<DeepObservation[,]>

    Assert.Equal<int>([ 1; 2 ], counts)

    let stop _ = raise (OperationCanceledException())

    Assert.Throws<OperationCanceledException>(fun () ->
        DeepObservation.matrixWatched stop plenty 2 line teacher teacher
        |> ignore<DeepObservation[,]>)
    |> ignore<OperationCanceledException>

[<Fact>]
let ``witnesses that prove nothing are refused`` () =
    let student = bent (q 0) [ [ 2; -2; -1 ] ]

    let check teacherNode point beside =
        DeepObservationCheck.witness
            2
            line
            (bent (q 0) [ teacherNode ])
            0
            student
            0
            { Point = [| point |]
              Beside = [| beside |] }

    Assert.Equal(Ok(), check [ 1; 1; -1 ] (q 1) (q 2))

    let refused =
        [ "outside", check [ 1; -1; -3 ] (q 3) (q 2)
          "off", check [ 1; 1; -1 ] (ratio 3 2) (q 2)
          "zero beside", check [ 0; 1; 0 ] (q 1) (q 2)
          // max(0, -x) is zero around 1; only beyond the gate at 0 is it not.
          "gate", check [ 0; 1; 0 ] (q 1) (q -1)
          "not active", check [ 1; 1; -1 ] (q -1) (q -2) ]

    for fragment, answer in refused do
        match answer with
        | Error message -> Assert.Contains(fragment, message)
        | Ok() -> Assert.Fail fragment

/// What proves that the student, active for x > 1/2 or wherever its node says, misses the zeros of |x| + 1 or of another node.
let private refusal teacherNode studentNode =
    let teacher, student = bent (q 0) [ teacherNode ], bent (q 0) [ studentNode ]

    match (DeepObservation.matrix plenty 2 line teacher student)[0, 0] with
    | DeepObservation.NotObserved certificate ->
        certificate, DeepObservationCheck.absence 2 line teacher 0 student 0
    | other -> failwith $"{other}"

[<Fact>]
let ``certificates that prove nothing are refused`` () =
    let isRefused fragment answer =
        match answer with
        | Error(message: string) -> Assert.Contains(fragment, message)
        | Ok() -> Assert.Fail fragment

    // |x| + 1 has no zero; |x| - 1 has zeros where the student is not active; max(0, x) is 0 on one side.
    for teacherNode, studentNode in
        [ [ 1; 1; 1 ], [ 0; 0; 1 ]
          [ 1; 1; -1 ], [ 0; 0; -1 ]
          [ 1; 0; 1 ], [ 0; 0; 1 ] ] do
        let certificate, check = refusal teacherNode studentNode
        Assert.Equal(Ok(), check certificate)
        let cover = certificate.Cover

        let without i array = Array.removeAt i array

        isRefused
            "one reason"
            (check
                { certificate with
                    Regions = without 0 certificate.Regions })

        isRefused
            "neither"
            (check
                { Cover =
                    { cover with
                        Regions = without 1 cover.Regions }
                  Regions = without 1 certificate.Regions })

        isRefused
            "number of gates"
            (check
                { certificate with
                    Cover =
                        { cover with
                            Regions = cover.Regions |> Array.map (fun bits -> bits[.. bits.Length - 2]) } })

        for i in 0 .. cover.DeadEnds.Length - 1 do
            let without =
                { cover with
                    DeadEnds = without i cover.DeadEnds }

            isRefused "neither" (check { certificate with Cover = without })

        // The multipliers of a dead end do not prove that the region beside it is one.
        let prefix, outcome = cover.DeadEnds[0]
        let beside = Array.updateAt (prefix.Length - 1) (not (Array.last prefix)) prefix

        let moved =
            { cover with
                DeadEnds = [| beside, outcome; prefix, outcome |] }

        Assert.NotEqual(Ok(), check { certificate with Cover = moved })

        // A region's reason is none for another region, or of another kind.
        for i in 0 .. certificate.Regions.Length - 1 do
            for reason in
                [ NoSlope
                  NoZero outcome
                  NotActive outcome
                  NoZero(Infeasible(Farkas [||]))
                  NotActive(Infeasible(Farkas [||])) ] do
                if reason <> certificate.Regions[i] then
                    let changed =
                        { certificate with
                            Regions = Array.updateAt i reason certificate.Regions }

                    Assert.NotEqual(Ok(), check changed)

[<Fact>]
let ``a reason that needs an inactive student is refused for a leaky one`` () =
    let certificate, _ = refusal [ 1; 1; -1 ] [ 0; 0; -1 ]
    let leaky = bent (ratio 1 2) [ [ 0; 0; -1 ] ]

    let answer =
        DeepObservationCheck.absence 2 line (bent (q 0) [ [ 1; 1; -1 ] ]) 0 leaky 0

    // The leaky student's gates do not count, so the regions are the teacher's alone.
    Assert.NotEqual(Ok(), answer certificate)

    let teachers =
        (Regions.enumerate 9 line [ ExactNetwork.upTo 2 (bent (q 0) [ [ 1; 1; -1 ] ]) ])

    match teachers with
    | Complete regions ->
        let cover = Cover.build line regions

        Assert.Equal(
            Error "A leaky student is active everywhere.",
            answer
                { Cover = cover
                  Regions = certificate.Regions |> Array.take cover.Regions.Length }
        )
    | LimitReached _ -> Assert.Fail "There are two regions."

[<Fact>]
let ``layers that are not hidden and networks that do not match are refused`` () =
    let network = bent (q 0) [ [ 1; 1; 1 ] ]

    let refused layer teacher student =
        Assert.Throws<ArgumentException>(fun () ->
            DeepObservation.matrix plenty layer line teacher student
            |> ignore<DeepObservation[,]>)
        |> ignore<ArgumentException>

    refused 0 network network
    refused 3 network network
    refused 1 network (ExactNetwork.upTo 2 network)
