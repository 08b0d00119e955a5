using Verify.Audit.Reports;
using Verify.Audit.Results;

namespace Verify.Audit.Tests.Reports;

public sealed class NecessityTests
{
    [Fact]
    public void Of_EveryOutcome_IsReadOffTheIds()
    {
        NecessityFamily family = Assert.Single(NecessityFamily.Of(SampleRecords.Named("necessity")));

        Assert.Equal("Z", family.Name);
        Assert.True(family.IsTested);
        Assert.Equal(
            [
                ("Z.specialize", "zero gradient", Dropped.Refuted, "Z.specialize/without-zero-gradient"),
                ("Z.specialize", "observed <by>", Dropped.Open, "Z.specialize/without-observed-<by>"),
                ("Z.specialize", "teachers apart", Dropped.Never, null),
                ("Z.fanout", "zero gradient", Dropped.Open, "Z.fanout/without-zero-gradient"),
                ("Z.fanout", "coefficient", Dropped.Held, "Z.fanout/without-coefficient"),
                ("Z.fanout", "other name", Dropped.Held, "Z.fanout/without-other-name"),
            ],
            family.Rows.Select(row => (row.Claim.Id, row.Hypothesis, row.Outcome, row.Without?.Id))
        );
    }

    [Fact]
    public void Of_ControlsAlone_HasNoRows() =>
        Assert.Empty(NecessityFamily.Of(SampleRecords.Named("control-only")));

    [Fact]
    public void Of_TwoFamilies_AreApartAndSayWhetherAnythingWasDropped()
    {
        AuditRecord audit = SampleRecords.Named("necessity");
        ClaimRecord lemma = SampleRecords.Named("as-expected").Claims[0];

        NecessityFamily[] families =
        [
            .. NecessityFamily.Of(audit with { Claims = [lemma, .. audit.Claims] }),
        ];

        Assert.Equal([("L1", false), ("Z", true)], families.Select(f => (f.Name, f.IsTested)));
        Assert.All(families[0].Rows, row => Assert.Equal(Dropped.Never, row.Outcome));
    }
}
