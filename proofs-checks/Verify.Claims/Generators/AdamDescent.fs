// Adam on all samples by the core's gradients, one step at a time. Plain doubles in a fixed order: the same bits everywhere.
namespace Verify.Claims.Generators

open System
open Verify.Core.Gradients
open Verify.Core.Networks
open Verify.Core.Numerics

/// A network under training with the moments of its gradient.
type AdamDescent =
    { Network: Network
      Mean: float[]
      Square: float[]
      MeanLeft: float
      SquareLeft: float }

module AdamDescent =
    let private decay = 0.9
    let private squareDecay = 0.99

    let start (network: Network) =
        { Network = network
          Mean = Array.zeroCreate network.Shape.WeightCount
          Square = Array.zeroCreate network.Shape.WeightCount
          MeanLeft = 1.0
          SquareLeft = 1.0 }

    /// The network after one step, from the passes over it.
    let step rate (forward: ForwardPass) (backward: BackwardPass) (descent: AdamDescent) =
        let shape = descent.Network.Shape
        let update = Array.zeroCreate<float> shape.WeightCount

        for l in 1 .. shape.Depth do
            let part =
                MatrixView(
                    Span<float>(update, shape.WeightOffset l, shape.WeightLength l),
                    shape.Width(l - 1) + 1,
                    shape.Width l
                )

            backward.WeightUpdate(forward, l, part)

        let meanLeft, squareLeft =
            descent.MeanLeft * decay, descent.SquareLeft * squareDecay

        let mean = Array.map2 (fun m u -> decay * m + (1.0 - decay) * u) descent.Mean update

        let square =
            Array.map2 (fun s u -> squareDecay * s + (1.0 - squareDecay) * u * u) descent.Square update

        let weights = descent.Network.AllWeights.ToArray()

        for i in 0 .. weights.Length - 1 do
            let root = sqrt (square[i] / (1.0 - squareLeft))
            weights[i] <- weights[i] + rate * (mean[i] / (1.0 - meanLeft)) / (root + 1e-8)

        { Network = descent.Network.WithWeights(ReadOnlySpan<float> weights)
          Mean = mean
          Square = square
          MeanLeft = meanLeft
          SquareLeft = squareLeft }
