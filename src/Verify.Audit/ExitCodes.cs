// What the process says to its caller. The one place where the numbers stand.

using Verify.Audit.Results;

namespace Verify.Audit;

/// <summary>Exit codes of every command.</summary>
public static class ExitCodes
{
    /// <summary>Every claim as expected.</summary>
    public const int AsExpected = 0;

    /// <summary>A claim refuted, a control not refuted, or a check that errored.</summary>
    public const int Refuted = 1;

    /// <summary>A run that failed, or that diverged where one run was asked for.</summary>
    public const int RunFailed = 1;

    /// <summary>Usage or bad input.</summary>
    public const int BadInput = 2;

    /// <summary>Vacuous or undecided where a verdict was due.</summary>
    public const int Undecided = 3;

    /// <summary>Interrupted.</summary>
    public const int Interrupted = 130;

    /// <summary>The exit code of finished claims: the worst of theirs.</summary>
    public static int Of(IEnumerable<ClaimRecord> claims)
    {
        ArgumentNullException.ThrowIfNull(claims);
        int worst = AsExpected;
        foreach (ClaimRecord claim in claims.Where(claim => !claim.AsExpected))
        {
            bool open = claim.Kind == "claim" && claim.Verdict is "vacuous" or "undecided";
            if (!open)
            {
                return Refuted;
            }

            worst = Undecided;
        }

        return worst;
    }
}
