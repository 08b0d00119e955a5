// Puts the shards of an audit together: the folder of an unsharded audit, to the byte but for wall times. Cases are taken as
// the shards found them; what is derived from them is made anew: labels from the specs, proofs, and each claim's first
// counterexample, which is run and shrunk again.

using Verify.Audit.Reports;
using Verify.Audit.Results;
using Verify.Audit.Sharding;
using Verify.Claims;
using Verify.Core.Data;

namespace Verify.Audit.Running;

/// <summary>Merges shards of audits.</summary>
public static class AuditMerge
{
    /// <summary>Cases that are worked on at once; what comes out does not depend on it.</summary>
    private const int AtOnce = 512;

    /// <summary>
    /// Writes the report of all shards into <paramref name="folder"/>, as <see cref="ReportFolder"/> does. Seconds are
    /// those of the shards together. Everything is read before anything is written.
    /// </summary>
    /// <param name="set">The shards.</param>
    /// <param name="folder">For the report; not one of the shards'.</param>
    /// <param name="progress">Told after every claim; may be null.</param>
    /// <param name="cancellation">Asked between cases.</param>
    /// <exception cref="InputException">
    /// The shards are not an audit's or not of this program's claims, their results are damaged, or the folder cannot be
    /// written.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was cancelled, and nothing is written.</exception>
    public static AuditRecord Run(
        ShardSet set,
        string folder,
        Action<AuditProgress>? progress,
        CancellationToken cancellation
    ) => Run(set, folder, id => Catalogue.tryFind(id)?.Value, progress, cancellation);

    /// <summary>As above, for claims that <paramref name="find"/> knows.</summary>
    public static AuditRecord Run(
        ShardSet set,
        string folder,
        Func<string, Claim?> find,
        Action<AuditProgress>? progress,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(find);
        if (set.Command != AuditPlanJson.Command)
        {
            throw new InputException($"The shards are of 'verify {set.Command}', not of an audit.");
        }

        ReportFolder.RequireNoShard(folder);
        AuditPlan plan = AuditPlanJson.Read(set.Plan, jobs: 1, find);
        List<(string Path, string Text)> files = [];
        AuditRecord record = Conclude(plan, set, find, files, progress, cancellation);
        return ReportFolder.Write(
            plan,
            folder,
            (results, store) =>
            {
                CopyLines(plan, set, record, results);
                foreach ((string path, string text) in files)
                {
                    store(path, text);
                }

                return record;
            }
        );
    }

    private static AuditRecord Conclude(
        AuditPlan plan,
        ShardSet set,
        Func<string, Claim?> find,
        List<(string Path, string Text)> files,
        Action<AuditProgress>? progress,
        CancellationToken cancellation
    )
    {
        using ShardCases shards = new(plan, set);
        AuditSink sink = new(plan, _ => { }, _ => { }, (path, text) => files.Add((path, text)));
        long planned = plan.Claims.Sum(claim => (long)plan.CasesOf(claim));
        long done = 0;
        List<ClaimRecord> claims = [];
        foreach (Claim claim in plan.Claims)
        {
            ClaimTally tally = Count(plan, shards, claim, cancellation);
            WitnessRecord? witness = ClaimWitness.Of(claim, tally, sink);
            if (ClaimSearch.IsDue(plan, claim, tally))
            {
                SearchRun search = shards.HasSearchOf(claim)
                    ? StoredSearch.Read(claim, shards.SearchOf(claim), find)
                    : SearchRunner.Run(plan, claim, tally.Tightest, cancellation);
                witness = ClaimSearch.Conclude(plan, claim, tally, search, sink);
            }

            claims.Add(tally.Summarise(set.SecondsOf(claim.Id), witness));
            done += plan.CasesOf(claim);
            progress?.Invoke(new AuditProgress(claim.Id, done, planned));
        }

        shards.RequireEnd();
        return AuditRunner.Record(
            plan,
            [.. claims],
            set.SecondsOf(ShardManifest.AllParts),
            interrupted: false
        );
    }

    private static ClaimTally Count(
        AuditPlan plan,
        ShardCases shards,
        Claim claim,
        CancellationToken cancellation
    )
    {
        ClaimTally tally = new(claim, plan.CasesOf(claim));
        bool isSampled = claim.Evidence.IsSampled;
        foreach (CaseRecord[] records in shards.Of(claim).Chunk(AtOnce))
        {
            int first =
                tally.Violations > 0 ? -1 : Array.FindIndex(records, found => found.Verdict == "violated");
            var runs = new (CaseRun Run, ProofRecord? Proof)?[records.Length];
            Parallel.For(
                0,
                records.Length,
                new ParallelOptions { CancellationToken = cancellation },
                i =>
                    runs[i] =
                        isSampled && i != first
                            ? Recall(claim, records[i])
                            : ClaimCases.Run(claim, plan.Seed, records[i].Case, cancellation)
            );
            for (int i = 0; i < records.Length; i++)
            {
                if (runs[i] is not var (run, proof) || run.Record != records[i])
                {
                    throw shards.Damaged(claim, records[i].Case);
                }

                tally.Add(run, proof);
            }
        }

        return tally;
    }

    /// <summary>A case from its record; null when its spec is not one of the claim's.</summary>
    private static (CaseRun Run, ProofRecord? Proof)? Recall(Claim claim, CaseRecord record)
    {
        try
        {
            return (CaseRunner.Recall(((Evidence.Sampled)claim.Evidence).Item, record), null);
        }
        catch (Exception failure) when (failure is FormatException or ArgumentException)
        {
            return null;
        }
    }

    private static void CopyLines(AuditPlan plan, ShardSet set, AuditRecord record, JsonLines results)
    {
        using ShardCases shards = new(plan, set);
        foreach ((Claim claim, ClaimRecord concluded) in plan.Claims.Zip(record.Claims))
        {
            results.Write(shards.Of(claim));
            if (concluded.Search is { } search)
            {
                results.Write(search);
                if (shards.HasSearchOf(claim))
                {
                    shards.SearchOf(claim);
                }
            }
        }
    }
}
