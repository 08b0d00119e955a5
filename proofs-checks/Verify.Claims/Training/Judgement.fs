// What somebody's own runs say of the statistical claims, for a reader: the claims' own tests (TrainingTests.fs,
// Decision.fs) applied to the runs of any sweep. It reads no file.
namespace Verify.Claims.Training

open System.Globalization
open Verify.Claims

type Judgement =
    {
        /// theory.md's id; what is claimed besides follows a comma.
        Claim: string
        Statement: string
        /// Held, Refuted, Undecided, or Vacuous when the runs are too few whatever they say.
        Verdict: Verdict
        /// What is estimated, with its unit.
        Effect: string
        /// Of the mean over seeds; NaN without any.
        Estimate: float
        /// The bounds of the interval.
        Low: float
        High: float
        /// Of the interval, on both sides together.
        Confidence: float
        /// The chance of so many seeds on the claim's side without any relation; None where nothing is ordered.
        PValue: float option
        /// Runs that say something about it.
        Runs: int
        /// All of it in words.
        Sentence: string
    }

module TrainingJudgement =
    /// Of each row's interval. Rows are not corrected for each other: of 20 such intervals one may miss.
    let confidence = 0.95

    let private percent (value: float) =
        (100.0 * value).ToString("F1", CultureInfo.InvariantCulture) + " %"

    let private sentence (finding: PartFinding) =
        let seeds =
            if finding.Values.Length = 1 then
                "1 seed"
            else
                $"{finding.Values.Length} seeds"

        let runs = if finding.Runs = 1 then "1 run" else $"{finding.Runs} runs"

        let numbers =
            $"{finding.Part.Effect}: {percent finding.Mean} on average over {seeds} ({runs}), with {percent confidence} confidence between {percent finding.Low} and {percent finding.High}; {percent finding.Part.Size} is the least that counts"

        match finding.Verdict with
        | Held -> $"Held. The {numbers}."
        | Refuted -> $"Refuted. The {numbers}."
        | Vacuous when finding.Values.Length = 0 ->
            "Nothing to say: no run is of the kind that the claim speaks of."
        | Vacuous -> $"Too few runs to say. The {numbers}."
        | _ -> $"Undecided. The {numbers}."

    let private judgement (test: TrainingTest) (finding: PartFinding) =
        { Claim =
            if finding.Part.Name = "" then
                test.Id
            else
                $"{test.Id}, {finding.Part.Name}"
          Statement = finding.Part.Statement
          Verdict = finding.Verdict
          Effect = finding.Part.Effect
          Estimate = finding.Mean
          Low = finding.Low
          High = finding.High
          Confidence = confidence
          PValue = if finding.Values.Length = 0 then None else finding.PValue
          Runs = finding.Runs
          Sentence = sentence finding }

    /// Every part of M.observed and of the claims T.*, in the catalogue's order. The independent unit is the seed: what the
    /// runs of a seed say, over all settings that the claim speaks of, is averaged first.
    let ofRuns (runs: RunObservation seq) : Judgement list =
        let runs = Seq.toList runs
        let level = (1.0 - confidence) / 2.0

        [ for test in TrainingTests.observed :: TrainingTests.ofTraining do
              for part in test.Parts do
                  Decision.ofPart level test runs part |> judgement test ]
