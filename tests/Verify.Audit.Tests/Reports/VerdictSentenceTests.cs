using Verify.Audit.Reports;
using Verify.Audit.Results;

namespace Verify.Audit.Tests.Reports;

public sealed class VerdictSentenceTests
{
    [Theory]
    [InlineData("as-expected", "L1.proof", "Proved exactly, for all that the statement covers, in 2 proofs.")]
    [InlineData(
        "as-expected",
        "L1.identity",
        "No violation in 2,000 cases, all of them applicable. With 95 % confidence at most 0.15 % of such cases violate it."
    )]
    [InlineData(
        "as-expected",
        "L1.update",
        "No violation in the 655 applicable of 800 cases. With 95 % confidence at most 0.46 % of such cases violate it."
    )]
    [InlineData(
        "as-expected",
        "L1.piecewise/all-patterns",
        "Refuted after 12 cases, by a counterexample that exact arithmetic confirms."
    )]
    [InlineData("as-expected", "L1.proof/gate-missing", "Refuted: the prover refuses the proof.")]
    [InlineData(
        "every-verdict",
        "A.refuted",
        "Refuted after 42 cases, by a counterexample that exact arithmetic confirms. The expected verdict was held."
    )]
    [InlineData(
        "every-verdict",
        "B.vacuous",
        "Vacuous: 12 of 1,000 cases met every hypothesis, and at least 100 must. The most frequent obstacle was \"observed\" (900 cases). The expected verdict was held."
    )]
    [InlineData(
        "every-verdict",
        "B.undecided",
        "Undecided: 3 of 100 applicable cases could not be decided. The expected verdict was held."
    )]
    [InlineData(
        "every-verdict",
        "B.errored",
        "The check itself failed, so it says nothing about the claim. The expected verdict was held."
    )]
    [InlineData(
        "every-verdict",
        "B.errored/stands",
        "No violation in 64 cases, all of them applicable. A false twin must be refuted, so the check has no teeth here."
    )]
    public void Of_Verdict_SaysHowItCameAbout(string sample, string id, string expected)
    {
        ClaimRecord claim = SampleRecords.Named(sample).Claims.Single(claim => claim.Id == id);

        Assert.Equal(expected, VerdictSentence.Of(claim).Replace('\u00A0', ' '));
    }

    [Theory]
    [InlineData("3 cases undecided: why", "undecided", "3 cases undecided: why.")]
    [InlineData("it threw!", "errored", "It threw!")]
    [InlineData("said already", "vacuous", null)]
    [InlineData("", "held", null)]
    [InlineData(null, "held", null)]
    public void Remark_Record_IsASentenceUnlessItRepeats(string? remark, string verdict, string? expected) =>
        Assert.Equal(
            expected,
            VerdictSentence.Remark(
                SampleRecords.Named("as-expected").Claims[0] with
                {
                    Remark = remark,
                    Verdict = verdict,
                }
            )
        );

    [Theory]
    [InlineData("L1.identity", null)]
    [InlineData("L1.identity/sign-of-B", "after 1 case")]
    [InlineData("L1.piecewise/all-patterns", "after 12 cases")]
    [InlineData("L1.proof/gate-missing", "by the prover")]
    public void Fell_Verdict_SaysHowOrNothing(string id, string? expected) =>
        Assert.Equal(
            expected,
            VerdictSentence.Fell(SampleRecords.Named("as-expected").Claims.Single(claim => claim.Id == id))
        );
}
