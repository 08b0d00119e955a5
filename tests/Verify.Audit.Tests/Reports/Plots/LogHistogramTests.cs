using System.Collections.Immutable;
using System.Globalization;
using System.Xml.Linq;
using Verify.Audit.Reports.Plots;

namespace Verify.Audit.Tests.Reports.Plots;

public sealed class LogHistogramTests
{
    private static readonly HistogramText Text = new(
        "p",
        "Title <&>",
        "What it shows.",
        "ratio",
        "cases",
        "bound"
    );

    [Fact]
    public void Of_NothingPositive_IsNothing()
    {
        Assert.Equal("", LogHistogram.Of(LogBins.Of([]), Text).ToString());
        Assert.Equal("", LogHistogram.Of(LogBins.Of([0]), Text).ToString());
    }

    [Fact]
    public void Of_Values_IsNamedAndDescribedForScreenReaders()
    {
        XElement svg = Draw([0.5]);

        Assert.Equal("img", svg.Attribute("role")?.Value);
        Assert.Equal("p-title p-desc", svg.Attribute("aria-labelledby")?.Value);
        Assert.Equal(Text.Title, svg.Elements("title").Single().Value);
        Assert.Equal(Text.Description, svg.Elements("desc").Single().Value);
    }

    [Fact]
    public void Of_Bars_LieLeftAndRightOfTheLineByTheirValue()
    {
        XElement svg = Draw([0.2, 1, 1.5, 300]);
        double line = Reference(svg);

        XElement[] bars = [.. svg.Elements("rect")];
        Assert.Equal(4, bars.Length);
        Assert.All(bars, bar => Assert.Equal(Class(bar) == "bar beyond", Number(bar, "x") >= line));
        Assert.Equal(2, bars.Count(bar => Class(bar) == "bar beyond"));
        // Widths are rounded to hundredths, hence a hundredth.
        Assert.All(
            bars.Where(bar => Class(bar) == "bar"),
            bar => Assert.True(Number(bar, "x") + Number(bar, "width") <= line + 0.01)
        );
    }

    [Fact]
    public void Of_ZerosAndInfinities_HaveBarsOfTheirOwnWithTheirCount()
    {
        XElement svg = Draw([0, 0, 0, 0.5, double.PositiveInfinity, double.NaN, double.NaN]);
        string[] labels = [.. svg.Elements("text").Select(text => text.Value)];

        Assert.Single(svg.Elements("rect"), bar => Class(bar) == "bar zero");
        Assert.Equal(
            ["0: 3 cases", "∞: 1 case", "NaN: 2 cases"],
            svg.Elements("rect").Skip(1).Select(bar => bar.Value)
        );
        Assert.Contains("∞", labels);
        Assert.Contains("NaN", labels);
    }

    [Fact]
    public void Of_NegativeValues_AreSaidWithTheZeros() =>
        Assert.Contains("≤ 0: 2 cases", Draw([-1, 0, 0.5]).Elements("rect").Select(bar => bar.Value));

    [Fact]
    public void Of_OneAmongThousands_IsStillSeen()
    {
        XElement svg = Draw([1e-6, .. Enumerable.Repeat(0.5, 100000)]);

        Assert.All(svg.Elements("rect"), bar => Assert.True(Number(bar, "height") >= 1.5));
    }

    [Fact]
    public void Of_AnyValues_DrawsInsideThePicture()
    {
        ImmutableArray<double>[] samples =
        [
            [0.5],
            [1e-300, 1e300],
            [0, -1, double.NaN, double.PositiveInfinity, 0.5],
            [.. Enumerable.Range(1, 500).Select(i => i / 100.0)],
        ];
        foreach (ImmutableArray<double> values in samples)
        {
            Assert.All(
                Draw(values).Elements("rect"),
                bar =>
                {
                    Assert.InRange(Number(bar, "x"), 46, 400);
                    Assert.InRange(Number(bar, "x") + Number(bar, "width"), 46, 400);
                    Assert.InRange(Number(bar, "y"), 30, 226);
                    Assert.True(Number(bar, "width") > 0);
                }
            );
        }
    }

    private static XElement Draw(ImmutableArray<double> values) =>
        XElement.Parse(LogHistogram.Of(LogBins.Of(values), Text).ToString());

    private static string? Class(XElement element) => element.Attribute("class")?.Value;

    private static double Number(XElement element, string name) =>
        double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);

    private static double Reference(XElement svg)
    {
        string path = svg.Elements("path").Single(path => Class(path) == "reference").Attribute("d")!.Value;
        return double.Parse(
            path[1..path.IndexOf(' ', StringComparison.Ordinal)],
            CultureInfo.InvariantCulture
        );
    }
}
