// Whether a verdict is what the audit asked for, what it must not be, or left open. Not the verdict itself.

using Verify.Audit.Results;

namespace Verify.Audit.Reports;

/// <summary>How a report marks a verdict, beside its word: a shape and a colour.</summary>
public enum Tone
{
    /// <summary>The verdict is the expected one.</summary>
    Expected,

    /// <summary>A claim refuted, a false twin that stands, a check that failed.</summary>
    Wrong,

    /// <summary>Vacuous or undecided: nothing was established either way.</summary>
    Open,
}

/// <summary>The tone of a result and its mark in plain text.</summary>
public static class Tones
{
    /// <summary>The tone of one claim or control.</summary>
    public static Tone Of(ClaimRecord claim)
    {
        ArgumentNullException.ThrowIfNull(claim);
        return claim.AsExpected ? Tone.Expected
            : claim.Verdict is "vacuous" or "undecided" ? Tone.Open
            : Tone.Wrong;
    }

    /// <summary>✓, ✗ or ○: three shapes, so that a report without colour says the same.</summary>
    public static string Mark(Tone tone) =>
        tone switch
        {
            Tone.Expected => "✓",
            Tone.Wrong => "✗",
            _ => "○",
        };
}
