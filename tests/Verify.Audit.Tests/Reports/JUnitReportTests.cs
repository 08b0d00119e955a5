using System.Globalization;
using System.Xml.Linq;
using Verify.Audit.Reports;
using Verify.Audit.Results;

namespace Verify.Audit.Tests.Reports;

public sealed class JUnitReportTests
{
    [Fact]
    public void Render_AnySample_IsWellFormedAndItsCountsAddUp()
    {
        foreach ((string name, AuditRecord audit) in SampleRecords.All)
        {
            XElement root = Parse(audit);
            XElement[] cases = [.. root.Descendants("testcase")];

            Assert.Equal(audit.Claims.Length + (audit.Interrupted ? 1 : 0), cases.Length);
            AssertTotals(root, cases, name);
            foreach (XElement suite in root.Elements("testsuite"))
            {
                AssertTotals(suite, [.. suite.Elements("testcase")], name);
            }
        }
    }

    [Theory]
    [InlineData("A.proved", null)]
    [InlineData("A.held", null)]
    [InlineData("A.refuted", "failure")]
    [InlineData("B.vacuous", "error")]
    [InlineData("B.undecided", "error")]
    [InlineData("B.errored", "error")]
    [InlineData("B.errored/stands", "failure")]
    [InlineData("B.errored/hardly-met", "error")]
    [InlineData("nofamily", "failure")]
    public void Render_Verdict_PassesFailsOrErrs(string id, string? element)
    {
        AuditRecord audit = SampleRecords.Named("every-verdict");
        XElement test = Parse(audit)
            .Descendants("testcase")
            .Single(test => test.Attribute("name")?.Value == id);

        XElement? problem = test.Element("failure") ?? test.Element("error");

        Assert.Equal(element, problem?.Name.LocalName);
        Assert.Equal(
            element is null ? null : audit.Claims.Single(claim => claim.Id == id).Verdict,
            problem?.Attribute("type")?.Value
        );
    }

    [Fact]
    public void Render_RefutedControl_Passes() =>
        Assert.Empty(Parse(SampleRecords.Named("as-expected")).Descendants("failure"));

    [Fact]
    public void Render_RefutedClaim_SaysWhereAndHowToReplay()
    {
        XElement failure = Parse(SampleRecords.Named("every-verdict")).Descendants("failure").First();

        foreach (string text in (string[])[failure.Attribute("message")!.Value, failure.Value])
        {
            Assert.Contains("layer 1, sample 0, node 0: residual 3/4", text, StringComparison.Ordinal);
            Assert.Contains(
                "verify replay 'A.refuted@depth=2 widths=1,1,1 seed=3'",
                text,
                StringComparison.Ordinal
            );
        }
    }

    [Fact]
    public void Render_InterruptedRunOfPassingClaims_IsNotGreen()
    {
        XElement error = Assert.Single(Parse(SampleRecords.Named("interrupted")).Descendants("error"));

        Assert.Equal("interrupted", error.Attribute("type")?.Value);
    }

    [Fact]
    public void Render_Time_IsCasesByRateWhereThatIsKnown()
    {
        XElement root = Parse(SampleRecords.Named("every-verdict"));

        Assert.Equal("1.600", Time("A.refuted"));
        Assert.Equal("0.000", Time("B.vacuous"));
        Assert.Null(Time("B.errored"));

        string? Time(string id) =>
            root.Descendants("testcase")
                .Single(test => test.Attribute("name")?.Value == id)
                .Attribute("time")
                ?.Value;
    }

    private static XElement Parse(AuditRecord audit) => XDocument.Parse(JUnitReport.Render(audit)).Root!;

    private static void AssertTotals(XElement element, XElement[] cases, string sample)
    {
        (string Attribute, int Count)[] totals =
        [
            ("tests", cases.Length),
            ("failures", cases.Count(test => test.Element("failure") is not null)),
            ("errors", cases.Count(test => test.Element("error") is not null)),
            ("skipped", cases.Count(test => test.Element("skipped") is not null)),
        ];
        foreach ((string attribute, int count) in totals)
        {
            string written = element.Attribute(attribute)!.Value;
            Assert.True(
                count == int.Parse(written, CultureInfo.InvariantCulture),
                $"{sample}: {attribute}={written}, not {count}"
            );
        }
    }
}
