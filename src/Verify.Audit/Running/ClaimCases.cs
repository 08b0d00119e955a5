// Runs cases of one claim, several at once, and counts them in the order of their indices. Which cases is the caller's
// choice; what is made of a counterexample is ClaimWitness.cs.

using Verify.Audit.Results;
using Verify.Claims;

namespace Verify.Audit.Running;

internal static class ClaimCases
{
    /// <summary>
    /// Cases between two looks at the results. A control stops after its first counterexample, found by index, and nothing
    /// beyond that chunk is run; what is kept does not depend on it. For claims it only says how often threads meet: the
    /// larger, the less they wait for each other's longest case.
    /// </summary>
    private static int Chunk(Claim claim) => claim.Kind.IsFalseTwin ? 64 : 512;

    /// <summary>
    /// Runs the cases, a control only up to its first counterexample among them. A cancelled run keeps the cases before
    /// the first unfinished one, and the tally says that it was interrupted.
    /// </summary>
    /// <param name="plan">The audit.</param>
    /// <param name="claim">One of its claims.</param>
    /// <param name="cases">The cases, or obligations of a proof.</param>
    /// <param name="add">Called with every case in order, from this thread.</param>
    /// <param name="progress">Told how many of the cases are done.</param>
    /// <param name="cancellation">Stops between cases, and within those that take long.</param>
    internal static ClaimTally Run(
        AuditPlan plan,
        Claim claim,
        CaseRange cases,
        Action<CaseRecord> add,
        Action<int> progress,
        CancellationToken cancellation
    )
    {
        ClaimTally tally = new(claim, plan.CasesOf(claim));
        bool looking = true;
        int count;
        for (int start = 0; looking && start < cases.Count; start += count)
        {
            count = Math.Min(Chunk(claim), cases.Count - start); // also keeps start from passing the largest int
            CaseRun?[] runs = new CaseRun?[count];
            ProofRecord?[] proofs = new ProofRecord?[count];
            int first = start;
            int next = -1;

            // Each worker takes the next case: long cases hold up nobody, and after a cancellation what is finished is a
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
                        try
                        {
                            (runs[i], proofs[i]) = Run(claim, plan.Seed, cases[first + i], cancellation);
                        }
                        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
                        {
                            // Not finished, as if it had not been taken.
                        }
                    }
                }
            );

            int finished = 0;
            for (; looking && finished < count && runs[finished] is { } run; finished++)
            {
                tally.Add(run, proofs[finished]);
                add(run.Record);
                looking = !(claim.Kind.IsFalseTwin && tally.Violations > 0);
            }

            if (looking && finished < count)
            {
                tally.Interrupted = true;
                looking = false;
            }

            progress(start + finished);
        }

        return tally;
    }

    /// <summary>One case, or one obligation with its proof.</summary>
    /// <exception cref="OperationCanceledException">Cancelled within a case that takes long.</exception>
    internal static (CaseRun Run, ProofRecord? Proof) Run(
        Claim claim,
        ulong seed,
        int index,
        CancellationToken cancellation
    )
    {
        if (claim.Evidence is Evidence.Sampled sampled)
        {
            return (CaseRunner.RunCase(claim, sampled.Item, seed, index, cancellation), null);
        }

        Obligation obligation = ((Evidence.Proof)claim.Evidence).Item[index];
        (CaseRecord record, ProofRecord proof) = CaseRunner.RunObligation(claim, obligation, index);
        return (new CaseRun(record, [], null), proof);
    }
}
