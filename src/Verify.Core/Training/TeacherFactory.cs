// Teachers as in the published experiments, without their traps: no two nodes of a layer are co-planar, and offsets and
// output scale are tuned on a sample of their own, not on the evaluation set.

using Verify.Core.Data;
using Verify.Core.Gradients;
using Verify.Core.Kernels;
using Verify.Core.Networks;
using Verify.Core.Numerics;

namespace Verify.Core.Training;

/// <summary>Makes the teacher of a configuration.</summary>
public static class TeacherFactory
{
    private const int Attempts = 100_000;
    private const int TuningSamples = 2000;

    /// <summary>
    /// Hidden directions have norm 1 and the configured offset (or one tuned to half activation). The fan-out of node
    /// j of the highest hidden layer has norm exactly proportional to j^-p: its drawn row of W_L is normalised to the
    /// root mean square norm of such rows before it is scaled. The outputs have no offset unless they are tuned.
    /// </summary>
    /// <exception cref="InputException">There are not enough directions that are not co-planar.</exception>
    public static Network Create(RunConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        NetworkShape shape = configuration.TeacherShape;
        CounterRandom random = RunStreams.Teacher(configuration.Seed);
        double[] weights = new double[shape.WeightCount];
        for (int l = 1; l <= shape.Depth; l++)
        {
            MatrixView layer = new(
                weights.AsSpan(shape.WeightOffset(l), shape.WeightLength(l)),
                shape.Width(l - 1) + 1,
                shape.Width(l)
            );
            if (l < shape.Depth)
            {
                FillHidden(layer, configuration, random, l);
            }
            else
            {
                FillTop(layer, configuration, random);
            }
        }

        Network teacher = new(shape, configuration.Leak, weights);
        if (configuration.HalfActive || configuration.UnitOutput)
        {
            double[] sample = TrainingData.Gaussian(
                TuningSamples,
                shape.Inputs,
                configuration.DataDeviation,
                RunStreams.Tuning(configuration.Seed)
            );
            ReadOnlyMatrixView x = new(sample, TuningSamples, shape.Inputs);
            teacher = configuration.HalfActive ? BiasTuning.HalfActive(teacher, x) : teacher;
            teacher = configuration.UnitOutput ? UnitOutput(teacher, x) : teacher;
        }

        return teacher;
    }

    /// <summary>
    /// How many nodes on so many inputs can be drawn, no two of them co-planar. Separated weights are 0.25 times the
    /// integer points x with |x_i| &lt;= 4; directions are the points whose coordinates have no common factor, up to sign.
    /// By inclusion and exclusion over the factors 2 and 3 there are (9^k - 5^k - 3^k + 1) / 2 on k inputs: points of
    /// coordinates up to 4, less those divisible by 2 (up to 2 after division) and by 3 (up to 1), the origin put back.
    /// </summary>
    internal static long Directions(int inputs, TeacherWeights weights)
    {
        const int Most = 19; // above, 9^k is not a long, and no network is as wide
        if (weights == TeacherWeights.Gaussian || inputs > Most)
        {
            return inputs == 1 ? 1 : long.MaxValue;
        }

        long nine = 1;
        long five = 1;
        long three = 1;
        for (int i = 0; i < inputs; i++)
        {
            (nine, five, three) = (nine * 9, five * 5, three * 3);
        }

        return (nine - five - three + 1) / 2;
    }

    private static void FillHidden(
        MatrixView layer,
        RunConfiguration configuration,
        CounterRandom random,
        int l
    )
    {
        int inputs = layer.Rows - 1;
        double[][] nodes = new double[layer.Columns][];
        for (int k = 0; k < nodes.Length; k++)
        {
            int attempts = 0;
            do
            {
                if (++attempts > Attempts)
                {
                    throw new InputException(
                        $"Layer {l} of the teacher has {layer.Columns} nodes on {inputs} inputs; that many directions of which no two are co-planar were not found."
                    );
                }

                nodes[k] = new double[inputs];
                foreach (ref double weight in nodes[k].AsSpan())
                {
                    weight = Draw(configuration, random);
                }
            } while (
                nodes[k].All(weight => weight == 0) || nodes[..k].Any(other => AreParallel(other, nodes[k]))
            );

            double norm = Reduction.Norm(nodes[k]);
            for (int i = 0; i < inputs; i++)
            {
                layer[i, k] = nodes[k][i] / norm;
            }

            layer[inputs, k] = configuration.Bias ? configuration.TeacherOffset : 0;
        }
    }

    private static void FillTop(MatrixView layer, RunConfiguration configuration, CounterRandom random)
    {
        int nodes = layer.Rows - 1;
        double typical = Math.Sqrt(
            layer.Columns * (configuration.TeacherWeights == TeacherWeights.Separated ? 5.0 / 12 : 1)
        );
        for (int j = 0; j < nodes; j++)
        {
            Span<double> row = layer.Row(j);
            do
            {
                foreach (ref double weight in row)
                {
                    weight = Draw(configuration, random);
                }
            } while (Reduction.SquaredNorm(row) == 0);

            double scale =
                typical / Reduction.Norm(row) * DeterministicMath.Pow(j + 1, -configuration.StrengthDecay);
            ElementWise.Scale(scale, row, row);
        }
    }

    private static double Draw(RunConfiguration configuration, CounterRandom random) =>
        configuration.TeacherWeights == TeacherWeights.Separated
            ? (random.NextBelow(9) - 4) * 0.25
            : random.NextGaussian();

    /// <summary>x_i y_j = x_j y_i for all i, j: exact for separated weights, whose products are multiples of 1/16.</summary>
    private static bool AreParallel(double[] x, double[] y)
    {
        int pivot = Array.FindIndex(x, value => value != 0);
        for (int i = 0; i < x.Length; i++)
        {
            if (x[pivot] * y[i] != x[i] * y[pivot])
            {
                return false;
            }
        }

        return true;
    }

    private static Network UnitOutput(Network teacher, ReadOnlyMatrixView x)
    {
        NetworkShape shape = teacher.Shape;
        double[] variances = new double[shape.Outputs];
        Statistics.ColumnVariances(ForwardPass.Over(teacher, x).Outputs, variances);
        double[] weights = teacher.AllWeights.ToArray();
        for (int i = shape.WeightOffset(shape.Depth); i < weights.Length; i += shape.Outputs)
        {
            for (int c = 0; c < shape.Outputs; c++)
            {
                weights[i + c] /= variances[c] > 0 ? Math.Sqrt(variances[c]) : 1;
            }
        }

        return teacher.WithWeights(weights);
    }
}
