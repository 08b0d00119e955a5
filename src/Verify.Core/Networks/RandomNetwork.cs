// Random teachers and students as in the published experiments and beyond, from a seed: the same bits on every machine.
// It trains nothing.

using Verify.Core.Kernels;
using Verify.Core.Numerics;

namespace Verify.Core.Networks;

/// <summary>Draws and adjusts networks.</summary>
public static class RandomNetwork
{
    private const int SeparatedChoices = 9;
    private const double SeparatedStep = 0.25;
    private const double SeparatedOffset = -0.1;

    /// <summary>A network with weights of one distribution in every layer.</summary>
    /// <param name="shape">The widths.</param>
    /// <param name="leak">c in [0, 1).</param>
    /// <param name="distribution">The kind of weights.</param>
    /// <param name="random">The stream, advanced.</param>
    /// <exception cref="ArgumentException">
    /// Separated weights were asked for a layer with more nodes than there are distinct directions, or the leak is
    /// outside [0, 1).
    /// </exception>
    public static Network Create(
        NetworkShape shape,
        double leak,
        WeightDistribution distribution,
        CounterRandom random
    )
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(random);
        double[] weights = new double[shape.WeightCount];
        for (int l = 1; l <= shape.Depth; l++)
        {
            MatrixView layer = new(
                weights.AsSpan(shape.WeightOffset(l), shape.WeightLength(l)),
                shape.Width(l - 1) + 1,
                shape.Width(l)
            );
            FillLayer(layer, distribution, random);
        }

        return new Network(shape, leak, weights);
    }

    /// <summary>
    /// The same network with row j of W_L scaled by j^-p, j = 1, 2, ..: for two layers, teacher strengths ||v*_j||
    /// that decay as j^-p. The bias row is left alone.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">p is negative or not finite.</exception>
    public static Network WithStrengthDecay(Network network, double p)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (!(p >= 0 && double.IsFinite(p)))
        {
            throw new ArgumentOutOfRangeException(nameof(p), p, "The decay is a number of at least 0.");
        }

        NetworkShape shape = network.Shape;
        double[] weights = network.AllWeights.ToArray();
        int columns = shape.Outputs;
        Span<double> top = weights.AsSpan(shape.WeightOffset(shape.Depth));
        for (int j = 1; j <= shape.Width(shape.Depth - 1); j++)
        {
            Span<double> fanOut = top.Slice((j - 1) * columns, columns);
            ElementWise.Scale(DeterministicMath.Pow(j, -p), fanOut, fanOut);
        }

        return network.WithWeights(weights);
    }

    private static void FillLayer(MatrixView layer, WeightDistribution distribution, CounterRandom random)
    {
        switch (distribution)
        {
            case WeightDistribution.SmallIntegers:
                Fill(layer, () => random.NextBelow(5) - 2);
                break;
            case WeightDistribution.Dyadic:
                Fill(layer, () => (random.NextBelow(33) - 16) / 8.0);
                break;
            case WeightDistribution.Separated:
                FillSeparated(layer, random);
                break;
            case WeightDistribution.Gaussian:
                double deviation = 1 / Math.Sqrt(layer.Rows);
                Fill(layer, () => random.NextGaussian() * deviation);
                break;
            case WeightDistribution.UnitDirections:
                FillUnit(layer, random);
                break;
            case WeightDistribution.Wide:
                Fill(
                    layer,
                    () => random.NextSign() * Math.ScaleB(1 + random.NextDouble(), random.NextBelow(61) - 30)
                );
                break;
            default:
                throw new ArgumentOutOfRangeException(
                    nameof(distribution),
                    distribution,
                    "Unknown distribution."
                );
        }
    }

    private static void Fill(MatrixView layer, Func<double> next)
    {
        for (int i = 0; i < layer.Rows; i++)
        {
            foreach (ref double weight in layer.Row(i))
            {
                weight = next();
            }
        }
    }

    private static void FillSeparated(MatrixView layer, CounterRandom random)
    {
        int inputs = layer.Rows - 1;
        double directions = 1;
        for (int i = 0; i < inputs && directions < layer.Columns; i++)
        {
            directions *= SeparatedChoices;
        }

        if (directions < layer.Columns)
        {
            throw new ArgumentException(
                $"Only {directions} distinct separated directions exist in {inputs} inputs; {layer.Columns} are needed."
            );
        }

        // Redrawing a node that repeats an earlier one keeps the choice uniform over distinct directions.
        HashSet<string> seen = [];
        int[] choices = new int[inputs];
        for (int k = 0; k < layer.Columns; k++)
        {
            do
            {
                for (int i = 0; i < inputs; i++)
                {
                    choices[i] = random.NextBelow(SeparatedChoices) - SeparatedChoices / 2;
                }
            } while (!seen.Add(string.Join(',', choices)));

            for (int i = 0; i < inputs; i++)
            {
                layer[i, k] = choices[i] * SeparatedStep;
            }

            layer[inputs, k] = SeparatedOffset;
        }
    }

    private static void FillUnit(MatrixView layer, CounterRandom random)
    {
        int inputs = layer.Rows - 1;
        double[] direction = new double[inputs];
        for (int k = 0; k < layer.Columns; k++)
        {
            double norm;
            do
            {
                random.FillGaussian(direction);
                norm = Reduction.Norm(direction);
            } while (norm == 0);

            for (int i = 0; i < inputs; i++)
            {
                layer[i, k] = direction[i] / norm;
            }

            layer[inputs, k] = random.NextGaussian() / 2;
        }
    }
}
