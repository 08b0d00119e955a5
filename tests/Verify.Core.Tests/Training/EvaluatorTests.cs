// Correlations, observation counts, coverage and losses of the evaluator: against golden ones and the core's two-pass form.

using Verify.Core.Data;
using Verify.Core.Gradients;
using Verify.Core.Kernels;
using Verify.Core.Kernels.Simd;
using Verify.Core.Networks;
using Verify.Core.Numerics;
using Verify.Core.Tests.Golden;
using Verify.Core.Tests.Kernels;
using Verify.Core.Training;
using Verify.Core.Training.Engine;
using Reference = Verify.Core.Kernels.Reference.TrainingStep;

namespace Verify.Core.Tests.Training;

/// <remarks>
/// The bound on a correlation, for columns of N samples shifted by K with kappa = max |mean - K| / s, s the guarded root
/// mean square of the centred column: each of the three sums over shifted values is off by at most gamma_{N+3} times the
/// sum of magnitudes, which Cauchy bounds by N s_x s_y (1 + kappa^2); subtracting the product of the means brings in the same
/// once more. Numerator and the two roots together: 4 (1 + kappa^2) gamma_{N+8} relative to s_x s_y, and |r| &lt;= 1. The
/// activations themselves are the golden ones only up to gamma_{d+2} |w| |x|, whose effect on a column is at most
/// 4 gamma_{d+2} max(|w||x| + |b|) / s more. The golden side has as much again.
/// </remarks>
public sealed class EvaluatorTests
{
    public static TheoryData<string> Files() => [.. GoldenFile.Names("corr_")];

    [Theory]
    [MemberData(nameof(Files))]
    public void Run_GoldenFile_HasItsCorrelationsCountsAndCoverage(string name)
    {
        GoldenFile file = new(name);
        int samples = file["X"].Shape[0];
        int d = file["X"].Shape[1];
        int m = file["TW1"].Shape[1];
        int n = file["SW1"].Shape[1];
        Network teacher = OneLayer(file["TW1"], file.Scalar("c_leaky"));
        Network student = OneLayer(file["SW1"], file.Scalar("c_leaky"));
        CorrelationSums<double> sums = Evaluate(teacher, student, file["X"].Values, samples);
        Assert.Equal(file.Values("obs"), sums.Observations());
        Assert.Equal(
            file.Values("obs_best_ratio"),
            Array.ConvertAll(Coverage.BestOfTeacher(sums.Observations(), m), count => count / samples)
        );
        double[] t = Errors(teacher, file["X"].AsMatrix());
        double[] s = Errors(student, file["X"].AsMatrix());
        foreach (
            (CorrelationGuard guard, string key) in new[]
            {
                (CorrelationGuard.SumOfSquares, "corr"),
                (CorrelationGuard.Variance, "corr_statscorr"),
            }
        )
        {
            double[] golden = file.Values(key);
            double[] ours = sums.Correlations(guard);
            for (int i = 0; i < golden.Length; i++)
            {
                Assert.InRange(Math.Abs(ours[i] - golden[i]), 0, 2 * (t[i / n] + s[i % n]));
            }
        }

        double[] correlations = sums.Correlations(CorrelationGuard.SumOfSquares);
        double[] counts = Coverage.Counts(correlations, m, file.Values("thresholds"));
        Assert.Equal(file.Values("counts"), counts);
        Assert.Equal(EpochStatistics.Thresholds, file.Values("thresholds"));
        Assert.Equal(
            file.Values("covered"),
            counts.Chunk(m).Select(row => (double)row.Count(count => count > 0)).ToArray()
        );
        Assert.Equal(d, teacher.Shape.Inputs);
    }

    [Fact]
    public void Run_RaggedLastBlock_AgreesWithTheTwoPassFormAtEveryWidth()
    {
        const int Samples = 131;
        CounterRandom random = new(3);
        Network teacher = RandomNetwork.Create(
            new NetworkShape(6, 4, 2),
            0,
            WeightDistribution.Gaussian,
            random
        );
        Network student = RandomNetwork.Create(
            new NetworkShape(6, 9, 2),
            0,
            WeightDistribution.Gaussian,
            random
        );
        double[] x = new double[Samples * 6];
        random.FillGaussian(x);
        ReadOnlyMatrixView inputs = new(x, Samples, 6);
        ForwardPass t = ForwardPass.Over(teacher, inputs);
        ForwardPass s = ForwardPass.Over(student, inputs);
        double[] expected = new double[36];
        Statistics.Correlation(
            t.Activations(1).LeftColumns(4),
            s.Activations(1).LeftColumns(9),
            new MatrixView(expected, 4, 9),
            CorrelationGuard.Variance
        );
        double loss = 0;
        for (int i = 0; i < Samples * 2; i++)
        {
            double difference = t.Outputs.Data[i] - s.Outputs.Data[i];
            loss += difference * difference / (Samples * 2);
        }

        double[]? first = null;
        foreach (SimdWidth width in KernelData.Widths)
        {
            SampleSet<double> data = new(Samples, 6, 2, hasBias: true);
            data.SetInputs(x);
            Evaluator<double> evaluator = new(new(teacher), new(student), true, width);
            evaluator.SetTargets(data);
            for (int i = 0; i < Samples; i++)
            {
                Assert.True(data.Target(i).SequenceEqual(t.Outputs.Row(i)));
            }

            double ours = evaluator.Run(data);
            Assert.InRange(ours / loss - 1, -1e-13, 1e-13);
            double[] correlations = evaluator.Layers[1].Correlations(CorrelationGuard.Variance);
            Assert.All(
                correlations.Zip(expected),
                pair => Assert.InRange(pair.First - pair.Second, -1e-13, 1e-13)
            );
            first ??= correlations;
            KernelData.AssertSameBits(first, correlations, $"{width}");
        }
    }

    [Fact]
    public void Gradients_OfASet_AreThoseOfTheBackwardPass()
    {
        EngineCase<double> item = new([5, 7, 6, 3], 0, 100);
        Evaluator<double> evaluator = new(new(item.Student), new(item.Student), true, SimdWidths.WidestFused);
        evaluator.Gradients(item.Data, 90);
        double[] x = [.. Enumerable.Range(0, 90).SelectMany(i => item.Data.Input(i).ToArray())];
        double[] targets = [.. Enumerable.Range(0, 90).SelectMany(i => item.Data.Target(i).ToArray())];
        ForwardPass forward = ForwardPass.Over(item.Student, new ReadOnlyMatrixView(x, 90, 5));
        BackwardPass backward = BackwardPass.Over(
            item.Student,
            forward,
            new ReadOnlyMatrixView(targets, 90, 3)
        );
        double[][][] g = Reference
            .Run(
                item.ReferenceWeights(),
                0.0,
                [.. Enumerable.Range(0, 90).Select(item.ReferenceInput)],
                [.. Enumerable.Range(0, 90).Select(i => item.Data.Target(i).ToArray())],
                1.0
            )
            .G;
        for (int l = 1; l <= 3; l++)
        {
            Assert.Equal(g[l].Max(row => row.Max(Math.Abs)), evaluator.LargestGradients[l - 1]);
            double[] update = new double[item.Student.Shape.WeightLength(l)];
            backward.WeightUpdate(
                forward,
                l,
                new MatrixView(update, item.Student.Shape.Width(l - 1) + 1, item.Student.Shape.Width(l))
            );
            Assert.InRange(evaluator.GradientNorms[l - 1] / Reduction.Norm(update) - 1, -1e-13, 1e-13);
        }
    }

    private static CorrelationSums<double> Evaluate(
        Network teacher,
        Network student,
        ReadOnlySpan<double> x,
        int samples
    )
    {
        SampleSet<double> data = new(samples, teacher.Shape.Inputs, 1, hasBias: true);
        data.SetInputs(x);
        Evaluator<double> evaluator = new(new(teacher), new(student), true, SimdWidths.WidestFused);
        evaluator.SetTargets(data);
        evaluator.Run(data);
        return evaluator.Layers[1];
    }

    private static Network OneLayer(NdArray weights, double leak)
    {
        int width = weights.Shape[1];
        return new Network(
            new NetworkShape(weights.Shape[0] - 1, width, 1),
            leak,
            [.. weights.Values, .. new double[width + 1]]
        );
    }

    /// <summary>The bound's part of every column.</summary>
    private static double[] Errors(Network network, ReadOnlyMatrixView x)
    {
        ForwardPass pass = ForwardPass.Over(network, x);
        MagnitudePass magnitudes = new(network, pass);
        int n = network.Shape.Width(1);
        int samples = x.Rows;
        double[] means = new double[n + 1];
        double[] shifts = new double[n + 1];
        double[] variances = new double[n + 1];
        Statistics.ColumnMeans(pass.Activations(1), means);
        Statistics.ColumnMeans(pass.Activations(1).TopRows(Math.Min(64, samples)), shifts);
        Statistics.ColumnVariances(pass.Activations(1), variances);
        double[] errors = new double[n];
        for (int k = 0; k < n; k++)
        {
            double largest = 0;
            for (int i = 0; i < samples; i++)
            {
                largest = Math.Max(largest, magnitudes.At(1)[i, k]);
            }

            double s = Math.Sqrt(variances[k] + 1e-10 / samples);
            double kappa = Math.Abs(means[k] - shifts[k]) / s;
            errors[k] =
                4 * (1 + kappa * kappa) * RoundingError.Gamma(samples + 8)
                + 4 * RoundingError.Gamma(x.Columns + 2) * largest / s;
            Assert.True(errors[k] < 1e-6, $"{errors[k]}");
        }

        return errors;
    }
}
