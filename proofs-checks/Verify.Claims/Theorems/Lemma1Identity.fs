// L1.identity: the recursive gradient rule, sample by sample, in floating point against an a-priori bound and in exact
// arithmetic against zero. The falsified rules of MixtureRule.fs go through the same check (Controls/Lemma1Twins.fs).
namespace Verify.Claims.Theorems

open Verify.Algebra
open Verify.Claims
open Verify.Claims.Generators
open Verify.Claims.Oracle
open Verify.Core.Gradients
open Verify.Core.Networks
open Verify.Core.Numerics

/// The passes of one case.
type Passes =
    { Teacher: ForwardPass
      Student: ForwardPass
      Backward: BackwardPass }

module Passes =
    let run (case: Case) =
        let inputs =
            ReadOnlyMatrixView(System.ReadOnlySpan<float>(case.Inputs), case.Samples, case.Pair.Inputs)

        let teacher = ForwardPass.Over(case.Pair.Teacher, inputs)
        let student = ForwardPass.Over(case.Pair.Student, inputs)

        { Teacher = teacher
          Student = student
          Backward = BackwardPass.Over(case.Pair.Student, student, teacher.Outputs) }

module Lemma1Identity =
    /// Exact multiplications spent on a case: all samples of a small case, the first ones of a large one.
    let private exactBudget = 50_000L

    let private costPerSample (case: Case) =
        // 64 bits: a case typed by hand may be large
        let widths (shape: NetworkShape) =
            shape.Widths |> Seq.map (fun width -> int64 width + 1L) |> Seq.toArray

        let n = widths case.Pair.Student.Shape
        let m = widths case.Pair.Teacher.Shape
        let outputs = int64 case.Pair.Outputs

        Seq.sum
            [ for l in 1 .. case.Pair.Depth ->
                  outputs * (n[l] * n[l - 1] + m[l] * m[l - 1])
                  + (outputs + 1L) * n[l] * (n[l] + m[l]) ]

    /// How many samples of the case are checked exactly.
    let exactSamples (case: Case) =
        min (int64 case.Samples) (max 1L (exactBudget / max 1L (costPerSample case)))
        |> int

    /// The first sample, layer (from L down, the order of the recursion) and node with a nonzero exact residual.
    let private firstExactFailure rule (case: Case) samples =
        let teacher = Definitions.ofNetwork Ring.dyadic case.Pair.Teacher
        let student = Definitions.ofNetwork Ring.dyadic case.Pair.Student

        samples
        |> Seq.tryPick (fun sample ->
            let x = case.Sample sample |> Array.map Dyadic.ofDouble
            let residuals = MixtureRule.residuals Ring.dyadic rule teacher student x

            seq { case.Pair.Depth .. -1 .. 1 }
            |> Seq.tryPick (fun layer ->
                residuals[layer]
                |> Array.tryFindIndex (Dyadic.isZero >> not)
                |> Option.map (fun node ->
                    let value = residuals[layer][node]

                    { Layer = Some layer
                      Sample = Some sample
                      Node = Some node
                      Finding = $"g minus the rule's right-hand side is {Describe.number value}, not 0" })))

    /// Residuals of every layer in floating point, N x n_l each: the core's for the lemma, a scalar evaluation for the
    /// falsified rules.
    let private floatResiduals rule (case: Case) passes =
        let depth = case.Pair.Depth

        if rule = Lemma then
            let residual =
                Lemma1Residual.Compute(case.Pair, passes.Teacher, passes.Student, passes.Backward)

            Array.init (depth + 1) (fun l -> if l = 0 then [||] else residual.At(l).Data.ToArray())
        else
            let teacher = Definitions.ofNetwork Ring.float case.Pair.Teacher
            let student = Definitions.ofNetwork Ring.float case.Pair.Student

            let samples =
                Array.init case.Samples (fun i ->
                    MixtureRule.residuals Ring.float rule teacher student (case.Sample i))

            Array.init (depth + 1) (fun l -> samples |> Array.collect (fun residuals -> residuals[l]))

    let private tightest (residuals: float[][]) (bound: ResidualBound) =
        let mutable worst = Measurement.exactZero

        for l in 1 .. residuals.Length - 1 do
            let bounds = bound.At(l).Data.ToArray()

            for i in 0 .. bounds.Length - 1 do
                worst <-
                    Measurement.tighter
                        worst
                        { Measured = abs residuals.[l].[i]
                          Bound = bounds[i] }

        worst

    /// Checks g_l = rule at every layer, sample and node.
    let check rule (case: Case) : Outcome =
        if
            MixtureRule.needsEqualWidths rule
            && case.Pair.Teacher.Shape <> case.Pair.Student.Shape
        then
            Rejected "equal widths"
        else
            let passes = Passes.run case
            let bound = ResidualBound.Compute(case.Pair, passes.Teacher, passes.Student)
            let worst = tightest (floatResiduals rule case passes) bound

            let finite =
                System.Double.IsFinite worst.Measured
                && Seq.forall
                    (fun l -> System.Double.IsFinite(bound.Largest l))
                    (seq { 1 .. case.Pair.Depth })

            if not finite then
                Unresolved "the numbers leave the range of doubles"
            elif worst.Measured > worst.Bound then
                match firstExactFailure rule case (seq { 0 .. case.Samples - 1 }) with
                | Some locus -> Violated(worst, locus)
                | None ->
                    Inconsistent(worst, "above the rounding bound, yet exactly zero in exact arithmetic")
            else
                match firstExactFailure rule case (seq { 0 .. exactSamples case - 1 }) with
                | Some locus -> Violated(worst, locus)
                | None -> Satisfied worst

    /// Everything about the failing sample (the first one when none fails), then the rule's two sides.
    let explain rule (case: Case) (locus: Locus option) =
        let sample = locus |> Option.bind _.Sample |> Option.defaultValue 0
        Trace.case case locus @ Trace.rule rule case sample

    /// One case in ten is wide.
    let private generate (seed: uint64) =
        let space =
            if seed % 10UL = 0UL then
                CaseSpace.wide
            else
                CaseSpace.standard

        CaseGenerator.draw space seed

    let claim =
        { Id = "L1.identity"
          Kind = Theorem
          Statement =
            "g_l(x) = D_l(x) [A_l(x) f*_l(x) - B_l(x) f_l(x)] at every layer l = 1..L, sample and node, for any depth, "
            + "widths and leak: in floating point within an a-priori rounding bound, in exact arithmetic with residual 0."
          Source = "Tian 2020, Lemma 1; theory.md, section 2"
          Hypotheses = []
          Evidence =
            StandardCases.sampled
                { Budget =
                    { Quick = 4000
                      Ci = 20000
                      Deep = 400000 }
                  MinimumShare = 0.9
                  Generate = generate
                  Check = check Lemma
                  Explain = explain Lemma } }
