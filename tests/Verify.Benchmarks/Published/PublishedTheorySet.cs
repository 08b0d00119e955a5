// The training set "suggested by the theory" as the published code builds it: on a teacher's boundary and on both sides of
// it, and then rescaled, which takes it off the boundary again. Ours is Training/TrainingData.cs.

using Verify.Core.Networks;
using Verify.Core.Numerics;
using Verify.Core.Training;

namespace Verify.Benchmarks.Published;

/// <summary>How far from their boundary the points that were put on it end.</summary>
internal static class PublishedTheorySet
{
    /// <summary>
    /// |w~_j . x + b_j| of points projected onto dE*_j, j = 1 .. m in turn: [x; 1] is projected along w_j = [w~_j; b_j],
    /// divided by its last coordinate, so that it is a point again, and scaled to the norm data_std sqrt(d).
    /// </summary>
    internal static double[] DistancesOnBoundary(
        RunConfiguration configuration,
        Network teacher,
        bool isRescaled
    )
    {
        int d = configuration.Inputs;
        ReadOnlyMatrixView weights = teacher.Weights(1);
        CounterRandom random = RunStreams.TrainingSet(configuration.Seed, 0);
        double[] distances = new double[configuration.TrainSamples / 3];
        double[] x = new double[d];
        for (int i = 0; i < distances.Length; i++)
        {
            int j = i % weights.Columns;
            random.FillGaussian(x);
            double value = weights[d, j];
            double square = weights[d, j] * weights[d, j];
            for (int u = 0; u < d; u++)
            {
                x[u] *= configuration.DataDeviation;
                value += weights[u, j] * x[u];
                square += weights[u, j] * weights[u, j];
            }

            double last = 1 - value / square * weights[d, j];
            double norm = 0;
            for (int u = 0; u < d; u++)
            {
                x[u] = (x[u] - value / square * weights[u, j]) / last;
                norm += x[u] * x[u];
            }

            double scale = isRescaled ? configuration.DataDeviation * Math.Sqrt(d / norm) : 1;
            distances[i] = weights[d, j];
            for (int u = 0; u < d; u++)
            {
                distances[i] += weights[u, j] * x[u] * scale;
            }

            distances[i] = Math.Abs(distances[i]);
        }

        return distances;
    }
}
