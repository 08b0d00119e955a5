// The magnitudes that bounds are made of: sums over absolute values, counted by hand and against the values they bound.

using Verify.Core.Gradients;
using Verify.Core.Networks;
using Verify.Core.Numerics;

namespace Verify.Core.Tests.Gradients;

public sealed class PairMagnitudesTests
{
    /// <summary>Teacher 1-1-1 and student 1-2-1 with leak 1/2 on x = -3, worked out by hand.</summary>
    [Fact]
    public void Magnitudes_HandComputed_AreSumsOverAbsolutePaths()
    {
        // Student: z = (-3 + 1, 6 - 1) = (-2, 5), gates (1/2, 1), Phi_1 = ((3 + 1)/2, 6 + 1, 1), Phi_2 = 4*2 + 2*7 + 1.
        // Teacher: z = -6 + 2 = -4, gate 1/2, Phi*_1 = (6 + 2)/2 = 4, Phi*_2 = 3*4 + 5.
        Network student = new(new NetworkShape(1, 2, 1), 0.5, [1, -2, 1, -1, 4, -2, 1]);
        Network teacher = new(new NetworkShape(1, 1, 1), 0.5, [2, 2, -3, 5]);
        GradientCase drawn = new(new NetworkPair(teacher, student), [-3]);
        PairMagnitudes magnitudes = new(drawn.Pair, drawn.Teacher, drawn.Student);
        Assert.Equal([3, 1], magnitudes.Student.At(0).Data.ToArray());
        Assert.Equal([2, 7, 1], magnitudes.Student.At(1).Data.ToArray());
        Assert.Equal([23], magnitudes.Student.At(2).Data.ToArray());
        Assert.Equal([4, 1], magnitudes.Teacher.At(1).Data.ToArray());
        Assert.Equal([17], magnitudes.Teacher.At(2).Data.ToArray());
        Assert.Equal([40], magnitudes.Gradient(2).Data.ToArray());
        Assert.Equal([4 * 40 / 2, 2 * 40], magnitudes.Gradient(1).Data.ToArray());
        Assert.Equal(3, magnitudes.LargestInput);

        // Student: layer 1 has rows 3 and 2 and columns 2 and 3, layer 2 rows 4, 2, 1 and column 7: 4 * 8.
        // Teacher: rows 2, 2 and column 4; rows 3, 5 and column 8: 5 * 9, the larger. Two factors of slack.
        Assert.Equal(9 * PairMagnitudes.Slack, magnitudes.UpperGain, 1e-12);
        Assert.Equal(45 * PairMagnitudes.Slack * PairMagnitudes.Slack, magnitudes.Gain, 1e-12);
    }

    /// <summary>Rounding is monotonic, so the bounds hold for the computed values, not only up to rounding.</summary>
    [Fact]
    public void Magnitudes_RandomPairs_AreAtLeastTheAbsoluteValues()
    {
        foreach (WeightDistribution distribution in Enum.GetValues<WeightDistribution>())
        {
            for (ulong seed = 0; seed < 100; seed++)
            {
                GradientCase drawn = GradientCase.Draw(seed, distribution);
                PairMagnitudes magnitudes = new(drawn.Pair, drawn.Teacher, drawn.Student);
                for (int l = 0; l <= drawn.Pair.Depth; l++)
                {
                    AssertBelow(drawn.Student.Activations(l), magnitudes.Student.At(l));
                    AssertBelow(drawn.Teacher.Activations(l), magnitudes.Teacher.At(l));
                    if (l > 0)
                    {
                        AssertBelow(drawn.Backward.Gradients(l), magnitudes.Gradient(l));
                    }
                }
            }
        }
    }

    /// <summary>Steps 4 and 5 of ResidualBound: P bounds row and column sums of V, P^2 entries of A and B, M X those of f.</summary>
    [Fact]
    public void Gain_RandomPairs_BoundsSumsOfVAndMixtures()
    {
        for (ulong seed = 0; seed < 300; seed++)
        {
            GradientCase drawn = GradientCase.Draw(seed, WeightDistribution.Gaussian);
            NetworkPair pair = drawn.Pair;
            PairMagnitudes magnitudes = new(pair, drawn.Teacher, drawn.Student);
            NetworkPair absolute = new(magnitudes.Teacher.Network, magnitudes.Student.Network);
            MixtureCollector collector = MixtureCollector.Over(absolute, drawn.Teacher, drawn.Student);
            double gain = magnitudes.UpperGain;
            for (int l = 1; l <= pair.Depth; l++)
            {
                for (int i = 0; i < drawn.Samples; i++)
                {
                    AssertSums(collector.StudentFanOut(l, i), pair.Outputs, gain);
                    AssertSums(collector.TeacherFanOut(l, i), pair.Outputs, gain);
                    Assert.True(collector.A(l, i).Max() <= gain * gain);
                    Assert.True(collector.B(l, i).Max() <= gain * gain);
                }

                foreach (double phi in magnitudes.Student.At(l).Data)
                {
                    Assert.True(phi <= magnitudes.Gain * magnitudes.LargestInput);
                }
            }
        }
    }

    private static void AssertBelow(ReadOnlyMatrixView values, ReadOnlyMatrixView magnitudes)
    {
        for (int i = 0; i < values.Data.Length; i++)
        {
            Assert.True(Math.Abs(values.Data[i]) <= magnitudes.Data[i]);
        }
    }

    private static void AssertSums(double[] v, int outputs, double gain)
    {
        int columns = v.Length / outputs;
        for (int c = 0; c < outputs; c++)
        {
            Assert.True(v[(c * columns)..((c + 1) * columns)].Sum() <= gain);
        }

        for (int k = 0; k < columns; k++)
        {
            Assert.True(Enumerable.Range(0, outputs).Sum(c => v[c * columns + k]) <= gain);
        }
    }
}
