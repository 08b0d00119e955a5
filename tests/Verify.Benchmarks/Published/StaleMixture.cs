// E beta_kk from the weights of one network and the gates of another, which is what the published deep statistics report.
// With the same network twice it is the true mean, Training/Engine/MixtureMeans.cs's, and so it checks itself.

using Verify.Core.Gradients;
using Verify.Core.Kernels;
using Verify.Core.Networks;
using Verify.Core.Numerics;

namespace Verify.Benchmarks.Published;

/// <summary>beta_kk of layer l is the squared norm of column k of V_l, V_{l-1} = V_l D_l W_l^T, V_L = I.</summary>
internal static class StaleMixture
{
    /// <summary>
    /// The means over samples of beta_kk, k = 1..n_l, at [l], l = 1..L-1: V from <paramref name="weights"/>, D from
    /// <paramref name="gates"/> on <paramref name="inputs"/> (N x d).
    /// </summary>
    internal static double[][] Betas(Network weights, Network gates, ReadOnlyMatrixView inputs)
    {
        NetworkShape shape = weights.Shape;
        ForwardPass pass = ForwardPass.Over(gates, inputs);
        double[][] betas = new double[shape.Depth][];
        for (int l = 1; l < shape.Depth; l++)
        {
            betas[l] = new double[shape.Width(l)];
        }

        for (int i = 0; i < inputs.Rows; i++)
        {
            double[] v = Transposed(weights.Directions(shape.Depth));
            for (int l = shape.Depth - 1; l >= 1; l--)
            {
                MatrixView rows = new(v, shape.Outputs, shape.Width(l));
                AddSquares(rows, inputs.Rows, betas[l]);
                if (l > 1)
                {
                    ReadOnlySpan<double> gate = pass.Gates(l).Row(i);
                    for (int c = 0; c < shape.Outputs; c++)
                    {
                        ElementWise.Multiply(rows.Row(c), gate, rows.Row(c));
                    }

                    v = new double[shape.Outputs * shape.Width(l - 1)];
                    MatrixProduct.MultiplyTransposedRight(
                        rows,
                        weights.Directions(l),
                        new MatrixView(v, shape.Outputs, shape.Width(l - 1))
                    );
                }
            }
        }

        return betas;
    }

    private static void AddSquares(ReadOnlyMatrixView rows, int samples, double[] sums)
    {
        for (int c = 0; c < rows.Rows; c++)
        {
            ReadOnlySpan<double> row = rows.Row(c);
            for (int k = 0; k < sums.Length; k++)
            {
                sums[k] += row[k] * row[k] / samples;
            }
        }
    }

    private static double[] Transposed(ReadOnlyMatrixView matrix)
    {
        double[] result = new double[matrix.Rows * matrix.Columns];
        for (int i = 0; i < matrix.Rows; i++)
        {
            for (int j = 0; j < matrix.Columns; j++)
            {
                result[j * matrix.Rows + i] = matrix[i, j];
            }
        }

        return result;
    }
}
