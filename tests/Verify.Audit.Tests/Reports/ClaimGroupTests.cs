using System.Collections.Immutable;
using Verify.Audit.Reports;
using Verify.Audit.Results;

namespace Verify.Audit.Tests.Reports;

public sealed class ClaimGroupTests
{
    [Fact]
    public void Of_Audit_KeepsEveryRecordOnceAndTwinsUnderTheirClaim()
    {
        foreach ((_, AuditRecord audit) in SampleRecords.All)
        {
            ImmutableArray<ClaimGroup> groups = ClaimGroup.Of(audit);

            Assert.Equal(
                audit.Claims.Length,
                groups.Sum(group => group.Twins.Length + (group.Claim is null ? 0 : 1))
            );
            Assert.All(groups, group => Assert.All(group.Twins, twin => Assert.Equal(group.Id, twin.TwinOf)));
        }
    }

    [Fact]
    public void Of_TwinBeforeItsClaim_StillJoinsIt()
    {
        AuditRecord audit = SampleRecords.Named("interrupted");

        ClaimGroup group = Assert.Single(
            ClaimGroup.Of(audit with { Claims = [audit.Claims[1], audit.Claims[0]] })
        );

        Assert.Equal("L1.identity", group.Claim?.Id);
        Assert.Equal("1 of 1", group.TwinsText);
    }

    [Fact]
    public void Of_TwinWithoutTwinOf_JoinsByItsId()
    {
        AuditRecord audit = SampleRecords.Named("control-only");

        ClaimGroup group = Assert.Single(
            ClaimGroup.Of(audit with { Claims = [audit.Claims[0] with { TwinOf = null }] })
        );

        Assert.Equal("L1.identity", group.Id);
        Assert.Null(group.Claim);
        Assert.True(group.AsExpected);
    }

    [Fact]
    public void AsExpected_TwinThatStands_IsFalse()
    {
        ClaimGroup group = ClaimGroup
            .Of(SampleRecords.Named("every-verdict"))
            .Single(group => group.Id == "B.errored");

        Assert.False((group with { Claim = null }).AsExpected);
        Assert.Equal("0 of 2", group.TwinsText);
    }
}
