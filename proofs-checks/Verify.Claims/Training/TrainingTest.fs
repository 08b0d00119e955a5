// A statistical claim about training as a value: which runs it speaks of, what it takes from the runs of one seed, and the
// smallest mean over seeds that counts. The claims themselves are in TrainingTests.fs, how they are decided in Decision.fs.
namespace Verify.Claims.Training

open Verify.Claims

/// A condition on a run, of which a claim's hypothesis speaks.
type RunCondition =
    { Hypothesis: Hypothesis
      Meets: RunObservation -> bool }

/// One mean that is claimed to be large.
type TrainingPart =
    {
        /// "" for the claim itself; else what is claimed besides.
        Name: string
        Statement: string
        /// What the mean is of, with its unit.
        Effect: string
        /// The claim is: the mean is at least this. In (0, 1).
        Size: float
        /// Whether 1/2 is what a random order would give, so that a sign test says how far the runs are from it.
        IsOrder: bool
        /// What the runs of one seed say, in [0, 1]: their mean counts. Empty when they say nothing.
        Values: RunObservation list -> float list
    }

type TrainingTest =
    {
        Id: string
        /// Which runs are of the kind that the claim is about.
        Concerns: RunObservation -> bool
        /// The hypotheses on such runs.
        Conditions: RunCondition list
        /// What is missing where a seed meets them and still says nothing.
        Comparable: Hypothesis
        Parts: TrainingPart list
    }

module TrainingTest =
    /// Those of its runs that the claim speaks of.
    let speaksOf (test: TrainingTest) (run: RunObservation) =
        run.Finished
        && test.Concerns run
        && test.Conditions |> List.forall (fun condition -> condition.Meets run)

    /// The hypotheses, for a claim.
    let hypotheses test =
        (test.Conditions |> List.map _.Hypothesis) @ [ test.Comparable ]

    /// The same without a hypothesis. ArgumentException when there is none of that name.
    let without name test =
        let dropped, kept =
            test.Conditions |> List.partition (fun c -> c.Hypothesis.Name = name)

        if dropped.IsEmpty then
            raise (System.ArgumentException $"{test.Id} has no hypothesis '{name}'.")

        { test with Conditions = kept }

    /// The claim that what is claimed is not so: every part's values taken from 1.
    let reversed test =
        let turn part =
            { part with
                Effect = $"one minus the {part.Effect}"
                Values = part.Values >> List.map (fun value -> 1.0 - value) }

        { test with
            Parts = test.Parts |> List.map turn }
