// The hypotheses of a claim and how often each was the one that failed.

using Verify.Audit.Reports.Plots;
using Verify.Audit.Results;

namespace Verify.Audit.Reports.Html;

internal static class HypothesisTable
{
    /// <summary>Nothing for a claim without hypotheses.</summary>
    internal static Markup Of(ClaimRecord claim)
    {
        if (claim.Hypotheses.IsEmpty)
        {
            return Markup.Empty;
        }

        string others =
            claim.Applicable < claim.Cases
                ? " The other cases are counted under the first hypothesis that failed."
                : "";
        MarkupBuilder html = new();
        html.Add(
            $"""
            <div>
            <h3>Hypotheses</h3>
            <p class="caption">All were met in {Numbers.Count(claim.Applicable)} of {Numbers.Count(
                claim.Cases,
                "case"
            )}; at least {Numbers.Count(claim.MinimumApplicable)} are needed.{others}</p>
            <table class="shares"><thead><tr><th scope="col">Hypothesis</th><th scope="col" class="number" colspan="2">Failed first</th></tr></thead><tbody>
            """
        );
        foreach (HypothesisRecord hypothesis in claim.Hypotheses)
        {
            int whole = Math.Max(claim.Cases, hypothesis.Rejections);
            html.Add(
                $"""<tr><th scope="row">{hypothesis.Name}<span class="meaning">{hypothesis.Meaning}</span></th><td class="number">{Numbers.Count(hypothesis.Rejections)}</td><td class="wide">{ShareBar.Of(hypothesis.Rejections, whole)}</td></tr>"""
            );
        }

        html.Add($"</tbody></table>\n</div>");
        return html.Build();
    }
}
