// Forward, backward and decomposition against golden vectors, within derived bounds, and proof that the
// comparison would notice a relative change of 1e-12.

using Verify.Core.Gradients;
using Verify.Core.Networks;
using Verify.Core.Numerics;

namespace Verify.Core.Tests.Golden;

public sealed class GoldenGradientTests
{
    public static TheoryData<string> Files() =>
        [.. GoldenFile.Names("two_layer_"), .. GoldenFile.Names("multi_layer_")];

    [Fact]
    public void Files_AllOfThem_AreThere()
    {
        Assert.Equal(12, GoldenFile.Names("two_layer_").Length);
        Assert.Equal(12, GoldenFile.Names("multi_layer_").Length);
        Assert.Equal(4, GoldenFile.Names("corr_").Length);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Sizes_OfEachFile_AreThoseOfItsNetworks(string name)
    {
        GoldenFile file = new(name);
        NetworkPair pair = file.Pair();
        Assert.Equal(file.Scalar("L"), pair.Depth);
        Assert.Equal(file.Scalar("d"), pair.Inputs);
        Assert.Equal(file.Scalar("C"), pair.Outputs);
        Assert.Equal(file.Values("teacher_sizes"), pair.Teacher.Shape.Widths.Select(width => (double)width));
        Assert.Equal(file.Values("student_sizes"), pair.Student.Shape.Widths.Select(width => (double)width));
        Assert.Equal([(int)file.Scalar("N"), pair.Inputs], file["X"].Shape);
    }

    /// <summary>
    /// Gates agree exactly: the smallest pre-activation is 1e-4, and the bound on a pre-activation's error is smaller.
    /// </summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void Gates_OfEachFile_AreExactlyTheGoldenOnes(string name)
    {
        GoldenPasses passes = new(new GoldenFile(name));
        for (int l = 1; l < passes.Pair.Depth; l++)
        {
            Assert.Equal(passes.File.Values($"TD{l}"), passes.Teacher.Gates(l).Data.ToArray());
            Assert.Equal(passes.File.Values($"SD{l}"), passes.Student.Gates(l).Data.ToArray());
        }

        Assert.All(passes.File.Values($"SD{passes.Pair.Depth}"), gate => Assert.Equal(1, gate));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void ActivationsGradientsUpdatesAndLoss_OfEachFile_LieWithinTheBound(string name) =>
        Assert.All(
            new GoldenPasses(new GoldenFile(name)).Comparisons(),
            comparison => comparison.AssertClose()
        );

    [Theory]
    [MemberData(nameof(Files))]
    public void Mixtures_OfEachFile_LieWithinTheBound(string name) =>
        Assert.All(
            GoldenMixtures.Comparisons(new GoldenPasses(new GoldenFile(name))),
            comparison => comparison.AssertClose()
        );

    /// <summary>
    /// Teeth. Only quantities that are zero but for rounding cannot notice: the gradients of an embedded
    /// teacher (and what is made of them), and layers whose nodes are all dead.
    /// </summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void Comparisons_GoldenValueChangedByOnePartIn1e12_Fail(string name)
    {
        GoldenPasses passes = new(new GoldenFile(name));
        List<Comparison> all = [.. passes.Comparisons(), .. GoldenMixtures.Comparisons(passes)];
        foreach (Comparison comparison in all)
        {
            bool isGradient = comparison.What[0] is 'G' or 'D' or 'l';
            if (passes.File.IsEmbedding && isGradient)
            {
                Assert.False(comparison.IsSignificant, comparison.What);
            }
            else if (comparison.Golden.Any(value => value != 0))
            {
                Assert.True(comparison.Notices(1e-12), $"{comparison.What} upwards");
                Assert.True(comparison.Notices(-1e-12), $"{comparison.What} downwards");
            }
        }
    }

    /// <summary>
    /// The bound on the residual holds for any order of summation, so the golden implementation's residual, made
    /// of other chains than ours, has to obey it too.
    /// </summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void Residual_OursAndTheGoldenOne_AreBelowTheBound(string name)
    {
        GoldenPasses passes = new(new GoldenFile(name));
        Lemma1Residual residual = Lemma1Residual.Compute(
            passes.Pair,
            passes.Teacher,
            passes.Student,
            passes.Backward
        );
        ResidualBound bound = ResidualBound.Compute(passes.Pair, passes.Teacher, passes.Student);
        double[] golden = passes.File.Values("resid_theorem_per_layer");
        Assert.Equal(passes.Pair.Depth, golden.Length);
        for (int l = 1; l <= passes.Pair.Depth; l++)
        {
            ReadOnlyMatrixView allowed = bound.At(l);
            ReadOnlyMatrixView found = residual.At(l);
            for (int i = 0; i < found.Data.Length; i++)
            {
                Assert.True(Math.Abs(found.Data[i]) <= allowed.Data[i], $"layer {l}, entry {i}");
            }

            Assert.True(golden[l - 1] <= bound.Largest(l), $"layer {l}: {golden[l - 1]:R}");
        }
    }
}
