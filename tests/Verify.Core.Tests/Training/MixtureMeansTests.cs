// Means of A and B against the per-sample decomposition, which the audit of Lemma 1 rests on.

using System.Numerics;
using Verify.Core.Gradients;
using Verify.Core.Kernels.Simd;
using Verify.Core.Networks;
using Verify.Core.Numerics;
using Verify.Core.Tests.Kernels;
using Verify.Core.Training.Engine;

namespace Verify.Core.Tests.Training;

public sealed class MixtureMeansTests
{
    [Theory]
    [InlineData(0.0, 70)]
    [InlineData(0.2, 70)]
    [InlineData(0.0, 3)]
    public void Run_TwoToFourLayers_AreTheMeansOfTheDecomposition(double leak, int samples)
    {
        AssertMeans<double>([5, 3, 4], [5, 7, 4], leak, samples, 1e-13);
        AssertMeans<double>([5, 3, 6, 4], [5, 7, 9, 4], leak, samples, 1e-13);
        AssertMeans<double>([5, 3, 2, 6, 4], [5, 7, 19, 9, 4], leak, samples, 1e-13);
        AssertMeans<float>([5, 3, 2, 6, 4], [5, 7, 19, 9, 4], leak, samples, 2e-5);
    }

    /// <summary>
    /// Relative to the largest entry: some hundred terms a chain at most, of products of at most four weights of size
    /// one, against differences of order one that a wrong gate makes.
    /// </summary>
    private static void AssertMeans<T>(
        int[] teacherWidths,
        int[] studentWidths,
        double leak,
        int samples,
        double tolerance
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        CounterRandom random = new(8);
        Network teacher = Draw<T>(teacherWidths, leak, random);
        Network student = Draw<T>(studentWidths, leak, random);
        SampleSet<T> data = new(samples, teacherWidths[0], teacherWidths[^1], hasBias: true);
        double[] x = new double[samples * teacherWidths[0]];
        random.FillGaussian(x);
        data.SetInputs(x);
        double[] rounded =
        [
            .. Enumerable
                .Range(0, samples)
                .SelectMany(i => data.Input(i).ToArray())
                .Select(double.CreateChecked),
        ];
        NetworkPair pair = new(teacher, student);
        ReadOnlyMatrixView inputs = new(rounded, samples, teacherWidths[0]);
        Sums sums = new(pair);
        new MixtureDecomposition(pair).Visit(
            ForwardPass.Over(teacher, inputs),
            ForwardPass.Over(student, inputs),
            sums
        );

        double[][]? bits = null;
        foreach (SimdWidth width in KernelData.Widths)
        {
            MixtureMeans<T> all = Means<T>(teacher, student, MixtureContent.All, width);
            MixtureMeans<T> diagonal = Means<T>(teacher, student, MixtureContent.Teachers, width);
            all.Run(data, samples);
            diagonal.Run(data, samples);
            double[][] results = new double[4 * pair.Depth][];
            for (int l = 1; l < pair.Depth; l++)
            {
                int n = student.Shape.Width(l);
                double[] b = all.StudentMixture(l);
                AssertClose(sums.A[l], all.TeacherMixture(l), samples, tolerance);
                AssertClose(sums.B[l], b, samples, tolerance);
                AssertClose(sums.A[l], diagonal.TeacherMixture(l), samples, tolerance);
                double[] expected = [.. Enumerable.Range(0, n).Select(k => sums.B[l][k * (n + 2)])];
                AssertClose(expected, diagonal.Diagonal(l), samples, tolerance);
                AssertClose(expected, all.Diagonal(l), samples, tolerance);
                results[4 * l] = b;
                results[4 * l + 1] = all.TeacherMixture(l);
                results[4 * l + 2] = diagonal.Diagonal(l);
            }

            bits ??= results;
            for (int i = 0; i < results.Length; i++)
            {
                KernelData.AssertSameBits(bits[i] ?? [], results[i] ?? [], $"{width}");
            }
        }
    }

    private static MixtureMeans<T> Means<T>(
        Network teacher,
        Network student,
        MixtureContent content,
        SimdWidth width
    )
        where T : unmanaged, IFloatingPointIeee754<T> =>
        new(new(teacher), new(student), content, true, width);

    private static Network Draw<T>(int[] widths, double leak, CounterRandom random)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        new TrainedNetwork<T>(
            RandomNetwork.Create(new NetworkShape(widths), leak, WeightDistribution.Gaussian, random)
        ).ToNetwork();

    private static void AssertClose(double[] sums, double[] means, int samples, double tolerance)
    {
        Assert.Equal(sums.Length, means.Length);
        double scale = sums.Max(Math.Abs) / samples;
        Assert.True(scale > 0);
        for (int i = 0; i < sums.Length; i++)
        {
            Assert.InRange(means[i] - sums[i] / samples, -tolerance * scale, tolerance * scale);
        }
    }

    private sealed class Sums : IMixtureVisitor
    {
        internal Sums(NetworkPair pair)
        {
            for (int l = 1; l < pair.Depth; l++)
            {
                int n = pair.Student.Shape.Width(l) + 1;
                A[l] = new double[n * (pair.Teacher.Shape.Width(l) + 1)];
                B[l] = new double[n * n];
            }
        }

        internal Dictionary<int, double[]> A { get; } = [];

        internal Dictionary<int, double[]> B { get; } = [];

        public void Visit(in MixtureBlock block)
        {
            if (A.TryGetValue(block.Layer, out double[]? a))
            {
                Add(block.A, a, block.Samples.Length);
                Add(block.B, B[block.Layer], block.Samples.Length);
            }
        }

        private static void Add(ReadOnlyMatrixView matrix, double[] sums, int times)
        {
            for (int i = 0; i < matrix.Rows; i++)
            {
                for (int j = 0; j < matrix.Columns; j++)
                {
                    sums[i * matrix.Columns + j] += times * matrix[i, j];
                }
            }
        }
    }
}
