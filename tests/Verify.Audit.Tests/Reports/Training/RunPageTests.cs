// The page of a run: well-formed, self-contained, with what it has to say; and its pictures.

using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Verify.Audit.Reports.Training;
using Verify.Audit.Sweeping;
using Verify.Audit.Tests.Sweeping;

namespace Verify.Audit.Tests.Reports.Training;

public sealed class RunPageTests
{
    private static readonly RunCurves s_curves = new(
        [1, 2, 3],
        [1, 0.1, 0.01],
        [2, 0.2, 0.02],
        5,
        [
            .. Enumerable
                .Range(0, 10)
                .Select(i => new CoverageCurve(0.5 + 0.05 * i, [0, 5 - i / 2.0, 5 - i / 4.0])),
        ]
    );

    [Fact]
    public void Render_ACompletedRun_HasItsPicturesAndItsFigures()
    {
        string page = Render(RunEnd.Completed, null, s_curves);
        XDocument html = Parse(page);
        Assert.Contains("<h1>Completed after 3 epochs</h1>", page, StringComparison.Ordinal);
        Assert.Equal(2, html.Descendants().Count(element => element.Name.LocalName == "svg"));
        Assert.Contains("<th>eval_loss</th><td class=\"number\">0.02</td>", page, StringComparison.Ordinal);
        Assert.Contains("<th>odd</th><td class=\"number\">not finite</td>", page, StringComparison.Ordinal);
        Assert.Contains("<th>m</th><td><strong>10</strong></td>", page, StringComparison.Ordinal);
        Assert.Contains("<th>rate</th><td>0.5</td>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_AFailedRun_SaysWhyAndHasNoPictures()
    {
        string page = Render(RunEnd.Failed, "There is <not> enough.", null);
        Assert.DoesNotContain("<svg", page, StringComparison.Ordinal);
        Assert.Contains("There is &lt;not&gt; enough.", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_ThePolicy_NamesItsVeryStyleSheet()
    {
        string page = Render(RunEnd.Completed, null, s_curves);
        string sheet = page[(page.IndexOf("<style>", StringComparison.Ordinal) + 7)..];
        sheet = sheet[..sheet.IndexOf("</style>", StringComparison.Ordinal)];
        string hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(sheet)));
        Assert.Contains(
            $"style-src 'sha256-{hash}'",
            page.Replace("&#39;", "'", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(
            "http://",
            page.Replace("http://www.w3.org", "", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Render_UnderAnyCulture_IsTheSame()
    {
        string expected = Render(RunEnd.Diverged, null, s_curves);
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal(expected, Render(RunEnd.Diverged, null, s_curves));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void File_OfCoverage_ShowsTheLowestAndTheHighestThreshold()
    {
        string svg = RunFigure.Coverage(s_curves).File();
        string[] labels =
        [
            .. XDocument
                .Parse(svg)
                .Root!.Elements()
                .Where(element => element.Name.LocalName == "text" && element.Value.StartsWith('>'))
                .Select(element => element.Value),
        ];
        Assert.Equal(["> 0.5", "> 0.65", "> 0.8", "> 0.95"], labels);
    }

    private static XDocument Parse(string page) =>
        XDocument.Parse(page.Replace("<!DOCTYPE html>", "", StringComparison.Ordinal));

    private static string Render(RunEnd status, string? reason, RunCurves? curves)
    {
        ImmutableArray<KeyValuePair<string, double?>> last =
        [
            KeyValuePair.Create("eval_loss", (double?)0.02),
            KeyValuePair.Create("odd", (double?)null),
        ];
        string page = RunPage.Render(
            SweepPlanTests.Plan("m=10")[0],
            new RunSummary(status, reason, 3, last),
            curves
        );
        Parse(page);
        return page;
    }
}
