using Verify.Audit.Reports;
using Verify.Audit.Results;

namespace Verify.Audit.Tests.Reports;

public sealed class MarkdownReportTests
{
    [Fact]
    public void Render_AnySample_HasAsManyCellsInEveryRow()
    {
        foreach ((string name, AuditRecord audit) in SampleRecords.All)
        {
            string[] rows = [.. MarkdownReport.Render(audit).Split('\n').Where(line => line.StartsWith('|'))];
            int claims = audit.Claims.IsEmpty ? 0 : ClaimGroup.Of(audit).Length + 2;
            int dropped = NecessityFamily
                .Of(audit)
                .Where(family => family.IsTested)
                .Sum(family => family.Rows.Length);

            int needed = dropped == 0 ? 0 : dropped + 2;
            int climbed = LeaderboardRows.Of(audit).Count(search => search.Found is not null);
            int searched = claims + needed;

            Assert.Equal(searched + (climbed == 0 ? 0 : climbed + 2), rows.Length);
            Assert.All(rows[..claims], row => Assert.True(Bars(row) == 8, $"{name}: {row}"));
            Assert.All(rows[claims..searched], row => Assert.True(Bars(row) == 4, $"{name}: {row}"));
            Assert.All(rows[searched..], row => Assert.True(Bars(row) == 7, $"{name}: {row}"));
        }
    }

    [Fact]
    public void Render_ExceptionsOnly_AreExplained()
    {
        string text = MarkdownReport.Render(SampleRecords.Named("every-verdict"));

        Assert.Contains("**A.refuted**", text, StringComparison.Ordinal);
        Assert.Contains("- Replay: `verify replay B.errored/stands@d=2`", text, StringComparison.Ordinal);
        Assert.DoesNotContain("**A.held**", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_AwkwardText_HasNoMarkupOfItsOwn()
    {
        string text = MarkdownReport.Render(SampleRecords.Named("awkward-text"));
        string outsideCode = string.Join(
            '\n',
            text.Split('\n').Where(line => !line.StartsWith("- ", StringComparison.Ordinal))
        );

        Assert.DoesNotContain("</script>", outsideCode, StringComparison.Ordinal);
        Assert.DoesNotContain("[l](m)", outsideCode, StringComparison.Ordinal);
        Assert.DoesNotContain(" *j*", outsideCode, StringComparison.Ordinal);
        Assert.DoesNotContain("@n", outsideCode, StringComparison.Ordinal);
    }

    // Unescaped bars: each begins or ends a cell.
    private static int Bars(string row) =>
        row.Where((c, at) => c == '|' && (at == 0 || row[at - 1] != '\\')).Count();
}
