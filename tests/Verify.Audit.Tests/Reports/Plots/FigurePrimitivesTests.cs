// The small parts of the figures for papers: ticks, axes, marks, indices, colours.

using System.Globalization;
using System.Text.RegularExpressions;
using Verify.Audit.Reports.Plots;

namespace Verify.Audit.Tests.Reports.Plots;

public sealed partial class FigurePrimitivesTests
{
    [Theory]
    [InlineData(1, 5, "0 0.2 0.4 0.6 0.8 1")]
    [InlineData(2.05, 4, "0 1 2")]
    [InlineData(0.3, 4, "0 0.1 0.2 0.3")]
    [InlineData(7e-5, 4, "0 2×10⁻⁵ 4×10⁻⁵ 6×10⁻⁵")]
    [InlineData(1234, 3, "0 500 1,000")]
    public void FromZero_AnyEnd_HasRoundTicks(double to, int atMost, string expected) =>
        Assert.Equal(expected, string.Join(' ', Ticks.FromZero(to, atMost).Select(tick => tick.Label)));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void FromZero_NoEnd_Throws(double to) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Ticks.FromZero(to, 4));

    [Theory]
    [InlineData(5, 5, "1 2 3 4 5")]
    [InlineData(10, 4, "1 5 10")]
    [InlineData(7, 4, "1 4 6")]
    [InlineData(100, 5, "1 20 40 60 80 100")]
    [InlineData(1, 5, "1")]
    public void Counted_Teachers_BeginAtOne(int to, int atMost, string expected) =>
        Assert.Equal(
            expected,
            string.Join(' ', PanelAxis.Counted(to, atMost, "").Ticks.Select(tick => tick.Label))
        );

    [Theory]
    [InlineData(0.1, 0, "0 0.5 1")]
    [InlineData(-0.1, -0.25, "0 0.5 1")]
    [InlineData(-0.7, -0.75, "−0.5 0 0.5 1")]
    public void Correlation_AnyLeast_IsOnTheAxis(double low, double from, string labels)
    {
        PanelAxis axis = PanelAxis.Correlation(low, "");
        Assert.Equal(labels, string.Join(' ', axis.Ticks.Select(tick => tick.Label)));
        Assert.Equal(from - 0.04 * (1 - from), axis.From, 1e-15);
    }

    [Fact]
    public void Decades_OfOneValueOrNone_AreOneDecade()
    {
        PanelAxis one = PanelAxis.Decades(-2, -2, 9, 5, "");
        Assert.Equal((-2, -1), (one.From, one.To));
        PanelAxis none = PanelAxis.Decades(0, -1, 9, 5, "");
        Assert.Equal((-1, 0), (none.From, none.To));
    }

    [Theory]
    [InlineData(-8.5, 0.5, "10⁻⁸ 10⁻⁶ 10⁻⁴ 10⁻² 1")]
    [InlineData(-2.1, 0.1, "10⁻² 10⁻¹ 1")]
    [InlineData(-1.2, -0.9, "10⁻² 10⁻¹ 1")] // too few decades between: whole ones
    public void Decades_OfARange_HaveTwoTicksAndMore(double low, double high, string labels)
    {
        PanelAxis axis = PanelAxis.Decades(low, high, 9, 5, "");
        Assert.Equal(labels, string.Join(' ', axis.Ticks.Select(tick => tick.Label)));
        Assert.True(axis.From <= low && axis.To >= high);
    }

    [Fact]
    public void Decades_OfMoreThanAreShown_AreCutBelow()
    {
        PanelAxis axis = PanelAxis.Decades(-30, 0, 10, 5, "");
        Assert.True(axis.Cuts);
        Assert.InRange(axis.From, -11, -10);
        Assert.False(PanelAxis.Decades(-30, 0, 30, 5, "").Cuts);
        Assert.False(PanelAxis.Decades(-12, 0, 10, 5, "").Cuts);
    }

    [Theory]
    [InlineData(10, -30.0, -1.0, -1.0, -1.0, -1.0)]
    [InlineData(18, -30.0, -1.0, -1.0, -1.0)]
    [InlineData(18, -12.0)]
    public void DecadesFor_FewSeriesFarBelow_AreTheUsual(int expected, params double[] ends) =>
        Assert.Equal(expected, PanelAxis.DecadesFor(ends, 0, 10));

    [Fact]
    public void LinePath_WithAGap_IsTwoLinesAndAPointAloneAStroke()
    {
        Place gap = new(double.NaN, 1);
        Assert.Equal(
            "M0 1L1 2M3.5 4h3",
            Marks.LinePath([new(0, 1), new(1, 2), gap, new(5, 4), new(6, double.NegativeInfinity)])
        );
    }

    [Fact]
    public void BandPath_WithAGap_IsItsStretchesOfTwoAndMore()
    {
        Place[] upper = [new(0, 0), new(1, 0), new(2, double.NaN), new(3, 0)];
        Place[] lower = [new(0, 5), new(1, 6), new(2, 5), new(3, 5)];
        Assert.Equal("M0 0L1 0L1 6L0 5Z", Marks.BandPath(upper, lower));
    }

    [Theory]
    [InlineData("epoch", "epoch")]
    [InlineData("|g_1| over", """|g<tspan dy="3" font-size="8.5">1</tspan><tspan dy="-3">| over</tspan>""")]
    [InlineData("∝ j^−p", """∝ j<tspan dy="-4" font-size="8.5">−p</tspan>""")]
    [InlineData("a < b", "a &lt; b")]
    public void MathText_IndicesAndExponents_AreRaised(string text, string expected) =>
        Assert.Equal(expected, MathText.Of(text).ToString());

    [Fact]
    public void Ramp_OfLinesAndLevels_OrdersByLightness()
    {
        double[] lines = [.. Enumerable.Range(0, 10).Select(i => Lightness(Ramp.Line(i, 10)))];
        Assert.Equal(lines.Order(), lines);
        double[] levels = [.. Enumerable.Range(0, 20).Select(i => Lightness(Ramp.Level(i, 20)))];
        Assert.Equal(levels.OrderDescending(), levels);
    }

    [Fact]
    public void KindOf_LinesOfAFigure_AreAllDifferent()
    {
        for (int lines = 1; lines <= FigureStyles.Kinds; lines++)
        {
            int[] kinds = [.. Enumerable.Range(0, lines).Select(line => FigureStyles.KindOf(line, lines))];
            Assert.Equal(lines, kinds.Distinct().Count());
        }
    }

    /// <summary>Every kind has a rule for lines and for fills, and no two have one dash.</summary>
    [Fact]
    public void Sheet_Kinds_DifferInColourAndDash()
    {
        Match[] rules = [.. LineRule().Matches(FigureStyles.Text).Cast<Match>()];
        Assert.Equal(FigureStyles.Kinds, rules.Length);
        Assert.Equal(rules.Length, rules.Select(rule => rule.Groups[1].Value).Distinct().Count());
        Assert.Equal(rules.Length, rules.Select(rule => rule.Groups[2].Value).Distinct().Count());
    }

    /// <summary>Relative luminance.</summary>
    private static double Lightness(string colour)
    {
        double Linear(int at)
        {
            double value =
                int.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }

        return 0.2126 * Linear(1) + 0.7152 * Linear(3) + 0.0722 * Linear(5);
    }

    [GeneratedRegex(@"\.line\.k\d \{ stroke: (#[0-9a-f]{6});(?: stroke-dasharray: ([0-9. ]+);)? \}")]
    private static partial Regex LineRule();
}
