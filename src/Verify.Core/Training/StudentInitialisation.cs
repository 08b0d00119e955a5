// Where a student starts: small and random, or leaning towards or away from the teacher. Its widths are the
// configuration's.

using Verify.Core.Kernels;
using Verify.Core.Networks;
using Verify.Core.Numerics;

namespace Verify.Core.Training;

/// <summary>Makes the first student of a configuration.</summary>
public static class StudentInitialisation
{
    /// <summary>
    /// Normal weights, offsets too (zero without bias). A leaning start replaces the direction w~ of first-layer node k by
    /// |w~| times the normalised mixture (1 - a) w~/|w~| +- a w*_j, j = k mod m, a the start's strength (+ helpful, -
    /// adversarial), and its offset by the same mixture with the teacher's. With weight normalisation hidden nodes start at
    /// norm 1.
    /// </summary>
    public static Network Create(RunConfiguration configuration, Network teacher)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(teacher);
        NetworkShape shape = configuration.StudentShape;
        CounterRandom random = RunStreams.Student(configuration.Seed);
        double[] weights = new double[shape.WeightCount];
        for (int l = 1; l <= shape.Depth; l++)
        {
            MatrixView layer = new(
                weights.AsSpan(shape.WeightOffset(l), shape.WeightLength(l)),
                shape.Width(l - 1) + 1,
                shape.Width(l)
            );
            double deviation =
                configuration.StudentWeights == StudentWeights.FanIn
                    ? configuration.StudentScale / Math.Sqrt(layer.Rows)
                    : configuration.StudentScale;
            for (int i = 0; i < layer.Rows; i++)
            {
                foreach (ref double weight in layer.Row(i))
                {
                    weight = deviation * random.NextGaussian();
                }
            }

            if (!configuration.Bias)
            {
                layer.Row(layer.Rows - 1).Clear();
            }

            if (l == 1 && configuration.Start != StartingBias.None)
            {
                Lean(layer, configuration, teacher.Weights(1));
            }

            if (l < shape.Depth && configuration.WeightNorm)
            {
                Normalise(layer);
            }
        }

        return new Network(shape, configuration.Leak, weights);
    }

    private static void Lean(MatrixView layer, RunConfiguration configuration, ReadOnlyMatrixView teacher)
    {
        double a = configuration.StartStrength;
        double sign = configuration.Start == StartingBias.Helpful ? 1 : -1;
        int inputs = layer.Rows - 1;
        for (int k = 0; k < layer.Columns; k++)
        {
            int j = k % teacher.Columns;
            double size = ColumnNorm(layer, k);
            double teacherSize = ColumnNorm(teacher, j);
            if (size == 0 || teacherSize == 0)
            {
                continue;
            }

            for (int i = 0; i <= inputs; i++)
            {
                layer[i, k] = (1 - a) * layer[i, k] / size + sign * a * teacher[i, j] / teacherSize;
            }

            double mixed = ColumnNorm(layer, k);
            for (int i = 0; i <= inputs && mixed > 0; i++)
            {
                layer[i, k] = layer[i, k] / mixed * size;
            }
        }
    }

    private static void Normalise(MatrixView layer)
    {
        for (int k = 0; k < layer.Columns; k++)
        {
            double norm = ColumnNorm(layer, k);
            for (int i = 0; i < layer.Rows && norm > 0; i++)
            {
                layer[i, k] /= norm;
            }
        }
    }

    /// <summary>The norm of a node's direction.</summary>
    private static double ColumnNorm(ReadOnlyMatrixView layer, int k)
    {
        double[] direction = new double[layer.Rows - 1];
        for (int i = 0; i < direction.Length; i++)
        {
            direction[i] = layer[i, k];
        }

        return Reduction.Norm(direction);
    }
}
