// report.html: the page that an audit is shown with. Its parts are in Html/, its figures in Plots/.

using Verify.Audit.Reports.Html;
using Verify.Audit.Results;

namespace Verify.Audit.Reports;

/// <summary>
/// One self-contained file: no script, no network, no font or image from elsewhere, and a content security policy that
/// says so. It is well-formed XML too, follows the reader's light or dark setting, and can be printed.
/// </summary>
public static class HtmlReport
{
    /// <summary>The file's name.</summary>
    public const string FileName = "report.html";

    /// <summary>The file's text.</summary>
    public static string Render(AuditRecord audit)
    {
        ArgumentNullException.ThrowIfNull(audit);
        return Page.Of(audit).ToString() + "\n";
    }
}
