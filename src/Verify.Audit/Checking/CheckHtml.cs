// check.html: the same result as a page. One self-contained file like report.html, with its style and its policy.

using System.Security.Cryptography;
using Verify.Audit.Reports;
using Verify.Audit.Reports.Html;

namespace Verify.Audit.Checking;

/// <summary>The page of a check: no script, no request, nothing from elsewhere.</summary>
public static class CheckHtml
{
    /// <summary>The file's name.</summary>
    public const string FileName = "check.html";

    /// <summary>The file's text.</summary>
    public static string Render(CheckRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        string headline = CheckSentences.Headline(record);
        string styleHash = Convert.ToBase64String(
            SHA256.HashData(ReportFormats.Encoding.GetBytes(Styles.Sheet))
        );
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
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-{styleHash}'; base-uri 'none'; form-action 'none'"/>
            <title>Check: {headline}</title>
            <style>{new Markup(Styles.Sheet)}</style>
            </head>
            <body>
            <header>
            <p class="kicker">{Subject(record)}</p>
            <h1>{headline}</h1>
            </header>
            <main>
            """
        );
        html.Add($"<section>");
        foreach (string note in CheckSentences.Notes(record))
        {
            html.Add($"<p>{note}</p>");
        }

        html.Add($"</section>");
        html.Add(Figures(record));
        html.Add(Teachers(record));
        html.Add(Conditions(record));
        html.Add(
            $"""
            </main>
            <footer><p class="caption">Bounds are rounded up; every number, with the worst bands and the bounds of each node, is in {CheckJson.FileName}.</p></footer>
            </body>
            </html>
            """
        );
        return html.Build() + "\n";
    }

    private static string Subject(CheckRecord record) =>
        record.StudentPath is null
            ? $"{record.DataPath} for {record.TeacherPath}"
            : $"{record.StudentPath} against {record.TeacherPath} on {record.DataPath}";

    private static Markup Figures(CheckRecord record)
    {
        Markup sines = SineFigure.Of(record);
        Markup gradients = GradientFigure.Of(record);
        if (sines.ToString().Length + gradients.ToString().Length == 0)
        {
            return Markup.Empty;
        }

        MarkupBuilder html = new();
        html.Add($"""<section><div class="columns">""");
        if (sines.ToString().Length > 0)
        {
            html.Add(
                $"""
                <figure><figcaption><h3>Certified against measured</h3><p class="caption">The bar ends at the bound that the gradients force; the point is the angle of the weights themselves.</p></figcaption>
                {sines}</figure>
                """
            );
        }

        if (gradients.ToString().Length > 0)
        {
            html.Add(
                $"""
                <figure><figcaption><h3>Gradients against the threshold</h3><p class="caption">Pairs of a sample in a band and a student that is active there. Left of the line the gradient is too small for the kink to be alone.</p></figcaption>
                {gradients}</figure>
                """
            );
        }

        html.Add($"</div></section>");
        return html.Build();
    }

    private static Markup Teachers(CheckRecord record)
    {
        MarkupBuilder html = new();
        html.Add(
            $"""
            <section aria-labelledby="teachers"><h2 id="teachers">Teachers</h2>
            <table class="shares"><thead><tr><th scope="col">Teacher</th><th scope="col" class="number">In band</th><th scope="col">What can be said</th></tr></thead><tbody>
            """
        );
        foreach (TeacherRecord teacher in record.Teachers)
        {
            html.Add(
                $"""<tr><th scope="row">{teacher.Teacher}</th><td class="number">{Numbers.Count(teacher.InBand)}</td><td>{CheckSentences.Of(record, teacher)}</td></tr>"""
            );
        }

        html.Add($"</tbody></table></section>");
        return html.Build();
    }

    private static Markup Conditions(CheckRecord record)
    {
        MarkupBuilder html = new();
        html.Add(
            $"""
            <section aria-labelledby="conditions"><h2 id="conditions">The theorem's conditions</h2>
            <p class="caption">eta at the floor s + delta is what F.specialize uses; literally, for every half-width, eta is at least what the next column says. tau = N_j / (delta N); mu bounds the second moment of the band; kappa is the share of it that the best observer sees.</p>
            <table class="shares"><thead><tr><th scope="col">Teacher</th><th scope="col" class="number">tau</th><th scope="col" class="number">mu</th><th scope="col" class="number">eta</th><th scope="col" class="number">eta, literal</th><th scope="col" class="number">kappa</th><th scope="col" class="number">N asked for</th><th scope="col">F.specialize</th></tr></thead><tbody>
            """
        );
        foreach (TeacherRecord teacher in record.Teachers)
        {
            string theorem =
                teacher.Specialize is null ? Numbers.Missing
                : teacher.SpecializeFails is { } fails ? fails
                : $"applies: sine {Numbers.AtMost(teacher.Specialize.SineAtMost)}, offset {Numbers.AtMost(teacher.Specialize.OffsetAtMost)}";
            html.Add(
                $"""<tr><th scope="row">{teacher.Teacher}</th><td class="number">{Numbers.About(teacher.Tau)}</td><td class="number">{Numbers.AtMost(teacher.Mu)}</td><td class="number">{CheckSentences.Ends(teacher.Eta)}</td><td class="number">{CheckSentences.Least(teacher.LiteralEta ?? teacher.Eta)}</td><td class="number">{Numbers.About(teacher.Kappa)}</td><td class="number">{Numbers.AtMost(teacher.Specialize?.DatasetNeeded)}</td><td>{theorem}</td></tr>"""
            );
        }

        html.Add($"</tbody></table></section>");
        return html.Build();
    }
}
