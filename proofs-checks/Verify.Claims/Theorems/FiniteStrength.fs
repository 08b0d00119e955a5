// F.strength, a statistical claim: the gradient at which a teacher becomes aligned grows with its strength. The plan is fixed
// beforehand: `runs` independent problems; in each a student is trained by Adam on all samples for a fixed number of steps, and
// what is compared is the largest |g_{1,k}(x)| at the first step at which some student is aligned with the strongest teacher,
// and with the weakest. A pair of which neither becomes aligned, or one is at the start, does not count; one that never does
// loses. The claim is that the sign test finds the strongest ahead at level 10^-3: a case is violated where it does not. Were
// it ahead in 17 pairs of 20 (of 90 pairs: 76, give or take 3.4, where 60 are needed), a case would be violated wrongly with
// probability below 10^-5.
namespace Verify.Claims.Theorems

open System
open Verify.Algebra
open Verify.Claims
open Verify.Claims.Generators
open Verify.Core.Gradients
open Verify.Core.Networks
open Verify.Core.Numerics

/// Who is claimed to become aligned at the larger gradient.
type StrengthRule =
    | StrongestAhead
    /// Falsified.
    | WeakestAhead

module FiniteStrength =
    /// Problems of a case.
    let runs = 96

    /// The level of the sign test, 10^-3, as -log10.
    let private level = 3.0

    let private steps = 200
    let private rate = 0.02

    /// Aligned: sine and normalised offset within this, the same orientation.
    let private tolerance = 0.2

    let private column (network: Network) k =
        Array.init (network.Shape.Inputs + 1) (fun i -> network.Weights(1)[i, k])

    /// Whether some student is within the tolerance of teacher j.
    let private isAligned (teacher: Network) (student: Network) j =
        let d = teacher.Shape.Inputs

        let dot (a: float[]) (b: float[]) =
            Seq.sum (seq { for i in 0 .. d - 1 -> a[i] * b[i] })

        let w = column teacher j
        let size = dot w w

        seq { 0 .. student.Shape.Width 1 - 1 }
        |> Seq.exists (fun k ->
            let v = column student k
            let other = dot v v
            let product = dot w v

            product > 0.0
            && other > 0.0
            && 1.0 - product * product / (size * other) <= tolerance * tolerance
            && abs (w[d] / sqrt size - v[d] / sqrt other) <= tolerance)

    /// When teachers `first` and `last` become aligned: the largest |g_{1,k}(x)| then; None when one is at the start.
    /// A teacher that never is aligned gets -infinity.
    let private gradients (inputs: float[]) (teacher: Network) (start: Network) first last =
        let samples = inputs.Length / teacher.Shape.Inputs

        let target =
            ForwardPass.Over(
                teacher,
                ReadOnlyMatrixView(ReadOnlySpan<float> inputs, samples, teacher.Shape.Inputs)
            )

        let forward = ForwardPass(start.Shape, samples)
        let backward = BackwardPass(start.Shape, samples)

        let mutable descent = AdamDescent.start start
        let reached = [| nan; nan |]
        let asked = [| first; last |]
        let mutable step = 0

        while step <= steps && Array.exists Double.IsNaN reached do
            let student = descent.Network
            forward.Run(student, ReadOnlyMatrixView(ReadOnlySpan<float> inputs, samples, start.Shape.Inputs))
            backward.Run(student, forward, target.Outputs)

            for i in 0..1 do
                if Double.IsNaN reached[i] && isAligned teacher student asked[i] then
                    let mutable largest = 0.0

                    for p in 0 .. samples - 1 do
                        for k in 0 .. start.Shape.Width 1 - 1 do
                            largest <- max largest (abs (backward.Gradients(1)[p, k]))

                    reached[i] <- if step = 0 then infinity else largest

            descent <- AdamDescent.step rate forward backward descent
            step <- step + 1

        if Array.contains infinity reached then
            None
        else
            let value g = if Double.IsNaN g then -infinity else g
            Some(value reached[0], value reached[1])

    /// In how many problems the strongest teacher is aligned at the larger gradient, and in how many the weakest.
    let wins (case: StrengthCase) =
        let results =
            [ for run in 0 .. case.Runs - 1 do
                  let teacher, student = StrengthCases.problem case run

                  match gradients case.Inputs teacher student 0 (teacher.Shape.Width 1 - 1) with
                  | Some(strong, weak) when strong <> weak -> strong > weak
                  | _ -> () ]

        let ahead = results |> List.filter id |> List.length
        ahead, results.Length - ahead

    let check rule (case: StrengthCase) =
        let strong, weak = wins case
        let ahead, behind = if rule = StrongestAhead then strong, weak else weak, strong
        let p = -(log10 (Rational.toDouble (SignTest.p ahead behind)))

        let measurement = { Measured = level; Bound = p }

        if p >= level then
            Satisfied measurement
        else
            Violated(
                measurement,
                Locus.everywhere
                    $"the strongest teacher is aligned at the larger gradient in {strong} problems, the weakest in {weak}"
            )

    let explain (case: StrengthCase) (locus: Locus option) =
        let strong, weak = wins case

        [ $"{case.Runs} problems; teachers of strength j^-{case.Spec.Power}"
          $"aligned at the larger gradient: the strongest teacher in {strong} problems, the weakest in {weak}"
          match locus with
          | Some locus -> Locus.describe locus
          | None -> () ]

    let sampled budget powers rule =
        StrengthCases.sampled
            { Budget = budget
              MinimumShare = 0.9
              Generate = StrengthCases.draw runs powers
              Check = check rule
              Explain = explain }

    let claim =
        { Id = "F.strength"
          Kind = Theorem
          Statement =
            $"With teachers of strength j^-p, p = 1 or 2, the strongest becomes aligned with a student at a larger gradient than the "
            + $"weakest: {runs} independent training runs a case, and the sign test at level 10^-3."
          Source = "Tian 2020, section 4 (strong teachers first); theory.md, section 4"
          Hypotheses = []
          Evidence = sampled { Quick = 4; Ci = 20; Deep = 200 } [ 1; 2 ] StrongestAhead }
