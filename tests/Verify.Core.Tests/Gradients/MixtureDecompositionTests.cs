// The decomposition against a plain evaluation per sample, bit for bit; its blocks, and how little it allocates.

using Verify.Core.Gradients;
using Verify.Core.Networks;
using static Verify.Core.Tests.Kernels.KernelData;

namespace Verify.Core.Tests.Gradients;

public sealed class MixtureDecompositionTests
{
    public static TheoryData<WeightDistribution> Distributions() => [.. Enum.GetValues<WeightDistribution>()];

    [Theory]
    [MemberData(nameof(Distributions))]
    public void Visit_RandomPairs_EqualThePlainEvaluationBitwise(WeightDistribution distribution)
    {
        for (ulong seed = 0; seed < 50; seed++)
        {
            foreach (Bend bend in new[] { Bend.None, Bend.Sparse, Bend.Dead })
            {
                AssertPlain(GradientCase.Draw(seed, distribution, bend));
            }
        }
    }

    [Fact]
    public void Visit_WidthsBeyondVectorsAndManyPatterns_EqualThePlainEvaluationBitwise() =>
        AssertPlain(GradientCase.Gaussian(40, [3, 5, 20, 33, 9], [3, 17, 40, 13, 9]));

    [Fact]
    public void Visit_MoreThan64GatesInALayer_TellsPatternsApart() =>
        AssertPlain(GradientCase.Gaussian(30, [2, 3, 70, 2], [2, 3, 60, 2]));

    /// <summary>More samples than the sorting keeps on the stack, in few patterns.</summary>
    [Fact]
    public void Visit_BlocksOfHundredsOfSamples_AreAscendingAndComplete()
    {
        GradientCase drawn = GradientCase.Gaussian(700, [2, 2, 3, 2, 1], [2, 3, 2, 2, 1]);
        MixtureCollector collector = MixtureCollector.Over(drawn.Pair, drawn.Teacher, drawn.Student);
        AssertBlocks(drawn, collector, lowestLayer: 1);
        Assert.True(collector.Blocks.Count(block => block.Layer == 1) > 4);
    }

    [Theory]
    [MemberData(nameof(Distributions))]
    public void Visit_RandomPairs_EachSampleIsInOneBlockPerLayerWithItsEquals(WeightDistribution distribution)
    {
        for (ulong seed = 100; seed < 140; seed++)
        {
            GradientCase drawn = GradientCase.Draw(seed, distribution);
            for (int lowest = 1; lowest <= drawn.Pair.Depth; lowest++)
            {
                AssertBlocks(
                    drawn,
                    MixtureCollector.Over(drawn.Pair, drawn.Teacher, drawn.Student, lowest),
                    lowest
                );
            }
        }
    }

    [Fact]
    public void Visit_SampleAloneOrInABatch_HasTheSameBits()
    {
        GradientCase whole = GradientCase.Gaussian(30, [3, 5, 4, 6, 2], [3, 7, 6, 5, 2]);
        MixtureCollector together = MixtureCollector.Over(whole.Pair, whole.Teacher, whole.Student);
        for (int i = 0; i < whole.Samples; i++)
        {
            GradientCase one = whole.On(i, 1);
            MixtureCollector alone = MixtureCollector.Over(one.Pair, one.Teacher, one.Student);
            for (int l = 1; l <= whole.Pair.Depth; l++)
            {
                AssertSameBits(together.A(l, i), alone.A(l, 0), $"A_{l}");
                AssertSameBits(together.B(l, i), alone.B(l, 0), $"B_{l}");
            }
        }
    }

    [Fact]
    public void Visit_TwoLayers_HasOneBlockPerLayer()
    {
        GradientCase drawn = GradientCase.Gaussian(50, [3, 5, 2], [3, 7, 2]);
        MixtureCollector collector = MixtureCollector.Over(drawn.Pair, drawn.Teacher, drawn.Student);
        Assert.Equal([2, 1], collector.Blocks.Select(block => block.Layer));
        Assert.All(collector.Blocks, block => Assert.Equal(Enumerable.Range(0, 50), block.Samples));
    }

    /// <summary>Gates 1 and c of teacher and student differ in c; equal patterns of one do not merge the other's.</summary>
    [Fact]
    public void Visit_PatternsThatDifferInTheTeacherAlone_AreTwoBlocks()
    {
        // Teacher's node of layer 2 is active where x >= 0, the student's everywhere.
        NetworkShape shape = new(1, 1, 1, 1);
        Network teacher = new(shape, 0.25, [1, 4, 1, -4, 1, 0]);
        Network student = new(shape, 0.5, [1, 4, 1, 4, 1, 0]);
        GradientCase drawn = new(new NetworkPair(teacher, student), [1, -1, 2]);
        MixtureCollector collector = MixtureCollector.Over(drawn.Pair, drawn.Teacher, drawn.Student);
        Assert.Equal(
            [
                [0, 1, 2],
                [0, 1, 2],
                [0, 2],
                [1],
            ],
            collector.Blocks.Select(block => block.Samples)
        );
        Assert.Equal([1, -4], collector.TeacherFanOut(1, 0));
        Assert.Equal([0.25, -1], collector.TeacherFanOut(1, 1));
        Assert.Equal([1, 4], collector.StudentFanOut(1, 1));
        AssertPlain(drawn);
    }

    [Fact]
    public void Visit_NoSamples_VisitsNothing()
    {
        GradientCase drawn = GradientCase.Gaussian(0, [3, 5, 2], [3, 7, 2]);
        Assert.Empty(MixtureCollector.Over(drawn.Pair, drawn.Teacher, drawn.Student).Blocks);
    }

    /// <summary>
    /// What a batch allocates does not contain a matrix per sample: with N samples and then each of them four times,
    /// the difference per sample is the bookkeeping (an index, a pattern and a sorting key per split layer), far below
    /// the 64 x 64 doubles of one A.
    /// </summary>
    [Fact]
    public void Visit_FourTimesTheSamplesInTheSamePatterns_AllocatesBookkeepingOnly()
    {
        GradientCase few = GradientCase.Gaussian(100, [4, 60, 64, 60, 3], [4, 64, 60, 63, 3]);
        double[] x = few.Inputs.Data.ToArray();
        GradientCase many = new(few.Pair, [.. x, .. x, .. x, .. x]);
        MixtureDecomposition decomposition = new(few.Pair);
        BlockCounter counter = new();
        long small = AllocatedBytes(() => decomposition.Visit(few.Teacher, few.Student, counter));
        long large = AllocatedBytes(() => decomposition.Visit(many.Teacher, many.Student, counter));

        // An index; and for each of the 2 layers that are split (3 and 2) an identifier, a key and a sorting key (16
        // bytes together), and a packed pattern of 2 or 3 words with its header (at most 48).
        Assert.InRange(large - small, 1, 300 * (4 + 2 * (16 + 48)));
    }

    [Fact]
    public void Visit_TwoLayers_AllocatesTheIndicesAlone()
    {
        // Nothing is split, so no pattern is looked at: the indices (and the array's and the walk's headers) are all.
        GradientCase drawn = GradientCase.Gaussian(1000, [4, 60, 3], [4, 64, 3]);
        MixtureDecomposition decomposition = new(drawn.Pair);
        BlockCounter counter = new();
        Assert.InRange(
            AllocatedBytes(() => decomposition.Visit(drawn.Teacher, drawn.Student, counter)),
            4000,
            4400
        );
    }

    [Fact]
    public void Visit_WhatDoesNotFit_Throws()
    {
        GradientCase drawn = GradientCase.Gaussian(3, [2, 3, 2], [2, 4, 2]);
        MixtureDecomposition decomposition = new(drawn.Pair);
        BlockCounter counter = new();
        Assert.Throws<ArgumentException>(() => decomposition.Visit(drawn.Student, drawn.Student, counter));
        Assert.Throws<ArgumentException>(() => decomposition.Visit(drawn.Teacher, drawn.Teacher, counter));
        Assert.Throws<ArgumentException>(() =>
            decomposition.Visit(drawn.On(0, 2).Teacher, drawn.Student, counter)
        );
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            decomposition.Visit(drawn.Teacher, drawn.Student, counter, 0)
        );
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            decomposition.Visit(drawn.Teacher, drawn.Student, counter, 3)
        );
        Assert.Throws<ArgumentNullException>(() => decomposition.Visit(null!, drawn.Student, counter));
        Assert.Throws<ArgumentNullException>(() => decomposition.Visit(drawn.Teacher, null!, counter));
        Assert.Throws<ArgumentNullException>(() => decomposition.Visit(drawn.Teacher, drawn.Student, null!));
        Assert.Throws<ArgumentNullException>(() => new MixtureDecomposition(null!));
    }

    private static void AssertPlain(GradientCase drawn)
    {
        NetworkPair pair = drawn.Pair;
        MixtureCollector collector = MixtureCollector.Over(pair, drawn.Teacher, drawn.Student);
        for (int i = 0; i < drawn.Samples; i++)
        {
            double[][] v = new PlainPass(pair.Student, drawn.Sample(i)).FanOuts();
            double[][] starred = new PlainPass(pair.Teacher, drawn.Sample(i)).FanOuts();
            for (int l = 1; l <= pair.Depth; l++)
            {
                string where = $"of layer {l}, sample {i}";
                AssertSameBits(v[l], collector.StudentFanOut(l, i), $"V {where}");
                AssertSameBits(starred[l], collector.TeacherFanOut(l, i), $"V* {where}");
                AssertSameBits(
                    PlainPass.Overlap(v[l], starred[l], pair.Outputs),
                    collector.A(l, i),
                    $"A {where}"
                );
                AssertSameBits(PlainPass.Overlap(v[l], v[l], pair.Outputs), collector.B(l, i), $"B {where}");
            }
        }
    }

    private static void AssertBlocks(GradientCase drawn, MixtureCollector collector, int lowestLayer)
    {
        int depth = drawn.Pair.Depth;
        Assert.Equal(
            Enumerable.Range(lowestLayer, depth - lowestLayer + 1),
            collector.Blocks.Select(block => block.Layer).Distinct().Order()
        );
        string[] upper = new string[drawn.Samples];
        Array.Fill(upper, "");
        for (int l = depth; l >= lowestLayer; l--)
        {
            int[][] blocks =
            [
                .. collector.Blocks.Where(block => block.Layer == l).Select(block => block.Samples),
            ];
            Assert.Equal(Enumerable.Range(0, drawn.Samples), blocks.SelectMany(block => block).Order());
            Assert.All(blocks, block => Assert.Equal(block.Order(), block));
            Assert.All(blocks, block => Assert.Single(block.Select(i => upper[i]).Distinct()));
            Assert.Equal(upper.Distinct().Count(), blocks.Length);
            for (int i = 0; i < drawn.Samples && l < depth; i++)
            {
                upper[i] +=
                    string.Join(' ', drawn.Teacher.Gates(l).Row(i).ToArray())
                    + '|'
                    + string.Join(' ', drawn.Student.Gates(l).Row(i).ToArray());
            }
        }
    }

    private sealed class BlockCounter : IMixtureVisitor
    {
        internal long Blocks { get; private set; }

        void IMixtureVisitor.Visit(in MixtureBlock block) => Blocks++;
    }
}
