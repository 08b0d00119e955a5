// The list of report formats. A new format is one file and one line here. Nothing is written to disk here.

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
}
