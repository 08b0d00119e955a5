// The list of figures: which ones a group of a sweep has, in the order of the page.

using System.Collections.Immutable;
using Verify.Audit.Figures;

namespace Verify.Audit.Reports.Figures;

/// <summary>The figures of a group.</summary>
/// <param name="Title">Its values; empty for the only one.</param>
/// <param name="Figures">Its figures; none where no run completed.</param>
internal sealed record FigureSet(string Title, ImmutableArray<PaperFigure> Figures)
{
    /// <summary>Groups that are drawn: a page with more is no page.</summary>
    internal const int MostGroups = 24;

    /// <summary>Draws the first groups of a sweep.</summary>
    internal static ImmutableArray<FigureSet> Of(SweepFigures figures) =>
        [
            .. Enumerable
                .Range(0, Math.Min(figures.Layout.Groups.Length, MostGroups))
                .Select(group => new FigureSet(
                    figures.Layout.Groups[group].Title,
                    figures.LayersOf(group) == 0 ? [] : [.. Draw(new FigureFrame(figures, group))]
                )),
        ];

    private static IEnumerable<PaperFigure> Draw(FigureFrame frame)
    {
        for (int layer = 1; layer <= frame.Layers; layer++)
        {
            yield return LShapeFigure.Of(frame, layer);
        }

        for (int layer = 1; layer <= frame.Layers; layer++)
        {
            yield return SuccessFigure.Of(frame, layer);
        }

        yield return ConvergenceFigure.Of(frame);
        for (int layer = 1; layer <= frame.Layers; layer++)
        {
            yield return CoverageFigures.LinesOf(frame, layer);
            yield return CoverageFigures.MapOf(frame, layer);
        }

        if (GradientFigure.Of(frame) is { } gradient)
        {
            yield return gradient;
        }
    }
}
