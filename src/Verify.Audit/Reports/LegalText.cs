// Which characters XML and HTML can carry, and what is written in place of the others. Not an escaper of markup.

using System.Globalization;
using System.Text;

namespace Verify.Audit.Reports;

/// <summary>
/// XML 1.0 has no way at all to write most control characters, lone surrogates, U+FFFE and U+FFFF. They are written as
/// a visible \uXXXX, so that a report stays valid and still shows that they were there.
/// </summary>
public static class LegalText
{
    /// <summary>The text with every character that XML 1.0 forbids written as \uXXXX (four upper-case hex digits).</summary>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int first = FirstIllegal(text);
        if (first < 0)
        {
            return text;
        }

        StringBuilder legal = new(text, 0, first, text.Length + 16);
        for (int i = first; i < text.Length; i++)
        {
            if (IsPair(text, i))
            {
                legal.Append(text, i, 2);
                i++;
            }
            else if (IsLegal(text[i]))
            {
                legal.Append(text[i]);
            }
            else
            {
                legal.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[i]:X4}");
            }
        }

        return legal.ToString();
    }

    private static int FirstIllegal(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (IsPair(text, i))
            {
                i++;
            }
            else if (!IsLegal(text[i]))
            {
                return i;
            }
        }

        return -1;
    }

    private static bool IsPair(string text, int at) =>
        at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]);

    // U+007F to U+009F are legal in XML but invisible, and HTML calls them errors.
    private static bool IsLegal(char c) =>
        c switch
        {
            '\t' or '\n' or '\r' => true,
            < ' ' or '\uFFFE' or '\uFFFF' => false,
            >= '\u007F' and <= '\u009F' => false,
            _ => !char.IsSurrogate(c),
        };
}
