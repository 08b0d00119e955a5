// What the adversarial search came to on one claim: a row of the leaderboard. It carries no timing.

using System.Collections.Immutable;

namespace Verify.Audit.Results;

/// <summary>A case of the leaderboard.</summary>
/// <param name="Measured">What was measured.</param>
/// <param name="Bound">What it may not exceed.</param>
/// <param name="Inputs">d of its networks; 0 when it has none.</param>
/// <param name="Numbers">The weights and table entries that it is made of.</param>
public sealed record SearchedCase(double Measured, double Bound, int Inputs, int Numbers)
{
    /// <summary>Measured / Bound; 0 for 0 / 0.</summary>
    public double Ratio => Measured == 0 ? 0 : Measured / Bound;
}

/// <summary>How a search ended; the names in files are lower-case.</summary>
public enum SearchOutcome
{
    /// <summary>Every climb ended without a counterexample.</summary>
    Climbed,

    /// <summary>A climb found a counterexample.</summary>
    Refuted,

    /// <summary>Nothing but 0 was measured against any case: the claim is exact and has no bound to come closer to.</summary>
    Exact,

    /// <summary>The claim is statistical: a case that is not drawn by its plan says nothing about it.</summary>
    Statistical,

    /// <summary>No case was found to climb from.</summary>
    NoStart,

    /// <summary>The audit was stopped; what was finished is shown.</summary>
    Interrupted,
}

/// <summary>The search of one claim.</summary>
public sealed record SearchRecord
{
    /// <summary>The claim's id.</summary>
    public required string Claim { get; init; }

    /// <summary>How it ended.</summary>
    public required SearchOutcome Outcome { get; init; }

    /// <summary>The tightest of the audit's own cases; null when none measured anything.</summary>
    public SearchedCase? Sampled { get; init; }

    /// <summary>The tightest case that satisfies the claim; null when nothing was climbed.</summary>
    public SearchedCase? Found { get; init; }

    /// <summary>Climbs that were finished.</summary>
    public int Climbs { get; init; }

    /// <summary>Cases that these climbs tried.</summary>
    public int Steps { get; init; }

    /// <summary>The climb, from 0, that came to <see cref="Found"/>, and the step of it that did (0: its start).</summary>
    public (int Climb, int Step)? FoundAt { get; init; }

    /// <summary>The cases tried up to the counterexample; null when there is none.</summary>
    public int? RefutedAfter { get; init; }

    /// <summary>Contradictions and exceptions of the check, in words; each makes the claim errored.</summary>
    public ImmutableArray<string> Faults { get; init; } = [];

    /// <summary>Where <see cref="Found"/> is stored, relative to the report's folder; null when it is not.</summary>
    public string? Path { get; init; }
}
