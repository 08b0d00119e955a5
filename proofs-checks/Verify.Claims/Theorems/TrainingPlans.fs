// The experiments of the statistical claims, fixed beforehand: what is trained, how long, and over how many seeds. The first
// plan of a claim is the profile quick's, small enough for a second; ci adds ones with the published inputs and outputs, deep the
// published ones. How the numbers of seeds were found is in proofs-checks/training.md. Plans only.
namespace Verify.Claims.Theorems

open Verify.Claims.Generators
open Verify.Claims.Training
open Verify.Core.Training

module TrainingPlans =
    let private small =
        { Kind = TwoLayerRuns
          Teachers = [ 4 ]
          Multiples = [ 10 ]
          Inputs = 10
          Outputs = 8
          Decays = [ 1.0 ]
          Samples = 300
          Evaluation = 250
          Rate = 0.05
          Iterations = 1000
          Epochs = 4
          Fixed = FixedLayers.None
          Measured = AsTrained
          Seeds = 80
          Seed = 0UL }

    /// The published inputs and outputs; fewer samples, teachers and epochs.
    let private reduced =
        { small with
            Teachers = [ 5 ]
            Inputs = 100
            Outputs = 50
            Samples = 4000
            Evaluation = 1000
            Rate = 0.01 }

    /// Trained until most runs have converged.
    let converged = small

    let order =
        { small with
            Teachers = [ 5 ]
            Multiples = [ 1 ]
            Decays = [ 0.25; 2.0 ]
            Samples = 250
            Evaluation = 200
            Iterations = 20
            Epochs = 40
            Seeds = 64 }

    let widths =
        { small with
            Multiples = [ 1; 2; 5; 10 ]
            Decays = [ 0.0 ]
            Samples = 250
            Iterations = 100
            Seeds = 64 }

    let luck =
        { small with
            Teachers = [ 3 ]
            Multiples = [ 20 ]
            Samples = 256
            Evaluation = 200
            Iterations = 20
            Epochs = 30
            Seeds = 96 }

    let generalisation =
        { small with
            Multiples = [ 5 ]
            Seeds = 40 }

    let layers =
        { small with
            Kind = DeepRuns
            Teachers = [ 5; 8; 10 ]
            Multiples = [ 4 ]
            Inputs = 5
            Outputs = 10
            Decays = [ 0.0 ]
            Samples = 500
            Rate = 0.1
            Iterations = 100
            Epochs = 8
            Seeds = 72 }

    /// Teachers of one strength, enough of them that chance shows.
    let equalStrengths =
        { order with
            Teachers = [ 12 ]
            Inputs = 16
            Outputs = 12
            Decays = [ 0.0 ]
            Rate = 0.03
            Iterations = 40
            Seeds = 160 }

    let reducedConverged =
        [ for decay in [ 1.0; 0.5 ] ->
              { reduced with
                  Decays = [ decay ]
                  Iterations = 5000 } ]

    let reducedOrder =
        [ for teachers in [ 5; 8 ] ->
              { reduced with
                  Teachers = [ teachers ]
                  Multiples = [ 1 ]
                  Decays = [ 0.25; 2.0 ]
                  Samples = 2000
                  Evaluation = 500
                  Iterations = 125
                  Epochs = 40 } ]

    let reducedWidths =
        [ for decay in [ 1.0; 1.5 ] ->
              { reduced with
                  Multiples = [ 1; 2; 5; 10 ]
                  Decays = [ decay ]
                  Samples = 2000
                  Seeds = 96 } ]

    let reducedLuck =
        [ for decay in [ 1.0; 1.5 ] ->
              { reduced with
                  Multiples = [ 20 ]
                  Decays = [ decay ]
                  Inputs = 50
                  Outputs = 20
                  Samples = 1000
                  Evaluation = 500
                  Iterations = 100
                  Epochs = 30
                  Seeds = 144 } ]

    let reducedLayers =
        [ { layers with
              Teachers = [ 10; 15 ]
              Inputs = 10
              Outputs = 20
              Iterations = 100
              Epochs = 12 } ]

    let private published =
        { reduced with
            Teachers = [ 10 ]
            Samples = 10_000
            Evaluation = 2000 }

    let publishedConverged = [ { published with Iterations = 20_000 } ]

    let publishedOrder =
        [ { published with
              Multiples = [ 5 ]
              Decays = [ 0.25; 2.0 ]
              Iterations = 500
              Epochs = 40 } ]

    let publishedWidths =
        [ { published with
              Multiples = [ 1; 2; 5; 10 ]
              Iterations = 2000
              Seeds = 96 } ]

    let publishedLuck =
        [ { published with
              Multiples = [ 20 ]
              Iterations = 200
              Epochs = 40
              Seeds = 144 } ]
