// A thin bar that shows a share inside a table cell. The number stands beside it in words.

using Verify.Audit.Reports.Html;

namespace Verify.Audit.Reports.Plots;

/// <summary>A bar whose filled part is part / whole; it is decoration, so screen readers skip it.</summary>
public static class ShareBar
{
    /// <summary>The bar as an svg element that stretches to its box; empty for a whole of 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">part is negative or greater than whole.</exception>
    public static Markup Of(int part, int whole)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(part);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(part, whole);
        double filled = whole == 0 ? 0 : 100.0 * part / whole;
        return Markup.Of(
            $"""<svg class="share" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect class="rest" width="100" height="8"/><rect class="bar" width="{Svg.At(filled)}" height="8"/></svg>"""
        );
    }
}
