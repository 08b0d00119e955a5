using System.Text;
using Verify.Audit.Reports;
using Verify.Audit.Results;

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
    public void WriteAll_Folder_HoldsEveryFormatWithoutByteOrderMark()
    {
        string folder = Directory.CreateTempSubdirectory("verify-reports-").FullName;
        try
        {
            AuditRecord audit = SampleRecords.Named("as-expected");
            string target = Path.Combine(folder, "made", "when missing");

            // Twice, since a report replaces the one before it.
            ReportFormats.WriteAll(audit, target);
            ReportFormats.WriteAll(audit, target);

            Assert.Equal(
                ReportFormats.All.Select(format => format.FileName).Order(StringComparer.Ordinal),
                Directory.GetFiles(target).Select(Path.GetFileName).Order(StringComparer.Ordinal)
            );
            foreach (ReportFormat format in ReportFormats.All)
            {
                byte[] bytes = File.ReadAllBytes(Path.Combine(target, format.FileName));
                Assert.Equal(Encoding.UTF8.GetBytes(format.Render(audit)), bytes);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
