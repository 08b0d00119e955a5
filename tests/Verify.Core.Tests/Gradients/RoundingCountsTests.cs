// The numbers of roundings against values counted by hand.

using Verify.Core.Gradients;
using Verify.Core.Networks;

namespace Verify.Core.Tests.Gradients;

public sealed class RoundingCountsTests
{
    private static readonly NetworkPair Pair = new(Zero(2, 5, 1, 2), Zero(2, 3, 4, 2));

    [Fact]
    public void Activation_HandCounted_AddsInputsBiasAndGate()
    {
        // Student: chains of 3, 4 and 5 terms, a gate after the first two. Teacher: 3, 6 and 2.
        Assert.Equal([0, 4, 9, 14], Layers(0, l => RoundingCounts.Activation(Pair.Student.Shape, (int)l)));
        Assert.Equal([0, 4, 11, 13], Layers(0, l => RoundingCounts.Activation(Pair.Teacher.Shape, (int)l)));
    }

    [Fact]
    public void Gradient_HandCounted_StartsFromTheLargerOutputCount() =>
        // 14 and a difference; then chains of 2 and of 4 terms with a gate each.
        Assert.Equal([23, 18, 15], Layers(1, l => new RoundingCounts(Pair).Gradient((int)l)));

    [Fact]
    public void FanOut_HandCounted_IsExactForTheTopTwoLayers()
    {
        // V_1 = V_2 D_2 W_2^T: a gate, a chain of 4 terms (the teacher: 1) and the constant.
        Assert.Equal([6, 0, 0], Layers(1, l => RoundingCounts.FanOut(Pair.Student.Shape, (int)l)));
        Assert.Equal([3, 0, 0], Layers(1, l => RoundingCounts.FanOut(Pair.Teacher.Shape, (int)l)));
    }

    [Fact]
    public void Mixtures_HandCounted_AddAChainOverTheOutputs()
    {
        RoundingCounts counts = new(Pair);
        Assert.Equal([11, 2, 2], Layers(1, l => counts.TeacherMixture((int)l)));
        Assert.Equal([14, 2, 2], Layers(1, l => counts.StudentMixture((int)l)));

        // The larger side: 14 + 4 + 4, 2 + 9 + 5 and 2 + 14 + 2 of the student; with a difference and a gate.
        Assert.Equal([24, 18, 20], Layers(1, l => counts.Mixture((int)l)));
        Assert.Equal(13 + 23 + 24 + 20, counts.OperationsPerEntry);
    }

    [Fact]
    public void Mixture_TeacherSideLarger_CountsTheTeacher() =>
        // A_1 f*_1: C = 2, k_f*(1) = 4 and 10 coordinates, against 2 + 4 + 3 of the student.
        Assert.Equal(18, new RoundingCounts(new NetworkPair(Zero(2, 9, 2), Zero(2, 2, 2))).Mixture(1));

    [Fact]
    public void Constructor_NoPair_Throws() =>
        Assert.Throws<ArgumentNullException>(() => new RoundingCounts(null!));

    private static long[] Layers(int first, Func<long, long> count) =>
        [.. Enumerable.Range(first, 4 - first).Select(l => count(l))];

    private static Network Zero(params int[] widths)
    {
        NetworkShape shape = new(widths);
        return new Network(shape, 0, new double[shape.WeightCount]);
    }
}
