// One claim in full: statement, what was found, how the cases were distributed, its twins, its proofs.

using Verify.Audit.Results;

namespace Verify.Audit.Reports.Html;

internal static class ClaimSection
{
    internal static Markup Of(ClaimGroup group, Anchors anchors)
    {
        string anchor = anchors.Of(group);
        MarkupBuilder html = new();
        html.Add($"""<section class="claim" id="{anchor}" aria-labelledby="{anchor}_heading">""");
        if (group.Claim is { } claim)
        {
            html.Add(
                $"""<h2 id="{anchor}_heading"><span class="id">{claim.Id}</span> {VerdictBadge.Of(claim)}</h2>"""
            );
            html.Add(Body(claim, anchor));
        }
        else
        {
            html.Add($"""<h2 id="{anchor}_heading"><span class="id">{group.Id}</span></h2>""");
            html.Add($"<p>The claim itself is not in this run; these are its false twins.</p>");
        }

        html.Add(TwinList.Of(group, anchors));
        html.Add($"""<p class="back"><a href="#overview">Back to the table</a></p>""");
        html.Add($"</section>");
        return html.Build();
    }

    private static Markup Body(ClaimRecord claim, string anchor)
    {
        MarkupBuilder html = new();
        html.Add($"""<p class="statement">{claim.Statement}</p>""");
        html.Add($"""<p class="caption">{claim.Source}</p>""");
        html.Add($"<p>{VerdictSentence.Of(claim)}</p>");
        if (VerdictSentence.Remark(claim) is { } remark)
        {
            html.Add($"""<p class="remark">{remark}</p>""");
        }

        html.Add(WitnessBox.Of(claim));
        Markup figure = TightnessFigure.Of(claim, anchor);
        Markup hypotheses = HypothesisTable.Of(claim);
        if (figure.ToString().Length + hypotheses.ToString().Length > 0)
        {
            html.Add($"""<div class="columns">""").Add(figure).Add(hypotheses).Add($"</div>");
        }

        html.Add(ChartFigures.Of(claim, anchor));
        html.Add(DistributionTables.Of(claim));
        html.Add(ProofList.Of(claim));
        html.Add(Replay.Of(claim));
        return html.Build();
    }
}
