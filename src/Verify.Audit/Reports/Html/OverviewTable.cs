// The table of all claims with their false twins under them. On a narrow screen each group becomes a card.

using System.Collections.Immutable;
using Verify.Audit.Results;

namespace Verify.Audit.Reports.Html;

internal static class OverviewTable
{
    // Roles are spelled out because a table that a style sheet lays out as cards loses its own.
    internal static Markup Of(ImmutableArray<ClaimGroup> groups, Anchors anchors)
    {
        MarkupBuilder html = new();
        html.Add(
            $"""
            <section aria-labelledby="overview">
            <h2 id="overview">Claims</h2>
            <table class="overview" role="table" aria-labelledby="overview">
            <thead role="rowgroup"><tr role="row">
            <th role="columnheader" scope="col">Claim</th>
            <th role="columnheader" scope="col">Verdict</th>
            <th role="columnheader" scope="col" class="number">Cases</th>
            <th role="columnheader" scope="col" class="number">Applicable</th>
            <th role="columnheader" scope="col" class="number">Largest measured/bound</th>
            <th role="columnheader" scope="col" class="number">Violation rate (95&#160;%)</th>
            <th role="columnheader" scope="col" class="number">False twins refuted</th>
            </tr></thead>
            """
        );
        foreach (ClaimGroup group in groups)
        {
            html.Add($"""<tbody role="rowgroup">""");
            html.Add(ClaimRow(group, anchors));
            html.Add(TwinsRow(group, anchors));
            html.Add($"</tbody>");
        }

        html.Add($"</table>\n</section>");
        return html.Build();
    }

    private static Markup ClaimRow(ClaimGroup group, Anchors anchors)
    {
        Markup name = Markup.Of(
            $"""<th role="rowheader" scope="row"><a href="#{anchors.Of(group)}">{group.Id}</a></th>"""
        );
        Markup twins = group.Twins.All(twin => twin.AsExpected)
            ? Markup.Of($"{group.TwinsText}")
            : Markup.Of($"{VerdictBadge.Mark(Tone.Wrong)} {group.TwinsText}");
        if (group.Claim is not { } claim)
        {
            return Markup.Of(
                $"""
                <tr role="row" class="claim">{name}
                <td role="cell" class="verdict">not in this run</td><td role="cell" class="number missing" colspan="4"></td>
                {Number("False twins refuted", twins)}</tr>
                """
            );
        }

        return Markup.Of(
            $"""
            <tr role="row" class="claim">{name}
            <td role="cell" class="verdict">{VerdictBadge.Of(claim)}</td>
            {Number("Cases", Markup.Of($"{Numbers.Count(claim.Cases)}"))}
            {Number("Applicable", Markup.Of($"{Numbers.Count(claim.Applicable)}"))}
            {Number("Largest measured/bound", Markup.Of($"{Numbers.AtMost(claim.Tightness)}"))}
            {Number(
                "Violation rate (95\u00A0%)",
                Markup.Of($"{Numbers.RateBound(claim.ViolationRateUpper95)}")
            )}
            {Number("False twins refuted", twins)}</tr>
            """
        );
    }

    // Twins outnumber claims, so they are folded unless one of them stands. A twin's own counts say little: what matters
    // is that it fell, and how soon. The rest is in its section.
    private static Markup TwinsRow(ClaimGroup group, Anchors anchors)
    {
        if (group.Twins.IsEmpty)
        {
            return Markup.Empty;
        }

        int standing = group.Twins.Length - group.TwinsRefuted;
        Markup open = standing > 0 ? Markup.Of($" open=\"open\"") : Markup.Empty;
        string twins = Numbers.Count(group.Twins.Length, "false twin");
        string outcome = standing == 0 ? "refuted" : $"{Numbers.Count(standing)} not refuted";
        MarkupBuilder html = new();
        html.Add(
            $"""<tr role="row" class="twins"><td role="cell" colspan="7"><details{open}><summary>{twins}, {outcome}</summary><ul>"""
        );
        foreach (ClaimRecord twin in group.Twins)
        {
            html.Add(Twin(group, twin, anchors));
        }

        html.Add($"</ul></details></td></tr>");
        return html.Build();
    }

    private static Markup Twin(ClaimGroup group, ClaimRecord twin, Anchors anchors)
    {
        string prefix = group.Id + "/";
        string shown = twin.Id.StartsWith(prefix, StringComparison.Ordinal)
            ? twin.Id[prefix.Length..]
            : twin.Id;
        return Markup.Of(
            $"""<li><a href="#{anchors.Of(twin)}">{shown}</a> {VerdictBadge.Of(twin)} <span class="fell">{VerdictSentence.Fell(twin)}</span></li>"""
        );
    }

    // A card leaves out the lines that have nothing to say.
    private static Markup Number(string label, Markup value)
    {
        string missing = value.ToString() == Numbers.Missing ? " missing" : "";
        return Markup.Of(
            $"""<td role="cell" class="number{missing}" data-label="{label}"><span>{value}</span></td>"""
        );
    }
}
