// The adversarial search on the terminal: how close to its bound each claim came. Nothing when there was no search.

using Spectre.Console;
using Verify.Audit.Reports;
using Verify.Audit.Results;

namespace Verify.Cli.Rendering;

/// <summary>The leaderboard as a table.</summary>
internal static class LeaderboardTable
{
    internal static void Write(AuditRecord audit)
    {
        SearchRecord[] searches = [.. LeaderboardRows.Of(audit)];
        SearchRecord[] climbed = [.. searches.Where(search => search.Found is not null)];
        if (climbed.Length > 0)
        {
            Table table = new Table()
                .Border(TableBorder.Simple)
                .AddColumn(new TableColumn("measured / bound").NoWrap())
                .AddColumn(new TableColumn("tightest sampled").RightAligned())
                .AddColumn(new TableColumn("tightest found").RightAligned())
                .AddColumn(new TableColumn("inputs").RightAligned())
                .AddColumn(new TableColumn("steps").RightAligned())
                .AddColumn("stored in");
            foreach (SearchRecord search in climbed)
            {
                table.AddRow(
                    Markup.Escape(search.Claim),
                    LeaderboardRows.Ratio(search.Sampled),
                    LeaderboardRows.Ratio(search.Found),
                    LeaderboardRows.Inputs(search.Found),
                    $"{search.Steps}",
                    Markup.Escape(search.Path ?? "-")
                );
            }

            Consoles.Output.Write(table);
        }

        foreach (
            IGrouping<string, SearchRecord> idle in searches
                .Where(search => search.Found is null)
                .GroupBy(search => LeaderboardRows.Remark(search) ?? "", StringComparer.Ordinal)
        )
        {
            Console.WriteLine($"{idle.Key}: {string.Join(", ", idle.Select(search => search.Claim))}.");
        }
    }
}
