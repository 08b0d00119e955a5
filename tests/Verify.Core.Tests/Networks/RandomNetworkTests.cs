// RandomNetwork: golden values (from an independent implementation), the laws of each weight distribution and the decay
// of strengths.

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
}
