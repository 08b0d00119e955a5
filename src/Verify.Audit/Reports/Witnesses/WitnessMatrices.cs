// The matrices of a witness as aligned tables of the page.

using Verify.Audit.Reports.Html;
using Verify.Audit.Results;

namespace Verify.Audit.Reports.Witnesses;

internal static class WitnessMatrices
{
    internal static Markup Of(WitnessMaterial material)
    {
        MarkupBuilder html = new();
        foreach (WitnessNetwork network in material.Networks)
        {
            html.Add(
                $"""<p class="caption">{network.Name}: widths {Widths(network)}, leak {network.Leak}; below the line the bias</p>"""
            );
            html.Add($"""<div class="matrices">""");
            foreach (WitnessMatrix weights in network.Weights)
            {
                html.Add(Table(weights, biased: true));
            }

            html.Add($"</div>");
        }

        if (!material.Tables.IsEmpty)
        {
            html.Add($"""<div class="matrices">""");
            foreach (WitnessMatrix table in material.Tables)
            {
                html.Add(Table(table, biased: false));
            }

            html.Add($"</div>");
        }

        return html.Build();
    }

    private static Markup Table(WitnessMatrix matrix, bool biased)
    {
        MarkupBuilder html = new();
        html.Add(
            $"""<table class="matrix"><caption>{matrix.Name} ({matrix.Rows} × {matrix.Columns})</caption><tbody>"""
        );
        for (int row = 0; row < matrix.Rows; row++)
        {
            Markup bias = biased && row + 1 == matrix.Rows ? Markup.Of($" class=\"bias\"") : Markup.Empty;
            MarkupBuilder cells = new();
            foreach (string entry in matrix.Row(row))
            {
                cells.Add(Cell(entry));
            }

            html.Add($"<tr{bias}>{cells.Build()}</tr>");
        }

        html.Add($"</tbody></table>");
        return html.Build();
    }

    private static Markup Cell(string entry) =>
        WitnessNumbers.IsHexadecimal(entry)
            ? Markup.Of(
                $"""<td>{entry}<span class="meaning">≈ {Numbers.About(WitnessNumbers.Parse(entry), 4)}</span></td>"""
            )
            : Markup.Of($"<td>{entry.Replace('-', '−')}</td>");

    private static string Widths(WitnessNetwork network) =>
        string.Join('-', network.Widths.Select(WitnessNumbers.Digits));
}
