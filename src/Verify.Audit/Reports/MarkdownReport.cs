// report.md: the table for a pull request comment. Not the full report, which is report.html.

using System.Globalization;
using System.Text;
using Verify.Audit.Results;

namespace Verify.Audit.Reports;

/// <summary>Headline, settings, a row for each claim with its twins counted, which hypotheses are needed, and what was not as expected.</summary>
public static class MarkdownReport
{
    /// <summary>The file's name.</summary>
    public const string FileName = "report.md";

    /// <summary>The file's text.</summary>
    public static string Render(AuditRecord audit)
    {
        ArgumentNullException.ThrowIfNull(audit);
        StringBuilder text = new();
        Line(text, $"**{MarkdownText.Line(Headline.Of(audit))}**");
        Line(text, "");
        Line(text, Settings(audit));
        if (!audit.Claims.IsEmpty)
        {
            Table(text, audit);
            Necessity(text, audit);
            Searches(text, audit);
            Exceptions(text, audit);
        }

        Line(text, "");
        Line(text, $"Again: {MarkdownText.Code(ReplayCommand.Audit(audit))}");
        return text.ToString();
    }

    private static string Settings(AuditRecord audit) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{MarkdownText.Line(audit.ToolName)} {MarkdownText.Line(audit.ToolVersion)}, profile {MarkdownText.Line(audit.Profile)}, "
                + $"seed {audit.Seed}, {Numbers.Duration(audit.Seconds)}, exit code {audit.ExitCode}"
        );

    private static void Table(StringBuilder text, AuditRecord audit)
    {
        Line(text, "");
        Line(
            text,
            "| Claim | Verdict | Cases | Applicable | Largest measured/bound | Violation rate (95\u00A0%) | False twins refuted |"
        );
        Line(text, "|:--|:--|--:|--:|--:|--:|--:|");
        foreach (ClaimGroup group in ClaimGroup.Of(audit))
        {
            string twins = (group.Twins.All(twin => twin.AsExpected) ? "" : "✗ ") + group.TwinsText;
            if (group.Claim is not { } claim)
            {
                Row(text, $"{MarkdownText.Line(group.Id)} (not in this run)", "", "", "", "", "", twins);
                continue;
            }

            Row(
                text,
                MarkdownText.Line(claim.Id),
                $"{Tones.Mark(Tones.Of(claim))} {MarkdownText.Line(claim.Verdict)}",
                Numbers.Count(claim.Cases),
                Numbers.Count(claim.Applicable),
                Numbers.AtMost(claim.Tightness),
                Numbers.RateBound(claim.ViolationRateUpper95),
                twins
            );
        }
    }

    // Only families in which something is dropped: a comment has no room for what was not tried.
    private static void Necessity(StringBuilder text, AuditRecord audit)
    {
        NecessityRow[] rows =
        [
            .. NecessityFamily.Of(audit).Where(family => family.IsTested).SelectMany(family => family.Rows),
        ];
        if (rows.Length == 0)
        {
            return;
        }

        Line(text, "");
        Line(text, "| Claim | Hypothesis | Without it |");
        Line(text, "|:--|:--|:--|");
        foreach (NecessityRow row in rows)
        {
            string finding = row.Outcome switch
            {
                Dropped.Never => "not dropped",
                Dropped.Refuted => $"needed: refuted by {row.Without!.Witness?.Path ?? row.Without.Id}",
                Dropped.Held => $"no counterexample in {Numbers.Count(row.Without!.Applicable, "case")}",
                _ => $"no answer: {row.Without!.Verdict}",
            };
            Row(
                text,
                MarkdownText.Line(row.Claim.Id),
                MarkdownText.Line(row.Hypothesis),
                MarkdownText.Line(finding)
            );
        }
    }

    private static void Searches(StringBuilder text, AuditRecord audit)
    {
        SearchRecord[] climbed = [.. LeaderboardRows.Of(audit).Where(search => search.Found is not null)];
        if (climbed.Length == 0)
        {
            return;
        }

        Line(text, "");
        Line(text, "| Claim | Tightest sampled | Tightest found | Inputs | Steps | Stored in |");
        Line(text, "|:--|--:|--:|--:|--:|:--|");
        foreach (SearchRecord search in climbed)
        {
            Row(
                text,
                MarkdownText.Line(search.Claim),
                LeaderboardRows.Ratio(search.Sampled),
                LeaderboardRows.Ratio(search.Found),
                LeaderboardRows.Inputs(search.Found),
                Numbers.Count(search.Steps),
                MarkdownText.Line(search.Path ?? "")
            );
        }
    }

    private static void Exceptions(StringBuilder text, AuditRecord audit)
    {
        foreach (ClaimRecord claim in audit.Claims.Where(claim => !claim.AsExpected))
        {
            Line(text, "");
            Line(
                text,
                $"{Tones.Mark(Tones.Of(claim))} **{MarkdownText.Line(claim.Id)}**: {MarkdownText.Line(VerdictSentence.Of(claim))}"
            );
            if (VerdictSentence.Remark(claim) is { } remark)
            {
                Line(text, MarkdownText.Line(remark));
            }

            Line(text, "");
            if (claim.Witness is { } witness)
            {
                Line(text, $"- Finding: {MarkdownText.Line(witness.Finding)}");
                Line(text, $"- Witness: {MarkdownText.Code(witness.Path)}");
            }

            if (ReplayCommand.Token(claim) is { } token)
            {
                Line(text, $"- Replay: {MarkdownText.Code(ReplayCommand.Installed(token))}");
            }
        }
    }

    private static void Row(StringBuilder text, params ReadOnlySpan<string> cells) =>
        Line(text, $"| {string.Join(" | ", cells)} |");

    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');
}
