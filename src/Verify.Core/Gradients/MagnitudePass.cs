// Forward and backward with every weight and input replaced by its absolute value and the gates imposed: the
// magnitudes that a-priori rounding bounds are made of. Not a network's evaluation: nothing is gated by its own sign.

using Verify.Core.Kernels;
using Verify.Core.Networks;
using Verify.Core.Numerics;

namespace Verify.Core.Gradients;

/// <summary>
/// Phi_0 = [|x|; 1], Phi_l = [D_l |W_l|^T Phi_{l-1}; 1], Phi_L = |W_L|^T Phi_{L-1}, with the gates of an actual pass.
/// Each entry is the sum, over all paths of weights into a node, of the absolute value of the path's product.
/// </summary>
internal sealed class MagnitudePass
{
    private readonly double[][] magnitudes;
    private readonly ForwardPass pass;

    internal MagnitudePass(Network network, ForwardPass pass)
    {
        this.pass = pass;
        NetworkShape shape = network.Shape;
        Network = network.WithWeights(Absolute(network.AllWeights));
        magnitudes = new double[shape.Depth + 1][];
        magnitudes[0] = Absolute(pass.Activations(0).Data);
        for (int l = 1; l <= shape.Depth; l++)
        {
            int width = shape.Width(l);
            magnitudes[l] = new double[checked(pass.Samples * shape.Coordinates(l))];
            MatrixView phi = new(magnitudes[l], pass.Samples, shape.Coordinates(l));
            MatrixProduct.Multiply(At(l - 1), Network.Weights(l), phi.LeftColumns(width));
            for (int i = 0; l < shape.Depth && i < pass.Samples; i++)
            {
                Span<double> nodes = phi.Row(i)[..width];
                ElementWise.Multiply(nodes, pass.Gates(l).Row(i), nodes);
                phi[i, width] = 1;
            }
        }
    }

    /// <summary>The network with |W|.</summary>
    internal Network Network { get; }

    /// <summary>Phi_l, N x (n_l + 1), or N x C at the top.</summary>
    internal ReadOnlyMatrixView At(int layer) =>
        new(magnitudes[layer], pass.Samples, pass.Shape.Coordinates(layer));

    private static double[] Absolute(ReadOnlySpan<double> values)
    {
        double[] result = new double[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            result[i] = Math.Abs(values[i]);
        }

        return result;
    }
}
