// Plain text made safe inside Markdown as GitHub renders it. Not a general Markdown writer.

using System.Text;

namespace Verify.Audit.Reports;

internal static class MarkdownText
{
    /// <summary>
    /// One line of text that shows as it is, also inside a table: marks of emphasis, links, HTML, mentions and cell
    /// ends are escaped, line ends become spaces.
    /// </summary>
    internal static string Line(string text)
    {
        StringBuilder line = new(text.Length + 16);
        foreach (char c in Joined(text))
        {
            switch (c)
            {
                case '&':
                    line.Append("&amp;");
                    break;
                case '<':
                    line.Append("&lt;");
                    break;
                case '>':
                    line.Append("&gt;");
                    break;
                // Not mentions and issue links: these have no backslash escape.
                case '@':
                    line.Append("&#64;");
                    break;
                case '#':
                    line.Append("&#35;");
                    break;
                case '\\' or '`' or '*' or '_' or '[' or ']' or '|' or '~' or '$':
                    line.Append('\\').Append(c);
                    break;
                default:
                    line.Append(c);
                    break;
            }
        }

        return line.ToString();
    }

    /// <summary>A code span of one line, fenced by more backticks than the text has in a row. Not for table cells.</summary>
    internal static string Code(string text)
    {
        string line = Joined(text);
        string fence = new('`', LongestRun(line) + 1);
        string pad = line.StartsWith('`') || line.EndsWith('`') ? " " : "";
        return fence + pad + line + pad + fence;
    }

    private static string Joined(string text) =>
        LegalText
            .Of(text)
            .Replace("\r\n", " ", StringComparison.Ordinal)
            .Replace('\n', ' ')
            .Replace('\r', ' ')
            .Replace('\t', ' ');

    private static int LongestRun(string line)
    {
        int longest = 0;
        int run = 0;
        foreach (char c in line)
        {
            run = c == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}
