// Which hypotheses are needed, a table for each family of theorems. What is known is worked out in Necessity.cs.

using System.Collections.Immutable;
using Verify.Audit.Results;

namespace Verify.Audit.Reports.Html;

internal static class NecessityTable
{
    /// <summary>Nothing when no claim of the audit has a hypothesis.</summary>
    internal static Markup Of(AuditRecord audit, Anchors anchors)
    {
        ImmutableArray<NecessityFamily> families = NecessityFamily.Of(audit);
        if (families.IsEmpty)
        {
            return Markup.Empty;
        }

        MarkupBuilder html = new();
        html.Add(
            $"""
            <section aria-labelledby="necessity">
            <h2 id="necessity">Which hypotheses are needed</h2>
            <p class="caption">Each hypothesis is dropped from its theorem in turn and a counterexample is looked for. That none was found does not show that there is none.</p>
            """
        );
        foreach (NecessityFamily family in families)
        {
            html.Add(Table(family, anchors));
        }

        html.Add($"</section>");
        return html.Build();
    }

    private static Markup Table(NecessityFamily family, Anchors anchors)
    {
        MarkupBuilder html = new();
        html.Add(
            $"""
            <table class="shares necessity"><caption>Family {family.Name}</caption>
            <thead><tr><th scope="col">Claim</th><th scope="col">Hypothesis</th><th scope="col">Without it</th></tr></thead><tbody>
            """
        );
        foreach (NecessityRow row in family.Rows)
        {
            html.Add(
                $"""<tr><th scope="row"><a href="#{anchors.Of(row.Claim)}">{row.Claim.Id}</a></th><td>{row.Hypothesis}</td><td>{Finding(row, anchors)}</td></tr>"""
            );
        }

        html.Add($"</tbody></table>");
        return html.Build();
    }

    private static Markup Finding(NecessityRow row, Anchors anchors)
    {
        if (row.Without is not { } without)
        {
            return Markup.Of($"not dropped");
        }

        Markup link(string text) => Markup.Of($"""<a href="#{anchors.Of(without)}">{text}</a>""");
        return row.Outcome switch
        {
            Dropped.Refuted => Markup.Of($"needed: refuted by {link("this witness")}"),
            Dropped.Held => Markup.Of(
                $"no counterexample in {link(Numbers.Count(without.Applicable, "case"))}"
            ),
            _ => Markup.Of($"no answer: {link(without.Verdict)}"),
        };
    }
}
