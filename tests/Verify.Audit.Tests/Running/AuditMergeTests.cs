// Shards put together are the unsharded audit, to the byte: whatever the claims come to, and however they are cut.

using Verify.Audit.Results;
using Verify.Audit.Running;
using Verify.Audit.Sharding;
using Verify.Audit.Tests.Cli;
using Verify.Claims;
using Verify.Claims.Generators;
using static Verify.Audit.Tests.Running.MadeUpClaims;

namespace Verify.Audit.Tests.Running;

public sealed class AuditMergeTests
{
    /// <summary>True of 2 cases in 3 or so, by a number of the case that has nothing to do with its index.</summary>
    private static bool Often(Case found) => Math.Abs(found.Inputs[0]) < 1;

    private static bool Seldom(Case found) => Math.Abs(found.Inputs[0]) < 0.02;

    private static Outcome Measured(Case found) =>
        Outcome.NewSatisfied(new Measurement(Math.Abs(found.Inputs[0]), 1e3));

    /// <summary>A claim for every verdict, and every kind of case, proof and control.</summary>
    private static Claim[] AllKinds() =>
        [
            Theorem(Measured, id: "T.held"),
            Theorem(_ => Outcome.NewSatisfied(new Measurement(double.NaN, 1)), id: "T.nan"),
            Theorem(_ => Outcome.NewSatisfied(new Measurement(double.PositiveInfinity, 1)), id: "T.infinite"),
            Theorem(found => Often(found) ? Measured(found) : Violated, id: "T.refuted"),
            Theorem(found => Often(found) ? Rejected : Measured(found), id: "T.vacuous", minimumShare: 0.9),
            Theorem(found => Often(found) ? Unresolved : Measured(found), id: "T.undecided"),
            Theorem(found => Often(found) ? Inconsistent : Measured(found), id: "T.inconsistent"),
            Theorem(
                found => Often(found) ? throw new InvalidOperationException("thrown") : Measured(found),
                id: "T.errored"
            ),
            Undrawable(),
            Charted(Theorem(found => Often(found) ? Rejected : Measured(found), id: "T.charted")),
            Charted(
                Theorem(
                    found => Often(found) ? throw new InvalidOperationException("thrown") : Violated,
                    id: "T.charted-badly"
                )
            ),
            Twin(found => Seldom(found) ? Violated : Measured(found), "T.held/seldom"),
            Twin(found => Often(found) ? Violated : Rejected, "T.held/often"),
            Twin(_ => Violated, "T.held/at-once"),
            Twin(Measured, "T.held/true"),
            Proved(twin: false, () => Proof(true), () => Proof(true), () => Proof(true)),
            Proved(twin: true, () => Proof(true), () => Proof(false), () => Proof(false)),
        ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(150)]
    public void Run_ShardsOfEveryKindOfClaim_AreTheUnshardedAudit(int count) =>
        AssertSame(Plan(AllKinds()), count);

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public void Run_SearchedShards_AreTheUnshardedAudit(int count) =>
        AssertSame(
            Plan([
                .. Catalogue
                    .select(["L1.fanout", "L1.psd", "Z.kink", "Z.observers"])
                    .ResultValue.Where(claim =>
                        claim.Kind.IsTheorem || claim.Id.StartsWith("L1.fanout/", StringComparison.Ordinal)
                    ),
            ]) with
            {
                SearchOverride = true,
                CasesOverride = 12,
                Seed = 5,
            },
            count
        );

    [Fact]
    public void Run_ClaimThatOnlyTheSearchRefutes_IsTheUnshardedAudit()
    {
        Claim planted = Theorem(SearchRunnerTests.Planted, id: "T.planted");
        Claim faulty = Theorem(
            found => Math.Abs(found.Inputs[0]) > 1e9 ? Inconsistent : SearchRunnerTests.Planted(found),
            id: "T.faulty"
        );
        AuditRecord merged = AssertSame(
            Plan(planted, faulty, Theorem(Measured, id: "T.held")) with
            {
                SearchOverride = true,
                CasesOverride = 4000,
            },
            2
        );
        Assert.Equal(["refuted", "errored", "held"], merged.Claims.Select(claim => claim.Verdict));
        Assert.NotNull(merged.Claims[0].Witness!.SearchSteps);
    }

    [Fact]
    public void Run_Seconds_AreThoseOfTheShardsTogether()
    {
        using WorkFolder folder = new();
        AuditPlan plan = Plan(Theorem(Measured));
        string[] shards = ShardedAudits.Run(folder, plan, 2);
        double[] seconds =
        [
            .. shards.Select(shard => ShardManifest.Read(shard).Seconds[ShardManifest.AllParts]),
        ];
        Assert.All(seconds, time => Assert.True(time > 0));
        Assert.Equal(seconds.Sum(), ShardedAudits.Merge(plan, shards, folder.PathOf("merged")).Seconds);
    }

    private static AuditRecord AssertSame(AuditPlan plan, int count)
    {
        using WorkFolder folder = new();
        AuditRecord whole = ReportFolder.Run(
            plan,
            folder.PathOf("whole"),
            progress: null,
            CancellationToken.None
        );
        // Threads differ as well: no two machines of a cluster need be alike.
        string[] shards = ShardedAudits.Run(folder, plan with { Jobs = 3 }, count);
        AuditRecord merged = ShardedAudits.Merge(plan, shards.Reverse(), folder.PathOf("merged"));
        Assert.Equal(folder.Bytes("whole/results.jsonl"), folder.Bytes("merged/results.jsonl"));
        Assert.Equal(ShardedAudits.Results(folder, "whole"), ShardedAudits.Results(folder, "merged"));
        Assert.Equal(ShardedAudits.Timeless(whole), ShardedAudits.Timeless(merged));
        return merged;
    }
}
