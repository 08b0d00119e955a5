using System.Xml.Linq;
using Verify.Audit.Reports.Plots;

namespace Verify.Audit.Tests.Reports.Plots;

public sealed class NumberLinePictureTests
{
    // Teacher: 1, outside, and no boundary at all; student: -1 looking back, twice.
    private static readonly XElement s_svg = XElement.Parse(
        NumberLinePicture
            .Embedded(new(2, [new(1, -1), new(1, -5), new(0, 1)], [new(-1, -1), new(-2, -2)]))
            .ToString()
    );

    private static string Path(string title) =>
        s_svg.Elements("path").Single(path => path.Element("title")?.Value == title).Attribute("d")!.Value;

    [Fact]
    public void Embedded_BoundariesInside_StandWhereTheyAreWithTheirActiveSide()
    {
        // (-2, 2) is 420 units from 46; one teacher row of 17 above the line at 31, students below.
        Assert.Equal("M361 31V14h16m-4 -3l4 3l-4 3", Path("teacher node 0"));
        Assert.Equal("M151 31V48h-16m4 -3l-4 3l4 3", Path("student node 0"));
        Assert.Equal("M151 31V65h-16m4 -3l-4 3l4 3", Path("student node 1"));
    }

    [Fact]
    public void Embedded_BoundariesOutsideOrNone_AreLeftOut() =>
        Assert.Equal(
            ["t0", "s0", "s1"],
            s_svg.Elements("text").Select(text => text.Value).Where(text => text[0] is 't' or 's')
        );

    [Fact]
    public void Embedded_Ends_AreNamed() =>
        Assert.Equal(["-2", "0", "2"], s_svg.Elements("text").Take(3).Select(text => text.Value));
}
