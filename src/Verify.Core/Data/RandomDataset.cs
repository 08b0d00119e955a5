// Random inputs X from a seed: the same bits on every machine. It reads no files.

using Verify.Core.Kernels;
using Verify.Core.Numerics;

namespace Verify.Core.Data;

/// <summary>Draws N x d inputs, row-major.</summary>
public static class RandomDataset
{
    private const int Centres = 3;
    private const double Spread = 1.0 / 16;

    /// <summary>X, N x d, from the next numbers of <paramref name="random"/>.</summary>
    /// <param name="distribution">The kind.</param>
    /// <param name="samples">N &gt;= 0.</param>
    /// <param name="inputs">d &gt;= 1.</param>
    /// <param name="random">The stream, advanced.</param>
    /// <exception cref="ArgumentOutOfRangeException">N is negative, d below 1 or the kind unknown.</exception>
    /// <exception cref="OverflowException">N d is more than an array can hold.</exception>
    public static double[] Create(
        DataDistribution distribution,
        int samples,
        int inputs,
        CounterRandom random
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegative(samples);
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentNullException.ThrowIfNull(random);
        double[] x = new double[checked(samples * inputs)];
        switch (distribution)
        {
            case DataDistribution.Lattice:
                FillIntegers(x, 3, random);
                break;
            case DataDistribution.Gaussian:
                random.FillGaussian(x);
                break;
            case DataDistribution.Cube:
                random.FillUniform(x, -1, 1);
                break;
            case DataDistribution.Sphere:
                FillSphere(x, inputs, random);
                break;
            case DataDistribution.LowRank:
                FillLowRank(x, samples, inputs, random);
                break;
            case DataDistribution.Clustered:
                FillClustered(x, inputs, random);
                break;
            case DataDistribution.Duplicates:
                FillDuplicates(x, samples, inputs, random);
                break;
            default:
                throw new ArgumentOutOfRangeException(
                    nameof(distribution),
                    distribution,
                    "Unknown distribution."
                );
        }

        return x;
    }

    /// <summary>The dimension of <see cref="DataDistribution.LowRank"/> data: about half of d, below d when d &gt; 1.</summary>
    public static int LowRankDimension(int inputs) => Math.Max(1, inputs / 2);

    private static void FillIntegers(Span<double> x, int largest, CounterRandom random)
    {
        foreach (ref double value in x)
        {
            value = random.NextBelow(2 * largest + 1) - largest;
        }
    }

    private static void FillSphere(Span<double> x, int inputs, CounterRandom random)
    {
        double radius = Math.Sqrt(inputs);
        for (int start = 0; start < x.Length; start += inputs)
        {
            Span<double> row = x.Slice(start, inputs);
            double norm;
            do
            {
                random.FillGaussian(row);
                norm = Reduction.Norm(row);
            } while (norm == 0);

            foreach (ref double value in row)
            {
                value = value / norm * radius;
            }
        }
    }

    private static void FillLowRank(Span<double> x, int samples, int inputs, CounterRandom random)
    {
        // An integer basis and integer coordinates, so that the rank is not blurred by rounding.
        int rank = LowRankDimension(inputs);
        double[] basis = new double[rank * inputs];
        double[] coordinates = new double[samples * rank];
        FillIntegers(basis, 2, random);
        for (int r = 0; r < rank; r++)
        {
            // A triangle with 3 on its diagonal leads, so the basis has exactly this rank whatever was drawn.
            basis.AsSpan(r * inputs, r).Clear();
            basis[r * inputs + r] = 3;
        }

        FillIntegers(coordinates, 4, random);
        MatrixProduct.Multiply(
            new ReadOnlyMatrixView(coordinates, samples, rank),
            new ReadOnlyMatrixView(basis, rank, inputs),
            new MatrixView(x, samples, inputs)
        );
        foreach (ref double value in x)
        {
            value /= 4;
        }
    }

    private static void FillClustered(Span<double> x, int inputs, CounterRandom random)
    {
        double[] centres = new double[Centres * inputs];
        random.FillGaussian(centres);
        for (int start = 0; start < x.Length; start += inputs)
        {
            ReadOnlySpan<double> centre = centres.AsSpan(random.NextBelow(Centres) * inputs, inputs);
            for (int u = 0; u < inputs; u++)
            {
                x[start + u] = Math.FusedMultiplyAdd(Spread, random.NextGaussian(), centre[u]);
            }
        }
    }

    private static void FillDuplicates(Span<double> x, int samples, int inputs, CounterRandom random)
    {
        int originals = (samples + 1) / 2;
        random.FillGaussian(x[..(originals * inputs)]);
        for (int i = originals; i < samples; i++)
        {
            x.Slice(random.NextBelow(originals) * inputs, inputs).CopyTo(x.Slice(i * inputs, inputs));
        }
    }
}
