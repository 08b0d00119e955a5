// The layout of the weights, immutability, and what is refused as a network.

using Verify.Core.Networks;

namespace Verify.Core.Tests.Networks;

public sealed class NetworkTests
{
    private static readonly NetworkShape Shape = new(2, 3, 1);

    private static double[] Counted(int count) => [.. Enumerable.Range(0, count).Select(i => (double)i)];

    [Fact]
    public void Weights_Views_HaveTheBiasLast()
    {
        var network = new Network(Shape, 0.5, Counted(13));
        Assert.Equal((3, 3), (network.Weights(1).Rows, network.Weights(1).Columns));
        Assert.Equal([6, 7, 8], network.Weights(1).Row(2).ToArray());
        Assert.Equal((2, 3), (network.Directions(1).Rows, network.Directions(1).Columns));
        Assert.Equal([3, 4, 5], network.Directions(1).Row(1).ToArray());
        Assert.Equal((4, 1), (network.Weights(2).Rows, network.Weights(2).Columns));
        Assert.Equal(12, network.Weights(2)[3, 0]);
    }

    [Fact]
    public void Constructor_GivenArray_IsCopied()
    {
        double[] weights = Counted(13);
        var network = new Network(Shape, 0, weights);
        weights[0] = 99;
        Assert.Equal(Counted(13), network.AllWeights.ToArray());
    }

    [Fact]
    public void WithWeight_EveryEntry_ChangesThatOneInACopy()
    {
        var network = new Network(Shape, 0.25, Counted(13));
        int index = 0;
        for (int layer = 1; layer <= 2; layer++)
        {
            for (int row = 0; row <= Shape.Width(layer - 1); row++)
            {
                for (int column = 0; column < Shape.Width(layer); column++)
                {
                    Network changed = network.WithWeight(layer, row, column, -5);
                    double[] expected = Counted(13);
                    expected[index++] = -5;
                    Assert.Equal(expected, changed.AllWeights.ToArray());
                    Assert.Equal(0.25, changed.Leak);
                }
            }
        }

        Assert.Equal(13, index);
        Assert.Equal(Counted(13), network.AllWeights.ToArray());
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(3, 0, 0)]
    [InlineData(1, 3, 0)]
    [InlineData(1, -1, 2)]
    [InlineData(1, 0, 3)]
    [InlineData(1, 1, -1)]
    [InlineData(2, 4, 0)]
    public void WithWeight_NoSuchEntry_Throws(int layer, int row, int column)
    {
        var network = new Network(Shape, 0, Counted(13));
        Assert.Throws<ArgumentOutOfRangeException>(() => network.WithWeight(layer, row, column, 1));
    }

    [Fact]
    public void WithWeight_NotFinite_Throws()
    {
        var network = new Network(Shape, 0, Counted(13));
        Assert.Throws<ArgumentException>(() => network.WithWeight(1, 0, 0, double.NaN));
        Assert.Throws<ArgumentException>(() => network.WithWeight(1, 0, 0, double.PositiveInfinity));
    }

    [Fact]
    public void WithWeights_Others_KeepsShapeAndLeak()
    {
        var network = new Network(Shape, 0.25, Counted(13));
        Network other = network.WithWeights(new double[13]);
        Assert.Equal((Shape, 0.25), (other.Shape, other.Leak));
        Assert.All(other.AllWeights.ToArray(), weight => Assert.Equal(0, weight));
        Assert.Throws<ArgumentException>(() => network.WithWeights(new double[12]));
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(-double.Epsilon)]
    [InlineData(1.0)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NaN)]
    public void Constructor_BadLeak_Throws(double leak) =>
        Assert.Throws<ArgumentException>(() => new Network(Shape, leak, Counted(13)));

    [Fact]
    public void Constructor_LeakAtTheEnds_IsKept()
    {
        Assert.False(double.IsNegative(new Network(Shape, -0.0, Counted(13)).Leak));
        double largest = Math.BitDecrement(1.0);
        Assert.Equal(largest, new Network(Shape, largest, Counted(13)).Leak);
    }

    [Fact]
    public void Constructor_BadWeights_Throws()
    {
        Assert.Throws<ArgumentException>(() => new Network(Shape, 0, Counted(12)));
        Assert.Throws<ArgumentException>(() => new Network(Shape, 0, Counted(14)));
        Assert.Throws<ArgumentNullException>(() => new Network(null!, 0, Counted(13)));
        foreach (double bad in new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity })
        {
            Assert.Throws<ArgumentException>(() => new Network(Shape, 0, [.. Counted(12), bad]));
        }
    }
}
