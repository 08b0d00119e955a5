// The batched backward pass and the updates against a plain scalar evaluation, bit for bit; batches and accumulation.

using Verify.Core.Gradients;
using Verify.Core.Networks;
using Verify.Core.Numerics;
using static Verify.Core.Tests.Kernels.KernelData;

namespace Verify.Core.Tests.Gradients;

public sealed class BackwardPassTests
{
    public static TheoryData<WeightDistribution> Distributions() => [.. Enum.GetValues<WeightDistribution>()];

    [Theory]
    [MemberData(nameof(Distributions))]
    public void Run_RandomNetworks_EqualThePlainEvaluationBitwise(WeightDistribution distribution)
    {
        for (ulong seed = 0; seed < 50; seed++)
        {
            AssertPlain(GradientCase.Draw(seed, distribution));
        }
    }

    [Fact]
    public void Run_WidthsBeyondVectorsAndTiles_EqualThePlainEvaluationBitwise() =>
        AssertPlain(GradientCase.Gaussian(70, [17, 65, 33, 9], [17, 129, 40, 9]));

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(40)]
    public void Run_AnySplitIntoBatches_GivesTheSameGradientsAndSumsOfUpdates(int batch)
    {
        GradientCase whole = GradientCase.Gaussian(70, [17, 65, 33, 9], [17, 130, 40, 9]);
        NetworkShape shape = whole.Pair.Student.Shape;
        ForwardPass forward = new(shape, batch);
        BackwardPass pass = new(shape, batch);
        double[] sums = new double[shape.WeightCount];
        for (int start = 0; start < whole.Samples; start += batch)
        {
            GradientCase part = whole.On(start, Math.Min(batch, whole.Samples - start));
            forward.Run(whole.Pair.Student, part.Inputs);
            pass.Run(whole.Pair.Student, forward, part.Teacher.Outputs);
            for (int l = 1; l <= shape.Depth; l++)
            {
                for (int i = 0; i < part.Samples; i++)
                {
                    AssertSameBits(
                        whole.Backward.Gradients(l).Row(start + i),
                        pass.Gradients(l).Row(i),
                        $"g_{l} of sample {start + i}"
                    );
                }

                pass.SumUpdates(forward, l, Layer(sums, shape, l), accumulate: start > 0);
            }
        }

        double[] expected = new double[shape.WeightCount];
        for (int l = 1; l <= shape.Depth; l++)
        {
            whole.Backward.SumUpdates(whole.Student, l, Layer(expected, shape, l), accumulate: false);
        }

        AssertSameBits(expected, sums, "sums of updates");
    }

    [Fact]
    public void WeightUpdate_PlainSamples_IsTheirMeanBitwise()
    {
        GradientCase drawn = GradientCase.Gaussian(13, [5, 6, 3, 2], [5, 9, 4, 2]);
        NetworkShape shape = drawn.Pair.Student.Shape;
        for (int l = 1; l <= shape.Depth; l++)
        {
            double[] expected = new double[shape.WeightLength(l)];
            for (int i = 0; i < drawn.Samples; i++)
            {
                PlainPass plain = new(drawn.Pair.Student, drawn.Sample(i));
                double[] f = plain.F[l - 1];
                double[] g = plain.Gradients(drawn.Teacher.Outputs.Row(i))[l];
                for (int entry = 0; entry < expected.Length; entry++)
                {
                    (int row, int column) = Math.DivRem(entry, g.Length);
                    expected[entry] = Math.FusedMultiplyAdd(f[row], g[column], expected[entry]);
                }
            }

            double[] update = new double[shape.WeightLength(l)];
            drawn.Backward.WeightUpdate(
                drawn.Student,
                l,
                new MatrixView(update, shape.Width(l - 1) + 1, shape.Width(l))
            );
            AssertSameBits(Array.ConvertAll(expected, sum => sum / drawn.Samples), update, $"dW_{l}");
        }
    }

    [Fact]
    public void WeightUpdate_NoSamples_IsNaN()
    {
        GradientCase drawn = GradientCase.Gaussian(0, [2, 3, 2], [2, 4, 2]);
        double[] update = new double[12];
        drawn.Backward.WeightUpdate(drawn.Student, 1, new MatrixView(update, 3, 4));
        Assert.All(update, value => Assert.Equal(double.NaN, value));
    }

    [Fact]
    public void Run_AfterConstruction_AllocatesNothing()
    {
        GradientCase drawn = GradientCase.Gaussian(64, [20, 40, 30, 5], [20, 70, 50, 5]);
        NetworkShape shape = drawn.Pair.Student.Shape;
        BackwardPass pass = new(shape, 64);
        double[] updates = new double[shape.WeightCount];
        Assert.Equal(
            0,
            AllocatedBytes(() => pass.Run(drawn.Pair.Student, drawn.Student, drawn.Teacher.Outputs))
        );
        Assert.Equal(0, AllocatedBytes(() => pass.WeightUpdate(drawn.Student, 2, Layer(updates, shape, 2))));
    }

    [Fact]
    public void Run_NaNTarget_ReachesEveryNodeOfItsSampleOnly()
    {
        GradientCase drawn = GradientCase.Gaussian(3, [2, 3, 3, 2], [2, 3, 3, 2]);
        double[] targets = drawn.Teacher.Outputs.Data.ToArray();
        targets[2] = double.NaN;
        BackwardPass pass = BackwardPass.Over(
            drawn.Pair.Student,
            drawn.Student,
            new ReadOnlyMatrixView(targets, 3, 2)
        );
        Assert.All(pass.Gradients(1).Row(1).ToArray(), value => Assert.Equal(double.NaN, value));
        AssertSameBits(drawn.Backward.Gradients(1).Row(0), pass.Gradients(1).Row(0), "the sample before");
        AssertSameBits(drawn.Backward.Gradients(1).Row(2), pass.Gradients(1).Row(2), "the sample after");
    }

    [Fact]
    public void Run_GateZero_StopsTheGradientButNotItsNaN()
    {
        // A dead node without a leak: 0 times the gradient is 0, and 0 times an infinity is NaN.
        Network student = new(new NetworkShape(1, 1, 1), 0, [1, -2, 1e300, 0]);
        ForwardPass forward = ForwardPass.Over(student, new ReadOnlyMatrixView([1], 1, 1));
        BackwardPass pass = BackwardPass.Over(student, forward, new ReadOnlyMatrixView([1], 1, 1));
        Assert.Equal(0, pass.Gradients(1)[0, 0]);
        pass.Run(student, forward, new ReadOnlyMatrixView([1e300], 1, 1));
        Assert.Equal(double.NaN, pass.Gradients(1)[0, 0]);
    }

    [Fact]
    public void Run_WhatDoesNotFit_Throws()
    {
        GradientCase drawn = GradientCase.Gaussian(3, [2, 3, 2], [2, 4, 2]);
        NetworkPair pair = drawn.Pair;
        BackwardPass small = new(pair.Student.Shape, 2);
        Assert.Throws<ArgumentException>(() => small.Run(pair.Student, drawn.Student, drawn.Teacher.Outputs));
        BackwardPass pass = new(pair.Student.Shape, 3);
        Assert.Throws<ArgumentException>(() => pass.Run(pair.Teacher, drawn.Student, drawn.Teacher.Outputs));
        Assert.Throws<ArgumentException>(() => pass.Run(pair.Student, drawn.Teacher, drawn.Teacher.Outputs));
        Assert.Throws<ArgumentException>(() =>
            pass.Run(pair.Student, drawn.Student, drawn.On(0, 2).Teacher.Outputs)
        );
        Assert.Throws<ArgumentException>(() =>
            pass.Run(pair.Student, drawn.Student, new ReadOnlyMatrixView(new double[9], 3, 3))
        );
        Assert.Throws<ArgumentException>(() =>
            drawn.Backward.WeightUpdate(drawn.Student, 1, new MatrixView(new double[12], 4, 3))
        );
        Assert.Throws<ArgumentOutOfRangeException>(() => new BackwardPass(pair.Student.Shape, -1));
        Assert.Throws<ArgumentNullException>(() => new BackwardPass(null!, 1));
        Assert.Throws<ArgumentNullException>(() => pass.Run(null!, drawn.Student, drawn.Teacher.Outputs));
        Assert.Throws<ArgumentNullException>(() => pass.Run(pair.Student, null!, drawn.Teacher.Outputs));
    }

    private static MatrixView Layer(double[] weights, NetworkShape shape, int layer) =>
        new(
            weights.AsSpan(shape.WeightOffset(layer), shape.WeightLength(layer)),
            shape.Width(layer - 1) + 1,
            shape.Width(layer)
        );

    private static void AssertPlain(GradientCase drawn)
    {
        for (int i = 0; i < drawn.Samples; i++)
        {
            PlainPass teacher = new(drawn.Pair.Teacher, drawn.Sample(i));
            PlainPass student = new(drawn.Pair.Student, drawn.Sample(i));
            double[][] g = student.Gradients(teacher.F[drawn.Pair.Depth]);
            for (int l = 1; l <= drawn.Pair.Depth; l++)
            {
                AssertSameBits(g[l], drawn.Backward.Gradients(l).Row(i), $"g_{l} of sample {i}");
            }
        }
    }
}
