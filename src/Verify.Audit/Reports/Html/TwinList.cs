// The false twins of a claim: that each fell, how soon, and to which counterexample.

using Verify.Audit.Results;

namespace Verify.Audit.Reports.Html;

internal static class TwinList
{
    /// <summary>Nothing for a claim without twins.</summary>
    internal static Markup Of(ClaimGroup group, Anchors anchors)
    {
        if (group.Twins.IsEmpty)
        {
            return Markup.Empty;
        }

        MarkupBuilder html = new();
        html.Add($"<h3>False twins: {group.TwinsText} refuted</h3>");
        foreach (ClaimRecord twin in group.Twins)
        {
            html.Add(Article(twin, anchors.Of(twin)));
        }

        return html.Build();
    }

    private static Markup Article(ClaimRecord twin, string anchor)
    {
        MarkupBuilder html = new();
        html.Add(
            $"""
            <article class="twin" id="{anchor}">
            <h4><span class="id">{twin.Id}</span> {VerdictBadge.Of(
                twin
            )} <span class="fell">{VerdictSentence.Fell(twin)}</span></h4>
            <p class="statement">{twin.Statement}</p>
            """
        );
        if (!twin.AsExpected)
        {
            html.Add($"<p>{VerdictSentence.Of(twin)}</p>");
        }

        if (VerdictSentence.Remark(twin) is { } remark)
        {
            html.Add($"""<p class="remark">{remark}</p>""");
        }

        html.Add(WitnessBox.Line(twin));
        if (twin.Witness is null)
        {
            // A witness says already what the prover found.
            html.Add(ProofList.Of(twin));
        }

        Markup replay = Replay.Of(twin);
        if (replay.ToString().Length > 0)
        {
            html.Add($"<details><summary>Replay</summary>\n{replay}</details>");
        }

        html.Add($"</article>");
        return html.Build();
    }
}
