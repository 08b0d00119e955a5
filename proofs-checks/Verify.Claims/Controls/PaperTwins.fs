// Controls of F.paper and F.scaling: the readings in which it is false, each hypothesis dropped, and exponents that are too
// small. Data and students are those that the control is about.
namespace Verify.Claims.Controls

open System
open Verify.Claims
open Verify.Claims.Generators
open Verify.Claims.Theorems

module PaperTwins =
    let private budget = { Quick = 64; Ci = 64; Deep = 64 }

    let private twinWith evidence name statement space reading place theorem =
        { Id = $"{PaperAlignment.claim.Id}/{name}"
          Kind = FalseTwin PaperAlignment.claim.Id
          Statement = statement
          Source = $"control of {PaperAlignment.claim.Id}; theory.md, sections 7 and 8"
          Hypotheses = InstanceTheorem.hypotheses theorem
          Evidence = PaperAlignment.sampledWith evidence budget 0.0 space reading place theorem }

    let private twin name = twinWith PaperCases.sampled name

    let private printed reading = PaperAlignment.theorem reading Printed

    let private mirrored =
        { PaperSpace.standard with
            Teachers = [ 1 ]
            Attacks = [ Mirrored ]
            Inputs = [ 1; 2 ]
            Halvings = [ 1; 2 ]
            Augmentations = [ Aware ] }

    /// Students that straddle the first teacher's hyperplane, on the given data.
    let private straddling data =
        { PaperSpace.standard with
            Teachers = [ 1 ]
            Extra = [ 1 ]
            Inputs = [ 2 ]
            Halvings = [ 2 ]
            Augmentations = [ Aware ]
            Data = [ data ]
            Attacks = [ Straddling ] }

    let private paper =
        [ twin
              "literal"
              "F.paper in the literal reading: some student has sin <= eps and |b' - b| <= eps"
              mirrored
              AsPrinted
              OnAugmented
              (printed AsPrinted)
          twin
              "co-oriented"
              "F.paper with co-oriented alignment: some student is eps-aligned and on the same side"
              mirrored
              SameSide
              OnAugmented
              (printed SameSide)
          twin
              "few-samples"
              "F.paper without its number of samples"
              { straddling Everywhere with
                  Samples =
                      fun setting ->
                          [ for n in [ 1.0; 1.5; 2.0; 3.0 ] -> int (Math.Ceiling(n / setting.Epsilon)) ] }
              EitherSide
              OnAugmented
              (printed EitherSide |> InstanceTheorem.without "enough samples")
          twin
              "no-augmentation"
              "F.paper with the gradient small on D alone"
              { PaperSpace.standard with
                  Teachers = [ 1 ]
                  Inputs = [ 1 ]
                  Halvings = [ 3 ]
                  Augmentations = [ Aware ]
                  Data = [ Gapped ]
                  Attacks = [ Ramp ] }
              EitherSide
              OnData
              (printed EitherSide)
          twin
              "incompatible"
              "F.paper without D.compatible: a single sample lies near the teacher's boundary"
              (straddling Lonely)
              EitherSide
              OnAugmented
              (printed EitherSide |> InstanceTheorem.without "compatible")
          twin
              "heaped"
              "F.paper without D.transverse: the samples near the teacher's boundary all lie in one place of it"
              (straddling Heaped)
              EitherSide
              OnAugmented
              (printed EitherSide)
          twinWith
              PaperCases.sampledFreely
              "threshold"
              "F.paper with the threshold |alpha_kj| eps, without 5 K^{3/2} sqrt d"
              (straddling Everywhere)
              EitherSide
              OnAugmented
              (PaperAlignment.theorem EitherSide WithoutConstants) ]

    let private scaling name statement growth =
        { Id = $"{PaperScaling.claim.Id}/{name}"
          Kind = FalseTwin PaperScaling.claim.Id
          Statement = statement
          Source = $"control of {PaperScaling.claim.Id}"
          Hypotheses = []
          Evidence = PaperScaling.sampled { Quick = 1; Ci = 1; Deep = 1 } growth }

    let all =
        paper
        @ [ scaling
                "root-eps"
                "F.scaling with a gradient that falls no faster than sqrt eps"
                (PaperScaling.allowed
                 >> fun growth ->
                     { growth with
                         InverseGradient = List.updateAt 0 0.5 growth.InverseGradient })
            scaling
                "same-N-for-every-eps"
                "F.scaling with an N that does not grow when eps falls"
                (PaperScaling.allowed
                 >> fun growth ->
                     { growth with
                         Samples = List.updateAt 0 0.0 growth.Samples }) ]
