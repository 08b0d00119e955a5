// The decomposition as one would write it first: per sample, loops over doubles, nothing shared, nothing vectorised.
// The peer that the core is measured against; not used for anything else.

using Verify.Core.Networks;
using Verify.Core.Numerics;

namespace Verify.Benchmarks;

/// <summary>Forward, V, A and B of every sample and layer by plain loops.</summary>
internal static class ScalarDecomposition
{
    /// <summary>Computes everything and returns the sum of all entries of A and B, so that no work can be left out.</summary>
    internal static double Run(NetworkPair pair, double[] inputs, int samples)
    {
        double sum = 0;
        for (int i = 0; i < samples; i++)
        {
            double[] x = inputs[(i * pair.Inputs)..((i + 1) * pair.Inputs)];
            double[][] student = FanOuts(pair.Student, Gates(pair.Student, x));
            double[][] teacher = FanOuts(pair.Teacher, Gates(pair.Teacher, x));
            for (int l = 1; l <= pair.Depth; l++)
            {
                sum += Sum(TransposedProduct(student[l], teacher[l], pair.Outputs));
                sum += Sum(TransposedProduct(student[l], student[l], pair.Outputs));
            }
        }

        return sum;
    }

    private static double[][] Gates(Network network, double[] x)
    {
        double[][] gates = new double[network.Shape.Depth][];
        double[] f = x;
        for (int l = 1; l < network.Shape.Depth; l++)
        {
            ReadOnlyMatrixView w = network.Weights(l);
            double[] next = new double[w.Columns];
            gates[l] = new double[w.Columns];
            for (int k = 0; k < w.Columns; k++)
            {
                double z = w[w.Rows - 1, k];
                for (int j = 0; j < f.Length; j++)
                {
                    z += f[j] * w[j, k];
                }

                gates[l][k] = z >= 0 ? 1 : network.Leak;
                next[k] = gates[l][k] * z;
            }

            f = next;
        }

        return gates;
    }

    private static double[][] FanOuts(Network network, double[][] gates)
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
            ReadOnlyMatrixView w = network.Weights(l);
            int width = shape.Width(l);
            int above = shape.Coordinates(l);
            int below = shape.Coordinates(l - 1);
            v[l - 1] = new double[outputs * below];
            for (int c = 0; c < outputs; c++)
            {
                for (int i = 0; i < below; i++)
                {
                    double sum = 0;
                    for (int k = 0; k < width; k++)
                    {
                        double gate = l == shape.Depth ? 1 : gates[l][k];
                        sum += v[l][c * above + k] * gate * w[i, k];
                    }

                    v[l - 1][c * below + i] = sum;
                }

                if (above > width)
                {
                    v[l - 1][c * below + below - 1] += v[l][c * above + width];
                }
            }
        }

        return v;
    }

    private static double[] TransposedProduct(double[] left, double[] right, int outputs)
    {
        int rows = left.Length / outputs;
        int columns = right.Length / outputs;
        double[] product = new double[rows * columns];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                double sum = 0;
                for (int c = 0; c < outputs; c++)
                {
                    sum += left[c * rows + i] * right[c * columns + j];
                }

                product[i * columns + j] = sum;
            }
        }

        return product;
    }

    private static double Sum(double[] values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value;
        }

        return sum;
    }
}
