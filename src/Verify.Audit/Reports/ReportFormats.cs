// The list of report formats. A new format is one file and one line here.

using System.Collections.Immutable;
using System.Text;
using Verify.Audit.Results;

namespace Verify.Audit.Reports;

/// <summary>A file that an audit leaves behind.</summary>
/// <param name="FileName">Its name in the report's folder.</param>
/// <param name="Render">
/// The file's text: LF line ends, a last line end, the same for the same record in every culture and time zone.
/// </param>
public sealed record ReportFormat(string FileName, Func<AuditRecord, string> Render);

/// <summary>Every format that is made from a whole audit. results.jsonl is not: see <see cref="JsonLines"/>.</summary>
public static class ReportFormats
{
    /// <summary>UTF-8 without a byte order mark; a lone surrogate becomes U+FFFD.</summary>
    public static readonly Encoding Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    /// <summary>The formats in the order in which they are written.</summary>
    public static ImmutableArray<ReportFormat> All { get; } =
    [
        new(SummaryJsonReport.FileName, SummaryJsonReport.Render),
        new(JUnitReport.FileName, JUnitReport.Render),
        new(MarkdownReport.FileName, MarkdownReport.Render),
        new(HtmlReport.FileName, HtmlReport.Render),
    ];

    /// <summary>
    /// Writes every format into a folder, which is made when missing. Each file is written beside its place and then
    /// moved there, so that an interruption leaves the old file or the new one, never half of one.
    /// </summary>
    /// <exception cref="IOException">A file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder does not permit it.</exception>
    public static void WriteAll(AuditRecord audit, string folder)
    {
        ArgumentNullException.ThrowIfNull(audit);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        Directory.CreateDirectory(folder);
        foreach (ReportFormat format in All)
        {
            string path = Path.Combine(folder, format.FileName);
            string partial = path + ".partial";
            File.WriteAllText(partial, format.Render(audit), Encoding);
            File.Move(partial, path, overwrite: true);
        }
    }
}
