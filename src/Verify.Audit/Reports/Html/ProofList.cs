// The exact proofs of a claim, or what the prover said to a twin; each transcript is folded.

using Verify.Audit.Results;

namespace Verify.Audit.Reports.Html;

internal static class ProofList
{
    /// <summary>Nothing for a claim without proofs.</summary>
    internal static Markup Of(ClaimRecord claim)
    {
        if (claim.Proofs.IsEmpty)
        {
            return Markup.Empty;
        }

        MarkupBuilder html = new();
        foreach (ProofRecord proof in claim.Proofs)
        {
            string outcome = proof.Holds ? "went through" : "refused";
            html.Add(
                $"""<details class="proof"><summary><span class="outcome">{outcome}</span> {proof.Subject}</summary>"""
            );
            // The line end after <pre> is one that HTML drops; it keeps an empty first line of a transcript.
            html.Add($"<pre>\n{string.Join('\n', proof.Transcript)}</pre></details>");
        }

        return html.Build();
    }
}
