// What came out of an audit, in one plain sentence.

using Verify.Audit.Results;

namespace Verify.Audit.Reports;

/// <summary>The first line of every report that people read.</summary>
public static class Headline
{
    /// <summary>Beyond this many exceptions the rest is counted, not named.</summary>
    private const int NamedExceptions = 3;

    /// <summary>
    /// "All 7 claims as expected: 2 proved, 5 held; all 23 false twins refuted." or what was not as expected.
    /// An interrupted audit says so first; an audit of nothing says that nothing was checked.
    /// </summary>
    public static string Of(AuditRecord audit)
    {
        ArgumentNullException.ThrowIfNull(audit);
        List<ClaimRecord> claims = [.. audit.Claims.Where(claim => claim.Kind != "control")];
        List<ClaimRecord> twins = [.. audit.Claims.Where(claim => claim.Kind == "control")];
        List<string> parts = [];
        if (claims.Count > 0)
        {
            parts.Add(Claims(claims));
        }

        if (twins.Count > 0)
        {
            parts.Add(Twins(twins));
        }

        string said = parts.Count == 0 ? "no claim was checked" : string.Join("; ", parts);
        return audit.Interrupted ? $"Interrupted before the end; so far {said}." : $"{Capital(said)}.";
    }

    private static string Claims(List<ClaimRecord> claims)
    {
        List<ClaimRecord> exceptions = [.. claims.Where(claim => !claim.AsExpected)];
        if (exceptions.Count > 0)
        {
            return $"{Numbers.Count(exceptions.Count)} of {Numbers.Count(claims.Count, "claim")} not as expected: "
                + Named(exceptions);
        }

        return claims.Count == 1
            ? $"the one claim is as expected: {claims[0].Verdict}"
            : $"all {Numbers.Count(claims.Count)} claims as expected: {Tally(claims)}";
    }

    private static string Twins(List<ClaimRecord> twins)
    {
        List<ClaimRecord> exceptions = [.. twins.Where(twin => !twin.AsExpected)];
        if (exceptions.Count > 0)
        {
            return $"{Numbers.Count(exceptions.Count)} of {Numbers.Count(twins.Count, "false twin")} not refuted: "
                + Named(exceptions);
        }

        return twins.Count == 1
            ? "the one false twin refuted"
            : $"all {Numbers.Count(twins.Count)} false twins refuted";
    }

    private static string Tally(List<ClaimRecord> claims)
    {
        string[] order = ["proved", "held", "refuted"];
        return string.Join(
            ", ",
            claims
                .GroupBy(claim => claim.Verdict, StringComparer.Ordinal)
                .OrderBy(verdict => Array.IndexOf(order, verdict.Key))
                .Select(verdict => $"{Numbers.Count(verdict.Count())} {verdict.Key}")
        );
    }

    private static string Named(List<ClaimRecord> exceptions)
    {
        IEnumerable<string> named = exceptions
            .Take(NamedExceptions)
            .Select(claim => $"{claim.Id} {claim.Verdict}");
        int more = exceptions.Count - NamedExceptions;
        return string.Join(", ", named) + (more > 0 ? $" and {Numbers.Count(more)} more" : "");
    }

    private static string Capital(string sentence) => char.ToUpperInvariant(sentence[0]) + sentence[1..];
}
