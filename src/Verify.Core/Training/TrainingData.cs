// The inputs of a run: normal, or built from the theory. Targets are the teacher's business (Engine/TeacherOutputs.cs).

using Verify.Core.Data;
using Verify.Core.Networks;
using Verify.Core.Numerics;

namespace Verify.Core.Training;

/// <summary>Draws N x d inputs, row-major.</summary>
public static class TrainingData
{
    /// <summary>Independent normal coordinates of a given deviation.</summary>
    public static double[] Gaussian(int samples, int inputs, double deviation, CounterRandom random)
    {
        double[] x = RandomDataset.Create(DataDistribution.Gaussian, samples, inputs, random);
        foreach (ref double value in x.AsSpan())
        {
            value *= deviation;
        }

        return x;
    }

    /// <summary>
    /// Triples for first-layer teacher nodes 1, 2, .. in turn: a normal point moved along w~ onto the node's boundary, and
    /// that point plus and minus <paramref name="step"/> w~ / |w~|. The number of samples need not be a multiple of
    /// three. Nothing is rescaled afterwards, so the first point of a triple lies on the boundary up to the rounding of the
    /// projection.
    /// </summary>
    public static double[] Theory(
        int samples,
        Network teacher,
        double deviation,
        double step,
        CounterRandom random
    )
    {
        ArgumentNullException.ThrowIfNull(teacher);
        ArgumentNullException.ThrowIfNull(random);
        int inputs = teacher.Shape.Inputs;
        ReadOnlyMatrixView weights = teacher.Weights(1);
        double[] x = new double[checked(samples * inputs)];
        double[] point = new double[inputs];
        for (int i = 0; i < samples; i++)
        {
            int j = i / 3 % weights.Columns;
            double square = 0;
            for (int u = 0; u < inputs; u++)
            {
                square += weights[u, j] * weights[u, j];
            }

            if (i % 3 == 0)
            {
                random.FillGaussian(point);
                double value = weights[inputs, j];
                for (int u = 0; u < inputs; u++)
                {
                    point[u] *= deviation;
                    value += weights[u, j] * point[u];
                }

                for (int u = 0; u < inputs; u++)
                {
                    point[u] -= value / square * weights[u, j];
                }
            }

            double shift = (i % 3) switch
            {
                0 => 0,
                1 => step,
                _ => -step,
            };
            for (int u = 0; u < inputs; u++)
            {
                x[i * inputs + u] = point[u] + shift / Math.Sqrt(square) * weights[u, j];
            }
        }

        return x;
    }

    /// <summary>The training inputs of an epoch; the same for all epochs unless they are regenerated.</summary>
    public static double[] Train(RunConfiguration configuration, Network teacher, int epoch)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        CounterRandom random = RunStreams.TrainingSet(
            configuration.Seed,
            configuration.Regenerate ? epoch : 0
        );
        return configuration.Data == DataSource.Theory
            ? Theory(
                configuration.TrainSamples,
                teacher,
                configuration.DataDeviation,
                configuration.TheoryStep,
                random
            )
            : Gaussian(configuration.TrainSamples, configuration.Inputs, configuration.DataDeviation, random);
    }

    /// <summary>The evaluation inputs.</summary>
    public static double[] Evaluation(RunConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return Gaussian(
            configuration.EvaluationSamples,
            configuration.Inputs,
            configuration.DataDeviation,
            RunStreams.EvaluationSet(configuration.Seed)
        );
    }
}
