// How an audit is cut into the work units of its shards. Running them is ShardRunner.cs, putting them together AuditMerge.cs.

using Verify.Audit.Sharding;
using Verify.Claims;

namespace Verify.Audit.Running;

/// <summary>
/// Every case is a unit, numbered by its index. But where the claim is searched, its cases and its search are one unit,
/// numbered among the searched claims: a search starts from the tightest of all the cases, so that one shard needs them
/// all, and would run twice what others have run.
/// </summary>
internal sealed class AuditUnits
{
    private readonly Dictionary<string, int> searched;

    internal AuditUnits(AuditPlan plan) =>
        searched = plan
            .Claims.Where(claim => plan.SearchOf(claim).Total > 0)
            .Select((claim, unit) => (claim.Id, unit))
            .ToDictionary(found => found.Id, found => found.unit);

    /// <summary>The unit that a case of the claim belongs to.</summary>
    internal int UnitOf(Claim claim, int index) =>
        searched.TryGetValue(claim.Id, out int unit) ? unit : index;

    /// <summary>The claim's cases that are a shard's.</summary>
    internal CaseRange CasesOf(AuditPlan plan, Claim claim, Shard shard)
    {
        int total = plan.CasesOf(claim);
        return !searched.TryGetValue(claim.Id, out int unit) ? CaseRange.Of(shard, total)
            : shard.Owns(unit) ? CaseRange.All(total)
            : CaseRange.None;
    }

    /// <summary>Whether the claim is searched by some shard; a search without climbs is left to who merges.</summary>
    internal bool IsSearched(Claim claim) => searched.ContainsKey(claim.Id);
}
