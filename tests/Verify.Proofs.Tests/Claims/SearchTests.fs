/// The adversarial search on claims made for it, whose optimum is known: how far it climbs, that it depends on its seed
/// alone, that it keeps to the hypotheses, and that it refutes what random cases do not.
module Verify.Proofs.Tests.Claims.SearchTests

open System
open System.Collections.Generic
open Xunit
open Verify.Claims
open Verify.Claims.Generators
open Verify.Core.Data
open Verify.Core.Networks

let private never () = false

/// Plain numbers of the size of 1.
let private space =
    { CaseSpace.standard with
        Weights = [ WeightDistribution.Gaussian ]
        Data = [ DataDistribution.Gaussian ] }

let private samplingOf check =
    Sampling.over
        StandardCases.family
        { Budget = { Quick = 1; Ci = 1; Deep = 1 }
          MinimumShare = 0.0
          Generate = CaseGenerator.draw space
          Check = check
          Explain = fun _ _ -> [] }

let private inputs (trial: Trial) = (trial.Material.Table "inputs").Values

/// Largest, 1, where every input is 3; a first input of more than 3 is outside the theorem.
let private hill (case: Case) =
    if case.Inputs[0] > 3.0 then
        Rejected "not beyond 3"
    else
        let distance = case.Inputs |> Array.averageBy (fun x -> (x - 3.0) * (x - 3.0))

        Satisfied
            { Measured = 1.0 / (1.0 + distance)
              Bound = 1.0 }

let private climbHill seed steps =
    (Search.climbFromRandom (samplingOf hill) seed steps never).Value

[<Theory>]
[<InlineData(1UL)>]
[<InlineData(2UL)>]
[<InlineData(3UL)>]
[<InlineData(4UL)>]
let ``a hill with a known top is climbed to 99 hundredths of it`` seed =
    let start = climbHill seed 0
    let climb = climbHill seed 4000
    Assert.True(climb.End.IsClimbed)
    Assert.True(start.Measurement.Tightness < 0.5, $"a start of {start.Measurement.Tightness} proves nothing")
    Assert.InRange(climb.Measurement.Tightness, 0.99, 1.0)
    Assert.True((inputs climb.Best)[0] <= 3.0)
    Assert.Equal(4000, climb.Steps)
    Assert.InRange(climb.BestStep, 1, 4000)

    // what is reported is what the case gives again
    match climb.Best.Check() with
    | Satisfied again -> Assert.Equal(climb.Measurement, again)
    | other -> Assert.Fail $"{other}"

let private numbers (trial: Trial) =
    [| for _, network in trial.Material.Networks do
           yield! network.AllWeights.ToArray()
       for _, table in trial.Material.Tables do
           yield! table.Values |]
    |> Array.map BitConverter.DoubleToInt64Bits

[<Fact>]
let ``a climb depends on its seed alone, to the bit`` () =
    let first, again, other = climbHill 5UL 300, climbHill 5UL 300, climbHill 6UL 300
    Assert.Equal<int64[]>(numbers first.Best, numbers again.Best)
    Assert.Equal((first.Measurement, first.BestStep), (again.Measurement, again.BestStep))
    Assert.NotEqual<int64[]>(numbers first.Best, numbers other.Best)

[<Fact>]
let ``the climbs of an audit have seeds of their own`` () =
    let seeds =
        [ for audit in 1UL .. 3UL do
              for id in [ "T.a"; "T.b" ] do
                  for index in 0..99 -> Search.seed audit id index ]

    let cases = List.init 100 (CaseSeed.derive 1UL "T.a")
    Assert.Distinct(seeds @ cases)

/// False where a number of the first layer is above 40, which no case that is drawn comes near.
let private planted (case: Case) =
    let largest = Seq.max (case.Pair.Student.Weights(1).Row(0).ToArray() |> Seq.map abs)

    let measurement = { Measured = largest; Bound = 40.0 }

    if largest > 40.0 then
        Violated(measurement, Locus.everywhere $"{largest} is above 40")
    else
        Satisfied measurement

let private refutation =
    lazy
        (let climb = (Search.climbFromRandom (samplingOf planted) 1UL 3000 never).Value

         match climb.End with
         | Broke found -> climb, found
         | other -> failwith $"{other}")

[<Fact>]
let ``a planted false claim that random cases satisfy is refuted`` () =
    let sampling = samplingOf planted

    for index in 0..499 do
        match sampling.Make(sampling.Generate(CaseSeed.derive 1UL "T" index)).Check() with
        | Satisfied _ -> ()
        | other -> Assert.Fail $"{other}"

    let climb, found = refutation.Value
    Assert.InRange(climb.Steps, 2, 3000)
    Assert.True(found.Measurement.Tightness > 1.0)
    Assert.InRange(climb.Measurement.Tightness, 0.1, 1.0)

[<Fact>]
let ``what the search found is shrunk by value`` () =
    let sampling = samplingOf planted
    let smallest = MaterialShrink.smallest sampling (snd refutation.Value)

    match smallest.Trial.Check() with
    | Violated(again, _) -> Assert.Equal(smallest.Measurement, again)
    | other -> Assert.Fail $"{other}"

    // One sample, and zeros but for the number that is too large: 64, the least power of two above 40.
    Assert.Equal(1, (smallest.Trial.Material.Table "inputs").Rows)
    let all = [ for _, network in smallest.Trial.Material.Networks -> network ]

    for network in all do
        Assert.All([ 1 .. network.Shape.Depth - 1 ], fun l -> Assert.Equal(1, network.Shape.Width l))

    let left =
        [ for network in all do
              yield! network.AllWeights.ToArray() ]
        @ List.ofArray (inputs smallest.Trial)
        |> List.filter (fun number -> number <> 0.0)

    Assert.Equal<float list>([ 64.0 ], List.map abs left)

[<Fact>]
let ``a check that contradicts itself or throws ends the climb as a fault`` () =
    let faulty how (case: Case) =
        if case.Inputs[0] > 1.5 then how () else hill case

    let finding how =
        match (Search.climbFromRandom (samplingOf (faulty how)) 3UL 4000 never).Value.End with
        | Faulted finding -> finding
        | other -> $"{other}"

    Assert.Equal(
        "the bound is wrong",
        finding (fun () -> Inconsistent({ Measured = 2.0; Bound = 1.0 }, "the bound is wrong"))
    )

    Assert.Equal(
        "InvalidOperationException: broken",
        finding (fun () -> raise (InvalidOperationException "broken"))
    )

[<Fact>]
let ``a climb that is stopped says so`` () =
    let mutable asked = 0

    let stop () =
        asked <- asked + 1
        asked > 40

    Assert.True((Search.climbFromRandom (samplingOf hill) 1UL 4000 stop).Value.End.IsStopped)

[<Fact>]
let ``where nothing is measured there is nothing to climb from`` () =
    let exact = samplingOf (fun _ -> Satisfied Measurement.exactZero)
    Assert.True((Search.climbFromRandom exact 1UL 10 never).IsNone)
    Assert.True((Search.climbFrom exact (exact.Generate 1UL) 1UL 10 never).IsNone)

/// A teacher and a student of one node each, four samples: nothing but small integers.
let private small: Material =
    let network first =
        Network(NetworkShape(ReadOnlySpan [| 2; 1; 1 |]), 0.0, ReadOnlySpan [| first; 2.0; -1.0; 3.0; 1.0 |])

    { Networks = [ "teacher", network 1.0; "student", network -1.0 ]
      Tables =
        [ "inputs",
          { Rows = 4
            Columns = 2
            Values = [| 1.0 .. 8.0 |] } ] }

[<Fact>]
let ``moves change a copy, keep every shape, and reach every number`` () =
    let random = Verify.Core.Numerics.CounterRandom(1UL, 0UL)

    let before =
        small.Networks |> List.map (fun (_, network) -> network.AllWeights.ToArray())

    let reached = HashSet<int>()

    for _ in 1..2000 do
        let moved, touched = (SearchMoves.apply random (Array.create 5 0.5) small).Value
        Assert.All(touched, fun block -> Assert.InRange(block, 0, SearchMoves.count small - 1))
        Assert.Equal<string list>(List.map fst small.Networks, List.map fst moved.Networks)

        let flat (material: Material) =
            [| for _, network in material.Networks do
                   yield! network.AllWeights.ToArray()
               for _, table in material.Tables do
                   yield! table.Values |]

        let now = flat moved
        Assert.Equal(SearchMoves.numbers small, now.Length)

        Array.iteri2
            (fun i a b ->
                if a <> b then
                    reached.Add i |> ignore)
            (flat small)
            now

    Assert.Equal(SearchMoves.numbers small, reached.Count)
    Assert.Equal<float[] list>(before, small.Networks |> List.map (fun (_, n) -> n.AllWeights.ToArray()))
    Assert.Equal<float[]>([| 1.0 .. 8.0 |], (small.Table "inputs").Values)

[<Fact>]
let ``a point half-way between two others can survive a move that is not the identity`` () =
    let points =
        { small with
            Tables =
                [ "points",
                  { Rows = 3
                    Columns = 2
                    Values = [| 0.0; 0.0; 0.25; 0.5; 0.5; 1.0 |] } ] }

    let random = Verify.Core.Numerics.CounterRandom(2UL, 0UL)

    let kept =
        Seq.init 2000 (fun _ ->
            let moved, _ = (SearchMoves.apply random (Array.create 5 0.1) points).Value
            (moved.Table "points").Values)
        |> Seq.filter (fun v ->
            v <> (points.Table "points").Values
            && v[0] + v[4] = 2.0 * v[2]
            && v[1] + v[5] = 2.0 * v[3])
        |> Seq.length

    Assert.True(kept > 50, $"{kept} of 2000")
