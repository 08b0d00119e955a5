// The interpolated string that escapes what it is given. Its allowed holes are its whole interface.

using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Verify.Audit.Reports.Html;

/// <summary>
/// Holes may be text (escaped, forbidden characters made visible), whole numbers (plain digits) and
/// <see cref="Markup"/> (as it is). A double is deliberately not among them: how it is rounded must be said.
/// </summary>
[InterpolatedStringHandler]
public readonly ref struct MarkupInterpolation
{
    private readonly StringBuilder target;

    /// <summary>Starts a markup of its own.</summary>
    public MarkupInterpolation(int literalLength, int formattedCount) =>
        target = new StringBuilder(literalLength + 16 * formattedCount);

    /// <summary>Appends to a builder, which must not be null.</summary>
    public MarkupInterpolation(int literalLength, int formattedCount, MarkupBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        target = builder.Target;
        target.EnsureCapacity(target.Length + literalLength + 16 * formattedCount);
    }

    /// <summary>A literal part. A CRLF from a source file checked out so becomes LF.</summary>
    public void AppendLiteral(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        target.Append(value.Replace("\r\n", "\n", StringComparison.Ordinal));
    }

    /// <summary>Text, escaped for elements and for quoted attributes; null as nothing.</summary>
    public void AppendFormatted(string? value)
    {
        foreach (char c in LegalText.Of(value ?? ""))
        {
            switch (c)
            {
                case '&':
                    target.Append("&amp;");
                    break;
                case '<':
                    target.Append("&lt;");
                    break;
                case '>':
                    target.Append("&gt;");
                    break;
                case '"':
                    target.Append("&quot;");
                    break;
                case '\'':
                    target.Append("&#39;");
                    break;
                // Unescaped, a parser would turn it into a line feed.
                case '\r':
                    target.Append("&#13;");
                    break;
                default:
                    target.Append(c);
                    break;
            }
        }
    }

    /// <summary>A whole number without separators.</summary>
    public void AppendFormatted(int value) => target.Append(value.ToString(CultureInfo.InvariantCulture));

    /// <summary>A seed without separators.</summary>
    public void AppendFormatted(ulong value) => target.Append(value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Markup as it is.</summary>
    public void AppendFormatted(Markup value) => target.Append(value.ToString());

    /// <summary>What was gathered.</summary>
    public override string ToString() => target.ToString();
}
