// Lines: where points fall, gaps, axes, and well-formed files.

using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Verify.Audit.Reports.Plots;

namespace Verify.Audit.Tests.Reports.Plots;

public sealed partial class LinePlotTests
{
    private static readonly LinePlotText s_text = new("id", "a <title>", "a & b", "epoch", "loss");

    // The area is 456 wide from x = 52 to 508 and 204 high from y = 256 up to 52.
    [Fact]
    public void Of_ALinearAxis_PointsAreInProportion()
    {
        (double X, double Y)[][] lines = Points(LineAxis.UpTo(4), [1, 2, 5], [0, 1, 4]);
        Assert.Equal([(52, 256), (166, 205), (508, 52)], Assert.Single(lines));
    }

    [Fact]
    public void Of_DecadesAxis_PointsAreInProportionToLogarithms()
    {
        (double X, double Y)[][] lines = Points(LineAxis.Decades, [0, 1, 2], [1, 0.1, 0.01]);

        // A value on a decade's edge belongs to the decade below it, so the axis is from 10^-3 to 1.
        Assert.Equal([(52, 52), (280, 120), (508, 188)], Assert.Single(lines));
    }

    [Fact]
    public void Of_ValuesThatAreNoNumbers_LeavesGaps()
    {
        ImmutableArray<double> values = [1, double.NaN, 2, 3, double.PositiveInfinity, 4, 4];
        (double X, double Y)[][] lines = Points(LineAxis.UpTo(4), [1, 2, 3, 4, 5, 6, 7], values);
        Assert.Equal([1, 2, 2], lines.Select(line => line.Length));
        Assert.Contains(
            "h0",
            Draw(LineAxis.UpTo(4), [1, 2, 3], [1, double.NaN, 2]),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Of_ZerosOnALogAxis_LeavesGaps() =>
        Assert.Equal(2, Points(LineAxis.Decades, [1, 2, 3, 4], [1, 0, -1, 1e-3]).Sum(line => line.Length));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(0)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.Epsilon)]
    [InlineData(double.MaxValue)]
    public void Of_AnyValue_IsWellFormedAndInsideTheArea(double value)
    {
        foreach (LineAxis axis in (LineAxis[])[LineAxis.Decades, LineAxis.UpTo(0)])
        {
            (double X, double Y)[][] lines = Points(axis, [1, 2], [value, 1e-3]);
            Assert.All(lines.SelectMany(line => line), point => Assert.InRange(point.Y, 52, 256));
        }
    }

    [Fact]
    public void Of_OneEpoch_HasADot() =>
        Assert.Contains("M52 205h0", Draw(LineAxis.UpTo(4), [1], [1]), StringComparison.Ordinal);

    [Fact]
    public void File_UnderAnyCulture_IsTheSame()
    {
        string expected = Draw(LineAxis.Decades, [1, 2], [0.5, 1e-7]);
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("sv-SE");
            Assert.Equal(expected, Draw(LineAxis.Decades, [1, 2], [0.5, 1e-7]));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Of_LinesOfOtherLengths_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => Draw(LineAxis.Decades, [], []));
        Assert.Throws<ArgumentException>(() => Draw(LineAxis.Decades, [1, 2], [1]));
    }

    private static string Draw(LineAxis axis, ImmutableArray<int> places, ImmutableArray<double> values)
    {
        LineSeries line = new("the <line>", LineStyles.First, values);
        string file = LinePlot.File(places, [line], axis, s_text);
        XDocument.Parse(file);
        Assert.Contains("a &lt;title&gt;", file, StringComparison.Ordinal);
        return file;
    }

    /// <summary>The points of the line's strokes, a stroke from each move to the next.</summary>
    private static (double X, double Y)[][] Points(
        LineAxis axis,
        ImmutableArray<int> places,
        ImmutableArray<double> values
    )
    {
        XDocument svg = XDocument.Parse(Draw(axis, places, values));
        string path = svg.Root!.Elements()
            .Where(element => element.Name.LocalName == "path" && element.HasElements)
            .Select(element => element.Attribute("d")!.Value)
            .SingleOrDefault("");
        return
        [
            .. path.Split('M', StringSplitOptions.RemoveEmptyEntries)
                .Select(stroke => Point().Matches(stroke).Select(Parse).ToArray()),
        ];
    }

    private static (double X, double Y) Parse(Match match) =>
        (
            double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture),
            double.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture)
        );

    [GeneratedRegex(@"(-?[\d.]+) (-?[\d.]+)")]
    private static partial Regex Point();
}
