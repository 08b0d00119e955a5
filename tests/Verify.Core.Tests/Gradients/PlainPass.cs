// One sample through one network, from the definitions of theory.md in plain loops: what the batched passes and the
// decomposition are compared with, to the last bit. It uses no kernel.

using Verify.Core.Networks;

namespace Verify.Core.Tests.Gradients;

/// <summary>
/// Every sum is one chain of fused multiply-adds from +0 in the order of the index, which is the documented order of the
/// kernels; so the bits have to agree.
/// </summary>
internal sealed class PlainPass
{
    private readonly Network network;

    internal PlainPass(Network network, ReadOnlySpan<double> x)
    {
        this.network = network;
        int depth = network.Shape.Depth;
        Z = new double[depth + 1][];
        D = new double[depth + 1][];
        F = new double[depth + 1][];
        F[0] = [.. x, 1];
        for (int l = 1; l <= depth; l++)
        {
            int width = network.Shape.Width(l);
            Z[l] = new double[width];
            for (int k = 0; k < width; k++)
            {
                for (int j = 0; j < F[l - 1].Length; j++)
                {
                    Z[l][k] = Math.FusedMultiplyAdd(F[l - 1][j], network.Weights(l)[j, k], Z[l][k]);
                }
            }

            bool hidden = l < depth;
            D[l] = Array.ConvertAll(Z[l], z => z >= 0 || !hidden ? 1 : network.Leak);
            F[l] = hidden ? [.. Z[l].Zip(D[l], (z, d) => z >= 0 ? z : d * z), 1] : Z[l];
        }
    }

    /// <summary>Pre-activations, l = 1..L.</summary>
    internal double[][] Z { get; }

    /// <summary>Gates, l = 1..L; all 1 at the top.</summary>
    internal double[][] D { get; }

    /// <summary>Activations, l = 0..L, the constant last below the top.</summary>
    internal double[][] F { get; }

    /// <summary>g_l, l = 1..L, for a target f*_L.</summary>
    internal double[][] Gradients(ReadOnlySpan<double> target)
    {
        int depth = network.Shape.Depth;
        double[][] g = new double[depth + 1][];
        g[depth] = new double[target.Length];
        for (int c = 0; c < target.Length; c++)
        {
            g[depth][c] = target[c] - F[depth][c];
        }

        for (int l = depth; l > 1; l--)
        {
            g[l - 1] = new double[network.Shape.Width(l - 1)];
            for (int j = 0; j < g[l - 1].Length; j++)
            {
                double sum = 0;
                for (int k = 0; k < g[l].Length; k++)
                {
                    sum = Math.FusedMultiplyAdd(g[l][k], network.Weights(l)[j, k], sum);
                }

                g[l - 1][j] = D[l - 1][j] * sum;
            }
        }

        return g;
    }

    /// <summary>V_l, l = 1..L, C x coordinates, row-major; V_{L-1} = W_L^T as it stands (a chain would make +0 of -0).</summary>
    internal double[][] FanOuts()
    {
        NetworkShape shape = network.Shape;
        int outputs = shape.Outputs;
        double[][] v = new double[shape.Depth + 1][];
        v[shape.Depth] = new double[outputs * outputs];
        for (int c = 0; c < outputs; c++)
        {
            v[shape.Depth][c * outputs + c] = 1;
        }

        for (int l = shape.Depth; l > 1; l--)
        {
            int above = shape.Coordinates(l);
            int below = shape.Coordinates(l - 1);
            v[l - 1] = new double[outputs * below];
            for (int c = 0; c < outputs; c++)
            {
                for (int j = 0; j < below; j++)
                {
                    double sum = l == shape.Depth ? network.Weights(l)[j, c] : 0;
                    for (int k = 0; l < shape.Depth && k < shape.Width(l); k++)
                    {
                        sum = Math.FusedMultiplyAdd(
                            v[l][c * above + k] * D[l][k],
                            network.Weights(l)[j, k],
                            sum
                        );
                    }

                    // The column e_last of the extended W_l: the constant feeds on the constant alone.
                    bool constant = j == below - 1 && l < shape.Depth;
                    v[l - 1][c * below + j] = constant ? sum + v[l][c * above + above - 1] : sum;
                }
            }
        }

        return v;
    }

    /// <summary>V^T V' of two matrices with C rows.</summary>
    internal static double[] Overlap(double[] v, double[] other, int outputs)
    {
        int rows = v.Length / outputs;
        int columns = other.Length / outputs;
        double[] product = new double[rows * columns];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                double sum = 0;
                for (int c = 0; c < outputs; c++)
                {
                    sum = Math.FusedMultiplyAdd(v[c * rows + i], other[c * columns + j], sum);
                }

                product[i * columns + j] = sum;
            }
        }

        return product;
    }
}
