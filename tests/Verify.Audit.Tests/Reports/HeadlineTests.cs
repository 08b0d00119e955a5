using System.Collections.Immutable;
using Verify.Audit.Reports;
using Verify.Audit.Results;

namespace Verify.Audit.Tests.Reports;

public sealed class HeadlineTests
{
    private static readonly AuditRecord Passing = SampleRecords.Named("as-expected");

    [Fact]
    public void Of_AllAsExpected_CountsVerdictsAndTwins() =>
        Assert.Equal(
            "All 4 claims as expected: 1 proved, 3 held; all 6 false twins refuted.",
            Headline.Of(Passing)
        );

    [Fact]
    public void Of_NoClaims_SaysThatNothingWasChecked() =>
        Assert.Equal("No claim was checked.", Headline.Of(SampleRecords.Named("empty")));

    [Fact]
    public void Of_OneClaimAndOneTwin_IsSingular() =>
        Assert.Equal(
            "The one claim is as expected: held; the one false twin refuted.",
            Headline.Of(With(Passing.Claims[0], Passing.Claims[1]))
        );

    [Fact]
    public void Of_TwinThatStands_NamesIt() =>
        Assert.Equal(
            "The one claim is as expected: held; 1 of 2 false twins not refuted: L1.identity/sign-of-B held.",
            Headline.Of(
                With(Passing.Claims[0], Passing.Claims[1] with { Verdict = "held" }, Passing.Claims[2])
            )
        );

    [Fact]
    public void Of_ManyExceptions_NamesThreeAndCountsTheRest() =>
        Assert.StartsWith(
            "5 of 7 claims not as expected: A.refuted refuted, B.vacuous vacuous, B.undecided undecided and 2 more; 2 of 2",
            Headline.Of(SampleRecords.Named("every-verdict")),
            StringComparison.Ordinal
        );

    [Fact]
    public void Of_Interrupted_SaysSoFirst() =>
        Assert.Equal(
            "Interrupted before the end; so far the one claim is as expected: held; the one false twin refuted.",
            Headline.Of(SampleRecords.Named("interrupted"))
        );

    private static AuditRecord With(params ImmutableArray<ClaimRecord> claims) =>
        Passing with
        {
            Claims = claims,
        };
}
