// What an audit is asked to do. A plan runs nothing.

using System.Collections.Immutable;
using Verify.Claims;

namespace Verify.Audit.Running;

/// <summary>How many cases are drawn: within about a minute, a few minutes, or hours.</summary>
public enum AuditProfile
{
    /// <summary>About a minute on two cores.</summary>
    Quick,

    /// <summary>A few minutes on two cores.</summary>
    Ci,

    /// <summary>For an overnight run.</summary>
    Deep,
}

/// <summary>The claims, the number of cases, the seed and the number of threads.</summary>
/// <param name="Claims">Claims and controls in catalogue order.</param>
/// <param name="Profile">Decides the number of cases.</param>
/// <param name="CasesOverride">Cases of every sampled claim instead of the profile's, at least 1, or null.</param>
/// <param name="Seed">Every case's seed derives from it.</param>
/// <param name="Jobs">Threads, at least 1. Results do not depend on it.</param>
public sealed record AuditPlan(
    ImmutableArray<Claim> Claims,
    AuditProfile Profile,
    int? CasesOverride,
    ulong Seed,
    int Jobs
)
{
    /// <summary>The profile's name in files and options.</summary>
    public string ProfileName => Profile.ToString().ToLowerInvariant();

    /// <summary>Whether the adversarial search runs after each claim's cases, when that was said; else null.</summary>
    public bool? SearchOverride { get; init; }

    /// <summary>Whether it runs: what was said, else in every profile but the quick one.</summary>
    public bool Searches => SearchOverride ?? Profile != AuditProfile.Quick;

    /// <summary>How much the search may do on a claim.</summary>
    public SearchPlan SearchOf(Claim claim) =>
        Searches ? SearchPlan.Of(claim, CasesOf(claim)) : SearchPlan.None;

    /// <summary>
    /// The number of cases of a claim; for proofs the number of obligations. A control keeps its own budget when fewer
    /// cases are asked for: it stops at its first counterexample, and a search that is cut short would only make a
    /// sound audit fail. A statistical claim keeps its own when more are asked for: its level is one for a plan that was
    /// fixed beforehand.
    /// </summary>
    public int CasesOf(Claim claim)
    {
        ArgumentNullException.ThrowIfNull(claim);
        return claim.Evidence switch
        {
            Evidence.Sampled { Item.OfDraws: true } draws when claim.Kind.IsFalseTwin => Budget(
                draws.Item.Budget
            ),
            Evidence.Sampled control when claim.Kind.IsFalseTwin => Math.Max(
                CasesOverride ?? 0,
                Budget(control.Item.Budget)
            ),
            Evidence.Sampled { Item.OfDraws: true } draws => Math.Min(
                CasesOverride ?? int.MaxValue,
                Budget(draws.Item.Budget)
            ),
            Evidence.Sampled sampled => CasesOverride ?? Budget(sampled.Item.Budget),
            Evidence.Proof proof => proof.Item.Length,
            _ => throw new InvalidOperationException($"Unknown evidence of {claim.Id}."),
        };
    }

    private int Budget(CaseBudget budget) =>
        Profile switch
        {
            AuditProfile.Quick => budget.Quick,
            AuditProfile.Ci => budget.Ci,
            _ => budget.Deep,
        };
}
