// The residual of Lemma 1 against a plain evaluation, bit for bit.

using Verify.Core.Gradients;
using Verify.Core.Networks;
using static Verify.Core.Tests.Kernels.KernelData;

namespace Verify.Core.Tests.Gradients;

public sealed class Lemma1ResidualTests
{
    [Fact]
    public void Compute_RandomPairs_EqualsThePlainEvaluationBitwise()
    {
        for (ulong seed = 0; seed < 100; seed++)
        {
            AssertPlain(GradientCase.Draw(seed, WeightDistribution.Gaussian));
            AssertPlain(GradientCase.Draw(seed, WeightDistribution.Wide, Bend.Sparse));
        }
    }

    /// <summary>Blocks above the 64 samples that are gathered at a time.</summary>
    [Fact]
    public void Compute_LargeBlocks_EqualsThePlainEvaluationBitwise() =>
        AssertPlain(GradientCase.Gaussian(200, [2, 3, 2, 3], [2, 4, 3, 3]));

    /// <summary>Small integers and a dyadic leak: nothing is rounded, so the lemma shows as it is.</summary>
    [Fact]
    public void Compute_ExactArithmetic_IsZero()
    {
        int checkedCases = 0;
        for (ulong seed = 0; seed < 2000; seed++)
        {
            GradientCase drawn = GradientCase.Draw(seed, WeightDistribution.SmallIntegers);
            bool exact =
                drawn.Pair.Depth <= 3
                && drawn.Inputs.Data.ToArray().All(double.IsInteger)
                && new[] { drawn.Pair.Teacher, drawn.Pair.Student }.All(network => network.Leak is 0 or 0.5);
            Lemma1Residual residual = Compute(drawn);
            checkedCases += exact ? 1 : 0;
            for (int l = 1; exact && l <= drawn.Pair.Depth; l++)
            {
                Assert.Equal(0, residual.Largest(l));
            }
        }

        Assert.True(checkedCases >= 30, $"{checkedCases}");
    }

    [Fact]
    public void Largest_NoSamples_IsZero()
    {
        Lemma1Residual residual = Compute(GradientCase.Gaussian(0, [3, 5, 2], [3, 7, 2]));
        Assert.Equal(0, residual.Largest(1));
        Assert.Equal((0, 7), (residual.At(1).Rows, residual.At(1).Columns));
    }

    [Fact]
    public void Compute_NaNInput_IsNaNInThatSampleOnly()
    {
        GradientCase clean = GradientCase.Gaussian(3, [2, 3, 2], [2, 4, 2]);
        double[] x = clean.Inputs.Data.ToArray();
        x[3] = double.NaN;
        Lemma1Residual residual = Compute(new GradientCase(clean.Pair, x));
        Assert.All(residual.At(1).Row(1).ToArray(), value => Assert.Equal(double.NaN, value));
        Assert.Equal(double.NaN, residual.Largest(1));
        AssertSameBits(Compute(clean).At(1).Row(2), residual.At(1).Row(2), "the sample after");
    }

    [Fact]
    public void Compute_PassesOfOtherBatchesOrStudents_Throws()
    {
        GradientCase drawn = GradientCase.Gaussian(3, [2, 3, 2], [2, 4, 2]);
        GradientCase part = drawn.On(0, 2);
        GradientCase wider = GradientCase.Gaussian(3, [2, 3, 2], [2, 5, 2]);
        Assert.Throws<ArgumentException>(() =>
            Lemma1Residual.Compute(drawn.Pair, drawn.Teacher, drawn.Student, part.Backward)
        );
        Assert.Throws<ArgumentException>(() =>
            Lemma1Residual.Compute(part.Pair, part.Teacher, part.Student, drawn.Backward)
        );
        Assert.Throws<ArgumentException>(() =>
            Lemma1Residual.Compute(drawn.Pair, drawn.Teacher, drawn.Student, wider.Backward)
        );
        Assert.Throws<ArgumentException>(() =>
            Lemma1Residual.Compute(drawn.Pair, part.Teacher, drawn.Student, drawn.Backward)
        );
    }

    private static Lemma1Residual Compute(GradientCase drawn) =>
        Lemma1Residual.Compute(drawn.Pair, drawn.Teacher, drawn.Student, drawn.Backward);

    private static void AssertPlain(GradientCase drawn)
    {
        Lemma1Residual residual = Compute(drawn);
        for (int i = 0; i < drawn.Samples; i++)
        {
            PlainMixture mixture = new(drawn, i);
            for (int l = 1; l <= drawn.Pair.Depth; l++)
            {
                AssertSameBits(mixture.Residual(l), residual.At(l).Row(i), $"r_{l} of sample {i}");
            }
        }
    }
}
