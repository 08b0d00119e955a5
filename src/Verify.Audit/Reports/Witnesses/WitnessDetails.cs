// A small witness in full, folded: its picture when it has one or two inputs, its matrices, LaTeX, and a script that shows
// it; and the picture of one with two inputs when it has fewer itself. Of one with a larger dataset in the plane, the picture
// alone.

using Verify.Audit.Reports.Html;
using Verify.Audit.Results;

namespace Verify.Audit.Reports.Witnesses;

internal static class WitnessDetails
{
    /// <summary>Nothing when the witness was too large to be carried, or is a proof's.</summary>
    internal static Markup Of(string claim, WitnessRecord witness)
    {
        if (witness.Material is not { } material)
        {
            return Markup.Empty;
        }

        MarkupBuilder html = new();
        if (!material.IsPrintable)
        {
            if (WitnessPicture.Of(material) is not { } alone)
            {
                return Markup.Empty;
            }

            html.Add($"""<details class="material"><summary>The counterexample in a picture</summary>""");
            html.Add(alone);
            html.Add($"</details>");
            return html.Build();
        }

        html.Add($"""<details class="material"><summary>The counterexample in full</summary>""");
        html.Add(WitnessPicture.Of(material) ?? Markup.Empty);
        if (witness.InPlane is { } plane && WitnessPicture.Of(plane.Material) is { } picture)
        {
            html.Add(
                $"""<p class="caption">A larger one, with two inputs: {plane.Finding}. Replay it with</p>"""
            );
            html.Add($"{Replay.Command(ReplayCommand.Installed(plane.Token))}");
            html.Add(picture);
            html.Add($"""<p class="caption">The smallest one, number by number.</p>""");
        }

        html.Add(WitnessMatrices.Of(material));
        html.Add($"""<p class="caption">The same as LaTeX.</p>""");
        html.Add($"<pre><code>{WitnessLatex.Of(material)}</code></pre>");
        if (WitnessPyTorch.Of(claim, witness) is { } script)
        {
            html.Add(
                $"""<p class="caption">The same shown independently, with PyTorch and its own gradients.</p>"""
            );
            html.Add($"<pre><code>{script}</code></pre>");
        }

        html.Add($"</details>");
        return html.Build();
    }
}
