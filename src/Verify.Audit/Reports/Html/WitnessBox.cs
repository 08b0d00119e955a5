// A counterexample: where it fails, by how much, and where it is stored.

using Verify.Audit.Reports.Witnesses;
using Verify.Audit.Results;

namespace Verify.Audit.Reports.Html;

internal static class WitnessBox
{
    /// <summary>A box for a claim; nothing when it has no witness.</summary>
    internal static Markup Of(ClaimRecord claim) =>
        claim.Witness is { } witness
            ? Markup.Of(
                $"""
                <dl class="witness">
                <div><dt>Finding</dt><dd>{witness.Finding}{Measured(witness)}</dd></div>
                <div><dt>Stored in</dt><dd>{RelativeLink.To(witness.Path)}</dd></div>
                </dl>{Below(WitnessDetails.Of(claim.Id, witness))}
                """
            )
            : Markup.Empty;

    /// <summary>The same in a line, for a false twin.</summary>
    internal static Markup Line(ClaimRecord twin) =>
        twin.Witness is { } witness
            ? Markup.Of(
                $"""<p class="finding">{witness.Finding}{Measured(witness)}. {RelativeLink.To(witness.Path, "Counterexample")}</p>{Below(WitnessDetails.Of(twin.Id, witness))}"""
            )
            : Markup.Empty;

    private static Markup Below(Markup details) =>
        details.ToString().Length > 0 ? Markup.Of($"\n{details}") : details;

    // A refused proof measures nothing.
    private static string Measured(WitnessRecord witness) =>
        double.IsNaN(witness.Measured) && double.IsNaN(witness.Bound)
            ? ""
            : $" (measured {Numbers.About(witness.Measured, 4)}, bound {Numbers.About(witness.Bound, 4)})";
}
