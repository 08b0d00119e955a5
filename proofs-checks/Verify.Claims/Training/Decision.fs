// Decides a statistical claim on runs: a mean over seeds, its interval, and what follows. The interval is exact for any
// distribution (MeanTest.fs), so a claim that is false is held, and one that is true refuted, with probability at most the
// level. It knows no particular claim.
namespace Verify.Claims.Training

open Verify.Algebra
open Verify.Claims
open Verify.Claims.Theorems

/// What was found of one part of a claim.
type PartFinding =
    {
        Part: TrainingPart
        /// Of the seeds that say something; in the order of the seeds' first runs.
        Values: float[]
        /// Runs of these seeds that the claim speaks of.
        Runs: int
        /// The mean, and the bounds that it passes with probability at most the level each.
        Mean: float
        Low: float
        High: float
        /// How likely so many seeds above 1/2 would be without any relation (the sign test, exact).
        PValue: float option
        Verdict: Verdict
    }

module Decision =
    /// Whether so few seeds could not make a claim hold, whatever they said.
    let private tooFew level (part: TrainingPart) seeds =
        MeanTest.lower level (Array.create seeds 1.0) < part.Size

    let private judge level (part: TrainingPart) values low high =
        if low >= part.Size then Held
        elif high < part.Size then Refuted
        elif tooFew level part (Array.length values) then Vacuous
        else Undecided

    let private signTest (values: float[]) =
        let count condition =
            values |> Array.filter condition |> Array.length

        SignTest.p (count (fun x -> x > 0.5)) (count (fun x -> x < 0.5))
        |> Rational.toDouble

    /// One part on the runs of any seeds, each bound at the level. ArgumentException when it is not between 0 and 1.
    let ofPart level (test: TrainingTest) (runs: RunObservation seq) (part: TrainingPart) =
        let seeds =
            runs
            |> Seq.filter (TrainingTest.speaksOf test)
            |> Seq.toList
            |> List.groupBy _.Seed
            |> List.map (fun (_, runs) -> runs, part.Values runs)
            |> List.filter (fun (_, values) -> not values.IsEmpty)

        let values = [| for _, values in seeds -> List.average values |]
        let low, high = MeanTest.lower level values, MeanTest.upper level values

        { Part = part
          Values = values
          Runs = seeds |> List.sumBy (fun (runs, _) -> runs.Length)
          Mean = if values.Length = 0 then nan else Array.average values
          Low = low
          High = high
          PValue = if part.IsOrder then Some(signTest values) else None
          Verdict = judge level part values low high }

    /// All parts, with the level shared among them: none of the bounds fails but with probability `level` on either side.
    let ofTest level (test: TrainingTest) runs =
        let runs = Seq.toList runs
        test.Parts |> List.map (ofPart (level / float test.Parts.Length) test runs)

    /// Of the whole claim: held when all parts are, refuted when one is.
    let verdict (findings: PartFinding list) =
        [ Refuted; Vacuous; Undecided ]
        |> List.tryFind (fun verdict -> findings |> List.exists (fun f -> f.Verdict = verdict))
        |> Option.defaultValue Held

    /// The hypothesis for want of which most runs say nothing.
    let missing (test: TrainingTest) (runs: RunObservation list) =
        let fails condition =
            runs |> List.filter (condition.Meets >> not) |> List.length

        match test.Conditions |> List.filter (fun condition -> fails condition > 0) with
        | [] -> test.Comparable
        | failing -> (failing |> List.maxBy fails).Hypothesis
