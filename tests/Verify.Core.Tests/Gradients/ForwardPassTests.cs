// The batched forward pass against a plain scalar evaluation, bit for bit; batches, reuse, gates at zero, NaN.

using Verify.Core.Gradients;
using Verify.Core.Networks;
using Verify.Core.Numerics;
using static Verify.Core.Tests.Kernels.KernelData;

namespace Verify.Core.Tests.Gradients;

public sealed class ForwardPassTests
{
    public static TheoryData<WeightDistribution> Distributions() => [.. Enum.GetValues<WeightDistribution>()];

    [Theory]
    [MemberData(nameof(Distributions))]
    public void Run_RandomNetworks_EqualThePlainEvaluationBitwise(WeightDistribution distribution)
    {
        for (ulong seed = 0; seed < 50; seed++)
        {
            GradientCase drawn = GradientCase.Draw(seed, distribution);
            AssertPlain(drawn.Pair.Student, drawn.Student, drawn);
            AssertPlain(drawn.Pair.Teacher, drawn.Teacher, drawn);
        }
    }

    [Fact]
    public void Run_WidthsBeyondVectorsAndTiles_EqualThePlainEvaluationBitwise()
    {
        GradientCase drawn = GradientCase.Gaussian(70, [17, 65, 33, 9], [17, 129, 40, 9]);
        AssertPlain(drawn.Pair.Student, drawn.Student, drawn);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(40)]
    public void Run_AnySplitIntoBatches_GivesTheSameBits(int batch)
    {
        GradientCase whole = GradientCase.Gaussian(70, [17, 65, 33, 9], [17, 130, 40, 9]);
        ForwardPass pass = new(whole.Pair.Student.Shape, batch);
        for (int start = 0; start < whole.Samples; start += batch)
        {
            int count = Math.Min(batch, whole.Samples - start);
            GradientCase part = whole.On(start, count);
            pass.Run(whole.Pair.Student, part.Inputs);
            Assert.Equal(count, pass.Samples);
            for (int l = 0; l <= whole.Pair.Depth; l++)
            {
                AssertRows(whole.Student.Activations(l), start, pass.Activations(l));
            }

            for (int l = 1; l < whole.Pair.Depth; l++)
            {
                AssertRows(whole.Student.PreActivations(l), start, pass.PreActivations(l));
                AssertRows(whole.Student.Gates(l), start, pass.Gates(l));
            }
        }
    }

    [Fact]
    public void Run_StridedInputs_AreReadByRow()
    {
        GradientCase drawn = GradientCase.Gaussian(5, [3, 4, 2], [3, 6, 2]);
        double[] memory = Strided(drawn.Inputs.Data.ToArray(), 5, 3, 7);
        ForwardPass pass = ForwardPass.Over(drawn.Pair.Student, new ReadOnlyMatrixView(memory, 5, 3, 7));
        AssertSameBits(drawn.Student.Outputs.Data, pass.Outputs.Data, "outputs");
    }

    [Fact]
    public void Run_AfterConstruction_AllocatesNothing()
    {
        GradientCase drawn = GradientCase.Gaussian(64, [20, 40, 30, 5], [20, 70, 50, 5]);
        ForwardPass pass = new(drawn.Pair.Student.Shape, 64);
        Assert.Equal(0, AllocatedBytes(() => pass.Run(drawn.Pair.Student, drawn.Inputs)));
    }

    [Fact]
    public void Run_EmptyBatch_HasNoRows()
    {
        GradientCase drawn = GradientCase.Gaussian(0, [3, 4, 2], [3, 6, 2]);
        Assert.Equal(
            (0, 0, 2),
            (drawn.Student.Samples, drawn.Student.Outputs.Rows, drawn.Student.Outputs.Columns)
        );
    }

    [Fact]
    public void Run_PreActivationZeroOrMinusZero_HasGateOne()
    {
        // z = 1 * 1 - 1 = +0; and -1e-200 * 1e-200 underflows to -0, to which the bias -0 adds -0.
        Network zero = new(new NetworkShape(1, 1, 1), 0.5, [1, -1, 3, 0]);
        ForwardPass pass = ForwardPass.Over(zero, new ReadOnlyMatrixView([1], 1, 1));
        AssertSameBits(0.0, pass.PreActivations(1)[0, 0], "z");
        Assert.Equal(1, pass.Gates(1)[0, 0]);

        Network minusZero = new(new NetworkShape(1, 1, 1), 0.5, [1e-200, -0.0, 3, 0]);
        pass = ForwardPass.Over(minusZero, new ReadOnlyMatrixView([-1e-200], 1, 1));
        AssertSameBits(-0.0, pass.PreActivations(1)[0, 0], "z");
        AssertSameBits(-0.0, pass.Activations(1)[0, 0], "f");
        Assert.Equal(1, pass.Gates(1)[0, 0]);

        // The smallest number below zero is below zero.
        Network negative = new(new NetworkShape(1, 1, 1), 0.5, [1, 0, 3, 0]);
        pass = ForwardPass.Over(negative, new ReadOnlyMatrixView([-double.Epsilon], 1, 1));
        Assert.Equal(0.5, pass.Gates(1)[0, 0]);
    }

    [Fact]
    public void Run_NaNAndInfinity_PropagateWithinTheirSample()
    {
        GradientCase drawn = GradientCase.Gaussian(3, [2, 3, 3, 2], [2, 3, 3, 2]);
        double[] x = drawn.Inputs.Data.ToArray();
        x[2] = double.NaN;
        ForwardPass pass = ForwardPass.Over(drawn.Pair.Student, new ReadOnlyMatrixView(x, 3, 2));
        Assert.All(pass.Outputs.Row(1).ToArray(), value => Assert.Equal(double.NaN, value));
        Assert.All(pass.Gates(1).Row(1).ToArray(), gate => Assert.Equal(0.3, gate));
        AssertSameBits(drawn.Student.Outputs.Row(0), pass.Outputs.Row(0), "the sample before");
        AssertSameBits(drawn.Student.Outputs.Row(2), pass.Outputs.Row(2), "the sample after");

        x[2] = double.PositiveInfinity;
        pass = ForwardPass.Over(drawn.Pair.Student, new ReadOnlyMatrixView(x, 3, 2));
        Assert.All(pass.PreActivations(1).Row(1).ToArray(), value => Assert.True(double.IsInfinity(value)));
        Assert.All(pass.Outputs.Row(1).ToArray(), value => Assert.False(double.IsFinite(value)));
        AssertSameBits(drawn.Student.Outputs.Row(2), pass.Outputs.Row(2), "the sample after");
    }

    [Fact]
    public void Run_WhatDoesNotFit_Throws()
    {
        GradientCase drawn = GradientCase.Gaussian(3, [2, 3, 2], [2, 4, 2]);
        ForwardPass pass = new(drawn.Pair.Student.Shape, 2);
        Assert.Throws<ArgumentException>(() => pass.Run(drawn.Pair.Student, drawn.Inputs));
        Assert.Throws<ArgumentException>(() => pass.Run(drawn.Pair.Teacher, drawn.On(0, 2).Inputs));
        Assert.Throws<ArgumentException>(() =>
            pass.Run(drawn.Pair.Student, new ReadOnlyMatrixView(new double[6], 2, 3))
        );
        Assert.Throws<ArgumentNullException>(() => pass.Run(null!, drawn.Inputs));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ForwardPass(drawn.Pair.Student.Shape, -1));
        Assert.Throws<ArgumentNullException>(() => new ForwardPass(null!, 1));
    }

    private static void AssertPlain(Network network, ForwardPass pass, GradientCase drawn)
    {
        for (int i = 0; i < drawn.Samples; i++)
        {
            PlainPass plain = new(network, drawn.Sample(i));
            for (int l = 0; l <= network.Shape.Depth; l++)
            {
                AssertSameBits(plain.F[l], pass.Activations(l).Row(i), $"f_{l}");
            }

            for (int l = 1; l < network.Shape.Depth; l++)
            {
                AssertSameBits(plain.Z[l], pass.PreActivations(l).Row(i), $"z_{l}");
                AssertSameBits(plain.D[l], pass.Gates(l).Row(i), $"gates of {l}");
            }
        }
    }

    private static void AssertRows(ReadOnlyMatrixView whole, int start, ReadOnlyMatrixView part)
    {
        for (int i = 0; i < part.Rows; i++)
        {
            AssertSameBits(whole.Row(start + i), part.Row(i), $"sample {start + i}");
        }
    }
}
