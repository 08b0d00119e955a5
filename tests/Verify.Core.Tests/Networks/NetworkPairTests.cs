// Which networks can be compared.

using Verify.Core.Networks;

namespace Verify.Core.Tests.Networks;

public sealed class NetworkPairTests
{
    [Fact]
    public void Constructor_OtherWidthsAndLeaks_Pair()
    {
        var pair = new NetworkPair(Of(0, 2, 3, 1), Of(0.5, 2, 7, 1));
        Assert.Equal((2, 2, 1), (pair.Depth, pair.Inputs, pair.Outputs));
        Assert.Equal((3, 7), (pair.Teacher.Shape.Width(1), pair.Student.Shape.Width(1)));
    }

    [Theory]
    [InlineData(new[] { 3, 3, 1 }, "inputs")]
    [InlineData(new[] { 2, 3, 2 }, "outputs")]
    [InlineData(new[] { 2, 3, 3, 1 }, "weight layers")]
    public void Constructor_Mismatch_SaysWhichNumbersDiffer(int[] student, string fragment) =>
        Assert.Contains(
            fragment,
            Assert.Throws<ArgumentException>(() => new NetworkPair(Of(0, 2, 3, 1), Of(0, student))).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Constructor_Null_Throws()
    {
        Assert.Throws<ArgumentNullException>(() => new NetworkPair(null!, Of(0, 2, 3, 1)));
        Assert.Throws<ArgumentNullException>(() => new NetworkPair(Of(0, 2, 3, 1), null!));
    }

    private static Network Of(double leak, params int[] widths)
    {
        var shape = new NetworkShape(widths);
        return new Network(shape, leak, new double[shape.WeightCount]);
    }
}
