// F.scaling: how the number of samples at which counterexamples to F.paper end, and the gradient below which none is found,
// grow with eps, d and K. A statistical claim: the plan, the attacks and the level are fixed before anything is measured.
//
// The laws are those of ScalingLaws.fs, the figures ScalingCharts.fs.
namespace Verify.Claims.Theorems

open System
open Verify.Claims
open Verify.Claims.Generators

/// The exponents that the theorem allows in 1/eps, d and K, for N and for 1/G.
type AllowedGrowth =
    { Samples: float list
      InverseGradient: float list }

module PaperScaling =
    /// Of a one-sided test that an exponent is not above what is allowed. Six tests a case.
    let level = 1e-4

    let private names = [ "1/eps"; "d"; "K" ]

    let allowed augmentation =
        match augmentation with
        | Agnostic ->
            { Samples = [ 1.0; 2.0; 2.5 ]
              InverseGradient = [ 1.0; 0.5; 1.5 ] }
        | Aware ->
            { Samples = [ 1.0; 1.0; 2.5 ]
              InverseGradient = [ 1.0; 0.0; 1.5 ] }

    /// What is fitted, the name of the variable, the exponent, and what is allowed.
    let private exponents (growth: Augmentation -> AllowedGrowth) (case: ScalingCase) =
        let allowed = growth case.Points.Head.Setting.Augmentation

        let both what (law: PowerLaw) limits =
            List.zip3 names law.Exponents limits
            |> List.map (fun (name, exponent, limit) -> what, name, exponent, limit)

        both "N" (ScalingLaws.samples case.Points) allowed.Samples
        @ both "1/G" (ScalingLaws.inverseGradient case.Points) allowed.InverseGradient

    let private say (what, name, exponent: FittedExponent, limit: float) =
        $"{what} grows like {name} to the power {exponent.Value:F3} +- {exponent.Error:F3} (at least {exponent.Lower(1.0 - level):F3} at level {level}); allowed: {limit}"

    /// ArgumentException when the points do not determine the exponents; they may be a witness's.
    let private fitted growth (case: ScalingCase) =
        try
            Ok(exponents growth case)
        with :? ArgumentException as problem ->
            Error problem.Message

    let check growth (case: ScalingCase) =
        match fitted growth case with
        | Error problem -> Unresolved problem
        | Ok found ->
            let over =
                found
                |> List.tryFind (fun (_, _, exponent, limit) -> exponent.Lower(1.0 - level) > limit)

            let measurement (_, _, exponent: FittedExponent, limit) =
                { Measured = max 0.0 (exponent.Lower(1.0 - level))
                  Bound = limit }

            match over with
            | Some worst -> Violated(measurement worst, Locus.everywhere (say worst))
            | None -> found |> List.map measurement |> List.reduce Measurement.tighter |> Satisfied

    let private explain growth (case: ScalingCase) (locus: Locus option) =
        [ for setting, points in case.Points |> List.groupBy _.Setting do
              let mean f =
                  Math.Exp(points |> List.averageBy (f >> Math.Log))

              yield
                  $"eps = {setting.Epsilon}, d = {setting.Inputs}, K = {setting.Nodes}: counterexamples up to N = {mean _.Samples:F1} "
                  + $"(the theorem's N with constant 1 and kappa = 1: {setting.Samples:F0}), none below a gradient of {mean _.Gradient:G4} |alpha| "
                  + $"(printed: {setting.Threshold:G4})"

          match fitted growth case with
          | Ok found -> yield! List.map say found
          | Error problem -> yield problem

          match locus with
          | Some locus -> yield Locus.describe locus
          | None -> () ]

    /// Datasets for each setting of the plan, attacks on each.
    let private replicates, attempts = 4, 2

    let sampled budget growth =
        ScalingCases.sampled
            ScalingCharts.ofMaterials
            { Budget = budget
              MinimumShare = 1.0
              Generate = ScalingCases.draw replicates attempts
              Check = check growth
              Explain = explain growth }

    let claim =
        { Id = "F.scaling"
          Kind = Theorem
          Statement =
            "On uniform data, the largest N at which an attack finds a student below the printed threshold that is not eps-aligned "
            + "grows no faster than K^{5/2} d^2 / eps (agnostic) or K^{5/2} d / eps (aware), and the least gradient of such a student "
            + $"falls no faster than |alpha| eps / (K^(3/2) sqrt d), respectively |alpha| eps / K^(3/2): each fitted exponent is tested one-sidedly at level {level}. "
            + $"Plan: {(ScalingCases.plan Aware).Length} settings, {replicates} datasets each, {attempts} attacks on each dataset."
          Source = "Tian 2020, the rates of the theorems on finite samples; theory.md, section 4"
          Hypotheses = []
          Evidence = sampled { Quick = 2; Ci = 16; Deep = 200 } allowed }
