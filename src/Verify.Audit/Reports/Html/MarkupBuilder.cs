// Gathers a page piece by piece. See MarkupInterpolation for what is escaped.

using System.Runtime.CompilerServices;
using System.Text;

namespace Verify.Audit.Reports.Html;

/// <summary>A growing piece of markup.</summary>
public sealed class MarkupBuilder
{
    internal StringBuilder Target { get; } = new();

    /// <summary>Appends a line of markup, its holes escaped.</summary>
    public MarkupBuilder Add([InterpolatedStringHandlerArgument("")] MarkupInterpolation markup)
    {
        // The handler has written to Target already; it is a parameter so that the compiler makes one.
        _ = markup;
        Target.Append('\n');
        return this;
    }

    /// <summary>Appends markup that was built elsewhere; an empty one leaves no line.</summary>
    public MarkupBuilder Add(Markup markup)
    {
        string text = markup.ToString();
        if (text.Length > 0)
        {
            Target.Append(text).Append('\n');
        }

        return this;
    }

    /// <summary>The gathered markup without its last line end.</summary>
    public Markup Build()
    {
        int length = Target.Length > 0 && Target[^1] == '\n' ? Target.Length - 1 : Target.Length;
        return new Markup(Target.ToString(0, length));
    }
}
