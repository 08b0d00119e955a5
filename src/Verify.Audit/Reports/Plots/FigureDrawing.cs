// A finished figure: an element of a page, or a file of its own. Both look the same.

using Verify.Audit.Reports.Html;

namespace Verify.Audit.Reports.Plots;

/// <summary>A drawing with its words.</summary>
/// <param name="Id">Unlike that of any other figure of a page: letters, digits, dots and dashes.</param>
/// <param name="Title">For screen readers.</param>
/// <param name="Description">What it shows, in a sentence.</param>
/// <param name="Width">In units, which are pixels at full size.</param>
/// <param name="Height">In units.</param>
/// <param name="Body">What is drawn.</param>
internal sealed record FigureDrawing(
    string Id,
    string Title,
    string Description,
    double Width,
    double Height,
    Markup Body
)
{
    /// <summary>An element of a page that has the sheet of <see cref="FigureStyles"/>.</summary>
    internal Markup Embedded() => Draw(Markup.Empty, Markup.Empty);

    /// <summary>A file of its own.</summary>
    internal string File() =>
        Draw(
            Markup.Of($"""xmlns="http://www.w3.org/2000/svg" """),
            Markup.Of($"<style>\n{new Markup(FigureStyles.Text)}\n</style>\n")
        ) + "\n";

    private Markup Draw(Markup space, Markup style)
    {
        string width = Svg.At(Width);
        string height = Svg.At(Height);
        return Markup.Of(
            $"""
            <svg {space}class="figure" id="{Id}" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img" aria-labelledby="{Id}-title {Id}-desc">
            <title id="{Id}-title">{Title}</title>
            <desc id="{Id}-desc">{Description}</desc>
            {style}<rect class="ground" width="{width}" height="{height}"/>
            {Body}
            </svg>
            """
        );
    }
}
