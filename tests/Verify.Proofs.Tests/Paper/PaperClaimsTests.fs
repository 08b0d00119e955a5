/// F.paper and F.scaling: students of every kind are applicable, every control is refuted and its witness replays by value,
/// specs read back, and the verdict of a scaling follows from the exponents alone.
module Verify.Proofs.Tests.Paper.PaperClaimsTests

open System
open Xunit
open Verify.Claims
open Verify.Claims.Controls
open Verify.Claims.Generators
open Verify.Claims.Theorems

let private samplingOf (claim: Claim) =
    match claim.Evidence with
    | Sampled sampling -> sampling
    | Proof _ -> failwith claim.Id

let private trial (claim: Claim) index =
    let sampling = samplingOf claim
    sampling.Make(sampling.Generate(CaseSeed.derive 3UL claim.Id index))

let private outcomes =
    lazy
        [ for index in 0..59 ->
              let drawn = trial PaperAlignment.claim index
              drawn, drawn.Check() ]

[<Fact>]
let ``F.paper holds, and students of every kind come below the threshold`` () =
    for drawn, outcome in outcomes.Value do
        match outcome with
        | Satisfied found -> Assert.InRange(found.Tightness, 0.0, 1.0)
        | Rejected _ -> ()
        | other -> Assert.Fail $"{drawn.Spec}: {other}"

    let applicable =
        [ for drawn, outcome in outcomes.Value do
              if outcome.IsSatisfied then
                  match PaperSpec.parse drawn.Spec with
                  | Ok spec -> spec.Attack
                  | Error problem -> failwith problem ]

    Assert.True(applicable.Length >= 40, $"{applicable.Length} of 60")

    for attack in [ Perturbed; Straddling; Mirrored ] do
        Assert.Contains(attack, applicable)

let private twins =
    PaperTwins.all |> List.filter (fun twin -> twin.Id.StartsWith "F.paper/")

type Twins =
    static member Ids = TheoryData<string>(twins |> List.map _.Id)

[<Theory>]
[<MemberData(nameof Twins.Ids, MemberType = typeof<Twins>)>]
let ``each control of F.paper is refuted, and its witness replays by value`` id =
    let twin = twins |> List.find (fun twin -> twin.Id = id)
    let sampling = samplingOf twin

    let drawn, found =
        Seq.init 64 (trial twin)
        |> Seq.tryPick (fun drawn ->
            match drawn.Check() with
            | Violated(found, _) -> Some(drawn, found)
            | _ -> None)
        |> Option.defaultWith (fun () -> failwith "not refuted")

    Assert.True(found.Measured > found.Bound)
    let again = sampling.Restore drawn.Spec drawn.Material

    match again.Check() with
    | Violated(replayed, _) -> Assert.Equal(found, replayed)
    | other -> Assert.Fail $"{other}"

/// The very case that refutes a control is one of the theorem's, or lacks the hypothesis that the control drops.
[<Fact>]
let ``a mirror image is aligned up to orientation, and in no other reading`` () =
    let mirrored =
        outcomes.Value
        |> List.filter (fun (drawn, outcome) -> drawn.Spec.Contains "student=mirrored" && outcome.IsSatisfied)

    Assert.NotEmpty mirrored

    for drawn, outcome in mirrored do
        match outcome with
        | Satisfied found -> Assert.InRange(found.Measured, 0.0, 1e-12)
        | other -> Assert.Fail $"{other}"

        let twin = twins |> List.find (fun twin -> twin.Id = "F.paper/co-oriented")

        match (samplingOf twin).Restore drawn.Spec drawn.Material |> _.Check() with
        | Violated _ -> ()
        | other -> Assert.Fail $"{drawn.Spec}: {other}"

[<Fact>]
let ``specs read back, and material that is no case is refused`` () =
    for drawn, _ in outcomes.Value do
        Assert.Equal(Ok drawn.Spec, PaperSpec.parse drawn.Spec |> Result.map PaperSpec.toText)

    let drawn = fst outcomes.Value.Head

    let refuse material =
        Assert.Throws<ArgumentException>(fun () ->
            (samplingOf PaperAlignment.claim).Restore drawn.Spec material |> ignore<Trial>)
        |> ignore<ArgumentException>

    let setting values =
        { drawn.Material with
            Tables =
                [ "inputs", drawn.Material.Table "inputs"
                  "setting",
                  { Rows = 1
                    Columns = 2
                    Values = values } ] }

    refuse (setting [| 0.0; 1.0 |])
    refuse (setting [| 0.5; 2.0 |])
    refuse (setting [| nan; 1.0 |])
    refuse { drawn.Material with Tables = [] }

/// The ramp agrees with the teacher on all samples: it is a neighbour in D' that betrays it.
[<Theory>]
[<InlineData(true)>]
[<InlineData(false)>]
let ``the gradient is looked for on D', not on D`` isAware =
    let spec: PaperSpec =
        { Inputs = 1
          Teachers = 1
          Extra = 1
          Halvings = 3
          Augmentation = if isAware then Aware else Agnostic
          Samples = 60
          Data = Gapped
          Attack = Ramp
          Seed = 4UL }

    let case = PaperCases.family.Make spec
    let largest place = PaperMeasures(case, place).Largest
    Assert.InRange((largest OnData).High, 0.0, 1e-5)
    // s to either side of the boundary the slope is -1 where the teacher has 0 and 1, and fan-outs are 1 or more
    Assert.InRange((largest OnAugmented).Low, case.Setting.Step, 1.0)

/// A made-up experiment whose N and G follow laws of given exponents, with a little noise.
let private experiment mode samples gradient : ScalingCase =
    let wobble i = exp (0.05 * sin (float (7 * i)))

    { Spec =
        { Augmentation = mode
          Replicates = 4
          Attempts = 1
          Seed = 0UL }
      Points =
        [ for i, setting in List.indexed (ScalingCases.plan mode) do
              for r in 0..3 do
                  let v = ScalingLaws.variables setting

                  let law e =
                      List.map2 (fun (x: float) (p: float) -> x ** p) v e |> List.reduce (*)

                  { Setting = setting
                    Samples = 3.0 * law samples * wobble (4 * i + r)
                    Gradient = 0.25 / law gradient * wobble (4 * i + r + 100) } ] }

[<Fact>]
let ``exponents that the theorem allows hold, and worse ones are refuted`` () =
    let check mode samples gradient =
        PaperScaling.check PaperScaling.allowed (experiment mode samples gradient)

    let holds outcome =
        match outcome with
        | Satisfied _ -> ()
        | other -> Assert.Fail $"{other}"

    let fails (outcome: Outcome) =
        match outcome with
        | Violated _ -> ()
        | other -> Assert.Fail $"{other}"

    holds (check Aware [ 0.9; 0.9; 2.4 ] [ 0.9; -0.1; 1.4 ])
    holds (check Agnostic [ 0.9; 1.9; 0.0 ] [ 0.9; 0.4; 0.0 ])
    fails (check Aware [ 1.2; 0.9; 2.4 ] [ 0.9; -0.1; 1.4 ])
    fails (check Aware [ 0.9; 1.9; 0.0 ] [ 0.9; -0.1; 0.0 ])
    fails (check Agnostic [ 0.9; 0.9; 2.8 ] [ 0.9; 0.4; 0.0 ])
    fails (check Agnostic [ 0.9; 0.9; 0.0 ] [ 1.2; 0.4; 0.0 ])
    fails (check Agnostic [ 0.9; 0.9; 0.0 ] [ 0.9; 0.8; 0.0 ])
    fails (check Aware [ 0.9; 0.9; 0.0 ] [ 0.9; 0.2; 0.0 ])

[<Fact>]
let ``an experiment survives storing, and draws a chart for its mode`` () =
    let case = experiment Agnostic [ 1.0; 1.0; 0.0 ] [ 1.0; 0.0; 0.0 ]
    let material = ScalingCases.family.Store case
    Assert.Equal<ScalingPoint list>(case.Points, ScalingCases.points material)
    let charts = ScalingCharts.ofMaterials [ material; material ]
    let chart = Assert.Single charts
    Assert.Contains("agnostic", chart.Title)
    Assert.Contains("N grows with 1/eps 1.0", chart.Caption)
    Assert.Equal(6, chart.Panels.Length)

    for panel in chart.Panels do
        Assert.Equal(2 * 4 * 3, panel.Dots.Length)
        Assert.Equal<bool list>([ false; true ], panel.Lines |> List.map _.IsFit)
        Assert.All(panel.Lines, fun line -> Assert.Equal(3, line.Points.Length))

    Assert.Empty(ScalingCharts.ofMaterials [])

[<Fact>]
let ``a small experiment is run the same twice`` () =
    let spec =
        { Augmentation = Aware
          Replicates = 1
          Attempts = 1
          Seed = 9UL }

    let once = ScalingCases.family.Make spec
    Assert.Equal<ScalingPoint list>(once.Points, (ScalingCases.family.Make spec).Points)
    Assert.All(once.Points, fun p -> Assert.InRange(p.Gradient / p.Setting.Epsilon, 0.1, 0.2501))
    Assert.All(once.Points, fun p -> Assert.InRange(p.Samples, 1.0, p.Setting.Samples))

/// Which samples count is in doubt there, but a student is certainly aligned: the claim stands either way.
[<Fact>]
let ``a sample on an edge leaves no doubt where the conclusion is certain`` () =
    match PaperAlignment.claim.Evidence with
    | Sampled sampling ->
        let outcome =
            (sampling.Make
                "d=1,teachers=1,extra=1,halvings=2,mode=aware,N=156,data=everywhere,student=fitted,seed=1151523953379670019")
                .Check()

        Assert.True(outcome.IsSatisfied, $"{outcome}")
    | Proof _ -> Assert.Fail "it is not proved"
