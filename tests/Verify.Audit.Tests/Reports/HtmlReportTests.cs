// What every page must be, whatever is in it. How it looks is for eyes; what it says is in the snapshots.

using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Verify.Audit.Reports;
using Verify.Audit.Reports.Witnesses;
using Verify.Audit.Results;

namespace Verify.Audit.Tests.Reports;

public sealed partial class HtmlReportTests
{
    public static TheoryData<string> Samples() => [.. SampleRecords.All.Select(sample => sample.Name)];

    [Theory]
    [MemberData(nameof(Samples))]
    public void Render_AnySample_RefersToNothingOutside(string sample)
    {
        string html = Html(sample);

        Assert.DoesNotContain("http://", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("https://", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotMatch(SourceAttribute(), html);
        Assert.DoesNotMatch(StyleReference(), html);
        Assert.DoesNotContain(
            Parse(html).Descendants(),
            element =>
                element.Name.LocalName
                    is "script"
                        or "link"
                        or "iframe"
                        or "img"
                        or "object"
                        or "base"
                        or "form"
        );
        Assert.DoesNotContain(
            Parse(html).Descendants().Attributes(),
            attribute =>
                attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal)
                || attribute.Name.LocalName == "style"
        );
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Render_AnySample_HasUniqueIdsAndEveryReferenceHasATarget(string sample)
    {
        XElement page = Parse(Html(sample));
        string[] ids = [.. page.Descendants().Attributes("id").Select(id => id.Value)];

        Assert.Equal(ids.Distinct(StringComparer.Ordinal), ids);
        IEnumerable<string> fragments = page.Descendants()
            .Attributes("href")
            .Where(href => href.Value.StartsWith('#'))
            .Select(href => href.Value[1..]);
        IEnumerable<string> labels = page.Descendants()
            .Attributes("aria-labelledby")
            .SelectMany(label => label.Value.Split(' '));
        Assert.All(fragments.Concat(labels), target => Assert.Contains(target, ids));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Render_AnySample_LinksOnlyToItselfAndFilesBesideIt(string sample)
    {
        Uri report = new("file:///reports/run/report.html");
        foreach (XAttribute href in Parse(Html(sample)).Descendants().Attributes("href"))
        {
            Uri target = new(report, href.Value);
            Assert.StartsWith("file:///reports/run/", target.AbsoluteUri, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Render_AnySample_PolicyNamesTheHashOfItsStyleSheet(string sample)
    {
        XElement page = Parse(Html(sample));
        string sheet = Assert.Single(page.Descendants("style")).Value;
        string policy = page.Descendants("meta")
            .Single(meta => meta.Attribute("http-equiv") is not null)
            .Attribute("content")!
            .Value;

        string hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(sheet)));

        Assert.StartsWith(
            $"default-src 'none'; style-src 'sha256-{hash}';",
            policy,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Render_AnySample_EveryMarkHasWordsBesideIt(string sample)
    {
        XElement page = Parse(Html(sample));

        Assert.All(
            page.Descendants("svg")
                .Where(svg => svg.Attribute("class")!.Value.StartsWith("mark", StringComparison.Ordinal)),
            mark => Assert.True(mark.Parent!.Value.Trim().Length > 0)
        );
    }

    [Fact]
    public void Render_AwkwardText_ComesBackAsItWas()
    {
        ClaimRecord claim = SampleRecords.Named("awkward-text").Claims[0];
        string[] texts = [.. Parse(Html("awkward-text")).Descendants().Select(element => element.Value)];

        // Parsing XML turns the escaped CR back into itself.
        Assert.Contains(LegalText.Of(claim.Statement), texts);
        Assert.Contains(ReplayCommand.Installed(LegalText.Of(claim.Witness!.Token)), texts);
    }

    [Fact]
    public void Render_ClaimsAndTwins_AreAllInTheTableAndHaveASection()
    {
        AuditRecord audit = SampleRecords.Named("as-expected");
        XElement page = Parse(Html("as-expected"));

        XElement table = page.Descendants("table")
            .Single(table => table.Attribute("class")?.Value == "overview");
        Assert.Equal(
            audit.Claims.Length,
            table.Descendants("tr").Count(row => row.Attribute("class")?.Value == "claim")
                + table.Descendants("li").Count()
        );
        foreach (ClaimRecord claim in audit.Claims)
        {
            Assert.Contains(
                page.Descendants("span"),
                span => span.Attribute("class")?.Value == "id" && span.Value == claim.Id
            );
        }
    }

    [Theory]
    [InlineData("as-expected", false)]
    [InlineData("every-verdict", true)]
    public void Render_Twins_AreFoldedUnlessOneStands(string sample, bool open)
    {
        XElement[] folds = [.. Parse(Html(sample)).Descendants("table").Descendants("details")];

        Assert.NotEmpty(folds);
        Assert.All(folds, fold => Assert.Equal(open, fold.Attribute("open") is not null));
    }

    [Fact]
    public void Render_WitnessInFull_HasItsPictureMatricesLatexAndScript()
    {
        ClaimRecord twin = SampleRecords.Named("necessity").Claims[1];
        XElement details = Parse(Html("necessity"))
            .Descendants("details")
            .Single(element => element.Attribute("class")?.Value == "material");

        Assert.Equal(twin.Id, details.Parent!.Descendants("span").First().Value);
        Assert.Single(details.Descendants("svg"));
        Assert.Equal(5, details.Descendants("table").Count());
        Assert.Equal(
            [WitnessLatex.Of(twin.Witness!.Material!), WitnessPyTorch.Of(twin.Id, twin.Witness)],
            details.Descendants("code").Select(code => code.Value)
        );
    }

    [Fact]
    public void Render_WitnessOfOneInput_HasItsLineAndTheLargerOneInThePlaneWithItsReplay()
    {
        AuditRecord audit = SampleRecords.Named("necessity");
        WitnessRecord small = SampleWitnesses.Record(SampleWitnesses.OnALine);
        PlaneWitness larger = new("T@d=2", "it fails in the plane", SampleWitnesses.InAPlane);
        string Page(WitnessRecord witness) =>
            HtmlReport.Render(
                audit with
                {
                    Claims =
                    [
                        .. audit.Claims.Select(claim =>
                            claim.Witness?.Material is null ? claim : claim with { Witness = witness }
                        ),
                    ],
                }
            );
        XElement[] Pictures(string html) =>
            [
                .. Parse(html)
                    .Descendants()
                    .Where(element => element.Attribute("class")?.Value == "plot arrangement"),
            ];

        Assert.Single(Pictures(Page(small)));
        string html = Page(small with { InPlane = larger });
        Assert.Equal(
            [
                "Boundaries of the layer-1 nodes in (-1, 1)",
                "Boundaries of the layer-1 nodes in the box of radius 2",
            ],
            Pictures(html).Select(picture => picture.Elements().First().Value)
        );
        Assert.Contains("verify replay T@d=2", html, StringComparison.Ordinal);
        Assert.Contains("it fails in the plane", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_NumbersThatCannotBeDrawn_LeaveThePictureOut()
    {
        AuditRecord audit = SampleRecords.Named("necessity");
        WitnessMaterial material = SampleWitnesses.InAPlane with
        {
            Tables = [new("box", 1, 1, ["Infinity"])],
        };
        ClaimRecord twin = audit.Claims[1] with { Witness = SampleWitnesses.Record(material) };

        XElement page = Parse(HtmlReport.Render(audit with { Claims = [twin] }));

        Assert.DoesNotContain(
            page.Descendants("details").Single(e => e.Attribute("class")?.Value == "material").Descendants(),
            element => element.Name.LocalName == "svg"
        );
    }

    [Fact]
    public void Render_Necessity_LinksEveryAnswerToWhereItIsGiven()
    {
        XElement table = Parse(Html("necessity"))
            .Descendants("table")
            .Single(element => element.Attribute("class")?.Value == "shares necessity");
        XElement[] answers =
        [
            .. table.Element("tbody")!.Elements("tr").Select(row => row.Elements("td").Last()),
        ];

        Assert.Equal(
            [
                "needed: refuted by this witness",
                "no answer: vacuous",
                "not dropped",
                "no answer: undecided",
                "no counterexample in 34 cases",
                "no counterexample in 1 case",
            ],
            answers.Select(answer => answer.Value)
        );
        Assert.Equal(
            "#claim-Z.specialize-without-zero-gradient",
            answers[0].Element("a")!.Attribute("href")!.Value
        );
        Assert.Equal(
            "#claim-Z.fanout-without-coefficient",
            answers[4].Element("a")!.Attribute("href")!.Value
        );
    }

    /// <summary>
    /// WCAG 2 contrast of every colour that text is set in against every background it is set on: at least 4.5 : 1.
    /// </summary>
    [Fact]
    public void Render_Colours_HaveEnoughContrastInBothSchemes()
    {
        MatchCollection schemes = RootRule().Matches(Html("empty"));

        Assert.Equal(2, schemes.Count);
        foreach (Match scheme in schemes)
        {
            Dictionary<string, double> light = Colour()
                .Matches(scheme.Value)
                .ToDictionary(colour => colour.Groups[1].Value, colour => Luminance(colour.Groups[2].Value));
            foreach (string text in (string[])["ink", "muted", "link", "expected", "wrong", "open"])
            {
                foreach (string ground in (string[])["page", "card", "wash"])
                {
                    double contrast =
                        (Math.Max(light[text], light[ground]) + 0.05)
                        / (Math.Min(light[text], light[ground]) + 0.05);
                    Assert.True(contrast >= 4.5, $"{text} on {ground}: {contrast}");
                }
            }
        }
    }

    // WCAG 2.2, relative luminance of an sRGB colour.
    private static double Luminance(string hex)
    {
        double[] channels =
        [
            .. Convert
                .FromHexString(hex)
                .Select(value => value / 255.0)
                .Select(s => s <= 0.04045 ? s / 12.92 : Math.Pow((s + 0.055) / 1.055, 2.4)),
        ];
        return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2];
    }

    private static string Html(string sample) => HtmlReport.Render(SampleRecords.Named(sample));

    // The page is well-formed XML, so a strict parser reads it.
    private static XElement Parse(string html)
    {
        using XmlReader reader = XmlReader.Create(
            new StringReader(html),
            new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore }
        );
        return XDocument.Load(reader, LoadOptions.PreserveWhitespace).Root!;
    }

    [GeneratedRegex(@"\bsrc(set)?\s*=")]
    private static partial Regex SourceAttribute();

    [GeneratedRegex(@"url\(|@import")]
    private static partial Regex StyleReference();

    [GeneratedRegex(@":root \{[^}]*--page[^}]*\}")]
    private static partial Regex RootRule();

    [GeneratedRegex(@"--(\w+): #([0-9a-f]{6});")]
    private static partial Regex Colour();
}
