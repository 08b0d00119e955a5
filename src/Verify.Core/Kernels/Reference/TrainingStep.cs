// The scalar meaning of Training/Engine/NetworkStep.cs and of the plain update. Not for speed.

using System.Numerics;

namespace Verify.Core.Kernels.Reference;

/// <summary>
/// One plain update of a network whose weight (node k, fan-in i) of layer l = 1.. is weights[l][k][i], the bias last. Every
/// sum is a chain of fused multiply-adds from +0: over the fan-in forward, over the nodes above backward, over the samples
/// in an update.
/// </summary>
internal static class TrainingStep
{
    /// <summary>
    /// Updates the weights from a batch x (rows [x, constant]) and its targets; the sum over the batch, in double, of the
    /// squared residual norms before the update.
    /// </summary>
    internal static double Update<T>(T[][][] weights, T leak, T[][] x, T[][] targets, T constant, T rate)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int depth = weights.Length - 1;
        int samples = x.Length;
        T[][][] f = new T[depth + 1][][];
        T[][][] z = new T[depth + 1][][];
        T[][][] g = new T[depth + 1][][];
        f[0] = x;
        for (int l = 1; l <= depth; l++)
        {
            z[l] = [.. f[l - 1].Select(input => Array.ConvertAll(weights[l], node => Chain(node, input)))];
            f[l] = [.. z[l].Select(row => (T[])[.. row.Select(v => v >= T.Zero ? v : leak * v), constant])];
        }

        double total = 0;
        g[depth] = new T[samples][];
        for (int i = 0; i < samples; i++)
        {
            g[depth][i] = [.. targets[i].Zip(z[depth][i], (target, output) => target - output)];
            total += double.CreateTruncating(Chain(g[depth][i], g[depth][i]));
        }

        for (int l = depth; l > 1; l--)
        {
            g[l - 1] = new T[samples][];
            for (int i = 0; i < samples; i++)
            {
                g[l - 1][i] = new T[z[l - 1][i].Length];
                for (int k = 0; k < g[l - 1][i].Length; k++)
                {
                    T sum = Chain([.. weights[l].Select(node => node[k])], g[l][i]);
                    g[l - 1][i][k] = z[l - 1][i][k] >= T.Zero ? sum : leak * sum;
                }
            }
        }

        for (int l = 1; l <= depth; l++)
        {
            for (int k = 0; k < weights[l].Length; k++)
            {
                for (int i = 0; i < weights[l][k].Length; i++)
                {
                    T sum = T.Zero;
                    for (int sample = 0; sample < samples; sample++)
                    {
                        sum = T.FusedMultiplyAdd(g[l][sample][k], f[l - 1][sample][i], sum);
                    }

                    weights[l][k][i] = T.FusedMultiplyAdd(rate, sum, weights[l][k][i]);
                }
            }
        }

        return total;
    }

    private static T Chain<T>(T[] a, T[] b)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T sum = T.Zero;
        for (int k = 0; k < a.Length; k++)
        {
            sum = T.FusedMultiplyAdd(a[k], b[k], sum);
        }

        return sum;
    }
}
