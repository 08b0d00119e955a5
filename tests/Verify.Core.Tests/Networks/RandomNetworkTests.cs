// RandomNetwork: golden values (from an independent implementation), the laws of each weight distribution, the decay
// of strengths and the biases that halve the data.

using Verify.Core.Data;
using Verify.Core.Gradients;
using Verify.Core.Kernels;
using Verify.Core.Networks;
using Verify.Core.Numerics;

namespace Verify.Core.Tests.Networks;

public class RandomNetworkTests
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
    [InlineData(WeightDistribution.SmallIntegers, new double[] { 0, 2, 0, -1, 2, -1, 0, -2, -2 })]
    [InlineData(
        WeightDistribution.Dyadic,
        new[] { -0.375, 1.625, -0.375, -0.625, 1.625, -0.5, 0.25, -1.375, -1.5 }
    )]
    [InlineData(
        WeightDistribution.Separated,
        new[] { -0.25, -0.25, 1.0, -0.25, -0.1, -0.1, 1.0, -0.25, -0.1 }
    )]
    public void Create_SmallChoices_GoldenValues(WeightDistribution distribution, double[] expected) =>
        Assert.Equal(expected, Draw(distribution, 2, 2, 1).AllWeights.ToArray());

    [Fact]
    public void Create_Gaussian_GoldenBits() =>
        Assert.Equal(
            [
                0x3FDA9B10F86B7F3C,
                0xBFC65805C05B05D8,
                0xBFCFAE40F4519A48,
                0xBFE4B0F1D745C279,
                0xBF64C7663DE607BC,
                0x3FC74F1F4C9E6626,
                0xBFCC0C808EE441CD,
                0x3FCB86CC3AA09DFB,
                0x3FDD9F16DCCF3DBB,
            ],
            Bits(Draw(WeightDistribution.Gaussian, 2, 2, 1).AllWeights)
        );

    [Fact]
    public void Create_Wide_GoldenBits() =>
        Assert.Equal(
            [
                0x3F56C7ECA35E5541,
                0xBEB8FCDF8F1600F6,
                0x413571A4CF0F000A,
                0xC1D8747D5897E42D,
                0xC1370DBEBD02AE12,
                0x3FA698984A0EAAC8,
                0x3E24CF04C7372572,
                0xBED2D047ECA8AB76,
                0x4158765FAF853C2A,
            ],
            Bits(Draw(WeightDistribution.Wide, 2, 2, 1).AllWeights)
        );

    [Theory]
    [MemberData(nameof(Distributions))]
    public void Create_AnyDistribution_HasTheShapeAndDependsOnTheStreamOnly(WeightDistribution distribution)
    {
        var shape = new NetworkShape(4, 7, 3, 5, 2);
        Network network = RandomNetwork.Create(shape, 0.5, distribution, new CounterRandom(1, 2));
        Network again = RandomNetwork.Create(shape, 0.5, distribution, new CounterRandom(1, 2));
        Network other = RandomNetwork.Create(shape, 0.5, distribution, new CounterRandom(1, 3));
        Assert.Equal(shape, network.Shape);
        Assert.Equal(0.5, network.Leak);
        Assert.Equal(Bits(network.AllWeights), Bits(again.AllWeights));
        Assert.NotEqual(Bits(network.AllWeights), Bits(other.AllWeights));
    }

    public static TheoryData<WeightDistribution> Distributions() => [.. Enum.GetValues<WeightDistribution>()];

    [Fact]
    public void Create_Separated_DirectionsAreDistinctChoices()
    {
        // One input has exactly the nine choices: all of them are used by nine nodes.
        Network network = Draw(WeightDistribution.Separated, 1, 9, 12, 2);
        Assert.Equal(
            [-1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1],
            network.Weights(1).Row(0).ToArray().Order()
        );
        for (int layer = 1; layer <= 3; layer++)
        {
            int width = network.Shape.Width(layer);
            ReadOnlyMatrixView weights = network.Weights(layer);
            string[] directions = new string[width];
            for (int k = 0; k < width; k++)
            {
                double[] column = Column(weights, k);
                Assert.Equal(-0.1, column[^1]);
                Assert.All(column[..^1], w => Assert.True(Math.Abs(w) <= 1 && Math.Floor(4 * w) == 4 * w));
                directions[k] = string.Join(' ', column[..^1]);
            }

            Assert.Equal(width, directions.Distinct().Count());
        }
    }

    [Fact]
    public void Create_SeparatedWithoutEnoughDirections_Throws()
    {
        Assert.Throws<ArgumentException>(() => Draw(WeightDistribution.Separated, 1, 10, 1));
        Assert.Throws<ArgumentException>(() => Draw(WeightDistribution.Separated, 3, 1, 10));
        Assert.Equal(81, Draw(WeightDistribution.Separated, 2, 81, 1).Shape.Width(1));
        Assert.Throws<ArgumentException>(() => Draw(WeightDistribution.Separated, 2, 82, 1));
    }

    [Fact]
    public void Create_UnitDirections_AreRegular()
    {
        // As for the sphere of a dataset: (d + 1) u for the first norm, u for the division, (d + 1) u for measuring.
        Network network = Draw(WeightDistribution.UnitDirections, 10, 30, 1, 4);
        for (int layer = 1; layer <= 3; layer++)
        {
            ReadOnlyMatrixView directions = network.Directions(layer);
            double allowed = (2 * directions.Rows + 3) * Math.ScaleB(1, -53);
            for (int k = 0; k < directions.Columns; k++)
            {
                Assert.InRange(Reduction.Norm(Column(directions, k)) - 1, -allowed, allowed);
            }
        }
    }

    [Fact]
    public void Create_Wide_MagnitudesLieWithinTheirRange() =>
        Assert.All(
            Draw(WeightDistribution.Wide, 5, 50, 5).AllWeights.ToArray(),
            weight => Assert.InRange(Math.Abs(weight), Math.ScaleB(1, -30), Math.ScaleB(1, 31))
        );

    [Fact]
    public void WithStrengthDecay_TopRows_ScaleByThePower()
    {
        Network network = Draw(WeightDistribution.SmallIntegers, 3, 4, 5, 2);
        Network decayed = RandomNetwork.WithStrengthDecay(network, 1);
        Assert.Equal(Bits(network.AllWeights[..41]), Bits(decayed.AllWeights[..41]));
        for (int k = 0; k < 2; k++)
        {
            for (int j = 1; j <= 5; j++)
            {
                // Pow's last bit may differ from the quotient's: its error is below a unit, and scaling adds half.
                double expected = network.Weights(3)[j - 1, k] / j;
                Assert.InRange(
                    decayed.Weights(3)[j - 1, k],
                    expected - 2 * Math.ScaleB(1, -52),
                    expected + 2 * Math.ScaleB(1, -52)
                );
            }

            Assert.Equal(network.Weights(3)[5, k], decayed.Weights(3)[5, k]);
        }

        Assert.Equal(Bits(network.AllWeights), Bits(RandomNetwork.WithStrengthDecay(network, 0).AllWeights));
        Assert.Throws<ArgumentOutOfRangeException>(() => RandomNetwork.WithStrengthDecay(network, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            RandomNetwork.WithStrengthDecay(network, double.NaN)
        );
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(7, 4)]
    [InlineData(100, 50)]
    [InlineData(101, 51)]
    public void WithHalfActive_DistinctPreActivations_HalveTheData(int samples, int active)
    {
        double[] x = RandomDataset.Create(DataDistribution.Gaussian, samples, 4, new CounterRandom(3));
        ReadOnlyMatrixView inputs = new(x, samples, 4);
        Network network = RandomNetwork.WithHalfActive(
            Draw(WeightDistribution.UnitDirections, 4, 6, 5, 2),
            inputs
        );
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
    public void WithHalfActive_TiedPreActivations_SplitAsNearTheMiddleAsTheyAllow(DataDistribution data)
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
            ForwardPass pass = ForwardPass.Over(RandomNetwork.WithHalfActive(drawn, inputs), inputs);
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
    public void WithHalfActive_OnlyHiddenBiases_Change()
    {
        double[] x = RandomDataset.Create(DataDistribution.Cube, 9, 3, new CounterRandom(4));
        ReadOnlyMatrixView inputs = new(x, 9, 3);
        Network before = Draw(WeightDistribution.Gaussian, 3, 4, 2);
        Network after = RandomNetwork.WithHalfActive(before, inputs);
        Assert.Equal(Bits(before.Directions(1).Data), Bits(after.Directions(1).Data));
        Assert.Equal(Bits(before.Weights(2).Data), Bits(after.Weights(2).Data));
        Assert.NotEqual(Bits(before.Weights(1).Row(3)), Bits(after.Weights(1).Row(3)));
        Assert.Throws<ArgumentException>(() =>
            RandomNetwork.WithHalfActive(before, new ReadOnlyMatrixView(x, 0, 3))
        );
        Assert.Throws<ArgumentException>(() =>
            RandomNetwork.WithHalfActive(before, new ReadOnlyMatrixView(x, 9, 2))
        );
    }
}
