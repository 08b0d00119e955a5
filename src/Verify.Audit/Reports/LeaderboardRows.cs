// The rows of the leaderboard and their words, shared by the report formats. Nothing is judged here.

using System.Collections.Immutable;
using Verify.Audit.Results;

namespace Verify.Audit.Reports;

/// <summary>The searches of an audit.</summary>
public static class LeaderboardRows
{
    /// <summary>In catalogue order; empty when the audit did not search.</summary>
    public static ImmutableArray<SearchRecord> Of(AuditRecord audit)
    {
        ArgumentNullException.ThrowIfNull(audit);
        return [.. audit.Claims.Where(claim => claim.Search is not null).Select(claim => claim.Search!)];
    }

    /// <summary>What a search without a case has to say; null when it found one.</summary>
    public static string? Remark(SearchRecord search)
    {
        ArgumentNullException.ThrowIfNull(search);
        return search.Outcome switch
        {
            SearchOutcome.Exact => "exact: nothing to search",
            SearchOutcome.Statistical => "statistical: its cases must be drawn",
            SearchOutcome.NoStart => "no case to climb from",
            SearchOutcome.Interrupted => "interrupted",
            SearchOutcome.Refuted => "refuted by the search",
            _ => null,
        };
    }

    /// <summary>Measured / bound, rounded up; <see cref="Numbers.Missing"/> without a case.</summary>
    public static string Ratio(SearchedCase? found) => Numbers.AtMost(found?.Ratio, 4);

    /// <summary>d; <see cref="Numbers.Missing"/> without a case or networks.</summary>
    public static string Inputs(SearchedCase? found) =>
        found is { Inputs: > 0 and var inputs } ? Numbers.Count(inputs) : Numbers.Missing;
}
