// L1.fanout: in a two-layer network sqrt(E_x beta_kk) is the norm of node k's fan-out v_k, which is what the L-shape
// figures plot. In floating point within a rounding bound, exactly on the squares.
namespace Verify.Claims.Theorems

open Verify.Algebra
open Verify.Claims
open Verify.Claims.Generators
open Verify.Claims.Oracle
open Verify.Core.Gradients
open Verify.Core.Kernels
open Verify.Core.Numerics

/// What sqrt(E beta_kk) is claimed to be.
type FanoutRule =
    /// the Euclidean norm of v_k, for L = 2
    | EuclideanNorm
    /// falsified: the sum of |v_k|
    | SumOfMagnitudes
    /// falsified: the Euclidean norm of row k of W_2 for networks of any depth
    | AnyDepth

module Lemma1Fanout =
    /// Sum over the batch of beta_kk at layer 1, each block counted once a sample.
    type private DiagonalSum(nodes: int) =
        let sums = Array.zeroCreate<float> nodes
        member _.Sums = sums

        interface IMixtureVisitor with
            member _.Visit(block: inref<MixtureBlock>) =
                if block.Layer = 1 then
                    let b = block.B.Data.ToArray()
                    let stride = block.B.Columns

                    for _ in 1 .. block.Samples.Length do
                        for k in 0 .. nodes - 1 do
                            sums[k] <- sums[k] + b[k * stride + k]

    /// For the first node whose exact E beta_kk is not the square of the claimed value: the node and both numbers, each
    /// times N.
    let private exactFailure rule (case: Case) =
        let ring = Ring.dyadic
        let student = Definitions.ofNetwork ring case.Pair.Student
        let depth = case.Pair.Depth

        let betas =
            [| for i in 0 .. case.Samples - 1 ->
                   let x = case.Sample i |> Array.map Dyadic.ofDouble
                   let s = Definitions.evaluate ring student x

                   let b =
                       Definitions.mixtureRecursion ring student (fun l -> s.D[l]) student (fun l -> s.D[l])

                   b[1] |> Array.mapi (fun k row -> row[k]) |]

        let nodes = case.Pair.Student.Shape.Width 1

        seq { 0 .. nodes - 1 }
        |> Seq.tryPick (fun k ->
            let total = betas |> Array.map (fun diagonal -> diagonal[k]) |> Dyadic.sum
            let fanOut = student.Rows[1][k]

            let claimed =
                match rule with
                | EuclideanNorm
                | AnyDepth -> Dyadic.sumOfProducts fanOut fanOut
                | SumOfMagnitudes ->
                    let sum = fanOut |> Array.map Dyadic.abs |> Dyadic.sum
                    sum * sum

            let expected = claimed * Dyadic.ofInt case.Samples

            if total = expected then
                None
            else
                Some
                    { Layer = Some 1
                      Sample = None
                      Node = Some k
                      Finding =
                        $"sum over samples of beta_kk is {Describe.number total}, the claim gives {Describe.number expected}, depth {depth}" })

    /// |sqrt(mean of computed beta_kk) - computed norm|. Both are the exact norm times 1 + theta: beta_kk takes C
    /// roundings, the sum N, the mean and the root one each; the norm C + 3 (lanes, tree) and the root one. The root halves
    /// relative errors, so gamma_{2 C + N + 8} covers both. Squares that underflow lose at most (2 C + 8) eta under the
    /// root: sqrt((2 C + 8) 2^-1074) in absolute terms.
    let private floatMeasurement rule (case: Case) =
        let passes = Passes.run case
        let nodes = case.Pair.Student.Shape.Width 1
        let sums = DiagonalSum nodes
        MixtureDecomposition(case.Pair).Visit(passes.Teacher, passes.Student, sums)
        let outputs = case.Pair.Outputs

        Seq.fold
            Measurement.tighter
            Measurement.exactZero
            [ for k in 0 .. nodes - 1 ->
                  let fanOut = case.Pair.Student.Weights(2).Row(k).ToArray()

                  let norm =
                      match rule with
                      | EuclideanNorm
                      | AnyDepth -> Reduction.Norm(System.ReadOnlySpan<float>(fanOut))
                      | SumOfMagnitudes -> fanOut |> Array.sumBy abs

                  let root = sqrt (sums.Sums[k] / float case.Samples)

                  { Measured = abs (root - norm)
                    Bound =
                      RoundingError.Gamma(int64 (2 * outputs + case.Samples + 8)) * norm
                      + sqrt (float (2 * outputs + 8) * RoundingError.Underflow) } ]

    /// The networks and every sample (beta_kk is the diagonal of B_1; v_k is row k of W_2).
    let explain (case: Case) (_: Locus option) =
        Trace.networks case @ List.collect (Trace.sample case) [ 0 .. case.Samples - 1 ]

    let check rule (case: Case) : Outcome =
        if rule <> AnyDepth && case.Pair.Depth <> 2 then
            Rejected "two layers"
        else
            let measurement = floatMeasurement rule case

            if
                not (
                    System.Double.IsFinite measurement.Measured
                    && System.Double.IsFinite measurement.Bound
                )
            then
                Unresolved "the numbers leave the range of doubles"
            else
                match exactFailure rule case with
                | Some locus -> Violated(measurement, locus)
                | None when measurement.Measured > measurement.Bound ->
                    Inconsistent(
                        measurement,
                        "above the rounding bound, yet exactly equal in exact arithmetic"
                    )
                | None -> Satisfied measurement

    let twoLayers =
        { Name = "two layers"
          Meaning = "L = 2, so that beta_kk does not depend on x" }

    let space =
        { CaseSpace.standard with
            Depths = [ 1, 2 ] }

    let claim =
        { Id = "L1.fanout"
          Kind = Theorem
          Statement = "For L = 2, sqrt(E_x beta_kk) = ||v_k||, the norm of the fan-out of student node k."
          Source = "Tian 2020, section 3; theory.md, section 2"
          Hypotheses = [ twoLayers ]
          Evidence =
            StandardCases.sampled
                { Budget =
                    { Quick = 3000
                      Ci = 15000
                      Deep = 300000 }
                  MinimumShare = 0.9
                  Generate = CaseGenerator.draw space
                  Check = check EuclideanNorm
                  Explain = explain } }
