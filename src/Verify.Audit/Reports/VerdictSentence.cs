// How one verdict came about, in plain sentences. The numbers are the record's; nothing is judged here.

using Verify.Audit.Results;

namespace Verify.Audit.Reports;

/// <summary>The text under a claim's heading, in a test's message and beside a false twin.</summary>
public static class VerdictSentence
{
    /// <summary>One or two sentences, without the record's remark.</summary>
    public static string Of(ClaimRecord claim)
    {
        ArgumentNullException.ThrowIfNull(claim);
        string said = claim.Verdict switch
        {
            "proved" => Proved(claim),
            "held" => Held(claim),
            "refuted" => Refuted(claim),
            "vacuous" => Vacuous(claim),
            "undecided" => Undecided(claim),
            "errored" => "The check itself failed, so it says nothing about the claim.",
            _ => $"Verdict: {claim.Verdict}.",
        };
        return claim.AsExpected ? said : $"{said} {Expectation(claim)}";
    }

    /// <summary>
    /// How a refuted claim or control fell: "after 3 cases", "by the search, after 7 steps", "by the prover",
    /// or null when the record does not say.
    /// </summary>
    public static string? Fell(ClaimRecord claim)
    {
        ArgumentNullException.ThrowIfNull(claim);
        return claim.Verdict != "refuted" ? null
            : !claim.Proofs.IsEmpty ? "by the prover"
            : claim.Witness is { SearchSteps: { } steps }
                ? $"by the search, after {Numbers.Count(steps, "step")}"
            : claim.Witness is { } witness ? $"after {Numbers.Count(witness.FirstCase + 1, "case")}"
            : null;
    }

    /// <summary>
    /// The record's remark as a sentence; null when there is none. For a vacuous claim <see cref="Of"/> says it already.
    /// </summary>
    public static string? Remark(ClaimRecord claim)
    {
        ArgumentNullException.ThrowIfNull(claim);
        if (claim.Verdict == "vacuous" || string.IsNullOrEmpty(claim.Remark))
        {
            return null;
        }

        string said = char.ToUpperInvariant(claim.Remark[0]) + claim.Remark[1..];
        return said[^1] is '.' or '!' or '?' ? said : said + ".";
    }

    private static string Proved(ClaimRecord claim) =>
        claim.Cases == 1
            ? "Proved exactly, for all that the statement covers."
            : $"Proved exactly, for all that the statement covers, in {Numbers.Count(claim.Cases)} proofs.";

    private static string Held(ClaimRecord claim)
    {
        string cases =
            claim.Applicable == claim.Cases
                ? $"No violation in {Numbers.Count(claim.Cases, "case")}, all of them applicable."
                : $"No violation in the {Numbers.Count(claim.Applicable)} applicable of {Numbers.Count(claim.Cases, "case")}.";
        return claim.ViolationRateUpper95 is { } upper && double.IsFinite(upper)
            ? $"{cases} With 95\u00A0% confidence at most {Numbers.PercentAtMost(upper)} of such cases violate it."
            : cases;
    }

    private static string Refuted(ClaimRecord claim)
    {
        if (claim.Proofs.IsEmpty)
        {
            return Fell(claim) is { } fell
                ? $"Refuted {fell}, by a counterexample that exact arithmetic confirms."
                : "Refuted.";
        }

        int refused = claim.Proofs.Count(proof => !proof.Holds);
        return claim.Proofs.Length == 1
            ? "Refuted: the prover refuses the proof."
            : $"Refuted: the prover refuses {Numbers.Count(refused)} of {Numbers.Count(claim.Proofs.Length)} proofs.";
    }

    private static string Vacuous(ClaimRecord claim)
    {
        string said =
            $"Vacuous: {Numbers.Count(claim.Applicable)} of {Numbers.Count(claim.Cases, "case")} met every hypothesis, "
            + $"and at least {Numbers.Count(claim.MinimumApplicable)} must.";
        HypothesisRecord? worst = claim.Hypotheses.MaxBy(hypothesis => hypothesis.Rejections);
        return worst is { Rejections: > 0 }
            ? $"{said} The most frequent obstacle was \"{worst.Name}\" ({Numbers.Count(worst.Rejections, "case")})."
            : said;
    }

    private static string Undecided(ClaimRecord claim) =>
        claim.Unresolved == 0
            ? "Undecided."
            : $"Undecided: {Numbers.Count(claim.Unresolved)} of {Numbers.Count(claim.Applicable, "applicable case")} "
                + "could not be decided.";

    private static string Expectation(ClaimRecord claim) =>
        claim.Kind == "control"
            ? "A false twin must be refuted, so the check has no teeth here."
            : $"The expected verdict was {claim.Expected}.";
}
