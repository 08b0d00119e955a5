// The leaderboard of the adversarial search: how close to its bound each claim was driven, with the stored cases.

using System.Collections.Immutable;
using Verify.Audit.Reports.Plots;
using Verify.Audit.Results;

namespace Verify.Audit.Reports.Html;

internal static class Leaderboard
{
    /// <summary>Nothing when the audit did not search.</summary>
    internal static Markup Of(AuditRecord audit, Anchors anchors)
    {
        ImmutableArray<SearchRecord> searches = LeaderboardRows.Of(audit);
        if (searches.IsEmpty)
        {
            return Markup.Empty;
        }

        MarkupBuilder html = new();
        html.Add(
            $"""
            <section aria-labelledby="leaderboard">
            <h2 id="leaderboard">How tight the bounds are</h2>
            <p class="caption">From the tightest cases of the audit, and from other random ones, the search climbs over weights, offsets and samples towards the largest measured/bound while the hypotheses hold. A ratio of 1 says that the bound is reached: its constant cannot be improved. A small one says that no case was found that needs it.</p>
            """
        );
        html.Add(ClimbPlot.Of(searches));
        html.Add(
            $"""
            <div class="scroll"><table class="shares leaderboard">
            <thead><tr><th scope="col">Claim</th><th scope="col" class="number">Tightest sampled</th><th scope="col" class="number">Tightest found</th><th scope="col" class="number">Measured</th><th scope="col" class="number">Bound</th><th scope="col" class="number">Inputs d</th><th scope="col" class="number">Numbers</th><th scope="col" class="number">Steps</th><th scope="col">Case</th></tr></thead><tbody>
            """
        );
        foreach (ClaimRecord claim in audit.Claims.Where(claim => claim.Search is not null))
        {
            html.Add(Row(claim, claim.Search!, anchors));
        }

        html.Add($"</tbody></table></div>\n</section>");
        return html.Build();
    }

    private static Markup Row(ClaimRecord claim, SearchRecord search, Anchors anchors)
    {
        Markup name = Markup.Of($"""<th scope="row"><a href="#{anchors.Of(claim)}">{claim.Id}</a></th>""");
        if (search.Found is not { } found)
        {
            return Markup.Of(
                $"""<tr class="idle">{name}<td colspan="8">{LeaderboardRows.Remark(search)}</td></tr>"""
            );
        }

        Markup link = search.Path is { } path ? RelativeLink.To(path, "stored") : Markup.Empty;
        Markup remark = LeaderboardRows.Remark(search) is { } said ? Markup.Of($" ({said})") : Markup.Empty;
        return Markup.Of(
            $"""<tr>{name}{Number(LeaderboardRows.Ratio(search.Sampled))}{Number(LeaderboardRows.Ratio(found))}{Number(Numbers.About(found.Measured))}{Number(Numbers.About(found.Bound))}{Number(LeaderboardRows.Inputs(found))}{Number(Numbers.Count(found.Numbers))}{Number(Numbers.Count(search.Steps))}<td>{link}{remark}</td></tr>"""
        );
    }

    private static Markup Number(string text) => Markup.Of($"""<td class="number">{text}</td>""");
}
