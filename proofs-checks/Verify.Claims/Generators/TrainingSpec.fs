// Experiments as small specs: the settings of a teacher and its students, the widths and strengths that are compared, and
// how many seeds are run. A spec decides every bit of its runs. It runs nothing.
namespace Verify.Claims.Generators

open System
open System.Globalization
open Verify.Claims.Training
open Verify.Core.Numerics
open Verify.Core.Training

/// Whose other settings the runs have.
type TrainingKind =
    | TwoLayerRuns
    | DeepRuns

type TrainingSpec =
    {
        Kind: TrainingKind
        /// m_1 .. m_{L-1}
        Teachers: int list
        /// n / m of the runs of one seed
        Multiples: int list
        /// d
        Inputs: int
        /// C
        Outputs: int
        /// p of the runs of one seed
        Decays: float list
        /// To train on
        Samples: int
        /// Unseen
        Evaluation: int
        Rate: float
        /// Updates an epoch
        Iterations: int
        Epochs: int
        Fixed: FixedLayers
        /// What is looked at; a false twin may look elsewhere.
        Measured: Measured
        /// Independent seeds
        Seeds: int
        Seed: uint64
    }

module TrainingSpec =
    let private names =
        [ "kind"
          "m"
          "multi"
          "d"
          "C"
          "p"
          "N"
          "unseen"
          "lr"
          "iterations"
          "epochs"
          "fixed"
          "measured"
          "seeds"
          "seed" ]

    let private kinds = [ TwoLayerRuns, "two-layer"; DeepRuns, "deep" ]

    let private fixedLayers =
        [ FixedLayers.None, "none"
          FixedLayers.Features, "features"
          FixedLayers.Top, "top" ]

    let private measures =
        [ AsTrained, "runs"
          OtherStart, "other-start"
          OtherFanOut, "other-fan-out"
          WidestAsNarrowest, "widest-as-narrowest"
          MatchedStudents, "matched-students" ]

    let private decays (spec: TrainingSpec) =
        spec.Decays |> List.map SpecText.number |> String.concat "/"

    let toText (spec: TrainingSpec) =
        SpecText.ofParts
            [ "kind", SpecText.nameOf kinds spec.Kind
              "m", SpecText.widths spec.Teachers
              "multi", SpecText.widths spec.Multiples
              "d", string spec.Inputs
              "C", string spec.Outputs
              "p", decays spec
              "N", string spec.Samples
              "unseen", string spec.Evaluation
              "lr", SpecText.number spec.Rate
              "iterations", string spec.Iterations
              "epochs", string spec.Epochs
              "fixed", SpecText.nameOf fixedLayers spec.Fixed
              "measured", SpecText.nameOf measures spec.Measured
              "seeds", string spec.Seeds
              "seed", string spec.Seed ]

    /// Numbers from least to most, joined by slashes.
    let private reals name least most (reader: SpecReader) =
        (reader.Text name).Split '/'
        |> Array.map (fun part ->
            match Double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture) with
            | true, value when value >= least && value <= most -> value
            | _ ->
                raise (FormatException $"'{name}={reader.Text name}' is not a number from {least} to {most}"))
        |> Array.toList

    let private rate reader =
        match reals "lr" 1e-6 10.0 reader with
        | [ rate ] -> rate
        | _ ->
            let text = reader.Text "lr"
            raise (FormatException $"'lr={text}' is more than one number")

    let parse =
        SpecText.parse (fun text ->
            let reader = SpecReader(names, text)

            { Kind = reader.OneOf("kind", kinds)
              Teachers = reader.Widths("m", 1000)
              Multiples = reader.Widths("multi", 100)
              Inputs = reader.Number("d", 1, 10_000)
              Outputs = reader.Number("C", 1, 10_000)
              Decays = reals "p" 0.0 10.0 reader
              Samples = reader.Number("N", 1, 1_000_000)
              Evaluation = reader.Number("unseen", 1, 1_000_000)
              Rate = rate reader
              Iterations = reader.Number("iterations", 1, 1_000_000)
              Epochs = reader.Number("epochs", 1, 10_000)
              Fixed = reader.OneOf("fixed", fixedLayers)
              Measured = reader.OneOf("measured", measures)
              Seeds = reader.Number("seeds", 1, 100_000)
              Seed = reader.Seed "seed" })

    let labels (spec: TrainingSpec) =
        [ "teachers", SpecText.widths spec.Teachers
          "n/m", SpecText.widths spec.Multiples
          "p", decays spec
          "seeds", string spec.Seeds ]

    /// Half as many seeds, as long as there are eight: each try trains anew.
    let shrink (spec: TrainingSpec) =
        seq {
            if spec.Seeds >= 16 then
                { spec with Seeds = spec.Seeds / 2 }
        }

    /// The batch of the kind's published runs, on this page's small data sets.
    let private batch spec =
        match spec.Kind with
        | TwoLayerRuns -> 16
        | DeepRuns -> 32

    /// The configuration of one run. Gradients are taken over all training samples; the means of A and B over few, for
    /// with two layers they are constants. InputException when the settings contradict each other.
    let configuration (spec: TrainingSpec) (seed: uint64) multiple decay =
        RunConfiguration.Parse
            [ $"preset={SpecText.nameOf kinds spec.Kind}"
              $"seed={seed}"
              $"m={SpecText.widths spec.Teachers}"
              $"multi={multiple}"
              $"d={spec.Inputs}"
              $"C={spec.Outputs}"
              $"teacher_strength_decay={SpecText.number decay}"
              $"N_train={spec.Samples}"
              $"N_eval={spec.Evaluation}"
              $"lr={SpecText.number spec.Rate}"
              $"batch={batch spec}"
              $"iterations={spec.Iterations}"
              $"epochs={spec.Epochs}"
              $"fixed={SpecText.nameOf fixedLayers spec.Fixed}"
              $"gradient_samples={spec.Samples}"
              "mixture_samples=" + (if spec.Kind = TwoLayerRuns then "1" else "16") ]

    /// The seed of the spec's i-th group of runs.
    let seedOf (spec: TrainingSpec) i =
        CounterRandom(spec.Seed, 0x747261696EUL).Substream(uint64 i).NextUInt64()
