// The family of cases of the statistical claims about training: one case is one experiment, its runs trained from its
// spec alone. A witness stores what was measured of each run, not its weights: the stored case decides the claim again from
// the measurements, and the spec in its token trains the runs again to the same bits.
namespace Verify.Claims.Generators

open System
open System.Threading
open Verify.Claims
open Verify.Claims.Training
open Verify.Core.Data
open Verify.Core.Numerics
open Verify.Core.Training

type TrainingCase =
    { Spec: TrainingSpec
      Runs: RunObservation list }

module TrainingCases =
    let private tableName = "runs"

    let private train cancellation (spec: TrainingSpec) seed multiple decay =
        let run = TrainingRun.Start(TrainingSpec.configuration spec seed multiple decay)
        run.Finish cancellation
        RunObservation.measure spec.Measured (run.Record())

    /// Each width called the next one of the spec, and the last the first.
    let private renamed (spec: TrainingSpec) (run: RunObservation) =
        let widths = List.toArray spec.Multiples
        let place = Array.findIndex ((=) run.Multiple) widths

        { run with
            Multiple = widths[(place + 1) % widths.Length] }

    let private ofSeed cancellation (spec: TrainingSpec) seed =
        let runs =
            [ for decay in spec.Decays do
                  for multiple in spec.Multiples do
                      train cancellation spec seed multiple decay ]

        if spec.Measured = WidestAsNarrowest then
            runs |> List.map (renamed spec)
        else
            runs

    let private make cancellation (spec: TrainingSpec) : TrainingCase =
        try
            { Spec = spec
              Runs =
                [ 0 .. spec.Seeds - 1 ]
                |> List.collect (TrainingSpec.seedOf spec >> ofSeed cancellation spec) }
        with :? InputException as problem ->
            raise (ArgumentException(problem.Message, problem))

    let private store (case: TrainingCase) : Material =
        { Networks = []
          Tables = [ tableName, RunObservation.toTable case.Runs ] }

    let private restore (spec: TrainingSpec) (material: Material) : TrainingCase =
        let setting =
            RunKeyValues.setting (TrainingSpec.configuration spec 1UL spec.Multiples.Head spec.Decays.Head)

        { Spec = spec
          Runs = RunObservation.ofTable setting (material.Table tableName) }

    let family: CaseFamily<TrainingSpec, TrainingCase> =
        { ToText = TrainingSpec.toText
          Parse = TrainingSpec.parse
          Labels = TrainingSpec.labels
          Shrink = TrainingSpec.shrink
          Make = make CancellationToken.None
          Store = store
          Restore = restore }

    /// The evidence of a claim that is checked on planned experiments: case i is plan i, and after the last plan the last
    /// one again, each with the case's own seed.
    let planned (plans: TrainingSpec list) (sampling: Sampling<TrainingSpec, TrainingCase>) =
        let plan index seed =
            { plans[min index (plans.Length - 1)] with
                Seed = seed }

        Sampled(
            { Sampling.overLong make family sampling with
                GenerateAt = fun index seed -> TrainingSpec.toText (plan index seed) }
            |> Sampling.ofDraws
        )
