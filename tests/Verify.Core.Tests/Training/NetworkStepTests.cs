// The training step against its scalar reference bit for bit, against the core's own passes, and for what it allocates.

using System.Numerics;
using Verify.Core.Gradients;
using Verify.Core.Kernels.Simd;
using Verify.Core.Networks;
using Verify.Core.Numerics;
using Verify.Core.Tests.Kernels;
using Verify.Core.Training.Engine;
using Reference = Verify.Core.Kernels.Reference.TrainingStep;

namespace Verify.Core.Tests.Training;

public sealed class NetworkStepTests
{
    private static readonly UpdateSettings Plain = new(false, 0, 0, true, true, false);

    /// <summary>Widths around lanes and tiles, an inner extent beyond one block of k, two to four layers.</summary>
    public static TheoryData<int[], double, int> Cases() =>
        new()
        {
            { [1, 1, 1], 0, 1 },
            { [3, 5, 2], 0, 7 },
            { [7, 6, 13], 0.01, 16 },
            { [100, 5, 50], 0, 16 },
            { [15, 33, 9], 0.2, 17 },
            { [170, 9, 181], 0, 8 },
            { [4, 7, 3, 5], 0, 9 },
            { [9, 25, 12, 19, 3], 0.1, 64 },
            { [33, 70, 140, 120], 0, 64 },
            { [250, 3, 1], 0, 64 },
            { [3, 6, 67], 0, 21 },
            { [2, 5, 300], 0.3, 10 },
        };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Update_EveryWidthAndPrecision_EqualsReferenceBitForBit(int[] widths, double leak, int batch)
    {
        AssertReference<double>(widths, leak, batch, hasBias: true);
        AssertReference<float>(widths, leak, batch, hasBias: true);
        AssertReference<double>(widths, leak, batch, hasBias: false);
    }

    [Fact]
    public void Update_BatchOfSeveralBlocks_EqualsReferenceBitForBit()
    {
        AssertReference<double>([6, 11, 4], 0, 150, hasBias: true);
        AssertReference<float>([6, 11, 4], 0.1, 129, hasBias: true);
    }

    [Fact]
    public void Update_RateChanged_DiffersFromReference()
    {
        EngineCase<double> item = new([5, 6, 3], 0, 16);
        (TrainedNetwork<double> network, Optimiser<double> optimiser) = item.Engine(
            SimdWidth.Four,
            16,
            Plain
        );
        optimiser.Update(item.Data, Indices(16), 0.02, 1);
        double[] moved = network.ToNetwork().AllWeights.ToArray();
        (network, optimiser) = item.Engine(SimdWidth.Four, 16, Plain);
        optimiser.Update(item.Data, Indices(16), 0.02 * (1 + 1e-12), 1);
        Assert.NotEqual(moved, network.ToNetwork().AllWeights.ToArray());
    }

    /// <summary>
    /// The update that the engine sums is the one of BackwardPass, which has its own tests: of the outputs bit for bit, below
    /// them within the roundings of two orders of the sum over the outputs.
    /// </summary>
    [Fact]
    public unsafe void SumUpdates_Double_EqualsBackwardPass()
    {
        int[] widths = [6, 9, 7, 5];
        EngineCase<double> item = new(widths, 0.05, 20);
        TrainedNetwork<double> network = new(item.Student);
        NetworkStep<double> step = new(network, 20, true, SimdWidths.WidestFused);
        step.Load(item.Data, [], 0, 20);
        step.Forward();
        step.Residuals();
        double[] x = [.. Enumerable.Range(0, 20).SelectMany(i => item.Data.Input(i).ToArray())];
        double[] targets = [.. Enumerable.Range(0, 20).SelectMany(i => item.Data.Target(i).ToArray())];
        ForwardPass forward = ForwardPass.Over(item.Student, new ReadOnlyMatrixView(x, 20, 6));
        BackwardPass backward = BackwardPass.Over(
            item.Student,
            forward,
            new ReadOnlyMatrixView(targets, 20, 5)
        );
        double[][] magnitudes = UpdateMagnitudes(item.Student, forward, backward);
        long roundings = 20;
        for (int l = 3; l >= 1; l--)
        {
            if (l > 1)
            {
                step.Backward(l);
            }

            double[] expected = new double[item.Student.Shape.WeightLength(l)];
            MatrixView view = new(expected, widths[l - 1] + 1, widths[l]);
            backward.SumUpdates(forward, l, view, accumulate: false);
            TrainedNetwork<double> sums = new(item.Student.Shape, 0);
            step.SumUpdates(l, sums.Weights(l), accumulate: false);
            ReadOnlyMatrixView ours = sums.ToNetwork().Weights(l);
            if (l == 3)
            {
                KernelData.AssertSameBits(expected, ours.Data, "the outputs");
            }

            // Each side is within gamma of the exact sum, whatever its order: a rounding per node above and gate, and per sample.
            double gamma = 2 * RoundingError.Gamma(roundings);
            for (int i = 0; i < expected.Length; i++)
            {
                double bound = gamma * magnitudes[l][i];
                Assert.InRange(ours.Data[i] - expected[i], -bound, bound);
            }

            Assert.Contains(ours.Data.ToArray(), value => value != 0);
            roundings += widths[l] + 1;
        }
    }

    /// <summary>Sum over the samples of |g_l| |f_{l-1}|^T with every weight replaced by its magnitude.</summary>
    private static double[][] UpdateMagnitudes(Network student, ForwardPass forward, BackwardPass backward)
    {
        NetworkShape shape = student.Shape;
        double[][] magnitudes = new double[shape.Depth + 1][];
        double[][] above = new double[forward.Samples][];
        for (int i = 0; i < above.Length; i++)
        {
            above[i] = Array.ConvertAll(backward.Gradients(shape.Depth).Row(i).ToArray(), Math.Abs);
        }

        for (int l = shape.Depth; l >= 1; l--)
        {
            ReadOnlyMatrixView below = forward.Activations(l - 1);
            ReadOnlyMatrixView weights = student.Weights(l);
            magnitudes[l] = new double[shape.WeightLength(l)];
            double[][] next = [.. above.Select(_ => new double[shape.Width(l - 1)])];
            for (int i = 0; i < below.Columns; i++)
            {
                for (int k = 0; k < shape.Width(l); k++)
                {
                    for (int n = 0; n < above.Length; n++)
                    {
                        magnitudes[l][i * shape.Width(l) + k] += above[n][k] * Math.Abs(below[n, i]);
                        if (i < shape.Width(l - 1))
                        {
                            next[n][i] += above[n][k] * Math.Abs(weights[i, k]);
                        }
                    }
                }
            }

            above = next;
        }

        return magnitudes;
    }

    [Theory]
    [InlineData(false, 0.9, 0)]
    [InlineData(false, 0.9, 0.01)]
    [InlineData(false, 0, 0.01)]
    [InlineData(true, 0, 0.01)]
    public void Update_WithMemory_FollowsItsDefinition(bool adam, double momentum, double decay)
    {
        EngineCase<double> item = new([3, 4, 2], 0, 10);
        UpdateSettings settings = new(adam, momentum, decay, true, true, true);
        (TrainedNetwork<double> network, Optimiser<double> optimiser) = item.Engine(
            SimdWidths.WidestFused,
            10,
            settings
        );
        double[] weights = item.Student.AllWeights.ToArray();
        double[] first = new double[weights.Length];
        double[] second = new double[weights.Length];
        for (int t = 1; t <= 5; t++)
        {
            double[] update = MeanUpdate(item, item.Student.WithWeights(weights));
            for (int i = 0; i < weights.Length; i++)
            {
                double u = update[i] - decay * weights[i];
                if (adam)
                {
                    first[i] = 0.9 * first[i] + 0.1 * u;
                    second[i] = 0.999 * second[i] + 0.001 * u * u;
                    weights[i] +=
                        0.01
                        * (first[i] / (1 - Math.Pow(0.9, t)))
                        / (Math.Sqrt(second[i] / (1 - Math.Pow(0.999, t))) + 1e-8);
                }
                else
                {
                    first[i] = momentum * first[i] + u;
                    weights[i] += 0.01 * first[i];
                }
            }

            optimiser.Update(item.Data, Indices(10), 0.01, t);
        }

        // Some dozens of roundings on numbers of size one, far from the differences that a wrong rule makes (1e-3).
        double[] ours = network.ToNetwork().AllWeights.ToArray();
        Assert.All(ours.Zip(weights), pair => Assert.InRange(pair.First - pair.Second, -1e-11, 1e-11));
        Assert.NotEqual(item.Student.AllWeights.ToArray(), ours);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void Update_FixedLayers_StayAsTheyWere(bool trainFeatures, bool trainTop)
    {
        EngineCase<float> item = new([5, 6, 4, 3], 0, 12);
        UpdateSettings settings = new(false, 0, 0, trainFeatures, trainTop, false);
        (TrainedNetwork<float> network, Optimiser<float> optimiser) = item.Engine(
            SimdWidths.WidestFused,
            12,
            settings
        );
        optimiser.Update(item.Data, Indices(12), 0.1, 1);
        Network after = network.ToNetwork();
        for (int l = 1; l <= 3; l++)
        {
            bool moves = l == 3 ? trainTop : trainFeatures;
            Assert.Equal(!moves, after.Weights(l).Data.SequenceEqual(item.Student.Weights(l).Data));
        }
    }

    [Fact]
    public void Update_Warm_AllocatesNothing()
    {
        EngineCase<double> item = new([20, 30, 10], 0, 16);
        (_, Optimiser<double> optimiser) = item.Engine(SimdWidths.WidestFused, 16, Plain);
        int[] indices = Indices(16);
        Assert.Equal(0, KernelData.AllocatedBytes(() => optimiser.Update(item.Data, indices, 1e-6, 1)));
        (_, optimiser) = item.Engine(SimdWidths.WidestFused, 16, new(true, 0, 0.1, true, true, false));
        Assert.Equal(0, KernelData.AllocatedBytes(() => optimiser.Update(item.Data, indices, 1e-6, 1)));
    }

    private static double[] MeanUpdate(EngineCase<double> item, Network student)
    {
        int samples = item.Data.Samples;
        double[] x = [.. Enumerable.Range(0, samples).SelectMany(i => item.Data.Input(i).ToArray())];
        double[] targets = [.. Enumerable.Range(0, samples).SelectMany(i => item.Data.Target(i).ToArray())];
        NetworkShape shape = student.Shape;
        ForwardPass forward = ForwardPass.Over(student, new ReadOnlyMatrixView(x, samples, shape.Inputs));
        BackwardPass backward = BackwardPass.Over(
            student,
            forward,
            new ReadOnlyMatrixView(targets, samples, shape.Outputs)
        );
        double[] all = new double[shape.WeightCount];
        for (int l = 1; l <= shape.Depth; l++)
        {
            MatrixView view = new(
                all.AsSpan(shape.WeightOffset(l), shape.WeightLength(l)),
                shape.Width(l - 1) + 1,
                shape.Width(l)
            );
            backward.WeightUpdate(forward, l, view);
        }

        // The mean over outputs: 2 / C of the gradient of half the sum.
        return Array.ConvertAll(all, value => value * 2 / shape.Outputs);
    }

    private static int[] Indices(int batch) =>
        [.. Enumerable.Range(0, batch).Select(i => (i * 7 + 3) % batch)];

    private static void AssertReference<T>(int[] widths, double leak, int batch, bool hasBias)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        EngineCase<T> item = new(widths, leak, batch + 5, hasBias);
        int[] indices = [.. Enumerable.Range(0, batch).Select(i => (i * 13 + 4) % (batch + 5))];
        T[][][] weights = item.ReferenceWeights();
        T[][] x = Array.ConvertAll(indices, item.ReferenceInput);
        T[][] targets = Array.ConvertAll(indices, i => item.Data.Target(i).ToArray());
        T rate = T.CreateChecked(0.05 * (1.0 / batch));
        T constant = hasBias ? T.One : T.Zero;
        double expected = Reference.Update(weights, T.CreateChecked(leak), x, targets, constant, rate);
        foreach (SimdWidth width in KernelData.Widths)
        {
            (TrainedNetwork<T> network, Optimiser<T> optimiser) = item.Engine(width, batch, Plain);
            Assert.Equal(expected, optimiser.Update(item.Data, indices, 0.05, 1));
            for (int l = 1; l < widths.Length; l++)
            {
                for (int k = 0; k < widths[l]; k++)
                {
                    Assert.True(
                        EngineCase<T>.NodeOf(network, l, k).SequenceEqual(weights[l][k]),
                        $"{typeof(T).Name}, {width}: layer {l}, node {k}"
                    );
                }

                // What is beside the weights stays zero, so that it can never reach one.
                int used = network.Columns(l);
                int stride = network.Stride(l);
                Assert.All(
                    Enumerable.Range(0, network.Rows(l)),
                    k =>
                        Assert.False(
                            network
                                .Memory(l)[(k * stride + used)..((k + 1) * stride)]
                                .ContainsAnyExcept(T.Zero)
                        )
                );
            }
        }
    }
}
