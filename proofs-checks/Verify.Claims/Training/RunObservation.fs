// One run as the statistical claims see it: a few numbers, so that a sweep of thousands of runs fits in memory. What the
// numbers are is in RunMeasures.fs; it judges nothing.
namespace Verify.Claims.Training

open System
open Verify.Claims.Generators
open Verify.Core.Training

type RunObservation =
    {
        /// Runs of one seed share teacher, data and start as far as their settings agree: the seed is the independent unit.
        Seed: uint64
        /// n / m
        Multiple: int
        /// p: the fan-out of teacher j has norm j^-p.
        Decay: float
        /// Every other key that is not at its default.
        Setting: string
        /// L - 1
        Layers: int
        /// Neither diverged nor under way, and trained for one evaluated epoch at least.
        Finished: bool
        /// RunMeasures.gradient, and so on.
        Gradient: float
        Loss: float
        /// After a quarter of the run, a half, all of it.
        Covered: float[]
        Order: float
        Luck: float
        Shape: float
        Shrinking: float
        LowestFirst: float
    }

module RunObservation =
    /// What is seen of a run with a twin's eyes.
    let measure measured (record: RunRecord) =
        let finished = record.Status = RunStatus.Finished && record.History.Length > 1

        // an infinite ratio says no more than one that is none
        let of' f =
            let value = if finished then f record else nan
            if Double.IsFinite value then value else nan

        { Seed = record.Configuration.Seed
          Multiple = record.Configuration.Multiple
          Decay = record.Configuration.StrengthDecay
          Setting = String.Intern(RunKeyValues.setting record.Configuration)
          Layers = record.Configuration.Depth - 1
          Finished = finished
          Gradient = of' RunMeasures.gradient
          Loss = of' RunMeasures.loss
          Covered =
            if finished then
                RunMeasures.covered record
            else
                Array.create 3 nan
          Order = of' RunMeasures.order
          Luck = of' (RunMeasures.luck measured)
          Shape = of' (RunMeasures.shape measured)
          Shrinking = of' (RunMeasures.shrinking measured)
          LowestFirst = of' RunMeasures.lowestFirst }

    /// What is seen of a run. InputException or KeyNotFoundException when the record lacks what every run leaves.
    let ofRecord (record: RunRecord) = measure AsTrained record

    let private columns = 16

    /// What a table holds for NaN, which a witness file does not: no measure is negative.
    let private nothing = -1.0

    let private stored (value: float) =
        if Double.IsNaN value then nothing else value

    /// One row a run: seed (its upper and lower 32 bits), n/m, p, L - 1, finished, and the measures in their order, with -1
    /// where there is none.
    let toTable (runs: RunObservation list) : Table =
        { Rows = runs.Length
          Columns = columns
          Values =
            [| for run in runs do
                   float (run.Seed >>> 32)
                   float (run.Seed &&& 0xFFFFFFFFUL)
                   float run.Multiple
                   run.Decay
                   float run.Layers
                   if run.Finished then 1.0 else 0.0

                   yield!
                       [| run.Gradient
                          run.Loss
                          yield! run.Covered
                          run.Order
                          run.Luck
                          run.Shape
                          run.Shrinking
                          run.LowestFirst |]
                       |> Array.map stored |] }

    /// The runs of a table, all with one setting. ArgumentException when the table is none of runs.
    let ofTable setting (table: Table) =
        let whole name limit (value: float) =
            if not (value >= 0.0 && value <= limit && value = Math.Floor value) then
                raise (ArgumentException $"its table of runs has {value} as {name}.")

            value

        let measure limit (value: float) =
            if value = nothing then
                nan
            elif value >= 0.0 && value <= limit then
                value
            else
                raise (
                    ArgumentException $"its table of runs has {value} where a measure from 0 to {limit} is."
                )

        let share = measure 1.0
        let size = measure Double.MaxValue

        let decay (value: float) =
            if value < 0.0 then
                raise (ArgumentException $"its table of runs has {value} as p.")

            size value

        if table.Columns <> columns then
            raise (ArgumentException $"its table of runs has {table.Columns} columns, not {columns}.")

        [ for r in 0 .. table.Rows - 1 do
              let row = table.Values[r * columns .. (r + 1) * columns - 1]
              let half = whole "half of a seed" 4294967295.0

              { Seed = (uint64 (half row[0]) <<< 32) ||| uint64 (half row[1])
                Multiple = int (whole "multiple" 10000.0 row[2])
                Decay = decay row[3]
                Setting = setting
                Layers = int (whole "number of layers" 1000.0 row[4])
                Finished = whole "end" 1.0 row[5] = 1.0
                Gradient = size row[6]
                Loss = size row[7]
                Covered = row[8..10] |> Array.map share
                Order = share row[11]
                Luck = share row[12]
                Shape = share row[13]
                Shrinking = share row[14]
                LowestFirst = share row[15] } ]
