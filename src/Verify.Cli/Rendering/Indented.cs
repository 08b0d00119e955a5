// Wraps running text at a width. Not for tables.

namespace Verify.Cli.Rendering;

/// <summary>Indented paragraphs.</summary>
internal static class Indented
{
    /// <summary>The text in lines of at most <paramref name="width"/> columns, each indented; long words stay whole.</summary>
    internal static string Text(string text, int indent, int width)
    {
        string margin = new(' ', indent);
        List<string> lines = [];
        string line = margin;
        foreach (string word in text.Split(' '))
        {
            bool empty = line.Length == indent;
            if (!empty && line.Length + 1 + word.Length > width)
            {
                lines.Add(line);
                line = margin + "  " + word;
            }
            else
            {
                line += empty ? word : " " + word;
            }
        }

        lines.Add(line);
        return string.Join('\n', lines);
    }
}
