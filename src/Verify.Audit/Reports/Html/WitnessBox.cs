// A counterexample: where it fails, by how much, and where it is stored.

using Verify.Audit.Results;

namespace Verify.Audit.Reports.Html;

internal static class WitnessBox
{
    /// <summary>Nothing when the claim has no witness.</summary>
    internal static Markup Of(ClaimRecord claim) =>
        claim.Witness is { } witness
            ? Markup.Of(
                $"""
                <dl class="witness">
                <div><dt>Finding</dt><dd>{witness.Finding}</dd></div>
                <div><dt>Measured</dt><dd>{Numbers.About(
                    witness.Measured,
                    6
                )}, and the bound is {Numbers.About(witness.Bound, 6)}</dd></div>
                <div><dt>Stored in</dt><dd>{RelativeLink.To(witness.Path)}</dd></div>
                </dl>
                """
            )
            : Markup.Empty;
}
