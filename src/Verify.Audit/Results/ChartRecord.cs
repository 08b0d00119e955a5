// Figures that a claim has beside its verdict, as data. How they look is Reports/'s business.

using System.Collections.Immutable;
using Verify.Claims;

namespace Verify.Audit.Results;

/// <summary>A point of a figure; both numbers positive and finite.</summary>
public readonly record struct ChartPoint(double X, double Y);

/// <summary>A curve, straight between its points on logarithmic axes.</summary>
/// <param name="Name">What it is.</param>
/// <param name="IsFit">A fit of the panel's points; else what a theorem says.</param>
/// <param name="Points">From left to right.</param>
public sealed record ChartLineRecord(string Name, bool IsFit, ImmutableArray<ChartPoint> Points);

/// <summary>One pair of logarithmic axes.</summary>
public sealed record ChartPanelRecord(
    string Title,
    string XLabel,
    string YLabel,
    ImmutableArray<ChartPoint> Dots,
    ImmutableArray<ChartLineRecord> Lines
);

/// <summary>Panels under one title, with what they show in words.</summary>
public sealed record ChartRecord(string Title, string Caption, ImmutableArray<ChartPanelRecord> Panels)
{
    /// <summary>The chart of a claim.</summary>
    public static ChartRecord Of(Chart chart)
    {
        ArgumentNullException.ThrowIfNull(chart);
        return new(
            chart.Title,
            chart.Caption,
            [
                .. chart.Panels.Select(panel => new ChartPanelRecord(
                    panel.Title,
                    panel.XLabel,
                    panel.YLabel,
                    Points(panel.Dots),
                    [
                        .. panel.Lines.Select(line => new ChartLineRecord(
                            line.Name,
                            line.IsFit,
                            Points(line.Points)
                        )),
                    ]
                )),
            ]
        );
    }

    private static ImmutableArray<ChartPoint> Points(IEnumerable<Tuple<double, double>> points) =>
        [.. points.Select(point => new ChartPoint(point.Item1, point.Item2))];
}
