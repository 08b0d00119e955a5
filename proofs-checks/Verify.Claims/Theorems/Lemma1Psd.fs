// L1.psd: B_l is symmetric positive semi-definite and A_l, B_l have rank at most C. The core's B_l is decided exactly up
// to its rounding bound; the oracle computes A_l and B_l by the recursion on whole matrices, not through V.
namespace Verify.Claims.Theorems

open Verify.Algebra
open Verify.Claims
open Verify.Claims.Generators
open Verify.Claims.Oracle
open Verify.Core.Gradients
open Verify.Core.Numerics

/// What is claimed of A_l and B_l.
type DefinitenessRule =
    /// B symmetric and semi-definite; rank A, rank B <= C
    | SemidefiniteOfRankC
    /// falsified: B definite
    | Definite
    /// falsified: x^T A x is nowhere negative either
    | SemidefiniteA
    /// falsified: the ranks are at most C - 1
    | RankBelowC

module Lemma1Psd =
    let private locus layer sample finding =
        { Layer = Some layer
          Sample = Some sample
          Node = None
          Finding = finding }

    /// What is wrong with the exact A_l and B_l of one sample, if anything.
    let private exactFailure rule (case: Case) sample =
        let ring = Ring.dyadic
        let teacher = Definitions.ofNetwork ring case.Pair.Teacher
        let student = Definitions.ofNetwork ring case.Pair.Student
        let x = case.Sample sample |> Array.map Dyadic.ofDouble
        let t = Definitions.evaluate ring teacher x
        let s = Definitions.evaluate ring student x

        let a =
            Definitions.mixtureRecursion ring student (fun l -> s.D[l]) teacher (fun l -> t.D[l])

        let b =
            Definitions.mixtureRecursion ring student (fun l -> s.D[l]) student (fun l -> s.D[l])

        let matrix (rows: Dyadic[][]) = ExactMatrix.ofArray2D (array2D rows)
        let outputs = case.Pair.Outputs

        let rankAbove limit name m =
            let rank = ExactMatrix.rank m

            if rank > limit then
                Some $"rank {name} is {rank}, above {limit}"
            else
                None

        let semidefinite name m =
            if not (ExactMatrix.isSymmetric m) then
                Some $"{name} is not symmetric"
            else
                match ExactMatrix.definiteness m with
                | PositiveSemidefinite _ -> None
                | NotSemidefinite(_, value) -> Some $"x^T {name} x = {Describe.number value} for some x"

        seq { case.Pair.Depth .. -1 .. 1 }
        |> Seq.tryPick (fun l ->
            let al, bl = matrix a[l], matrix b[l]

            match rule with
            | SemidefiniteOfRankC ->
                semidefinite "B" bl
                |> Option.orElseWith (fun () -> rankAbove outputs "A" al)
                |> Option.orElseWith (fun () -> rankAbove outputs "B" bl)
            | Definite ->
                let rank = ExactMatrix.rank bl

                if rank < bl.Rows then
                    Some $"B is {bl.Rows} x {bl.Rows} of rank {rank}"
                else
                    None
            | SemidefiniteA ->
                // The symmetric part: that A is not symmetric is seen at once and would not test the decision.
                if al.Rows = al.Cols then
                    semidefinite "(A + A^T)" (al + ExactMatrix.transpose al)
                else
                    None
            | RankBelowC ->
                rankAbove (outputs - 1) "A" al
                |> Option.orElseWith (fun () -> rankAbove (outputs - 1) "B" bl)
            |> Option.map (locus l sample))

    /// The core's B_l of each block against the bound E; measured is the least of 0 and E 2^-10, .., E/2, E, 2E that makes
    /// B_l + that I exactly semi-definite, or infinity when 2E does not.
    ///
    /// E: the computed B_l is V^T V for the computed V plus an error of at most gamma_C |V|^T |V| + C eta an entry
    /// (chains of C fused multiply-adds, eta = 2^-1074). A symmetric error matrix moves no eigenvalue by more than its
    /// largest row sum, so with exact V^T V semi-definite, B_l + E I is semi-definite for E that row sum. E is computed
    /// from nonnegative terms; the factor 1 + 2^-20 covers its roundings.
    type private CoreCheck(outputs: int) =
        let mutable worst = Measurement.exactZero
        let mutable failure: Locus option = None
        member _.Worst = worst
        member _.Failure = failure

        interface IMixtureVisitor with
            member _.Visit(block: inref<MixtureBlock>) =
                let n = block.B.Rows
                let b = block.B.Data.ToArray()
                let v = block.StudentFanOut.Data.ToArray()
                let layer, sample = block.Layer, block.Samples[0]

                let rowSum k =
                    Seq.sum
                        [ for j in 0 .. n - 1 ->
                              Seq.sum [ for c in 0 .. outputs - 1 -> abs v[c * n + k] * abs v[c * n + j] ] ]

                let largestRow = Seq.max [ for k in 0 .. n - 1 -> rowSum k ]

                let bound =
                    (RoundingError.Gamma(int64 outputs) * largestRow
                     + float (n * outputs) * RoundingError.Underflow)
                    * (1.0 + System.Math.ScaleB(1.0, -20))

                // Beyond the range of doubles (2 E is the largest shift tried) nothing can be said of the core's B.
                let finite =
                    System.Double.IsFinite(2.0 * bound) && Array.forall System.Double.IsFinite b

                let exact =
                    ExactMatrix.ofDoubles n n (if finite then b else Array.zeroCreate (n * n))

                if not finite then
                    worst <- Measurement.tighter worst { Measured = nan; Bound = infinity }
                elif not (ExactMatrix.isSymmetric exact) then
                    failure <- Some(locus layer sample "the core's B is not symmetric")
                else
                    let suffices shift =
                        exact + ExactMatrix.scale (Dyadic.ofDouble shift) (ExactMatrix.identity n)
                        |> ExactMatrix.isPositiveSemidefinite

                    let measured =
                        seq {
                            yield 0.0
                            yield! seq { for k in -10 .. 1 -> System.Math.ScaleB(bound, k) }
                        }
                        |> Seq.tryFind suffices
                        |> Option.defaultValue infinity

                    worst <- Measurement.tighter worst { Measured = measured; Bound = bound }

                    if measured > bound then
                        failure <- Some(locus layer sample "the core's B is indefinite beyond rounding")

    let check rule (case: Case) : Outcome =
        let exact () =
            seq { 0 .. min 2 case.Samples - 1 } |> Seq.tryPick (exactFailure rule case)

        if rule <> SemidefiniteOfRankC then
            match exact () with
            | Some locus -> Violated({ Measured = 1.0; Bound = 0.0 }, locus)
            | None -> Satisfied Measurement.exactZero
        else
            let passes = Passes.run case
            let core = CoreCheck case.Pair.Outputs
            MixtureDecomposition(case.Pair).Visit(passes.Teacher, passes.Student, core)

            match exact (), core.Failure with
            | Some locus, _ -> Violated({ Measured = 1.0; Bound = 0.0 }, locus)
            | None, Some locus -> Inconsistent(core.Worst, Locus.describe locus)
            | None, None when not (System.Double.IsFinite core.Worst.Bound) ->
                Unresolved "the numbers leave the range of doubles"
            | None, None -> Satisfied core.Worst

    let space =
        { CaseSpace.standard with
            Depths = [ 4, 2; 3, 3; 1, 4 ]
            Samples = 1, 4 }

    let claim =
        { Id = "L1.psd"
          Kind = Theorem
          Statement = "B_l(x) is symmetric positive semi-definite; rank A_l(x) <= C and rank B_l(x) <= C."
          Source = "Tian 2020, section 3; theory.md, section 2"
          Hypotheses = []
          Evidence =
            StandardCases.sampled
                { Budget =
                    { Quick = 2000
                      Ci = 10000
                      Deep = 200000 }
                  MinimumShare = 0.9
                  Generate = CaseGenerator.draw space
                  Check = check SemidefiniteOfRankC
                  Explain = Trace.case } }
