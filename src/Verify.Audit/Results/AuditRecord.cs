// The result of a whole audit: what every report format is made from.

using System.Collections.Immutable;

namespace Verify.Audit.Results;

/// <summary>An audit: its settings, its claims in catalogue order, and its exit code.</summary>
public sealed record AuditRecord
{
    /// <summary>"verify".</summary>
    public required string ToolName { get; init; }

    /// <summary>The tool's version.</summary>
    public required string ToolVersion { get; init; }

    /// <summary>The seed that every case's seed derives from.</summary>
    public required ulong Seed { get; init; }

    /// <summary>quick, ci or deep.</summary>
    public required string Profile { get; init; }

    /// <summary>The number of cases that --cases asked for, or null when the profile decided.</summary>
    public int? CasesOverride { get; init; }

    /// <summary>What --search or --no-search asked for, or null when the profile decided.</summary>
    public bool? SearchOverride { get; init; }

    /// <summary>
    /// 0 every claim as expected; 1 a claim refuted, a control not refuted or a check errored; 3 vacuous or undecided;
    /// 130 interrupted.
    /// </summary>
    public required int ExitCode { get; init; }

    /// <summary>Wall time of the audit in seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>Whether the audit was stopped; the claims are then those that were begun, the last one perhaps in part.</summary>
    public required bool Interrupted { get; init; }

    /// <summary>Claims and controls in catalogue order.</summary>
    public required ImmutableArray<ClaimRecord> Claims { get; init; }
}
