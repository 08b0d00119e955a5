// Reads the results of all shards as one: cases in the order of an unsharded audit. What they mean is AuditMerge.cs.

using Verify.Audit.Reports;
using Verify.Audit.Results;
using Verify.Audit.Sharding;
using Verify.Claims;
using Verify.Claims.Generators;
using Verify.Core.Data;

namespace Verify.Audit.Running;

/// <summary>One pass over the shards' results.jsonl, claim by claim in the plan's order.</summary>
internal sealed class ShardCases : IDisposable
{
    private readonly AuditPlan plan;
    private readonly ShardSet set;
    private readonly AuditUnits units;
    private readonly List<JsonLineReader> readers = [];

    /// <summary>Opens every shard's results.</summary>
    /// <exception cref="InputException">One cannot be read.</exception>
    internal ShardCases(AuditPlan plan, ShardSet set)
    {
        this.plan = plan;
        this.set = set;
        units = new AuditUnits(plan);
        try
        {
            foreach (string folder in set.Folders)
            {
                readers.Add(new JsonLineReader(Path.Combine(folder, JsonLines.FileName)));
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>
    /// The cases of the next claim as an unsharded audit has them: a control's up to its first counterexample, for what
    /// shards found beyond it an unsharded audit would not have run.
    /// </summary>
    /// <exception cref="InputException">A case is missing, is not that of this plan, or there are others.</exception>
    internal IEnumerable<CaseRecord> Of(Claim claim)
    {
        bool isTwin = claim.Kind.IsFalseTwin;
        int planned = plan.CasesOf(claim);
        for (int index = 0; index < planned; index++)
        {
            int owner = Owner(units.UnitOf(claim, index));
            ulong seed = claim.Evidence.IsSampled ? CaseSeed.derive(plan.Seed, claim.Id, index) : 0;
            if (
                readers[owner].Case is not { } found
                || found.Claim != claim.Id
                || found.Case != index
                || found.Seed != seed
            )
            {
                throw Damaged(owner, $"case {index} of {claim.Id}");
            }

            yield return found;
            readers[owner].Advance();
            if (isTwin && found.Verdict is "violated" or "unproved")
            {
                break;
            }
        }

        if (isTwin)
        {
            foreach (JsonLineReader reader in readers)
            {
                while (reader.Case?.Claim == claim.Id)
                {
                    reader.Advance();
                }
            }
        }
    }

    /// <summary>The search of the claim whose cases were read last, and the folder of its shard.</summary>
    /// <exception cref="InputException">It is missing.</exception>
    internal (SearchRecord Search, string Folder) SearchOf(Claim claim)
    {
        int owner = Owner(units.UnitOf(claim, 0));
        if (readers[owner].Search is not { } found || found.Claim != claim.Id)
        {
            throw Damaged(owner, $"the search of {claim.Id}");
        }

        readers[owner].Advance();
        return (found, set.Folders[owner]);
    }

    /// <summary>Whether the search of the claim is in a shard; else it has no climbs.</summary>
    internal bool HasSearchOf(Claim claim) => units.IsSearched(claim);

    /// <summary>Every line was read.</summary>
    /// <exception cref="InputException">There are more.</exception>
    internal void RequireEnd()
    {
        int more = readers.FindIndex(reader => reader is not { Case: null, Search: null });
        if (more >= 0)
        {
            throw new InputException(
                $"The results of shard {set.Manifests[more].Shard} in '{set.Folders[more]}' do not end where its plan does."
            );
        }
    }

    /// <summary>The sentence for results that are not the plan's.</summary>
    internal InputException Damaged(Claim claim, int index) =>
        Damaged(Owner(units.UnitOf(claim, index)), $"case {index} of {claim.Id} as this program finds it");

    public void Dispose()
    {
        foreach (JsonLineReader reader in readers)
        {
            reader.Dispose();
        }
    }

    private int Owner(int unit) => unit % readers.Count;

    private InputException Damaged(int owner, string what) =>
        new(
            $"The results of shard {set.Manifests[owner].Shard} in '{set.Folders[owner]}' do not hold {what}."
        );
}
