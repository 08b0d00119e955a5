// The page: its head, its order of sections, its foot. Each section is a file beside this one.

using System.Collections.Immutable;
using System.Security.Cryptography;
using Verify.Audit.Results;

namespace Verify.Audit.Reports.Html;

internal static class Page
{
    internal static Markup Of(AuditRecord audit)
    {
        ImmutableArray<ClaimGroup> groups = ClaimGroup.Of(audit);
        Anchors anchors = new(groups);
        string headline = Headline.Of(audit);
        // The policy allows this very style sheet and nothing else: no script, no request, no form.
        string styleHash = Convert.ToBase64String(
            SHA256.HashData(ReportFormats.Encoding.GetBytes(Styles.Sheet))
        );

        MarkupBuilder html = new();
        html.Add(
            $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <meta name="color-scheme" content="light dark"/>
            <meta name="referrer" content="no-referrer"/>
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-{styleHash}'; base-uri 'none'; form-action 'none'"/>
            <title>{audit.ToolName} audit: {headline}</title>
            <style>{new Markup(Styles.Sheet)}</style>
            </head>
            <body>
            """
        );
        html.Add(Summary.Of(audit, headline));
        html.Add($"<main>");
        if (!groups.IsEmpty)
        {
            html.Add(OverviewTable.Of(groups, anchors));
        }

        html.Add(Legend.Text);
        html.Add(NecessityTable.Of(audit, anchors));
        html.Add(Leaderboard.Of(audit, anchors));
        foreach (ClaimGroup group in groups)
        {
            html.Add(ClaimSection.Of(group, anchors));
        }

        html.Add(
            $"""
            </main>
            <footer>
            <p class="caption">The same audit again; the seed decides every case.</p>
            {Replay.Command(ReplayCommand.Audit(audit))}
            {Replay.Command($"{ReplayCommand.FromSource} {ReplayCommand.Audit(audit)["verify ".Length..]}")}
            <p class="caption">{audit.ToolName} {audit.ToolVersion}. Every case is a line of results.jsonl beside this page, the table is summary.json.</p>
            </footer>
            </body>
            </html>
            """
        );
        return html.Build();
    }
}
