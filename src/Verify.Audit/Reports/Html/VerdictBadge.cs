// A verdict's word with its mark. Colour is never alone: each mark has a shape, each badge its word.

using Verify.Audit.Results;

namespace Verify.Audit.Reports.Html;

internal static class VerdictBadge
{
    internal static Markup Of(ClaimRecord claim)
    {
        Tone tone = Tones.Of(claim);
        return Markup.Of(
            $"""<span class="badge {Class(tone)}">{Mark(tone)} {claim.Verdict}<span class="unseen"> ({Words(tone)})</span></span>"""
        );
    }

    /// <summary>A disc with a tick, a square with a cross, or a broken ring.</summary>
    internal static Markup Mark(Tone tone)
    {
        Markup shape = tone switch
        {
            Tone.Expected => Markup.Of(
                $"""<circle cx="8" cy="8" r="8" fill="currentColor"/><path class="cut" d="M4.4 8.4l2.5 2.5 4.8-5.4"/>"""
            ),
            Tone.Wrong => Markup.Of(
                $"""<rect width="16" height="16" rx="2.5" fill="currentColor"/><path class="cut" d="M4.7 4.7l6.6 6.6M11.3 4.7l-6.6 6.6"/>"""
            ),
            _ => Markup.Of(
                $"""<circle cx="8" cy="8" r="6.7" fill="none" stroke="currentColor" stroke-width="2.2" stroke-dasharray="7.4 3.1"/>"""
            ),
        };
        return Markup.Of(
            $"""<svg class="mark {Class(tone)}" viewBox="0 0 16 16" aria-hidden="true">{shape}</svg>"""
        );
    }

    internal static string Words(Tone tone) =>
        tone switch
        {
            Tone.Expected => "as expected",
            Tone.Wrong => "not as expected",
            _ => "left open",
        };

    private static string Class(Tone tone) =>
        tone switch
        {
            Tone.Expected => "expected",
            Tone.Wrong => "wrong",
            _ => "open",
        };
}
