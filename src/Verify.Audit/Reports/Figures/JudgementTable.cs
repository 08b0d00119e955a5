// "What the runs say": the claims about training, judged on the sweep's own runs.

using System.Collections.Immutable;
using Verify.Audit.Figures;
using Verify.Audit.Reports.Html;
using Verify.Claims.Training;

namespace Verify.Audit.Reports.Figures;

/// <summary>A section of the page.</summary>
internal static class JudgementTable
{
    /// <summary>The section, one row a claim.</summary>
    internal static Markup Of(ImmutableArray<Judgement> judgements)
    {
        MarkupBuilder html = new();
        html.Add(
            $"""
            <section id="claims">
            <h2>What the runs say</h2>
            <p class="caption">The statistical claims about training, each tested on those of the completed runs that it speaks of. An interval is exact for any distribution; the least size that counts was fixed beforehand. Rows are not corrected for each other.</p>
            <table class="shares judgements"><thead><tr><th scope="col">Claim</th><th scope="col">Verdict</th><th scope="col" class="number">Estimate</th><th scope="col" class="number">Interval</th><th scope="col" class="number">Runs</th><th scope="col">In words</th></tr></thead><tbody>
            """
        );
        foreach (Judgement one in judgements)
        {
            string interval =
                double.IsNaN(one.Estimate) || double.IsNaN(one.Low) || double.IsNaN(one.High)
                    ? Numbers.Missing
                    : $"{Number(one.Low)} to {Number(one.High)}";
            html.Add(
                $"""<tr><th scope="row">{one.Claim}</th><td><span class="badge {Tone(one)}">{RunJudgements.NameOf(one)}</span></td><td class="number">{Number(one.Estimate)}</td><td class="number">{interval}</td><td class="number">{Numbers.Count(one.Runs)}</td><td>{one.Statement} <span class="meaning">{one.Sentence}</span></td></tr>"""
            );
        }

        html.Add(
            $"""</tbody></table><p class="caption"><a href="{RunJudgements.TableName}">{RunJudgements.TableName}</a></p></section>"""
        );
        return html.Build();
    }

    private static string Number(double value) =>
        double.IsFinite(value) ? Numbers.About(value) : Numbers.Missing;

    private static string Tone(Judgement one) =>
        one.Verdict.IsHeld ? "expected"
        : one.Verdict.IsRefuted ? "wrong"
        : "open";
}
