// How a statistical claim about training becomes evidence of the catalogue: its test on planned experiments, with the
// level, the verdict of a case, and the table that explains it. The claims are in TrainingClaims.fs and DeepTraining.fs.
namespace Verify.Claims.Theorems

open System
open Verify.Claims
open Verify.Claims.Generators
open Verify.Claims.Training

module TrainingEvidence =
    /// Of each bound of a case: the chance that a false claim is held, or a true one refuted, is at most this.
    let level = 1e-4

    let private describe (finding: PartFinding) =
        $"{finding.Part.Effect}: {finding.Mean:F3} on average over {finding.Values.Length} seeds ({finding.Runs} runs), "
        + $"between {finding.Low:F3} and {finding.High:F3} but with probability {2.0 * level}, {finding.Part.Size:F2} asked for"

    let private measured bound (finding: PartFinding) =
        { Measured = finding.Part.Size
          Bound = bound finding }

    let check test (case: TrainingCase) =
        let findings = Decision.ofTest level test case.Runs

        let first verdict =
            findings |> List.find (fun finding -> finding.Verdict = verdict)

        match Decision.verdict findings with
        | Held ->
            findings
            |> List.map (measured _.Low)
            |> List.reduce Measurement.tighter
            |> Satisfied
        | Refuted ->
            let finding = first Refuted
            Violated(measured _.High finding, Locus.everywhere (describe finding))
        | Vacuous -> Rejected (Decision.missing test case.Runs).Name
        | _ -> Unresolved(describe (first Undecided))

    /// Rows of the table of runs that are shown.
    let private shown = 24

    let private number (value: float) =
        if Double.IsNaN value then "-"
        elif value <> 0.0 && abs value < 1e-3 then $"{value:E1}"
        else $"{value:F3}"

    let private row (run: RunObservation) =
        [ $"{run.Seed:X16}"
          $"{run.Multiple}"
          $"{run.Decay}"
          if run.Finished then "finished" else "diverged"
          number run.Gradient
          number run.Loss
          run.Covered |> Array.map number |> String.concat " "
          number run.Order
          number run.Luck
          number run.Shape
          number run.Shrinking
          number run.LowestFirst ]
        |> String.concat "  "

    let explain test (case: TrainingCase) (locus: Locus option) =
        [ $"{case.Runs.Length} runs of {case.Spec.Seeds} seeds; {case.Runs |> List.filter (TrainingTest.speaksOf test) |> List.length} are of the kind that the claim speaks of"

          for finding in Decision.ofTest level test case.Runs do
              describe finding

              match finding.PValue with
              | Some p ->
                  $"  without any relation so many seeds would be above 1/2 with probability {p:E1} (sign test)"
              | None -> ()

          "seed  n/m  p  end  gradient/alpha  loss  covered at 1/4 1/2 1  order  luck  shape  falling  lowest first"

          for run in List.truncate shown case.Runs do
              row run

          if case.Runs.Length > shown then
              $".. and {case.Runs.Length - shown} more"

          match locus with
          | Some locus -> Locus.describe locus
          | None -> () ]

    let sampled budget (plans: TrainingSpec list) test =
        TrainingCases.planned
            plans
            { Budget = budget
              MinimumShare = 1.0
              Generate = fun seed -> { plans.Head with Seed = seed }
              Check = check test
              Explain = explain test }

    /// A claim on plans for the profile quick, those that ci adds, and those that deep adds.
    let claim (test: TrainingTest) source quick ci deep =
        let plans = quick @ ci @ deep

        { Id = test.Id
          Kind = Theorem
          Statement =
            (test.Parts |> List.map _.Statement |> String.concat "; and ")
            + $". By an interval that is exact for any distribution, over independent seeds, each bound at level {level}"
          Source = source
          Hypotheses = TrainingTest.hypotheses test
          Evidence =
            sampled
                { Quick = quick.Length
                  Ci = quick.Length + ci.Length
                  Deep = plans.Length }
                plans
                test }
