// run.html: a run on one page, its two pictures, its last epoch and its settings. One file that needs no other.

using System.Security.Cryptography;
using Verify.Audit.Reports.Html;
using Verify.Audit.Reports.Plots;
using Verify.Audit.Sweeping;

namespace Verify.Audit.Reports.Training;

/// <summary>The page of a run.</summary>
public static class RunPage
{
    private static readonly string s_sheet =
        Styles.Sheet
        + LineStyles.Sheet.Replace("\r\n", "\n", StringComparison.Ordinal)
        + "\n.run { width: auto; }\n.run td.number { width: auto; }\n.run th, .run td { padding-right: 2rem; }\n";

    /// <summary>The page as text: LF line ends, the same for the same run in every culture.</summary>
    /// <param name="settings">What the run was configured by.</param>
    /// <param name="record">How it ended.</param>
    /// <param name="curves">Its series; null when it has none, since it failed or diverged in its first epoch.</param>
    public static string Render(RunSettings settings, RunSummary record, RunCurves? curves)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(record);
        string headline =
            $"{Capital(RunSummary.NameOf(record.Status))} after {Numbers.Count(record.Epochs, "epoch")}";
        // The policy allows this very style sheet and nothing else: no script, no request, no form.
        string hash = Convert.ToBase64String(SHA256.HashData(ReportFormats.Encoding.GetBytes(s_sheet)));
        MarkupBuilder html = new();
        html.Add(
            $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <meta name="color-scheme" content="light dark"/>
            <meta name="referrer" content="no-referrer"/>
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'"/>
            <title>Training run: {headline}</title>
            <style>{new Markup(s_sheet)}</style>
            </head>
            <body>
            <header>
            <p class="kicker">Training run {settings.Hash()}</p>
            <h1>{headline}</h1>
            """
        );
        if (record.Reason is { } reason)
        {
            html.Add($"""<p class="notice">{reason}</p>""");
        }

        html.Add($"</header>\n<main>");
        if (curves is not null)
        {
            Figure(html, "Loss", RunFigure.Loss(curves));
            Figure(html, "Teachers covered", RunFigure.Coverage(curves));
        }

        LastEpoch(html, record);
        Settings(html, settings);
        html.Add(
            $"""
            </main>
            <footer>
            <p class="caption">verify {ToolVersion.Current}. The same settings give the same run, to the last bit.</p>
            </footer>
            </body>
            </html>
            """
        );
        return html.Build() + "\n";
    }

    private static void Figure(MarkupBuilder html, string title, RunFigure figure) =>
        html.Add($"<section>\n<h2>{title}</h2>\n<figure>\n{figure.Embedded()}\n</figure>\n</section>");

    private static void LastEpoch(MarkupBuilder html, RunSummary record)
    {
        if (record.LastEpoch.IsEmpty)
        {
            return;
        }

        html.Add($"""<section><h2>Last epoch</h2><table class="shares run"><tbody>""");
        foreach ((string name, double? value) in record.LastEpoch)
        {
            string shown = value is { } number ? Numbers.About(number, 4) : "not finite";
            html.Add($"""<tr><th>{name}</th><td class="number">{shown}</td></tr>""");
        }

        html.Add($"</tbody></table></section>");
    }

    private static void Settings(MarkupBuilder html, RunSettings settings)
    {
        html.Add(
            $"""<section><h2>Settings</h2><table class="shares run"><thead><tr><th>key</th><th>value</th><th>what it sets</th></tr></thead><tbody>"""
        );
        foreach ((SettingKey key, string value) in settings.Table.Keys.Zip(settings.Values))
        {
            Markup shown =
                value == key.Default ? Markup.Of($"{value}") : Markup.Of($"<strong>{value}</strong>");
            html.Add($"<tr><th>{key.Name}</th><td>{shown}</td><td>{key.Description}</td></tr>");
        }

        html.Add($"</tbody></table>\n<p class=\"caption\">Bold: not the default.</p></section>");
    }

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];
}
