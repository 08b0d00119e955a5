// Every format of every sample, in every culture, byte for byte as accepted.

using Verify.Audit.Reports;
using Verify.Audit.Results;

namespace Verify.Audit.Tests.Reports;

public sealed class SnapshotTests
{
    public static TheoryData<string, string, string> Everything()
    {
        TheoryData<string, string, string> rows = [];
        foreach ((string sample, _) in SampleRecords.All)
        {
            foreach (ReportFormat format in ReportFormats.All)
            {
                foreach (string culture in Cultures.Names)
                {
                    rows.Add(sample, format.FileName, culture);
                }
            }
        }

        return rows;
    }

    public static TheoryData<string> CultureNames() => [.. Cultures.Names];

    [Theory]
    [MemberData(nameof(Everything))]
    public void Render_AnySampleAndCulture_AsAccepted(string sample, string file, string culture)
    {
        ReportFormat format = ReportFormats.All.Single(format => format.FileName == file);
        AuditRecord audit = SampleRecords.Named(sample);

        string text = Cultures.In(culture, () => format.Render(audit));

        Snapshot.Matches($"{sample}/{file}", ReportFormats.Encoding.GetBytes(text));
    }

    [Theory]
    [MemberData(nameof(CultureNames))]
    public void JsonLines_AnyCulture_AsAccepted(string culture)
    {
        byte[] bytes = Cultures.In(
            culture,
            () =>
            {
                using MemoryStream stream = new();
                using (JsonLines lines = new(stream, leaveOpen: true))
                {
                    lines.Write(SampleRecords.Cases);
                }

                return stream.ToArray();
            }
        );

        Snapshot.Matches(JsonLines.FileName, bytes);
    }

    [Fact]
    public void Cultures_OfThisMachine_DifferWhereReportsCouldGoWrong()
    {
        // Without culture data every culture is the invariant one, and the tests above would prove nothing.
        Assert.Equal("0,5", Cultures.In("de-DE", () => 0.5.ToString((IFormatProvider?)null)));
        Assert.NotEqual("-1", Cultures.In("ar-SA", () => (-1).ToString((IFormatProvider?)null)));
        Assert.NotEqual(
            "I",
            Cultures.In("tr-TR", () => "i".ToUpper(System.Globalization.CultureInfo.CurrentCulture))
        );
    }

    [Fact]
    public void Render_AnySample_HasLineFeedsOnlyAndEndsWithOne()
    {
        foreach ((string name, AuditRecord audit) in SampleRecords.All)
        {
            foreach (ReportFormat format in ReportFormats.All)
            {
                string text = format.Render(audit);
                Assert.False(
                    text.Contains('\r', StringComparison.Ordinal),
                    $"{name}/{format.FileName} has a CR"
                );
                Assert.True(
                    text.EndsWith('\n') && !text.EndsWith("\n\n", StringComparison.Ordinal),
                    $"{name}/{format.FileName}"
                );
                Assert.NotEqual('\uFEFF', text[0]);
            }
        }
    }

    [Fact]
    public void Difference_OneCharacter_IsShownWithItsPlace()
    {
        string shown = Snapshot.Difference("same\nold"u8.ToArray(), "same\nodd"u8.ToArray());

        Assert.Equal("line 2, column 2\n  accepted: old\n  now:      odd", shown);
    }
}
