// How many cases a search may try: about as many as the claim draws, and none where a search says nothing.

using Verify.Audit.Running;
using Verify.Claims;
using static Verify.Audit.Tests.Running.MadeUpClaims;

namespace Verify.Audit.Tests.Running;

public sealed class SearchPlanTests
{
    [Theory]
    [InlineData(1, 4, 16)]
    [InlineData(64, 4, 16)]
    [InlineData(1000, 4, 250)]
    [InlineData(4000, 16, 250)]
    [InlineData(200000, 32, 6250)]
    [InlineData(int.MaxValue, 32, int.MaxValue / 32)]
    public void Of_CasesOfAClaim_AreWhatTheClimbsTryTogether(int cases, int climbs, int steps)
    {
        SearchPlan plan = SearchPlan.Of(Theorem(_ => Satisfied), cases);
        Assert.Equal((climbs, steps), (plan.Climbs, plan.Steps));
        Assert.InRange(plan.Total, Math.Max(64, cases) - climbs + 1, Math.Max(64, cases));
    }

    [Fact]
    public void Of_ControlsProofsAndStatisticalClaims_IsNone()
    {
        Assert.Equal(SearchPlan.None, SearchPlan.Of(Twin(_ => Satisfied), 100));
        Assert.Equal(SearchPlan.None, SearchPlan.Of(Proved(twin: false, () => Proof(true)), 1));
        Assert.Equal(SearchPlan.None, SearchPlan.Of(Catalogue.tryFind("Z.observers")!.Value, 100));
        Assert.Equal(0, SearchPlan.None.Total);
    }
}
