// How the generated cases were distributed, property by property, so that a narrow sample shows.

using Verify.Audit.Reports.Plots;
using Verify.Audit.Results;

namespace Verify.Audit.Reports.Html;

internal static class DistributionTables
{
    /// <summary>A property with more values than this is cut, and the rest is summed in one row.</summary>
    private const int MostRows = 12;

    /// <summary>Nothing when no property was recorded.</summary>
    internal static Markup Of(ClaimRecord claim)
    {
        if (claim.Distribution.IsEmpty)
        {
            return Markup.Empty;
        }

        MarkupBuilder html = new();
        html.Add($"<h3>Generated cases</h3>");
        html.Add($"""<div class="distributions">""");
        foreach (DistributionRecord distribution in claim.Distribution)
        {
            html.Add(Table(distribution));
        }

        html.Add($"</div>");
        return html.Build();
    }

    private static Markup Table(DistributionRecord distribution)
    {
        int total = distribution.Counts.Sum(entry => entry.Value);
        int shown = distribution.Counts.Length > MostRows ? MostRows - 1 : distribution.Counts.Length;
        MarkupBuilder html = new();
        html.Add($"""<table class="shares"><caption>{distribution.Property}</caption><tbody>""");
        foreach ((string value, int count) in distribution.Counts.Take(shown))
        {
            html.Add(Row(value, count, total));
        }

        if (shown < distribution.Counts.Length)
        {
            string rest = $"{Numbers.Count(distribution.Counts.Length - shown)} others";
            html.Add(Row(rest, distribution.Counts.Skip(shown).Sum(entry => entry.Value), total));
        }

        html.Add($"</tbody></table>");
        return html.Build();
    }

    private static Markup Row(string value, int count, int total) =>
        Markup.Of(
            $"""<tr><th scope="row">{value}</th><td class="wide">{ShareBar.Of(count, total)}</td><td class="number">{Numbers.Count(count)}</td><td class="number share-text">{Numbers.Share(count, total)}</td></tr>"""
        );
}
