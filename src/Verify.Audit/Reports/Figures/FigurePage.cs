// figures.html: all figures of a sweep on one page that needs no other file.

using System.Collections.Immutable;
using System.Security.Cryptography;
using Verify.Audit.Figures;
using Verify.Audit.Reports.Html;
using Verify.Audit.Reports.Plots;

namespace Verify.Audit.Reports.Figures;

/// <summary>The page of a sweep's figures.</summary>
internal static class FigurePage
{
    /// <summary>The file's name.</summary>
    internal const string FileName = "figures.html";

    private static readonly string s_sheet =
        Styles.Sheet
        + FigureStyles.Text
        + "\nbody { max-width: 72rem; }\nfigure { margin: 0 0 2.5rem; }\n.judgements td.number { padding-left: 0.9rem; }\n.judgements tbody th { white-space: nowrap; }\nfigcaption { margin-top: 0.4rem; }\n.groups { columns: 2; }\n@media print { figure { break-inside: avoid; } }\n";

    /// <summary>The page as text: LF line ends, the same for the same sweep in every culture.</summary>
    internal static string Render(SweepFigures figures, ImmutableArray<FigureSet> sets)
    {
        string headline = $"Figures of {Numbers.Count(figures.Runs.Completed, "run")}";
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
            <title>{headline}</title>
            <style>{new Markup(s_sheet)}</style>
            </head>
            <body>
            <header>
            <p class="kicker">Sweep of {Numbers.Count(figures.Plan.Count, "run")}</p>
            <h1>{headline}</h1>
            <pre class="command">{string.Join(' ', (string[])["verify sweep", .. figures.Plan.Words()])}</pre>
            """
        );
        foreach (string sentence in Notices(figures))
        {
            html.Add($"""<p class="notice">{sentence}</p>""");
        }

        html.Add($"</header>\n<main>");
        Contents(html, sets);
        html.Add(JudgementTable.Of(figures.Judgements));
        for (int i = 0; i < sets.Length; i++)
        {
            Section(html, sets[i], $"set{Numbers.Count(i + 1)}");
        }

        html.Add(
            $"""
            </main>
            <footer>
            <p class="caption">verify {ToolVersion.Current}. The same results give the same figures, to the last byte. Each figure is a file of its own beside this page, and so is each table: {Tables()}. Teachers, students and layers are counted from 1.</p>
            </footer>
            </body>
            </html>
            """
        );
        return html.Build() + "\n";
    }

    private static IEnumerable<string> Notices(SweepFigures figures)
    {
        if (figures.Shard is { } shard)
        {
            yield return $"These are the runs of shard {shard} of the sweep alone.";
        }

        foreach (string sentence in figures.Lacking)
        {
            yield return sentence;
        }

        int groups = figures.Layout.Groups.Length;
        if (groups > FigureSet.MostGroups)
        {
            yield return $"The sweep has {Numbers.Count(groups)} combinations of other keys than multi, teacher_strength_decay and seed; the first {Numbers.Count(FigureSet.MostGroups)} are drawn, and the tables have all.";
        }
    }

    private static Markup Tables()
    {
        MarkupBuilder links = new();
        string[] names =
        [
            RunJudgements.TableName,
            FigureTables.StudentsName,
            .. FigureTables.All.Select(table => table.FileName),
        ];
        for (int i = 0; i < names.Length; i++)
        {
            links.Add($"""<a href="{names[i]}">{names[i]}</a>{(i + 1 < names.Length ? "," : "")}""");
        }

        return links.Build();
    }

    private static void Contents(MarkupBuilder html, ImmutableArray<FigureSet> sets)
    {
        if (sets.Length == 1)
        {
            return;
        }

        html.Add($"""<nav aria-label="Configurations"><ul class="groups">""");
        for (int i = 0; i < sets.Length; i++)
        {
            html.Add($"""<li><a href="#set{i + 1}">{sets[i].Title}</a></li>""");
        }

        html.Add($"</ul></nav>");
    }

    private static void Section(MarkupBuilder html, FigureSet set, string id)
    {
        html.Add($"""<section id="{id}">""");
        if (set.Title.Length > 0)
        {
            html.Add($"<h2>{set.Title}</h2>");
        }

        if (set.Figures.IsEmpty)
        {
            html.Add($"<p>No run has completed.</p>");
        }

        foreach (PaperFigure figure in set.Figures)
        {
            html.Add(
                $"""
                <figure>
                <h3>{figure.Heading}</h3>
                {figure.Drawing.Embedded()}
                <figcaption><p class="caption">{figure.Caption} <a href="{figure.FileName}">{figure.FileName}</a>, <a href="{figure.TableName}">{figure.TableName}</a></p></figcaption>
                </figure>
                """
            );
        }

        html.Add($"</section>");
    }
}
