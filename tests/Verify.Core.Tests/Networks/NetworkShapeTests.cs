// Widths, layout and what is refused as a shape.

using Verify.Core.Networks;

namespace Verify.Core.Tests.Networks;

public sealed class NetworkShapeTests
{
    [Fact]
    public void Offsets_FollowTheLayers()
    {
        var shape = new NetworkShape(3, 5, 4, 2);
        Assert.Equal((3, 3, 2), (shape.Depth, shape.Inputs, shape.Outputs));
        Assert.Equal([3, 5, 4, 2], shape.Widths);
        Assert.Equal([3, 5, 4, 2], Enumerable.Range(0, 4).Select(shape.Width));
        Assert.Equal([0, 20, 44], Enumerable.Range(1, 3).Select(shape.WeightOffset));
        Assert.Equal([20, 24, 10], Enumerable.Range(1, 3).Select(shape.WeightLength));
        Assert.Equal([4, 6, 5, 2], Enumerable.Range(0, 4).Select(shape.Coordinates));
        Assert.Equal(54, shape.WeightCount);
        Assert.Equal("3-5-4-2", shape.ToString());
    }

    [Fact]
    public void Equality_IsByWidths()
    {
        var shape = new NetworkShape(3, 5, 2);
        Assert.Equal(shape, new NetworkShape(3, 5, 2));
        Assert.Equal(shape.GetHashCode(), new NetworkShape(3, 5, 2).GetHashCode());
        Assert.NotEqual(shape, new NetworkShape(3, 5, 5, 2));
        Assert.NotEqual(shape, new NetworkShape(3, 4, 2));
        Assert.False(shape.Equals(null));
        Assert.False(shape.Equals((object)"3-5-2"));
        Assert.True(shape.Equals((object)new NetworkShape(3, 5, 2)));
    }

    [Fact]
    public void Constructor_GivenArray_IsCopied()
    {
        int[] widths = [3, 5, 2];
        var shape = new NetworkShape(widths);
        widths[1] = 9;
        Assert.Equal(5, shape.Width(1));
    }

    [Theory]
    [InlineData(new int[0], "0 given")]
    [InlineData(new[] { 3 }, "0 given")]
    [InlineData(new[] { 3, 2 }, "1 given")]
    [InlineData(new[] { 3, 0, 2 }, "n_1 is 0")]
    [InlineData(new[] { -1, 4, 2 }, "n_0 is -1")]
    [InlineData(new[] { 3, 4, 0 }, "n_2 is 0")]
    [InlineData(new[] { 65536, 65536, 1 }, "more weights")]
    [InlineData(new[] { 40000, 40000, 20000 }, "more weights")]
    [InlineData(new[] { int.MaxValue, int.MaxValue, int.MaxValue }, "more weights")]
    public void Constructor_BadWidths_Throws(int[] widths, string fragment) =>
        Assert.Contains(
            fragment,
            Assert.Throws<ArgumentException>(() => new NetworkShape(widths)).Message,
            StringComparison.Ordinal
        );
}
