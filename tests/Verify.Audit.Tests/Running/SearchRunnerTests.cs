// The adversarial search inside an audit, on made-up claims: which claims are searched, what a counterexample that only the
// search finds does to the verdict, that threads change nothing, and what a cancelled search keeps.
// How a climb climbs is Verify.Proofs.Tests' business.

using Verify.Audit.Results;
using Verify.Audit.Running;
using Verify.Audit.Tests.Cli;
using Verify.Claims;
using Verify.Claims.Generators;
using static Verify.Audit.Tests.Running.MadeUpClaims;

namespace Verify.Audit.Tests.Running;

public sealed class SearchRunnerTests
{
    /// <summary>Tighter the nearer the first input is to 3, with its top at 1.</summary>
    private static readonly Func<Case, Outcome> s_hill = found =>
        Outcome.NewSatisfied(new Measurement(1 / (1 + Math.Abs(found.Inputs[0] - 3)), 1));

    /// <summary>False of inputs beyond 10^9, which no drawn case has; tighter towards them.</summary>
    internal static Outcome Planted(Case found) =>
        Math.Abs(found.Inputs[0]) > 1e9
            ? Outcome.NewViolated(new Measurement(Math.Abs(found.Inputs[0]), 1e9), Here("too far out"))
            : Outcome.NewSatisfied(new Measurement(Math.Abs(found.Inputs[0]), 1e9));

    [Fact]
    public void Run_HillWithAKnownTop_IsClimbedBeyondEverySampledCase()
    {
        AuditRecord audit = Run(out MemorySink sink, Searched(Theorem(s_hill)));
        SearchRecord search = audit.Claims[0].Search!;
        Assert.Equal(SearchOutcome.Climbed, search.Outcome);
        Assert.Equal(audit.Claims[0].Tightness, search.Sampled!.Ratio);
        Assert.InRange(search.Found!.Ratio, Math.Max(0.98, search.Sampled.Ratio), 1);
        Assert.Equal("leaderboard/T.made-up.json", search.Path);
        Assert.Equal("T.made-up", Assert.Single(sink.Found).Claim);
        Assert.Equal((4, 100), (search.Climbs, search.Steps));
        Assert.Equal(("held", ExitCodes.AsExpected), (audit.Claims[0].Verdict, audit.ExitCode));
    }

    [Fact]
    public void Run_ClaimThatOnlyTheSearchRefutes_IsRefutedAndStored()
    {
        AuditRecord audit = Run(out MemorySink sink, Searched(Theorem(Planted), cases: 4000));
        ClaimRecord claim = Assert.Single(audit.Claims);
        Assert.DoesNotContain(sink.Cases, record => record.Verdict == "violated");
        Assert.Equal((ExitCodes.Refuted, "refuted", 0), (audit.ExitCode, claim.Verdict, claim.Violations));
        Assert.Equal(SearchOutcome.Refuted, claim.Search!.Outcome);
        WitnessRecord witness = claim.Witness!;
        Assert.Equal("counterexamples/T.made-up.json", witness.Path);
        Assert.Equal(witness.Path, witness.Token);
        Assert.Equal("too far out", witness.Finding);
        Assert.InRange(witness.SearchSteps!.Value, 1, 4000);
        Assert.True(witness.Measured > witness.Bound);
        Assert.Equal(
            "no violation in the 4000 applicable of 4000 cases; the adversarial search found this one",
            claim.Remark
        );

        // By value, for no spec makes it; and shrunk: one sample, nothing but the number that is too large.
        (_, Counterexample stored) = Assert.Single(sink.SearchedCounterexamples);
        Assert.Equal(1, stored.Trial.Material.Table("inputs").Rows);
        Assert.Single(stored.Trial.Material.Table("inputs").Values, number => number != 0);
    }

    [Fact]
    public void Run_ClaimThatItsCasesRefute_IsNotSearched()
    {
        AuditRecord audit = Run(out _, Searched(Theorem(_ => Violated)));
        Assert.Null(audit.Claims[0].Search);
    }

    [Fact]
    public void Run_ControlsProofsAndSmallProfiles_AreNotSearched()
    {
        AuditRecord audit = Run(
            out MemorySink sink,
            Searched(Twin(_ => Satisfied), Proved(twin: false, () => Proof(true)))
        );
        Assert.All(audit.Claims, claim => Assert.Null(claim.Search));
        AuditRecord quick = Run(out _, Plan(Theorem(s_hill)));
        Assert.Null(quick.Claims[0].Search);
        Assert.Empty(sink.Searches);
    }

    [Theory]
    [InlineData(AuditProfile.Quick, null, false)]
    [InlineData(AuditProfile.Ci, null, true)]
    [InlineData(AuditProfile.Deep, null, true)]
    [InlineData(AuditProfile.Quick, true, true)]
    [InlineData(AuditProfile.Deep, false, false)]
    public void Searches_ProfileAndOverride_OneOfThemDecides(
        AuditProfile profile,
        bool? asked,
        bool expected
    ) =>
        Assert.Equal(
            expected,
            (Plan(Theorem(s_hill)) with { Profile = profile, SearchOverride = asked }).Searches
        );

    [Fact]
    public void Run_ExactClaim_HasNothingToSearch()
    {
        AuditRecord audit = Run(
            out MemorySink sink,
            Searched(Theorem(_ => Outcome.NewSatisfied(new Measurement(0, 0))))
        );
        Assert.Equal(SearchOutcome.Exact, audit.Claims[0].Search!.Outcome);
        Assert.Equal(0, audit.Claims[0].Search!.Steps);
        Assert.Single(sink.Searches);
        Assert.Empty(sink.Found);
    }

    [Fact]
    public void Run_StatisticalClaim_IsNotSearched()
    {
        AuditRecord audit = Run(out _, Searched(Catalogue.tryFind("Z.observers")!.Value, cases: 2));
        Assert.Equal(SearchOutcome.Statistical, audit.Claims[0].Search!.Outcome);
    }

    [Fact]
    public void Run_CheckThatFailsOnACaseOfTheSearch_IsErrored()
    {
        Claim faulty = Theorem(found => Math.Abs(found.Inputs[0]) > 1e9 ? Inconsistent : Planted(found));
        AuditRecord audit = Run(out _, Searched(faulty, cases: 4000));
        Assert.Equal("errored", audit.Claims[0].Verdict);
        Assert.Contains("the search, climb ", audit.Claims[0].Remark, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    public void Run_AnyNumberOfThreads_YieldsTheSameSearch(int jobs)
    {
        AuditPlan plan = Searched(Theorem(s_hill), cases: 2000);
        Run(out MemorySink two, plan);
        Run(out MemorySink other, plan with { Jobs = jobs });
        Assert.Equal(two.Searches, other.Searches);
        Assert.Equal(Stored(two), Stored(other));

        static string Stored(MemorySink sink)
        {
            (string claim, Climb found) = Assert.Single(sink.Found);
            return WitnessFile.Write(
                Theorem(s_hill, id: claim),
                1,
                found.Best,
                found.Measurement,
                finding: null
            );
        }
    }

    [Fact]
    public void Run_CancelledInTheSearch_KeepsTheClimbsThatWereFinished()
    {
        using CancellationTokenSource source = new();
        int checks = 0;
        Claim claim = Theorem(found =>
        {
            if (Interlocked.Increment(ref checks) == 1000 + 600)
            {
                source.Cancel();
            }

            return s_hill(found);
        });
        MemorySink sink = new();
        AuditPlan plan = Searched(claim, cases: 1000) with { Jobs = 1 };
        AuditRecord audit = AuditRunner.Run(plan, sink, progress: null, source.Token);
        SearchRecord search = audit.Claims[0].Search!;
        Assert.True(audit.Interrupted);
        Assert.Equal(SearchOutcome.Interrupted, search.Outcome);
        // Four climbs of 250 steps: the third was under way.
        Assert.Equal((2, 500), (search.Climbs, search.Steps));
        Assert.Equal(("held", 1000), (audit.Claims[0].Verdict, audit.Claims[0].Cases));

        Run(out MemorySink whole, plan with { Claims = [Theorem(s_hill)] });
        Assert.True(search.Found!.Ratio <= Assert.Single(whole.Searches).Found!.Ratio);
    }

    [Fact]
    public void Run_IntoAFolder_StoresTheLeaderboardAndRemovesAStaleOne()
    {
        using WorkFolder folder = new();
        AuditPlan plan = Searched(Theorem(s_hill), cases: 200);
        ReportFolder.Run(plan, folder.Root, progress: null, CancellationToken.None);
        Assert.Contains("leaderboard/T.made-up.json", folder.Names());
        Assert.Contains("\"search\":\"climbed\"", folder.Text("results.jsonl"), StringComparison.Ordinal);
        Assert.Contains("id=\"leaderboard\"", folder.Text("report.html"), StringComparison.Ordinal);

        folder.Put("leaderboard/mine.json", "{}");
        ReportFolder.Run(
            plan with
            {
                SearchOverride = false,
            },
            folder.Root,
            progress: null,
            CancellationToken.None
        );
        Assert.DoesNotContain("leaderboard/T.made-up.json", folder.Names());
        Assert.Contains("leaderboard/mine.json", folder.Names());
    }

    private static AuditPlan Searched(params Claim[] claims) => Plan(claims) with { SearchOverride = true };

    private static AuditPlan Searched(Claim claim, int cases) =>
        Searched(claim) with
        {
            CasesOverride = cases,
        };

    private static AuditRecord Run(out MemorySink sink, AuditPlan plan) =>
        AuditRunner.Run(plan, sink = new MemorySink(), progress: null, CancellationToken.None);
}
