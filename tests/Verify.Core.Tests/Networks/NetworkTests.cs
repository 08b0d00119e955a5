// NetworkShape, Network and NetworkPair: the layout of the weights, immutability, and what is refused.

using Verify.Core.Networks;

namespace Verify.Core.Tests.Networks;

public class NetworkTests
{
    private static double[] Counted(int count) => [.. Enumerable.Range(0, count).Select(i => (double)i)];

    [Fact]
    public void Shape_Offsets_FollowTheLayers()
    {
        var shape = new NetworkShape(3, 5, 4, 2);
        Assert.Equal((3, 3, 2), (shape.Depth, shape.Inputs, shape.Outputs));
        Assert.Equal([0, 20, 44], Enumerable.Range(1, 3).Select(shape.WeightOffset));
        Assert.Equal([20, 24, 10], Enumerable.Range(1, 3).Select(shape.WeightLength));
        Assert.Equal([4, 6, 5, 2], Enumerable.Range(0, 4).Select(shape.Coordinates));
        Assert.Equal(54, shape.WeightCount);
        Assert.Equal("3-5-4-2", shape.ToString());
    }

    [Fact]
    public void Shape_Equality_IsByWidths()
    {
        var shape = new NetworkShape(3, 5, 2);
        Assert.Equal(shape, new NetworkShape(3, 5, 2));
        Assert.Equal(shape.GetHashCode(), new NetworkShape(3, 5, 2).GetHashCode());
        Assert.NotEqual(shape, new NetworkShape(3, 5, 5, 2));
        Assert.False(shape.Equals(null));
    }

    [Theory]
    [InlineData(new int[0])]
    [InlineData(new[] { 3 })]
    [InlineData(new[] { 3, 2 })]
    [InlineData(new[] { 3, 0, 2 })]
    [InlineData(new[] { -1, 4, 2 })]
    [InlineData(new[] { 65536, 65536, 1 })]
    [InlineData(new[] { int.MaxValue, int.MaxValue, int.MaxValue })]
    public void Shape_BadWidths_Throw(int[] widths) =>
        Assert.Throws<ArgumentException>(() => new NetworkShape(widths));

    [Fact]
    public void Weights_Views_HaveTheBiasLast()
    {
        var network = new Network(new NetworkShape(2, 3, 1), 0.5, Counted(13));
        Assert.Equal((3, 3), (network.Weights(1).Rows, network.Weights(1).Columns));
        Assert.Equal([6, 7, 8], network.Weights(1).Row(2).ToArray());
        Assert.Equal((2, 3), (network.Directions(1).Rows, network.Directions(1).Columns));
        Assert.Equal((4, 1), (network.Weights(2).Rows, network.Weights(2).Columns));
        Assert.Equal(12, network.Weights(2)[3, 0]);
    }

    [Fact]
    public void Constructor_GivenArray_IsCopied()
    {
        double[] weights = Counted(13);
        var network = new Network(new NetworkShape(2, 3, 1), 0, weights);
        weights[0] = 99;
        Network changed = network.WithWeight(1, 2, 1, -5);
        Assert.Equal(Counted(13), network.AllWeights.ToArray());
        Assert.Equal(-5, changed.Weights(1)[2, 1]);
        Assert.Equal(
            12,
            changed.AllWeights.ToArray().Zip(Counted(13)).Count(pair => pair.First == pair.Second)
        );
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.0)]
    [InlineData(double.NaN)]
    public void Constructor_BadLeak_Throws(double leak) =>
        Assert.Throws<ArgumentException>(() => new Network(new NetworkShape(2, 3, 1), leak, Counted(13)));

    [Fact]
    public void Constructor_BadWeights_Throws()
    {
        var shape = new NetworkShape(2, 3, 1);
        Assert.Throws<ArgumentException>(() => new Network(shape, 0, Counted(12)));
        Assert.Throws<ArgumentException>(() => new Network(shape, 0, Counted(14)));
        foreach (double bad in new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity })
        {
            Assert.Throws<ArgumentException>(() => new Network(shape, 0, [.. Counted(12), bad]));
        }

        Assert.False(double.IsNegative(new Network(shape, -0.0, Counted(13)).Leak));
    }

    [Fact]
    public void Pair_Mismatches_Throw()
    {
        static Network Of(params int[] widths)
        {
            var shape = new NetworkShape(widths);
            return new Network(shape, 0, new double[shape.WeightCount]);
        }

        var pair = new NetworkPair(Of(2, 3, 1), Of(2, 7, 1));
        Assert.Equal((2, 2, 1), (pair.Depth, pair.Inputs, pair.Outputs));
        Assert.Throws<ArgumentException>(() => new NetworkPair(Of(2, 3, 1), Of(3, 3, 1)));
        Assert.Throws<ArgumentException>(() => new NetworkPair(Of(2, 3, 1), Of(2, 3, 2)));
        Assert.Throws<ArgumentException>(() => new NetworkPair(Of(2, 3, 1), Of(2, 3, 3, 1)));
    }
}
