/// The stored results of an independent float64 program against the oracle's exact ones: each lies within the rounding
/// bound gamma_k S of the exact value, k the roundings on a path (RoundingCounts: they hold for any order of summation,
/// fused or not) and S the exact sum over absolute values. No stored number is near the subnormal range, so underflow
/// adds nothing. Both sides are compared exactly; nothing here rounds but gamma_k, which is rounded up.
module Verify.Proofs.Tests.Oracle.GoldenVectorTests

open Xunit
open Verify.Algebra
open Verify.Claims.Oracle
open Verify.Core.Gradients
open Verify.Core.Numerics
open Verify.Proofs.Tests.Oracle.GoldenFile

let private ring = Ring.dyadic

/// Samples whose V, A, B and residual are checked; f, g and the updates are checked on all.
let private decomposed = 4

let files = TheoryData<string>(GoldenFile.names)

/// |stored - exact| <= gamma_k magnitude, or the test fails; the share of the bound that was used.
let private within what (stored: Dyadic) exact (k: int64) (magnitude: Dyadic) =
    let error = Dyadic.abs (stored - exact)
    let bound = Dyadic.ofDouble (RoundingError.Gamma k) * magnitude

    if error > bound then
        Assert.Fail $"{what}: off by {Describe.number error}, the bound is {Describe.number bound}"

    if Dyadic.isZero bound then
        0.0
    else
        Dyadic.toDouble error / Dyadic.toDouble bound

type private Sample =
    { Teacher: Evaluation<Dyadic>
      Student: Evaluation<Dyadic>
      G: Dyadic[][]
      Phi: Dyadic[][]
      PhiTeacher: Dyadic[][]
      Gamma: Dyadic[][] }

let private evaluate (golden: Golden) teacher student i =
    let d = golden.Pair.Inputs
    let x = golden.Inputs[i * d .. (i + 1) * d - 1] |> Array.map Dyadic.ofDouble
    let t, s = Definitions.evaluate ring teacher x, Definitions.evaluate ring student x

    let phi, phiTeacher =
        Magnitudes.activations student s, Magnitudes.activations teacher t

    { Teacher = t
      Student = s
      G = Definitions.gradients ring student t.F[golden.Pair.Depth] s
      Phi = phi
      PhiTeacher = phiTeacher
      Gamma = Magnitudes.gradients student s phiTeacher phi }

/// The stored gates are the exact ones, and f and g lie within their bounds.
let private checkPasses (golden: Golden) i (sample: Sample) =
    let pair = golden.Pair
    let counts = RoundingCounts pair

    [ for l in 1 .. pair.Depth do
          for prefix, shape, evaluation, phi in
              [ "T", pair.Teacher.Shape, sample.Teacher, sample.PhiTeacher
                "S", pair.Student.Shape, sample.Student, sample.Phi ] do
              for k in 0 .. shape.Width l - 1 do
                  if l < pair.Depth then
                      Assert.Equal(evaluation.D[l][k], golden.Entry($"{prefix}D{l}", i, k))

                  let stored = golden.Entry($"{prefix}F{l}", i, k)

                  within
                      $"{prefix}F{l}[{i}, {k}]"
                      stored
                      evaluation.F.[l].[k]
                      (RoundingCounts.Activation(shape, l))
                      phi.[l].[k]

          for k in 0 .. pair.Student.Shape.Width l - 1 do
              within
                  $"G{l}[{i}, {k}]"
                  (golden.Entry($"G{l}", i, k))
                  sample.G.[l].[k]
                  (counts.Gradient l)
                  sample.Gamma.[l].[k] ]

/// V, V*, A and B lie within their bounds; at the top the stored ones have a zero row and column for the constant.
let private checkMixtures (golden: Golden) teacher student i (sample: Sample) =
    let pair = golden.Pair
    let counts = RoundingCounts pair
    let v = Definitions.fanOuts ring student (fun l -> sample.Student.D[l])
    let vTeacher = Definitions.fanOuts ring teacher (fun l -> sample.Teacher.D[l])
    let vMagnitude = Magnitudes.fanOuts student sample.Student
    let vTeacherMagnitude = Magnitudes.fanOuts teacher sample.Teacher
    let product = Definitions.transposedProduct ring

    let compare key (exact: Dyadic[][]) k (magnitude: Dyadic[][]) =
        let shape = golden.Arrays[key].Shape

        [ for r in 0 .. shape[1] - 1 do
              for c in 0 .. shape[2] - 1 do
                  let stored = golden.Entry(key, i, r, c)

                  if r < exact.Length && c < exact[0].Length then
                      within $"{key}[{i}, {r}, {c}]" stored exact.[r].[c] k magnitude.[r].[c]
                  else
                      Assert.Equal(Dyadic.zero, stored) ]

    [ for l in 1 .. pair.Depth do
          yield! compare $"SV{l}" v.[l] (RoundingCounts.FanOut(pair.Student.Shape, l)) vMagnitude.[l]

          yield!
              compare
                  $"TV{l}"
                  vTeacher.[l]
                  (RoundingCounts.FanOut(pair.Teacher.Shape, l))
                  vTeacherMagnitude.[l]

          yield!
              compare
                  $"A{l}"
                  (product v.[l] vTeacher.[l])
                  (counts.TeacherMixture l)
                  (product vMagnitude.[l] vTeacherMagnitude.[l])

          yield!
              compare
                  $"B{l}"
                  (product v.[l] v.[l])
                  (counts.StudentMixture l)
                  (product vMagnitude.[l] vMagnitude.[l]) ]

/// N times the update and N times its magnitude, so that nothing is divided: N + 1 further roundings for sum and mean.
let private checkUpdates (golden: Golden) (samples: Sample[]) =
    let shape = golden.Pair.Student.Shape
    let counts = RoundingCounts golden.Pair
    let n = Dyadic.ofInt golden.Samples

    [ for l in 1 .. shape.Depth do
          let k =
              RoundingCounts.Activation(shape, l - 1)
              + counts.Gradient l
              + int64 golden.Samples
              + 1L

          for row in 0 .. shape.Width(l - 1) do
              for column in 0 .. shape.Width l - 1 do
                  let sum (f: Sample -> Dyadic[][]) (g: Sample -> Dyadic[][]) =
                      samples
                      |> Array.map (fun s -> (f s).[l - 1].[row] * (g s).[l].[column])
                      |> Dyadic.sum

                  within
                      $"DW{l}[{row}, {column}]"
                      (n * golden.Entry($"DW{l}", row, column))
                      (sum _.Student.F _.G)
                      k
                      (sum _.Phi _.Gamma) ]

/// 2 N J: twice the count of the difference, one product, N C sums, the mean and the half.
let private checkLoss (golden: Golden) (samples: Sample[]) =
    let pair = golden.Pair

    let total choose =
        samples
        |> Array.map (fun s -> Dyadic.sumOfProducts (choose s) (choose s))
        |> Dyadic.sum

    let k =
        2L * RoundingCounts(pair).Gradient pair.Depth
        + int64 (golden.Samples * pair.Outputs)
        + 3L

    within
        "loss_half_mean"
        (Dyadic.ofInt (2 * golden.Samples) * golden.Entry("loss_half_mean", 0))
        (total (fun s -> s.G[pair.Depth]))
        k
        (total (fun s -> s.Gamma[pair.Depth]))

[<Theory; MemberData(nameof files)>]
let ``stored vectors lie within rounding of the exact ones, and the lemma is exact on them`` (name: string) =
    let golden = GoldenFile.read name
    let teacher = Definitions.ofNetwork ring golden.Pair.Teacher
    let student = Definitions.ofNetwork ring golden.Pair.Student
    let samples = Array.init golden.Samples (evaluate golden teacher student)
    let passes = samples |> Seq.mapi (checkPasses golden) |> Seq.concat |> Seq.max

    let chosen =
        [ for j in 0 .. min decomposed golden.Samples - 1 ->
              j * golden.Samples / min decomposed golden.Samples ]

    let mixtures =
        [ for i in chosen do
              yield! checkMixtures golden teacher student i samples[i] ]
        |> List.max

    let updates = checkUpdates golden samples |> List.max
    let loss = checkLoss golden samples
    // A bound that is never used much would hide an error: each is used to at least a thousandth somewhere in the file.
    Assert.True(min passes updates >= 1e-3, $"{passes}, {mixtures}, {updates}, {loss}")

    for i in chosen do
        let residuals =
            MixtureRule.residuals
                ring
                Lemma
                teacher
                student
                samples.[i].Student.F.[0].[.. golden.Pair.Inputs - 1]

        Assert.All(residuals, fun layer -> Assert.All(layer, fun value -> Assert.Equal(Dyadic.zero, value)))

[<Fact>]
let ``all files are read`` () =
    Assert.Equal(24, GoldenFile.names.Length)
