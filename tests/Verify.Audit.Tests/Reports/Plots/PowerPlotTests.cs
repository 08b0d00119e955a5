// The log-log figure: points where their logarithms put them, curves in order, nothing that is not finite, and valid markup.

using System.Globalization;
using System.Xml.Linq;
using Verify.Audit.Reports.Plots;
using Verify.Audit.Results;

namespace Verify.Audit.Tests.Reports.Plots;

public sealed class PowerPlotTests
{
    private static readonly ChartPanelRecord s_panel = new(
        "N against 1/eps <d = 2>",
        "1/eps",
        "N",
        [new(8, 10), new(16, 100), new(32, 1000), new(32, double.NaN), new(0, 5)],
        [
            new("theorem", IsFit: false, [new(8, 1000), new(32, 4000)]),
            new("fit", IsFit: true, [new(8, 900), new(16, 90), new(32, 9)]),
        ]
    );

    [Fact]
    public void Of_PowerLaw_LiesOnAStraightLine()
    {
        XElement[] dots = [.. Elements("circle")];
        Assert.Equal(3, dots.Length);
        double[] x = [.. dots.Select(dot => Number(dot, "cx"))];
        double[] y = [.. dots.Select(dot => Number(dot, "cy"))];
        Assert.Equal(x[1] - x[0], x[2] - x[1], 0.011);
        Assert.Equal(y[1] - y[0], y[2] - y[1], 0.011);
        Assert.True(x[0] < x[1] && y[0] > y[1]);
    }

    [Fact]
    public void Of_Curves_AreNamedAtTheirUpperEnds()
    {
        XElement[] labels = [.. Elements("text").Where(text => text.Value is "theorem" or "fit")];
        Assert.Equal(["end", "start"], labels.Select(label => label.Attribute("text-anchor")!.Value));
        XElement[] curves = [.. Elements("path").Where(path => Kind(path) is "fit" or "reference")];
        Assert.Equal(["reference", "fit"], curves.Select(Kind));
        Assert.Equal(2, curves[1].Attribute("d")!.Value.Count(c => c == 'L'));
    }

    [Fact]
    public void Of_Title_IsEscapedAndNamed()
    {
        XElement svg = XElement.Parse(PowerPlot.Of(s_panel, "plot").ToString());
        Assert.Equal("plot-title plot-desc", svg.Attribute("aria-labelledby")!.Value);
        Assert.Equal(s_panel.Title, Elements("title").First().Value);
    }

    [Fact]
    public void Of_NothingToDraw_IsNothing()
    {
        Assert.Equal("", PowerPlot.Of(s_panel with { Dots = [new(-1, 1)], Lines = [] }, "plot").ToString());
        // One point, and points of equal height, still have axes.
        Assert.NotEqual(
            "",
            PowerPlot.Of(s_panel with { Dots = [new(4, 10)], Lines = [] }, "plot").ToString()
        );
    }

    private static IEnumerable<XElement> Elements(string name) =>
        XElement
            .Parse(PowerPlot.Of(s_panel, "plot").ToString())
            .Descendants()
            .Where(e => e.Name.LocalName == name);

    private static string Kind(XElement element) => element.Attribute("class")?.Value ?? "";

    private static double Number(XElement element, string attribute) =>
        double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);
}
