// The small parts of a plot: coordinates, scales, ticks, bars.

using System.Xml.Linq;
using Verify.Audit.Reports.Plots;

namespace Verify.Audit.Tests.Reports.Plots;

public sealed class PrimitivesTests
{
    [Theory]
    [InlineData(1.0, "1")]
    [InlineData(1.005, "1")]
    [InlineData(-0.001, "0")]
    [InlineData(-12.346, "-12.35")]
    [InlineData(1234567.5, "1234567.5")]
    public void At_Coordinate_IsShort(double coordinate, string expected) =>
        Assert.Equal(expected, Svg.At(coordinate));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void At_NoCoordinate_Throws(double coordinate) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Svg.At(coordinate));

    [Fact]
    public void Map_Ends_AreTheEnds()
    {
        LinearScale y = new(From: 0, To: 10, Start: 100, End: 20);

        Assert.Equal((100, 20, 60), (y.Map(0), y.Map(10), y.Map(5)));
    }

    [Theory]
    [InlineData(0, 4, 1)]
    [InlineData(4, 4, 1)]
    [InlineData(5, 4, 2)]
    [InlineData(9, 4, 5)]
    [InlineData(21, 4, 10)]
    [InlineData(1000, 4, 500)]
    [InlineData(int.MaxValue, 1, int.MaxValue)]
    public void Step_Span_IsTheLeastThatFits(int span, int atMost, int expected) =>
        Assert.Equal(expected, Ticks.Step(span, atMost));

    [Fact]
    public void Whole_Range_HasMultiplesOfTheStepAndZeroWhenInside()
    {
        Assert.Equal([-4.0, -2, 0], Ticks.Whole(-5, 0, 4, n => $"{n}").Select(tick => tick.Value));
        Assert.Equal([0.0, 1], Ticks.Whole(0, 1, 4, n => $"{n}").Select(tick => tick.Value));
    }

    [Theory]
    [InlineData(0, 0, "0")]
    [InlineData(1, 3, "33.33")]
    [InlineData(3, 3, "100")]
    public void ShareBar_Part_IsFilled(int part, int whole, string width)
    {
        XElement svg = XElement.Parse(ShareBar.Of(part, whole).ToString());

        Assert.Equal(width, svg.Elements("rect").Last().Attribute("width")?.Value);
    }

    [Fact]
    public void ShareBar_MoreThanTheWhole_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ShareBar.Of(4, 3));
}
