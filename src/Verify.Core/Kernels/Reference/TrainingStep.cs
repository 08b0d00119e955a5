// The scalar meaning of Training/Engine/NetworkStep.cs and of the plain update. Not for speed.

using System.Numerics;
using System.Runtime.CompilerServices;

namespace Verify.Core.Kernels.Reference;

/// <summary>
/// A network whose weight (node k, fan-in i) of layer l = 1.. is weights[l][k][i], the bias last. Sums are chains of fused
/// multiply-adds from +0: over the fan-in forward, over the nodes above backward, over the samples in an update; and sums over
/// the outputs (of g_{L-1} and of |g_L|^2) go by lines of 64 bytes.
/// </summary>
internal static class TrainingStep
{
    /// <summary>What a batch makes of a network, by layer, sample and node: f (with the constant), z and g.</summary>
    internal sealed record Passes<T>(T[][][] F, T[][][] Z, T[][][] G);

    /// <summary>
    /// One plain update of the weights from a batch x (rows [x, constant]) and its targets; the sum over the batch, in double,
    /// of the squared residual norms before the update.
    /// </summary>
    internal static double Update<T>(T[][][] weights, T leak, T[][] x, T[][] targets, T constant, T rate)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int depth = weights.Length - 1;
        Passes<T> passes = Run(weights, leak, x, targets, constant);
        double total = 0;
        foreach (T[] residual in passes.G[depth])
        {
            total += double.CreateTruncating(ByLines(residual, residual));
        }

        for (int l = 1; l <= depth; l++)
        {
            for (int k = 0; k < weights[l].Length; k++)
            {
                for (int i = 0; i < weights[l][k].Length; i++)
                {
                    T sum = T.Zero;
                    for (int sample = 0; sample < x.Length; sample++)
                    {
                        sum = T.FusedMultiplyAdd(passes.G[l][sample][k], passes.F[l - 1][sample][i], sum);
                    }

                    weights[l][k][i] = T.FusedMultiplyAdd(rate, sum, weights[l][k][i]);
                }
            }
        }

        return total;
    }

    /// <summary>Forward and back.</summary>
    internal static Passes<T> Run<T>(T[][][] weights, T leak, T[][] x, T[][] targets, T constant)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int depth = weights.Length - 1;
        T[][][] f = new T[depth + 1][][];
        T[][][] z = new T[depth + 1][][];
        T[][][] g = new T[depth + 1][][];
        f[0] = x;
        for (int l = 1; l <= depth; l++)
        {
            z[l] = [.. f[l - 1].Select(input => Array.ConvertAll(weights[l], node => Chain(node, input)))];
            f[l] = [.. z[l].Select(row => (T[])[.. row.Select(v => v >= T.Zero ? v : leak * v), constant])];
        }

        g[depth] = [.. targets.Select((target, i) => (T[])[.. target.Zip(z[depth][i], (a, b) => a - b)])];
        for (int l = depth; l > 1; l--)
        {
            g[l - 1] = new T[x.Length][];
            for (int i = 0; i < x.Length; i++)
            {
                g[l - 1][i] = new T[z[l - 1][i].Length];
                for (int k = 0; k < g[l - 1][i].Length; k++)
                {
                    T[] above = [.. weights[l].Select(node => node[k])];
                    T sum = l == depth ? ByLines(above, g[l][i]) : Chain(above, g[l][i]);
                    g[l - 1][i][k] = z[l - 1][i][k] >= T.Zero ? sum : leak * sum;
                }
            }
        }

        return new(f, z, g);
    }

    /// <summary>
    /// The sum of a[k] b[k] by blocks of eight lines of 64 bytes, added in order: in a block, element j of a line is a chain over
    /// the lines, and elements j and j + n / 2 are added until one of n is left.
    /// </summary>
    internal static T ByLines<T>(T[] a, T[] b)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int line = 64 / Unsafe.SizeOf<T>();
        T total = T.Zero;
        for (int first = 0; first < a.Length; first += 8 * line)
        {
            T[] elements = new T[line];
            for (int k = first; k < Math.Min(a.Length, first + 8 * line); k++)
            {
                elements[k % line] = T.FusedMultiplyAdd(a[k], b[k], elements[k % line]);
            }

            while (elements.Length > 1)
            {
                int half = elements.Length / 2;
                elements = [.. elements.Take(half).Zip(elements.Skip(half), (x, y) => x + y)];
            }

            total = first == 0 ? elements[0] : total + elements[0];
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
