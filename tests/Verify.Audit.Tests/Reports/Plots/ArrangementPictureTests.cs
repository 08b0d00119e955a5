using System.Xml.Linq;
using Verify.Audit.Reports.Plots;

namespace Verify.Audit.Tests.Reports.Plots;

public sealed class ArrangementPictureTests
{
    private static readonly Arrangement s_sample = new(
        2,
        [.. new PlaneLine[] { new(1, 0, -1), new(1, 0, -5), new(0, 0, 1) }.Select(line => line.Within(2))],
        [.. new PlaneLine[] { new(1e308, -1e308, 0), new(0, 5e-324, 0) }.Select(line => line.Within(2))],
        [new(1, 0.5, "a <b>")],
        "seen & met"
    );

    [Fact]
    public void File_AnyArrangement_IsAnSvgDocumentWithoutAStyleSheet()
    {
        XElement svg = XElement.Parse(ArrangementPicture.File(s_sample));

        Assert.Equal("http://www.w3.org/2000/svg", svg.Name.NamespaceName);
        Assert.DoesNotContain(svg.Descendants(), element => element.Name.LocalName == "style");
        Assert.All(
            svg.Descendants().Where(element => element.Name.LocalName == "path"),
            path => Assert.NotNull(path.Attribute("stroke"))
        );
    }

    [Fact]
    public void Embedded_SameArrangement_DiffersInItsNamespaceOnly() =>
        Assert.Equal(
            ArrangementPicture.File(s_sample),
            ArrangementPicture
                .Embedded(s_sample)
                .ToString()
                .Replace("<svg ", "<svg xmlns=\"http://www.w3.org/2000/svg\" ", StringComparison.Ordinal)
                + "\n"
        );

    [Fact]
    public void Embedded_Lines_AreCutAtTheBoxAndMissingOnesLeftOut()
    {
        XElement svg = XElement.Parse(ArrangementPicture.Embedded(s_sample).ToString());
        string[] titles = [.. svg.Descendants("path").Elements("title").Select(title => title.Value)];

        Assert.Equal(["teacher node 0", "student node 0", "student node 1"], titles);
        // x = 1 of (-2, 2), that is three quarters of the 420 units from 46.
        Assert.Equal(
            "M361 466L361 46",
            svg.Descendants("path").First(path => path.Element("title") is not null).Attribute("d")!.Value
        );
    }

    [Fact]
    public void Embedded_BentBoundary_IsOnePathWithOneTickOnItsLongestPiece()
    {
        PlaneBoundary bent = new([new(-2, 0, 0, 0, 0, 1), new(0, 0, 1, 1, -1, 1), new(1, 1, 1, 2, -1, 0)]);
        XElement svg = XElement.Parse(
            ArrangementPicture
                .Embedded(s_sample with { Teacher = [], Student = [bent, new([])], Layer = 3 })
                .ToString()
        );
        string[] paths = [.. svg.Elements("path").Select(path => path.Attribute("d")!.Value)];

        Assert.Contains("layer-3 nodes", svg.Element("title")!.Value, StringComparison.Ordinal);
        Assert.Equal("M46 256L256 256M256 256L361 151M361 151L361 46", paths[0]);
        Assert.Equal("M151 256l0 -9", paths[1]);
        // The rest is the legend's.
        Assert.Equal(4, paths.Length);
        Assert.Contains(svg.Elements("text"), text => text.Value == "s0");
    }

    [Fact]
    public void Embedded_CoplanarNodes_ShareALabel()
    {
        PlaneBoundary line = new PlaneLine(1, 1, 0).Within(2);
        XElement svg = XElement.Parse(
            ArrangementPicture.Embedded(s_sample with { Student = [line, new([]), line] }).ToString()
        );

        Assert.Contains(svg.Elements("text"), text => text.Value == "s0 s2");
        Assert.DoesNotContain(svg.Elements("text"), text => text.Value is "s0" or "s2");
    }

    [Fact]
    public void Embedded_Points_AreNamedAndTheLegendOnlyWithThem()
    {
        XElement svg = XElement.Parse(ArrangementPicture.Embedded(s_sample).ToString());
        XElement without = XElement.Parse(
            ArrangementPicture.Embedded(s_sample with { Points = [] }).ToString()
        );

        Assert.Contains(svg.Descendants("circle"), circle => circle.Value == "a <b>");
        Assert.Contains(svg.Descendants("text"), text => text.Value == "seen & met");
        Assert.Empty(without.Descendants("circle"));
        Assert.DoesNotContain(
            without.Descendants(),
            element => element.Value.Contains("seen", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Embedded_Bands_AreAsWideAsTheyAreAndLieBelowTheBoundaries()
    {
        XElement svg = XElement.Parse(
            ArrangementPicture
                .Embedded(
                    s_sample with
                    {
                        Bands =
                        [
                            new(new PlaneLine(3, 0, -3).Within(2), 0.25, true),
                            new(new PlaneLine(1, 0, -9).Within(2), 0.25, false),
                        ],
                    }
                )
                .ToString()
        );

        XElement band = Assert.Single(
            svg.Descendants("path"),
            path => path.Attribute("stroke-opacity") is not null
        );
        // 0.5 of the 4 units that 420 stand for; the second band misses the box.
        Assert.Equal("52.5", band.Attribute("stroke-width")!.Value);
        Assert.Equal("M361 466L361 46", band.Attribute("d")!.Value);
        Assert.Same(svg.Descendants("path").First(), band);
        Assert.Contains("Shaded", svg.Element("desc")!.Value, StringComparison.Ordinal);
    }
}
