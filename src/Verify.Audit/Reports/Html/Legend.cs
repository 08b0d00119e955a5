// How to read a verdict. Fixed text.

namespace Verify.Audit.Reports.Html;

internal static class Legend
{
    internal static Markup Text { get; } =
        Markup.Of(
            $"""
            <section class="legend" aria-labelledby="legend">
            <h2 id="legend">How to read a verdict</h2>
            <dl>
            <div><dt>proved</dt><dd>Exact, for all that the statement covers: a proof, not a sample.</dd></div>
            <div><dt>held</dt><dd>No violation in n of n applicable cases. With 95&#160;% confidence the rate of violations among such cases is at most the rate shown (Clopper–Pearson).</dd></div>
            <div><dt>refuted</dt><dd>A counterexample was found, confirmed in exact arithmetic, shrunk and stored; it replays. A false twin is meant to end like this.</dd></div>
            <div><dt>vacuous</dt><dd>The hypotheses were met in too few cases for the claim to say anything.</dd></div>
            <div><dt>undecided</dt><dd>Rounding could flip the answer, or resources ended.</dd></div>
            <div><dt>errored</dt><dd>The check itself failed.</dd></div>
            </dl>
            <p>{VerdictBadge.Mark(Tone.Expected)} as expected, {VerdictBadge.Mark(
                Tone.Wrong
            )} not as expected, {VerdictBadge.Mark(
                Tone.Open
            )} left open. A <em>false twin</em> is the claim with one thing made wrong on purpose; the audit fails unless it is refuted, for otherwise the check could not have noticed. <em>Measured/bound</em> is how much of its bound a case used: up to 1 the case satisfies the claim. It and the rates are rounded up.</p>
            </section>
            """
        );
}
