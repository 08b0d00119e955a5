// Runs a plan: claims in order, the cases of a claim in parallel, then its adversarial search; shrinks the first
// counterexample of each, and sums up.
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
    /// <summary>
    /// Cases between two looks at the results. For controls a constant of the results: a control stops after its first
    /// counterexample, found by index, and nothing beyond that chunk is run. For claims it only says how often threads
    /// meet: the larger, the less they wait for each other's longest case.
    /// </summary>
    private static int Chunk(Claim claim) => claim.Kind.IsFalseTwin ? 64 : 512;

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

        bool interrupted = cancellation.IsCancellationRequested;
        ImmutableArray<ClaimRecord> claims = [.. finished];
        return new AuditRecord
        {
            ToolName = "verify",
            ToolVersion = Verify.Audit.ToolVersion.Current,
            Seed = plan.Seed,
            Profile = plan.ProfileName,
            CasesOverride = plan.CasesOverride,
            SearchOverride = plan.SearchOverride,
            ExitCode = interrupted ? ExitCodes.Interrupted : ExitCodes.Of(claims),
            Seconds = clock.Elapsed.TotalSeconds,
            Interrupted = interrupted,
            Claims = claims,
        };
    }

    private static ClaimRecord RunClaim(
        AuditPlan plan,
        Claim claim,
        IAuditSink sink,
        Action<int> progress,
        CancellationToken cancellation
    )
    {
        Stopwatch clock = Stopwatch.StartNew();
        int planned = plan.CasesOf(claim);
        ClaimTally tally = new(claim, planned);
        bool looking = true;
        int count;
        for (int start = 0; looking && start < planned; start += count)
        {
            count = Math.Min(Chunk(claim), planned - start); // also keeps start from passing the largest int
            CaseRun?[] runs = new CaseRun?[count];
            ProofRecord?[] proofs = new ProofRecord?[count];
            int first = start;
            int next = -1;

            // Each worker takes the next index: long cases hold up nobody, and after a cancellation what is finished is a
            // prefix but for the cases that were under way.
            Parallel.For(
                0,
                plan.Jobs,
                new ParallelOptions { MaxDegreeOfParallelism = plan.Jobs },
                _ =>
                {
                    int i;
                    while (
                        !cancellation.IsCancellationRequested && (i = Interlocked.Increment(ref next)) < count
                    )
                    {
                        (runs[i], proofs[i]) = Run(claim, plan.Seed, first + i);
                    }
                }
            );

            int finished = 0;
            for (; looking && finished < count && runs[finished] is { } run; finished++)
            {
                tally.Add(run, proofs[finished]);
                sink.Add(run.Record);
                looking = !(claim.Kind.IsFalseTwin && tally.Violations > 0);
            }

            if (looking && finished < count)
            {
                tally.Interrupted = true;
                looking = false;
            }

            progress(start + finished);
        }

        double seconds = clock.Elapsed.TotalSeconds;
        WitnessRecord? witness =
            Witness(claim, tally, sink) ?? FromSearch(plan, claim, tally, sink, cancellation);
        return tally.Summarise(seconds, witness);
    }

    /// <summary>Searches a theorem that its own cases have not refuted; the witness when the search refutes it.</summary>
    private static WitnessRecord? FromSearch(
        AuditPlan plan,
        Claim claim,
        ClaimTally tally,
        IAuditSink sink,
        CancellationToken cancellation
    )
    {
        if (!plan.Searches || !claim.Kind.IsTheorem || !claim.Evidence.IsSampled || tally.Interrupted)
        {
            return null;
        }

        SearchRun run = SearchRunner.Run(plan, claim, tally.Tightest, cancellation);
        SearchRecord record = run.Best is null
            ? run.Record
            : run.Record with
            {
                Path = sink.AddFound(claim, run.Best),
            };
        tally.Search = record;
        sink.Add(record);
        foreach (string fault in run.Faults)
        {
            tally.AddError(fault);
        }

        if (run.Counterexample is not var (found, steps))
        {
            return null;
        }

        tally.AddSearchRefutation();
        string path = sink.AddWitness(claim, found);
        return new WitnessRecord(
            path,
            path,
            plan.CasesOf(claim) - 1,
            LocusModule.describe(found.Locus),
            found.Measurement.Measured,
            found.Measurement.Bound
        )
        {
            Material = WitnessMaterial.Of(found.Trial.Material),
            SearchSteps = steps,
        };
    }

    private static (CaseRun Run, ProofRecord? Proof) Run(Claim claim, ulong seed, int index)
    {
        if (claim.Evidence is Evidence.Sampled sampled)
        {
            return (CaseRunner.RunCase(claim, sampled.Item, seed, index), null);
        }

        Obligation obligation = ((Evidence.Proof)claim.Evidence).Item[index];
        (CaseRecord record, ProofRecord proof) = CaseRunner.RunObligation(claim, obligation, index);
        return (new CaseRun(record, [], null), proof);
    }

    private static WitnessRecord? Witness(Claim claim, ClaimTally tally, IAuditSink sink)
    {
        if (tally.FirstCounterexample is { } found && claim.Evidence is Evidence.Sampled sampled)
        {
            Counterexample smallest = found.Counterexample;
            try
            {
                smallest = Shrink.smallest(sampled.Item, smallest);
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                // The check throws on a smaller case. What was found stays found, but the check is at fault.
                tally.AddError($"shrinking case {found.Index}: {CaseRunner.Describe(failure)}");
            }

            return new WitnessRecord(
                sink.AddWitness(claim, found.Index, smallest),
                ReplayToken.Of(claim.Id, smallest.Trial.Spec),
                found.Index,
                LocusModule.describe(smallest.Locus),
                smallest.Measurement.Measured,
                smallest.Measurement.Bound
            )
            {
                Material = WitnessMaterial.Of(smallest.Trial.Material),
            };
        }

        if (tally.FirstRefusal is { } refusal)
        {
            return new WitnessRecord(
                sink.AddWitness(claim, refusal.Proof),
                claim.Id,
                refusal.Index,
                string.Join("; ", refusal.Proof.Transcript),
                double.NaN,
                double.NaN
            );
        }

        return null;
    }
}
