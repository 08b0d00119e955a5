// What an audit established about one claim: the row of summary.json and the section of the report.

using System.Collections.Immutable;

namespace Verify.Audit.Results;

/// <summary>A hypothesis and how often it was the one that failed.</summary>
/// <param name="Name">The name that rejections are counted under.</param>
/// <param name="Meaning">The hypothesis in words.</param>
/// <param name="Rejections">Cases in which it was the first not to hold.</param>
public sealed record HypothesisRecord(string Name, string Meaning, int Rejections);

/// <summary>A counterexample, shrunk, stored by value and replayable.</summary>
/// <param name="Path">Where it is stored, relative to the report's folder, with forward slashes.</param>
/// <param name="Token">
/// The replay token: claim id, at sign, spec. A case that the search found has none; its path stands in, which is found
/// from the report's folder.
/// </param>
/// <param name="FirstCase">The index of the first violating case: the claim fell after FirstCase + 1 cases.</param>
/// <param name="Finding">Where and how the shrunk case fails, in words.</param>
/// <param name="Measured">What was measured on the shrunk case.</param>
/// <param name="Bound">What it may not exceed.</param>
public sealed record WitnessRecord(
    string Path,
    string Token,
    int FirstCase,
    string Finding,
    double Measured,
    double Bound
)
{
    /// <summary>What the shrunk case is made of; null for proofs, and when it is too large to be read.</summary>
    public WitnessMaterial? Material { get; init; }

    /// <summary>For the picture: a case with two inputs, when the shrunk case has another number of them; else null.</summary>
    public PlaneWitness? InPlane { get; init; }

    /// <summary>For a case that the search found: the cases that it tried up to there, after all of the claim's own.</summary>
    public int? SearchSteps { get; init; }
}

/// <summary>A counterexample with two inputs, shrunk as far as it keeps them. Not stored: its token replays it.</summary>
/// <param name="Token">The replay token: claim id, at sign, spec.</param>
/// <param name="Finding">Where and how it fails, in words.</param>
/// <param name="Material">What it is made of.</param>
public sealed record PlaneWitness(string Token, string Finding, WitnessMaterial Material);

/// <summary>One exact proof step, as the report shows it.</summary>
/// <param name="Subject">What was proved or refused.</param>
/// <param name="Holds">Whether the proof went through.</param>
/// <param name="Transcript">The steps.</param>
public sealed record ProofRecord(string Subject, bool Holds, ImmutableArray<string> Transcript);

/// <summary>The result of one claim or control.</summary>
public sealed record ClaimRecord
{
    /// <summary>The id of theory.md, for a control followed by a slash and what it falsifies.</summary>
    public required string Id { get; init; }

    /// <summary>"claim" or "control".</summary>
    public required string Kind { get; init; }

    /// <summary>For a control the id of the claim whose false twin it is; else null.</summary>
    public string? TwinOf { get; init; }

    /// <summary>The statement in words and formulas (plain text).</summary>
    public required string Statement { get; init; }

    /// <summary>The place in the paper and in theory.md.</summary>
    public required string Source { get; init; }

    /// <summary>The hypotheses with their rejection counts.</summary>
    public ImmutableArray<HypothesisRecord> Hypotheses { get; init; } = [];

    /// <summary>The verdict that lets the audit pass: proved, held or refuted.</summary>
    public required string Expected { get; init; }

    /// <summary>proved, held, refuted, vacuous, undecided or errored.</summary>
    public required string Verdict { get; init; }

    /// <summary>One sentence on how the verdict came about, when that is not plain from the numbers; else null.</summary>
    public string? Remark { get; init; }

    /// <summary>Cases checked (proofs attempted).</summary>
    public required int Cases { get; init; }

    /// <summary>Cases that met every hypothesis.</summary>
    public required int Applicable { get; init; }

    /// <summary>The least number of applicable cases below which the claim is vacuous.</summary>
    public required int MinimumApplicable { get; init; }

    /// <summary>Applicable cases that violate the claim.</summary>
    public required int Violations { get; init; }

    /// <summary>Cases that could not be decided.</summary>
    public required int Unresolved { get; init; }

    /// <summary>The largest measured / bound over the applicable cases; null when nothing was measured.</summary>
    public double? Tightness { get; init; }

    /// <summary>
    /// The one-sided 95 % Clopper-Pearson upper bound on the violation rate over the applicable cases, of which those that
    /// could not be decided count as violations; null for proofs.
    /// </summary>
    public double? ViolationRateUpper95 { get; init; }

    /// <summary>Cases checked per second of wall time.</summary>
    public required double CasesPerSecond { get; init; }

    /// <summary>The counterexample, or null.</summary>
    public WitnessRecord? Witness { get; init; }

    /// <summary>The adversarial search; null when it did not run on this claim.</summary>
    public SearchRecord? Search { get; init; }

    /// <summary>Figures of the claim's own; empty for most.</summary>
    public ImmutableArray<ChartRecord> Charts { get; init; } = [];

    /// <summary>The proofs, for claims that are proved.</summary>
    public ImmutableArray<ProofRecord> Proofs { get; init; } = [];

    /// <summary>How the generated cases are distributed: for each property, the count of each value.</summary>
    public ImmutableArray<DistributionRecord> Distribution { get; init; } = [];

    /// <summary>The measured / bound of every applicable case, for the plot; empty for proofs.</summary>
    public ImmutableArray<double> Tightnesses { get; init; } = [];

    /// <summary>A token that replays the tightest applicable case (or the first proof), or null.</summary>
    public string? ReplayToken { get; init; }

    /// <summary>Whether the verdict is the expected one.</summary>
    public bool AsExpected => Verdict == Expected;
}

/// <summary>The values that one property of the generated cases took, with their counts.</summary>
/// <param name="Property">The property, such as "depth".</param>
/// <param name="Counts">Value and count, in a stable order.</param>
public sealed record DistributionRecord(string Property, ImmutableArray<KeyValuePair<string, int>> Counts);
