using Verify.Audit.Reports.Plots;

namespace Verify.Audit.Tests.Reports.Plots;

public sealed class DecadesTests
{
    [Theory]
    [InlineData(0, 1.0)]
    [InlineData(4, 10.0)]
    [InlineData(-4, 0.1)]
    [InlineData(2, 3.1622776601683795)]
    [InlineData(-1, 0.5623413251903491)]
    [InlineData(-1400, 0.0)]
    [InlineData(1240, double.PositiveInfinity)]
    public void Edge_Quarter_IsThePowerOfTen(int quarter, double expected) =>
        Assert.Equal(expected, Decades.Edge(quarter));

    [Theory]
    [InlineData(1.0, -1)]
    [InlineData(1.0000000000000002, 0)]
    [InlineData(0.1, -5)]
    [InlineData(0.10000000000000002, -4)]
    [InlineData(10.0, 3)]
    public void QuarterOf_Edge_BelongsToTheBinBelow(double value, int expected) =>
        Assert.Equal(expected, Decades.QuarterOf(value));

    [Fact]
    public void QuarterOf_EveryMagnitude_IsBetweenItsEdges()
    {
        for (double value = double.Epsilon; double.IsFinite(value); value *= 1.9)
        {
            int quarter = Decades.QuarterOf(value);
            Assert.True(Decades.Edge(quarter) < value && value <= Decades.Edge(quarter + 1), $"{value:R}");
        }

        Assert.Equal(1232, Decades.QuarterOf(1.5e308));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(-1.0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void QuarterOf_NoPositiveNumber_Throws(double value) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Decades.QuarterOf(value));

    [Theory]
    [InlineData(7, 2, 3)]
    [InlineData(-7, 2, -4)]
    [InlineData(-8, 4, -2)]
    [InlineData(0, 4, 0)]
    public void FloorDivide_Quotient_IsRoundedDown(int dividend, int divisor, int expected) =>
        Assert.Equal(expected, Decades.FloorDivide(dividend, divisor));
}
