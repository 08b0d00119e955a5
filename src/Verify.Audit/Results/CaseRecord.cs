// One line of results.jsonl: what one case established. It carries no timing, so that it is reproducible to the byte.

namespace Verify.Audit.Results;

/// <summary>The outcome of one case of one claim.</summary>
/// <param name="Claim">The claim's id.</param>
/// <param name="Case">The case's index, from 0.</param>
/// <param name="Seed">The seed that the case was drawn from.</param>
/// <param name="Spec">The case's one-line description; a proof's subject.</param>
/// <param name="Applicable">Whether every hypothesis was met.</param>
/// <param name="Rejected">The hypothesis that was not met, or null.</param>
/// <param name="Measured">What was measured, or null when nothing was.</param>
/// <param name="Bound">What it may not exceed, or null.</param>
/// <param name="Verdict">satisfied, violated, rejected, unresolved, inconsistent, errored, proved or unproved.</param>
/// <param name="Finding">Where and how a case fails, or why it could not be decided; else null.</param>
public sealed record CaseRecord(
    string Claim,
    int Case,
    ulong Seed,
    string Spec,
    bool Applicable,
    string? Rejected,
    double? Measured,
    double? Bound,
    string Verdict,
    string? Finding
)
{
    /// <summary>Measured / Bound; 0 for 0 / 0 and null when nothing was measured.</summary>
    public double? Tightness =>
        Measured is not { } measured || Bound is not { } bound ? null
        : measured == 0 ? 0
        : measured / bound;
}
