// The one-line name of a case: claim id, at sign, spec. Typed by hand it replays the case on any machine.

using Verify.Claims;
using Verify.Core.Data;

namespace Verify.Audit.Running;

/// <summary>Replay tokens, such as <c>L1.identity@d=3,t=4,s=5,C=2,c=0.5,w=gaussian,r=copy,x=cube,N=2,seed=7</c>.</summary>
public static class ReplayToken
{
    /// <summary>The token of a claim's case, from the spec's text.</summary>
    public static string Of(string claim, string spec) => $"{claim}@{spec}";

    /// <summary>The claim of a token and, for sampled claims, its case.</summary>
    /// <exception cref="InputException">The token names no claim, or its spec is malformed or has no case.</exception>
    public static (Claim Claim, Trial? Trial) Read(string token)
    {
        ArgumentNullException.ThrowIfNull(token);
        string[] parts = token.Split('@', 2);
        Claim claim = FindClaim(parts[0], token);
        if (claim.Evidence.IsProof)
        {
            return parts.Length == 1
                ? (claim, null)
                : throw new InputException(
                    $"'{token}' is not a replay token: {claim.Id} is a proof and takes no case."
                );
        }

        if (parts.Length == 1)
        {
            throw new InputException(
                $"'{token}' is not a replay token: after {claim.Id} comes '@' and a case."
            );
        }

        try
        {
            return (claim, ((Evidence.Sampled)claim.Evidence).Item.Make.Invoke(parts[1]));
        }
        catch (FormatException problem)
        {
            throw new InputException($"'{token}' is not a replay token: {problem.Message}.", problem);
        }
        catch (ArgumentException problem)
        {
            throw new InputException($"The case of '{token}' cannot be made: {problem.Message}", problem);
        }
    }

    /// <summary>The claim of an id.</summary>
    /// <exception cref="InputException">There is none.</exception>
    internal static Claim FindClaim(string id, string where) =>
        Catalogue.tryFind(id)?.Value
        ?? throw new InputException(
            $"'{where}' names no claim: '{id}' is not in the catalogue (see 'verify claims')."
        );
}
