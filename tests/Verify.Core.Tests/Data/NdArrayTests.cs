// NdArray: shapes and values that do not fit are programming errors.

using Verify.Core.Data;

namespace Verify.Core.Tests.Data;

public class NdArrayTests
{
    [Fact]
    public void Constructor_ValuesThatDoNotFill_Throws()
    {
        Assert.Throws<ArgumentException>(() => new NdArray(new double[5], [2, 3]));
        Assert.Throws<ArgumentException>(() => new NdArray(new double[2], [-1, -2]));
        Assert.Throws<ArgumentException>(() => new NdArray(new double[1], [1, 1, 1, 1, 1, 1, 1, 1, 1]));
        Assert.Throws<ArgumentException>(() => new NdArray(Array.Empty<double>(), [65536, 65536]));
        Assert.Throws<ArgumentException>(() =>
            new NdArray(Array.Empty<double>(), [int.MaxValue, int.MaxValue, int.MaxValue, 4])
        );
    }

    [Fact]
    public void AsMatrix_OtherRank_Throws()
    {
        Assert.Equal(6, new NdArray(new double[] { 1, 2, 3, 4, 5, 6 }, [2, 3]).AsMatrix()[1, 2]);
        Assert.Throws<InvalidOperationException>(() => new NdArray(new double[2], [2]).AsMatrix().Rows);
    }

    [Theory]
    [InlineData(new int[0], "()")]
    [InlineData(new[] { 5 }, "(5,)")]
    [InlineData(new[] { 3, 4 }, "(3, 4)")]
    public void Describe_Shape_IsPythons(int[] shape, string expected) =>
        Assert.Equal(expected, NdArray.Describe(shape));
}
