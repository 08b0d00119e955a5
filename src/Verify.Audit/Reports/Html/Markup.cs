// Text that is already HTML or SVG, told apart by its type from text that is not.

namespace Verify.Audit.Reports.Html;

/// <summary>Finished markup. It is made by interpolation only, where every hole that is not markup is escaped.</summary>
public readonly struct Markup
{
    private readonly string? text;

    internal Markup(string text) => this.text = text;

    /// <summary>Nothing.</summary>
    public static Markup Empty => default;

    /// <summary>The markup of an interpolated string: its literal parts as they are, its holes escaped.</summary>
    public static Markup Of(MarkupInterpolation markup) => new(markup.ToString());

    /// <summary>The markup as text.</summary>
    public override string ToString() => text ?? "";
}
