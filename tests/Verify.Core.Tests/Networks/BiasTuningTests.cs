// BiasTuning: the data are halved wherever they can be, no sample lies on a boundary, and nothing else changes.

using Verify.Core.Data;
using Verify.Core.Gradients;
using Verify.Core.Networks;
using Verify.Core.Numerics;

namespace Verify.Core.Tests.Networks;

public class BiasTuningTests
{
    private static Network Draw(WeightDistribution distribution, params int[] widths) =>
        RandomNetwork.Create(new NetworkShape(widths), 0.25, distribution, new CounterRandom(42, 7));

    private static ulong[] Bits(ReadOnlySpan<double> values) =>
        Array.ConvertAll(values.ToArray(), BitConverter.DoubleToUInt64Bits);

    private static double[] Column(ReadOnlyMatrixView matrix, int column)
    {
        var values = new double[matrix.Rows];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = matrix[i, column];
        }

        return values;
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(7, 4)]
    [InlineData(100, 50)]
    [InlineData(101, 51)]
    public void HalfActive_DistinctPreActivations_HalveTheData(int samples, int active)
    {
        double[] x = RandomDataset.Create(DataDistribution.Gaussian, samples, 4, new CounterRandom(3));
        ReadOnlyMatrixView inputs = new(x, samples, 4);
        Network network = BiasTuning.HalfActive(Draw(WeightDistribution.UnitDirections, 4, 6, 5, 2), inputs);
        ForwardPass pass = ForwardPass.Over(network, inputs);
        for (int layer = 1; layer <= 2; layer++)
        {
            for (int k = 0; k < network.Shape.Width(layer); k++)
            {
                double[] z = Column(pass.PreActivations(layer), k);
                Assert.Equal(active, z.Count(value => value > 0));
                Assert.DoesNotContain(0, z);
            }
        }
    }

    [Theory]
    [InlineData(DataDistribution.Lattice)]
    [InlineData(DataDistribution.Duplicates)]
    [InlineData(DataDistribution.LowRank)]
    public void HalfActive_TiedPreActivations_SplitAsNearTheMiddleAsTheyAllow(DataDistribution data)
    {
        for (ulong seed = 0; seed < 50; seed++)
        {
            const int samples = 12;
            double[] x = RandomDataset.Create(data, samples, 2, new CounterRandom(seed));
            ReadOnlyMatrixView inputs = new(x, samples, 2);
            Network drawn = RandomNetwork.Create(
                new NetworkShape(2, 5, 4, 1),
                0,
                WeightDistribution.SmallIntegers,
                new CounterRandom(seed, 1)
            );
            ForwardPass pass = ForwardPass.Over(BiasTuning.HalfActive(drawn, inputs), inputs);
            for (int layer = 1; layer <= 2; layer++)
            {
                for (int k = 0; k < pass.Shape.Width(layer); k++)
                {
                    double[] z = [.. Column(pass.PreActivations(layer), k).Order()];
                    Assert.DoesNotContain(0, z);
                    int inactive = z.Count(value => value < 0);
                    int[] gaps = [.. Enumerable.Range(1, samples - 1).Where(i => z[i - 1] < z[i])];
                    if (gaps.Length == 0)
                    {
                        Assert.Equal(0, inactive);
                    }
                    else
                    {
                        int nearest = gaps.Min(gap => Math.Abs(2 * gap - samples));
                        Assert.Equal(nearest, Math.Abs(2 * inactive - samples));
                    }
                }
            }
        }
    }

    [Fact]
    public void HalfActive_OnlyHiddenBiases_Change()
    {
        double[] x = RandomDataset.Create(DataDistribution.Cube, 9, 3, new CounterRandom(4));
        ReadOnlyMatrixView inputs = new(x, 9, 3);
        Network before = Draw(WeightDistribution.Gaussian, 3, 4, 2);
        Network after = BiasTuning.HalfActive(before, inputs);
        Assert.Equal(Bits(before.Directions(1).Data), Bits(after.Directions(1).Data));
        Assert.Equal(Bits(before.Weights(2).Data), Bits(after.Weights(2).Data));
        Assert.NotEqual(Bits(before.Weights(1).Row(3)), Bits(after.Weights(1).Row(3)));
        Assert.Throws<ArgumentException>(() =>
            BiasTuning.HalfActive(before, new ReadOnlyMatrixView(x, 0, 3))
        );
        Assert.Throws<ArgumentException>(() =>
            BiasTuning.HalfActive(before, new ReadOnlyMatrixView(x, 9, 2))
        );
    }
}
