// Runs a plan: claims in order, the cases of a claim (ClaimCases.cs), its counterexample (ClaimWitness.cs) or the
// adversarial search (ClaimSearch.cs), and sums up. A shard's part of a plan is ShardRunner.cs.
// Results do not depend on the number of threads: a case depends on its index alone, and chunks have a fixed size.

using System.Collections.Immutable;
using System.Diagnostics;
using Verify.Audit.Results;
using Verify.Claims;

namespace Verify.Audit.Running;

/// <summary>How far an audit is, for a progress display.</summary>
/// <param name="Claim">The claim at work.</param>
/// <param name="CasesDone">Cases done of the whole plan, with those that searches tried.</param>
/// <param name="CasesPlanned">Cases planned; controls and searches may stop early, so fewer may be run.</param>
public readonly record struct AuditProgress(string Claim, long CasesDone, long CasesPlanned);

/// <summary>Where an audit's cases and counterexamples go while it runs.</summary>
public interface IAuditSink
{
    /// <summary>Called with every case, sorted by claim and case index.</summary>
    void Add(CaseRecord record);

    /// <summary>Stores a counterexample and returns its path relative to the report.</summary>
    string AddWitness(Claim claim, int firstCase, Counterexample counterexample);

    /// <summary>Called with the search of a claim, after its cases.</summary>
    void Add(SearchRecord record);

    /// <summary>Stores the tightest case that a search found and returns its path relative to the report.</summary>
    string AddFound(Claim claim, Climb found);

    /// <summary>Stores a counterexample that a search found and returns its path relative to the report.</summary>
    string AddWitness(Claim claim, Counterexample counterexample);

    /// <summary>Stores the refutation of a rule that a prover refused and returns its path.</summary>
    string AddWitness(Claim claim, ProofRecord proof);
}

/// <summary>Runs audits.</summary>
public static class AuditRunner
{
    /// <summary>Runs the plan to its end or until it is cancelled; finished claims are kept either way.</summary>
    /// <param name="plan">What to run.</param>
    /// <param name="sink">Receives cases and counterexamples, from this thread.</param>
    /// <param name="progress">Told after every chunk; may be null.</param>
    /// <param name="cancellation">Stops between cases; the result is marked as interrupted.</param>
    public static AuditRecord Run(
        AuditPlan plan,
        IAuditSink sink,
        Action<AuditProgress>? progress,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(sink);
        Stopwatch clock = Stopwatch.StartNew();
        long planned = plan.Claims.Sum(claim => (long)plan.CasesOf(claim) + plan.SearchOf(claim).Total);
        long done = 0;
        List<ClaimRecord> finished = [];
        foreach (Claim claim in plan.Claims)
        {
            if (cancellation.IsCancellationRequested)
            {
                break;
            }

            long before = done;
            finished.Add(
                RunClaim(
                    plan,
                    claim,
                    sink,
                    cases => progress?.Invoke(new AuditProgress(claim.Id, before + cases, planned)),
                    cancellation
                )
            );
            done += plan.CasesOf(claim) + plan.SearchOf(claim).Total;
            progress?.Invoke(new AuditProgress(claim.Id, done, planned));
        }

        return Record(plan, [.. finished], clock.Elapsed.TotalSeconds, cancellation.IsCancellationRequested);
    }

    /// <summary>The record of an audit with these claims.</summary>
    internal static AuditRecord Record(
        AuditPlan plan,
        ImmutableArray<ClaimRecord> claims,
        double seconds,
        bool interrupted
    ) =>
        new()
        {
            ToolName = "verify",
            ToolVersion = Verify.Audit.ToolVersion.Current,
            Seed = plan.Seed,
            Profile = plan.ProfileName,
            CasesOverride = plan.CasesOverride,
            SearchOverride = plan.SearchOverride,
            ExitCode = interrupted ? ExitCodes.Interrupted : ExitCodes.Of(claims),
            Seconds = seconds,
            Interrupted = interrupted,
            Claims = claims,
        };

    private static ClaimRecord RunClaim(
        AuditPlan plan,
        Claim claim,
        IAuditSink sink,
        Action<int> progress,
        CancellationToken cancellation
    )
    {
        Stopwatch clock = Stopwatch.StartNew();
        CaseRange all = CaseRange.All(plan.CasesOf(claim));
        ClaimTally tally = ClaimCases.Run(plan, claim, all, sink.Add, progress, cancellation);
        double seconds = clock.Elapsed.TotalSeconds;
        WitnessRecord? witness = ClaimWitness.Of(claim, tally, sink);
        if (ClaimSearch.IsDue(plan, claim, tally))
        {
            SearchRun run = SearchRunner.Run(plan, claim, tally.Tightest, cancellation);
            witness = ClaimSearch.Conclude(plan, claim, tally, run, sink);
        }

        return tally.Summarise(seconds, witness);
    }
}
