// A and B of every sample in sample order, whatever the order of the blocks.

using Verify.Core.Gradients;
using static Verify.Core.Tests.Kernels.KernelData;

namespace Verify.Core.Tests.Gradients;

public sealed class MixtureBuffersTests
{
    [Fact]
    public void Mixtures_AfterAVisit_AreInSampleOrder()
    {
        GradientCase drawn = GradientCase.Gaussian(25, [3, 5, 4, 2], [3, 7, 6, 2]);
        MixtureCollector collector = MixtureCollector.Over(drawn.Pair, drawn.Teacher, drawn.Student);
        MixtureBuffers buffers = new(drawn.Pair, 40);
        new MixtureDecomposition(drawn.Pair).Visit(drawn.Teacher, drawn.Student, buffers);
        for (int l = 1; l <= 3; l++)
        {
            AssertSameBits(collector.A(l), buffers.TeacherMixtures(l, 25), $"A_{l}");
            AssertSameBits(collector.B(l), buffers.StudentMixtures(l, 25), $"B_{l}");
            Assert.Equal(collector.Blocks.Count(block => block.Layer == l), buffers.TakePatterns(l));
            Assert.Equal(0, buffers.TakePatterns(l));
        }
    }

    [Fact]
    public void Mixtures_SecondVisit_ReplacesTheFirst()
    {
        GradientCase drawn = GradientCase.Gaussian(10, [3, 5, 4, 2], [3, 7, 6, 2]);
        MixtureBuffers buffers = new(drawn.Pair, 6);
        MixtureDecomposition decomposition = new(drawn.Pair);
        GradientCase first = drawn.On(0, 6);
        GradientCase second = drawn.On(6, 4);
        decomposition.Visit(first.Teacher, first.Student, buffers);
        decomposition.Visit(second.Teacher, second.Student, buffers);
        MixtureCollector collector = MixtureCollector.Over(second.Pair, second.Teacher, second.Student);
        AssertSameBits(collector.A(1), buffers.TeacherMixtures(1, 4), "A_1");
    }

    [Fact]
    public void Mixtures_NoCapacity_AreEmpty()
    {
        GradientCase drawn = GradientCase.Gaussian(0, [3, 5, 2], [3, 7, 2]);
        MixtureBuffers buffers = new(drawn.Pair, 0);
        Assert.Equal(0, buffers.TeacherMixtures(1, 0).Length);
        Assert.Equal(0, buffers.StudentMixtures(1, 0).Length);
    }

    [Fact]
    public void Constructor_NegativeCapacity_Throws()
    {
        GradientCase drawn = GradientCase.Gaussian(1, [3, 5, 2], [3, 7, 2]);
        Assert.Throws<ArgumentOutOfRangeException>(() => new MixtureBuffers(drawn.Pair, -1));
        Assert.Throws<ArgumentNullException>(() => new MixtureBuffers(null!, 1));
    }
}
