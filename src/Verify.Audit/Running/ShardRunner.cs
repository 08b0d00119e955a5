// Runs a shard's part of a plan: its cases, and the searches that are its own. It says nothing of verdicts, which need all
// of a claim's cases: AuditMerge.cs.

using System.Collections.Immutable;
using System.Diagnostics;
using Verify.Audit.Sharding;
using Verify.Claims;

namespace Verify.Audit.Running;

internal static class ShardRunner
{
    /// <summary>
    /// Hands the shard's cases and searches to the sink, in the order of an audit. A control stops at the shard's first
    /// counterexample, which is not shrunk.
    /// </summary>
    /// <returns>Wall time by claim, and of all.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled; what the sink got is not all.</exception>
    internal static ImmutableSortedDictionary<string, double> Run(
        AuditPlan plan,
        Shard shard,
        IAuditSink sink,
        Action<AuditProgress>? progress,
        CancellationToken cancellation
    )
    {
        Stopwatch clock = Stopwatch.StartNew();
        AuditUnits units = new(plan);
        var seconds = ImmutableSortedDictionary.CreateBuilder<string, double>(StringComparer.Ordinal);
        long planned = plan.Claims.Sum(claim => Work(plan, claim, units, shard));
        long done = 0;
        foreach (Claim claim in plan.Claims)
        {
            CaseRange cases = units.CasesOf(plan, claim, shard);
            if (cases.Count == 0)
            {
                continue;
            }

            TimeSpan start = clock.Elapsed;
            ClaimTally tally = ClaimCases.Run(
                plan,
                claim,
                cases,
                sink.Add,
                finished => progress?.Invoke(new AuditProgress(claim.Id, done + finished, planned)),
                cancellation
            );
            seconds[claim.Id] = (clock.Elapsed - start).TotalSeconds;
            cancellation.ThrowIfCancellationRequested();
            if (units.IsSearched(claim) && ClaimSearch.IsDue(plan, claim, tally))
            {
                SearchRun run = SearchRunner.Run(plan, claim, tally.Tightest, cancellation);
                cancellation.ThrowIfCancellationRequested();
                ClaimSearch.Conclude(plan, claim, tally, run, sink);
            }

            done += Work(plan, claim, units, shard);
            progress?.Invoke(new AuditProgress(claim.Id, done, planned));
        }

        seconds[ShardManifest.AllParts] = clock.Elapsed.TotalSeconds;
        return seconds.ToImmutable();
    }

    private static long Work(AuditPlan plan, Claim claim, AuditUnits units, Shard shard)
    {
        int cases = units.CasesOf(plan, claim, shard).Count;
        return cases + (cases > 0 && units.IsSearched(claim) ? plan.SearchOf(claim).Total : 0);
    }
}
