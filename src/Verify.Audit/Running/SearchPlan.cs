// How much an adversarial search may do on a claim. Counts, never the clock: the same plan tries the same cases.

using Verify.Claims;

namespace Verify.Audit.Running;

/// <summary>The climbs of one claim and the steps of each.</summary>
/// <param name="Climbs">Half of them start from the tightest of the audit's own cases, half from other random ones.</param>
/// <param name="Steps">Cases that a climb tries.</param>
public readonly record struct SearchPlan(int Climbs, int Steps)
{
    private const int StepsWanted = 250;
    private const int FewestClimbs = 4;
    private const int MostClimbs = 32;

    /// <summary>Of few cases that a claim can afford the search still tries this many.</summary>
    private const int FewestSteps = 64;

    /// <summary>No search.</summary>
    public static SearchPlan None => default;

    /// <summary>Cases tried by all climbs.</summary>
    public int Total => Climbs * Steps;

    /// <summary>
    /// About as many cases as the claim draws, since that is what its cost is budgeted by; none for controls, proofs and
    /// statistical claims.
    /// </summary>
    public static SearchPlan Of(Claim claim, int cases)
    {
        ArgumentNullException.ThrowIfNull(claim);
        if (claim.Kind.IsFalseTwin || claim.Evidence is not Evidence.Sampled { Item.OfDraws: false })
        {
            return None;
        }

        int total = Math.Max(cases, FewestSteps);
        int climbs = Math.Clamp(total / StepsWanted, FewestClimbs, MostClimbs);
        return new SearchPlan(climbs, total / climbs);
    }
}
