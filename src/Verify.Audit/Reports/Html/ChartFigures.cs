// The figures that a claim has of its own. Nothing for most claims.

using Verify.Audit.Reports.Plots;
using Verify.Audit.Results;

namespace Verify.Audit.Reports.Html;

internal static class ChartFigures
{
    internal static Markup Of(ClaimRecord claim, string anchor)
    {
        MarkupBuilder html = new();
        for (int i = 0; i < claim.Charts.Length; i++)
        {
            ChartRecord chart = claim.Charts[i];
            html.Add(
                $"""<figure><figcaption><h3>{chart.Title}</h3><p class="caption">{chart.Caption}</p></figcaption><div class="panels">"""
            );
            for (int j = 0; j < chart.Panels.Length; j++)
            {
                html.Add(
                    $"""<div><h4>{chart.Panels[j].Title}</h4>{PowerPlot.Of(chart.Panels[j], $"{anchor}_chart{i}-{j}")}</div>"""
                );
            }

            html.Add($"</div></figure>");
        }

        return html.Build();
    }
}
