// junit.xml: every claim as a test, so that any CI shows them. A green file means that the audit ended as expected.

using System.Globalization;
using System.Xml;
using Verify.Audit.Results;

namespace Verify.Audit.Reports;

/// <summary>
/// A testsuite for each family of claims (the id up to its first dot), a testcase for each claim and control. As
/// expected passes; a refuted claim and an unrefuted control are failures; vacuous, undecided and errored are errors,
/// whose type is the verdict. An interrupted audit has one more testcase, which is an error. A testcase's time is
/// cases / casesPerSecond where that is known, and a suite's the sum of them.
/// </summary>
public static class JUnitReport
{
    /// <summary>The file's name.</summary>
    public const string FileName = "junit.xml";

    private static readonly XmlWriterSettings Layout = new()
    {
        Encoding = ReportFormats.Encoding,
        Indent = true,
        NewLineChars = "\n",
    };

    /// <summary>The file's text.</summary>
    public static string Render(AuditRecord audit)
    {
        ArgumentNullException.ThrowIfNull(audit);
        using MemoryStream bytes = new();
        using (XmlWriter xml = XmlWriter.Create(bytes, Layout))
        {
            xml.WriteStartElement("testsuites");
            Attribute(xml, "name", audit.ToolName);
            Totals(xml, audit.Claims, audit.Interrupted ? 1 : 0);
            Attribute(xml, "time", Seconds(audit.Seconds));
            foreach (
                IGrouping<string, ClaimRecord> family in audit.Claims.GroupBy(Family, StringComparer.Ordinal)
            )
            {
                Suite(xml, audit, family.Key, [.. family]);
            }

            if (audit.Interrupted)
            {
                Interruption(xml);
            }

            xml.WriteEndElement();
        }

        return ReportFormats.Encoding.GetString(bytes.GetBuffer(), 0, (int)bytes.Length) + "\n";
    }

    private static string Family(ClaimRecord claim) => claim.Id.Split('.', '/')[0];

    private static void Suite(XmlWriter xml, AuditRecord audit, string family, List<ClaimRecord> claims)
    {
        xml.WriteStartElement("testsuite");
        Attribute(xml, "name", family);
        Totals(xml, claims, interruptions: 0);
        Attribute(xml, "time", Seconds(claims.Sum(claim => Time(claim) ?? 0)));
        xml.WriteStartElement("properties");
        Property(xml, "version", audit.ToolVersion);
        Property(xml, "profile", audit.Profile);
        Property(xml, "seed", audit.Seed.ToString(CultureInfo.InvariantCulture));
        xml.WriteEndElement();
        foreach (ClaimRecord claim in claims)
        {
            Case(xml, family, claim);
        }

        xml.WriteEndElement();
    }

    private static void Case(XmlWriter xml, string family, ClaimRecord claim)
    {
        xml.WriteStartElement("testcase");
        Attribute(xml, "classname", family);
        Attribute(xml, "name", claim.Id);
        if (Time(claim) is { } time)
        {
            Attribute(xml, "time", Seconds(time));
        }

        if (claim.AsExpected)
        {
            xml.WriteElementString("system-out", LegalText.Of(VerdictSentence.Of(claim)));
        }
        else
        {
            xml.WriteStartElement(IsError(claim) ? "error" : "failure");
            Attribute(xml, "type", claim.Verdict);
            Attribute(xml, "message", string.Join(' ', Details(claim)));
            string[] lines = [.. Details(claim), $"Statement: {claim.Statement}", $"Source: {claim.Source}"];
            xml.WriteString(LegalText.Of(string.Join('\n', lines)));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    /// <summary>Verdict, remark, finding, replay command: those that there are.</summary>
    private static IEnumerable<string> Details(ClaimRecord claim)
    {
        yield return VerdictSentence.Of(claim);
        if (VerdictSentence.Remark(claim) is { } remark)
        {
            yield return remark;
        }

        if (claim.Witness is { } witness)
        {
            yield return $"Finding: {witness.Finding}";
        }

        if (ReplayCommand.Token(claim) is { } token)
        {
            yield return $"Replay: {ReplayCommand.Installed(token)}";
        }
    }

    private static void Interruption(XmlWriter xml)
    {
        xml.WriteStartElement("testsuite");
        Attribute(xml, "name", "audit");
        Totals(xml, [], interruptions: 1);
        xml.WriteStartElement("testcase");
        Attribute(xml, "classname", "audit");
        Attribute(xml, "name", "ran to its end");
        xml.WriteStartElement("error");
        Attribute(xml, "type", "interrupted");
        Attribute(xml, "message", "The audit was interrupted; claims that it did not reach are not listed.");
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static bool IsError(ClaimRecord claim) => claim.Verdict is "vacuous" or "undecided" or "errored";

    private static void Totals(XmlWriter xml, IReadOnlyCollection<ClaimRecord> claims, int interruptions)
    {
        List<ClaimRecord> wrong = [.. claims.Where(claim => !claim.AsExpected)];
        int errors = wrong.Count(IsError);
        Attribute(xml, "tests", Plain(claims.Count + interruptions));
        Attribute(xml, "failures", Plain(wrong.Count - errors));
        Attribute(xml, "errors", Plain(errors + interruptions));
        Attribute(xml, "skipped", Plain(0));
    }

    private static double? Time(ClaimRecord claim)
    {
        double seconds = claim.Cases / claim.CasesPerSecond;
        return double.IsFinite(seconds) && seconds >= 0 ? seconds : null;
    }

    private static string Seconds(double seconds) =>
        (double.IsFinite(seconds) ? seconds : 0).ToString("F3", CultureInfo.InvariantCulture);

    private static string Plain(int count) => count.ToString(CultureInfo.InvariantCulture);

    private static void Attribute(XmlWriter xml, string name, string value) =>
        xml.WriteAttributeString(name, LegalText.Of(value));

    private static void Property(XmlWriter xml, string name, string value)
    {
        xml.WriteStartElement("property");
        Attribute(xml, "name", name);
        Attribute(xml, "value", value);
        xml.WriteEndElement();
    }
}
