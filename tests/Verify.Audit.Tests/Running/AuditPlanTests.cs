// How many cases a plan draws, and what is too few.

using Verify.Audit.Results;
using Verify.Audit.Running;
using Verify.Claims;
using static Verify.Audit.Tests.Running.MadeUpClaims;

namespace Verify.Audit.Tests.Running;

public sealed class AuditPlanTests
{
    [Theory]
    [InlineData(AuditProfile.Quick, "quick", 100)]
    [InlineData(AuditProfile.Ci, "ci", 200)]
    [InlineData(AuditProfile.Deep, "deep", 300)]
    public void CasesOf_EveryProfile_IsTheClaimsBudget(AuditProfile profile, string name, int cases)
    {
        Claim claim = Theorem(_ => Satisfied);
        AuditPlan plan = Plan(claim) with { Profile = profile };
        Assert.Equal((name, cases), (plan.ProfileName, plan.CasesOf(claim)));
        Assert.Equal(7, (plan with { CasesOverride = 7 }).CasesOf(claim));
    }

    [Fact]
    public void CasesOf_Proofs_IsTheirNumberWhateverIsAskedFor()
    {
        Claim proof = Proved(twin: false, () => Proof(true), () => Proof(true));
        Assert.Equal(2, Plan(proof).CasesOf(proof));
        Assert.Equal(2, (Plan(proof) with { CasesOverride = 50 }).CasesOf(proof));
    }

    [Theory]
    [InlineData(0.07, 100, 7)]
    [InlineData(0.55, 100, 55)]
    [InlineData(0.9, 10, 9)]
    [InlineData(0.9, 1, 1)]
    [InlineData(0.9, 11, 10)]
    [InlineData(0.001, 5, 1)]
    [InlineData(1, 63, 63)]
    public void Run_ApplicableCasesAtTheMinimum_AreEnoughAndOneLessIsVacuous(
        double share,
        int cases,
        int minimum
    )
    {
        Assert.Equal(("held", minimum), Verdict(minimum));
        Assert.Equal("vacuous", Verdict(minimum - 1).Verdict);

        (string Verdict, int Minimum) Verdict(int applicable)
        {
            int drawn = 0;
            AuditPlan plan = Plan(Theorem(_ => drawn++ < applicable ? Satisfied : Rejected, share)) with
            {
                CasesOverride = cases,
                Jobs = 1,
            };
            AuditRecord audit = AuditRunner.Run(plan, new MemorySink(), null, CancellationToken.None);
            Assert.Equal(applicable, audit.Claims[0].Applicable);
            return (audit.Claims[0].Verdict, audit.Claims[0].MinimumApplicable);
        }
    }

    [Fact]
    public void Run_NothingApplicable_IsVacuousEvenWhereNoShareIsAskedFor()
    {
        AuditRecord audit = AuditRunner.Run(
            Plan(Theorem(_ => Rejected, minimumShare: 0)),
            new MemorySink(),
            null,
            CancellationToken.None
        );
        Assert.Equal("vacuous", audit.Claims[0].Verdict);
    }

    [Fact]
    public void Run_MeasurementThatIsNoNumber_IsTheTightestAndStays()
    {
        int drawn = 0;
        Claim claim = Theorem(_ =>
            Outcome.NewSatisfied(new Measurement(drawn++ == 3 ? double.NaN : drawn, 200))
        );
        AuditRecord audit = AuditRunner.Run(
            Plan(claim) with
            {
                Jobs = 1,
            },
            new MemorySink(),
            null,
            CancellationToken.None
        );
        Assert.Equal(double.NaN, audit.Claims[0].Tightness);
    }

    [Theory]
    [InlineData(null, 2, 1)]
    [InlineData(1, 1, 1)]
    [InlineData(1000, 2, 1)]
    public void CasesOf_StatisticalClaimAndItsControl_NeverExceedTheirPlan(int? asked, int claim, int control)
    {
        Claim scaling = Catalogue.tryFind("F.scaling")!.Value;
        Claim twin = Catalogue.tryFind("F.scaling/root-eps")!.Value;
        AuditPlan plan = new([scaling, twin], AuditProfile.Quick, asked, Seed: 1, Jobs: 1);
        Assert.Equal((claim, control), (plan.CasesOf(scaling), plan.CasesOf(twin)));
    }
}
