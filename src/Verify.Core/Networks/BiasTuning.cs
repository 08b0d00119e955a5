// Offsets chosen from data, as the published experiments choose their teachers' so that every node divides the samples.
// It changes no direction, and nothing of the output layer.

using Verify.Core.Kernels;
using Verify.Core.Numerics;

namespace Verify.Core.Networks;

/// <summary>Sets the biases of hidden nodes from a dataset.</summary>
public static class BiasTuning
{
    /// <summary>
    /// The same network with every hidden bias set, layer by layer, strictly between two pre-activations of the data:
    /// half-way between the two middle ones, so that the node is active on ceil(N/2) samples and none is on its boundary.
    /// Where the middle ones tie, the nearest two that differ are taken; where all tie, the node is active on all.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="inputs">X, N x d, N &gt;= 1.</param>
    /// <exception cref="ArgumentException">No samples, or X does not have d columns.</exception>
    public static Network HalfActive(Network network, ReadOnlyMatrixView inputs)
    {
        ArgumentNullException.ThrowIfNull(network);
        NetworkShape shape = network.Shape;
        if (inputs.Rows == 0 || inputs.Columns != shape.Inputs)
        {
            throw new ArgumentException(
                $"The inputs are {inputs.Rows} x {inputs.Columns}; at least 1 x {shape.Inputs} are needed."
            );
        }

        int samples = inputs.Rows;
        double[] weights = network.AllWeights.ToArray();
        double[] activations = new double[samples * shape.Inputs];
        for (int i = 0; i < samples; i++)
        {
            inputs.Row(i).CopyTo(activations.AsSpan(i * shape.Inputs));
        }

        for (int l = 1; l < shape.Depth; l++)
        {
            int width = shape.Width(l);
            double[] z = new double[samples * width];
            MatrixView values = new(z, samples, width);
            MatrixProduct.Multiply(
                new ReadOnlyMatrixView(activations, samples, shape.Width(l - 1)),
                network.Directions(l),
                values
            );
            Span<double> bias = weights.AsSpan(shape.WeightOffset(l) + shape.Width(l - 1) * width, width);
            double[] column = new double[samples];
            for (int k = 0; k < width; k++)
            {
                for (int i = 0; i < samples; i++)
                {
                    column[i] = values[i, k];
                }

                Array.Sort(column);
                bias[k] = BetweenTheMiddle(column);
                for (int i = 0; i < samples; i++)
                {
                    double shifted = values[i, k] + bias[k];
                    values[i, k] = shifted >= 0 ? shifted : network.Leak * shifted;
                }
            }

            activations = z;
        }

        return network.WithWeights(weights);
    }

    /// <summary>The bias that puts 0 strictly between two of the sorted values, as near the middle as they allow.</summary>
    private static double BetweenTheMiddle(ReadOnlySpan<double> sorted)
    {
        // The number of values below the boundary: half, half + 1, half - 1, half + 2, ..
        int half = sorted.Length / 2;
        for (int step = 1; step <= sorted.Length + 1; step++)
        {
            int below = half + (step % 2 == 0 ? step / 2 : -(step / 2));
            if (below <= 0 || below >= sorted.Length)
            {
                continue;
            }

            double middle = sorted[below - 1] + (sorted[below] - sorted[below - 1]) / 2;
            if (sorted[below - 1] < middle && middle < sorted[below])
            {
                return -middle;
            }
        }

        // All the same (or adjacent doubles): positive on each of them, also when 1 is lost beside them.
        return 1 - 2 * Math.Min(0, sorted[0]);
    }
}
