// The search for a bad band in any dimension: good guesses for a lower end of eta. Proposes directions and proves nothing;
// BandCount counts what it finds.

using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;
using Verify.Core.Numerics;

namespace Verify.Core.Geometry;

/// <summary>
/// Tries coordinate directions, those given, the principal directions, random ones, and normals of hyperplanes through D
/// random samples; then improves the best few by turns: to the direction in which the samples of the best window vary
/// least, and by random steps of shrinking size. Deterministic from the seed.
/// </summary>
internal sealed class BandSearch
{
    private const int Refined = 4;
    private const int ConcentrationSteps = 8;
    private const int RandomSteps = 40;
    private const int LargestFit = 64;

    private readonly int dimension;
    private readonly int count;
    private readonly double[] data;
    private readonly double[] along;
    private readonly double[] sorted;
    private readonly WindowTerms terms;
    private readonly CounterRandom random;
    private readonly List<(double Value, double[] Direction)> found = [];
    private double low;
    private double high;

    /// <param name="points">The samples to look at.</param>
    /// <param name="slack">The allowance, in samples of these points.</param>
    /// <param name="floor">The least half-width.</param>
    /// <param name="seed">The seed.</param>
    internal BandSearch(PointSet points, int slack, double floor, ulong seed)
    {
        dimension = points.Dimension;
        count = points.Count;
        data = points.Data;
        along = new double[count];
        sorted = new double[count];
        terms = new WindowTerms(slack, floor, 0.5, -points.Perturbation);
        random = new CounterRandom(seed, 0x62616E64);
    }

    /// <summary>The best directions found, best first, at most a few; empty when no band holds more than the slack.</summary>
    internal IReadOnlyList<double[]> Run(IReadOnlyList<double[]> directions, int randomDirections)
    {
        if (count <= terms.Slack)
        {
            return [];
        }

        for (int k = 0; k < Math.Min(dimension, 4 * LargestFit); k++)
        {
            double[] axis = new double[dimension];
            axis[k] = 1;
            Try(axis);
        }

        foreach (double[] direction in directions)
        {
            Try(direction);
        }

        foreach (double[] direction in Principal(_ => true, 3))
        {
            Try(direction);
        }

        double[] gaussian = new double[dimension];
        for (int i = 0; i < randomDirections; i++)
        {
            random.FillGaussian(gaussian);
            Try([.. gaussian]);
            Try(ThroughSamples());
        }

        // The list grows while it is refined: only the best of the start are taken up.
        foreach ((double value, double[] direction) in Best(Refined))
        {
            Refine(value, direction);
        }

        return [.. Best(Refined).Select(item => item.Direction)];
    }

    private (double Value, double[] Direction)[] Best(int atMost) =>
        [.. found.OrderByDescending(item => item.Value).Take(atMost)];

    private double Try(double[] direction)
    {
        double length = Math.Sqrt(direction.Sum(value => value * value));
        if (!(length > 0) || !double.IsFinite(1 / length))
        {
            return 0;
        }

        double[] unit = Array.ConvertAll(direction, value => value / length);
        double value = Value(unit);
        if (value > 0)
        {
            found.Add((value, unit));
        }

        return value;
    }

    /// <summary>The value of the best window in the direction; its ends are left in low and high.</summary>
    private double Value(double[] unit)
    {
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<double> row = data.AsSpan(i * dimension, dimension);
            double sum = 0;
            for (int k = 0; k < row.Length; k++)
            {
                sum = Math.FusedMultiplyAdd(unit[k], row[k], sum);
            }

            along[i] = sum;
        }

        along.CopyTo(sorted, 0);
        Array.Sort(sorted);
        WorstWindow worst = WorstWindow.Of(sorted, terms, 50L * count);
        (low, high) = worst.To >= 0 ? (sorted[worst.From], sorted[worst.To]) : (0, 0);
        return worst.AtMost;
    }

    private void Refine(double value, double[] direction)
    {
        for (int step = 0; step < ConcentrationSteps && dimension <= 4 * LargestFit; step++)
        {
            Value(direction);
            (double inLow, double inHigh) = (low, high);
            double[] next = Principal(i => along[i] >= inLow && along[i] <= inHigh, 1)[0];
            double reached = Try(next);
            if (!(reached > value))
            {
                break;
            }

            (value, direction) = (reached, next);
        }

        double size = 0.3;
        for (int step = 0; step < RandomSteps; step++)
        {
            double[] next = Array.ConvertAll(
                direction,
                entry => entry + size * random.NextGaussian() / Math.Sqrt(dimension)
            );
            double reached = Try(next);
            if (reached > value)
            {
                double length = Math.Sqrt(next.Sum(entry => entry * entry));
                (value, direction) = (reached, Array.ConvertAll(next, entry => entry / length));
            }
            else
            {
                size *= 0.8;
            }
        }
    }

    /// <summary>The directions in which the chosen samples vary least, the least first.</summary>
    private double[][] Principal(Func<int, bool> chosen, int howMany)
    {
        double[] mean = new double[dimension];
        int members = 0;
        for (int i = 0; i < count; i++)
        {
            if (chosen(i))
            {
                members++;
                for (int k = 0; k < dimension; k++)
                {
                    mean[k] += (data[i * dimension + k] - mean[k]) / members;
                }
            }
        }

        double[] scatter = new double[dimension * dimension];
        double[] y = new double[dimension];
        for (int i = 0; i < count; i++)
        {
            if (chosen(i))
            {
                for (int k = 0; k < dimension; k++)
                {
                    y[k] = data[i * dimension + k] - mean[k];
                }

                for (int a = 0; a < dimension; a++)
                {
                    for (int b = a; b < dimension; b++)
                    {
                        scatter[a * dimension + b] += y[a] * y[b];
                    }
                }
            }
        }

        for (int a = 0; a < dimension; a++)
        {
            for (int b = 0; b < a; b++)
            {
                scatter[a * dimension + b] = scatter[b * dimension + a];
            }
        }

        Evd<double> factors = Matrix<double>
            .Build.Dense(dimension, dimension, scatter)
            .Evd(Symmetricity.Symmetric);
        return
        [
            .. Enumerable
                .Range(0, Math.Min(howMany, dimension))
                .Select(k => factors.EigenVectors.Column(k).ToArray()),
        ];
    }

    /// <summary>The normal of the hyperplane through D random samples: elimination with complete pivoting.</summary>
    private double[] ThroughSamples()
    {
        if (dimension > LargestFit || count < dimension)
        {
            return new double[dimension];
        }

        int d = dimension;
        int origin = random.NextBelow(count);
        double[,] m = new double[d - 1, d];
        int[] column = [.. Enumerable.Range(0, d)];
        for (int r = 0; r < d - 1; r++)
        {
            int row = random.NextBelow(count);
            for (int c = 0; c < d; c++)
            {
                m[r, c] = data[row * d + c] - data[origin * d + c];
            }
        }

        for (int k = 0; k < d - 1; k++)
        {
            (int bestRow, int bestColumn) = (k, k);
            for (int r = k; r < d - 1; r++)
            {
                for (int c = k; c < d; c++)
                {
                    if (Math.Abs(m[r, c]) > Math.Abs(m[bestRow, bestColumn]))
                    {
                        (bestRow, bestColumn) = (r, c);
                    }
                }
            }

            for (int c = 0; c < d; c++)
            {
                (m[k, c], m[bestRow, c]) = (m[bestRow, c], m[k, c]);
            }

            for (int r = 0; r < d - 1; r++)
            {
                (m[r, k], m[r, bestColumn]) = (m[r, bestColumn], m[r, k]);
            }

            (column[k], column[bestColumn]) = (column[bestColumn], column[k]);
            for (int r = 0; r < d - 1; r++)
            {
                double factor = r == k || m[k, k] == 0 ? 0 : m[r, k] / m[k, k];
                for (int c = k; c < d && factor != 0; c++)
                {
                    m[r, c] -= factor * m[k, c];
                }
            }
        }

        double[] normal = new double[d];
        normal[column[d - 1]] = 1;
        for (int k = 0; k < d - 1; k++)
        {
            normal[column[k]] = m[k, k] == 0 ? 0 : -m[k, d - 1] / m[k, k];
        }

        return normal;
    }
}
