// A link to a file beside the report. It cannot leave the report's folder tree for another host or scheme.

namespace Verify.Audit.Reports.Html;

internal static class RelativeLink
{
    /// <summary>
    /// The path as a link, whose text is the path unless another is given. Every segment is percent-encoded and empty ones are dropped, so that
    /// neither "//host" nor "scheme:" can arise.
    /// </summary>
    internal static Markup To(string path, string? text = null)
    {
        IEnumerable<string> segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries)
            .Select(segment =>
                Uri.EscapeDataString(
                    ReportFormats.Encoding.GetString(ReportFormats.Encoding.GetBytes(segment))
                )
            );
        return Markup.Of($"""<a href="{string.Join('/', segments)}">{text ?? path}</a>""");
    }
}
