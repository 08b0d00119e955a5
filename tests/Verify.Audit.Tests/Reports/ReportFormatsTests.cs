using Verify.Audit.Reports;

namespace Verify.Audit.Tests.Reports;

public sealed class ReportFormatsTests
{
    [Fact]
    public void All_FileNames_AreTheDocumentedOnes() =>
        Assert.Equal(
            ["summary.json", "junit.xml", "report.md", "report.html"],
            ReportFormats.All.Select(format => format.FileName)
        );

    [Fact]
    public void Encoding_AnyText_HasNoByteOrderMark() => Assert.Empty(ReportFormats.Encoding.GetPreamble());
}
