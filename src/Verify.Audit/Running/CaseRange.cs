// Cases of a claim that belong together: every k-th from some first one. It says nothing of what they are.

using Verify.Audit.Sharding;

namespace Verify.Audit.Running;

/// <summary>The indices First, First + Step, .. , Count of them.</summary>
internal readonly record struct CaseRange(int First, int Step, int Count)
{
    /// <summary>0 .. count - 1.</summary>
    internal static CaseRange All(int count) => new(0, 1, count);

    /// <summary>No case.</summary>
    internal static CaseRange None => new(0, 1, 0);

    /// <summary>Those of 0 .. total - 1 that are a shard's.</summary>
    internal static CaseRange Of(Shard shard, int total) =>
        new(shard.Index - 1, shard.Count, (int)shard.CountOf(total));

    /// <summary>The k-th index.</summary>
    internal int this[int k] => First + k * Step;
}
