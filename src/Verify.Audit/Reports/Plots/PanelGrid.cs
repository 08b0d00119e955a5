// Panels in rows and columns under one title and legend, with axes that they share. What is inside a panel, its figure draws.

using System.Collections.Immutable;
using Verify.Audit.Reports.Html;

namespace Verify.Audit.Reports.Plots;

/// <summary>The words around the panels.</summary>
/// <param name="Id">The figure's id.</param>
/// <param name="Title">Above all; one line.</param>
/// <param name="Description">For screen readers.</param>
/// <param name="Columns">Above each column.</param>
/// <param name="Rows">Beside each row; empty texts leave no room.</param>
/// <param name="Legend">Below the title.</param>
internal sealed record PanelGridText(
    string Id,
    string Title,
    string Description,
    ImmutableArray<string> Columns,
    ImmutableArray<string> Rows,
    ImmutableArray<LegendEntry> Legend
);

/// <summary>Draws panels.</summary>
internal static class PanelGrid
{
    private const double Left = 62;
    private const double Gap = 12;
    private const double TitleHeight = 24;
    private const double HeadHeight = 18;
    private const double RowHeadWidth = 22;
    private const double Border = 12;
    private const double Bottom = 46;
    private const double TickLength = 3.5;
    private const double TitleLetter = 7.2; // the bold font's mean width at its size, rounded up

    /// <summary>The narrowest figure, for its title and legend.</summary>
    private const double LeastWidth = 500;

    /// <summary>The size of a panel of a figure with so many columns and rows, in units.</summary>
    internal static (double Width, double Height) SizeOf(int columns, int rows) =>
        columns switch
        {
            1 => (420, rows == 1 ? 270 : 150),
            2 => (250, rows == 1 ? 200 : 150),
            3 => (200, rows == 1 ? 165 : 140),
            4 => (165, rows == 1 ? 145 : 125),
            5 => (140, rows == 1 ? 130 : 112),
            _ => (124, rows == 1 ? 120 : 104),
        };

    /// <summary>Ticks that fit below a panel, by the letters of the longest label.</summary>
    internal static int TicksAcross(int columns, int letters) =>
        Math.Max(1, (int)(SizeOf(columns, 1).Width / (letters * 6.5 + 14)));

    /// <summary>Ticks that fit beside a panel.</summary>
    internal static int TicksDown(int columns, int rows) =>
        Math.Max(2, (int)(SizeOf(columns, rows).Height / 20));

    /// <summary>Draws a figure.</summary>
    /// <param name="text">Its words; it has a panel for every column and row.</param>
    /// <param name="x">The horizontal axis of all panels.</param>
    /// <param name="y">The vertical axis of all panels.</param>
    /// <param name="panel">The marks in a panel by row and column, between the scales; null where there is nothing.</param>
    internal static FigureDrawing Draw(
        PanelGridText text,
        PanelAxis x,
        PanelAxis y,
        Func<int, int, LinearScale, LinearScale, Markup?> panel
    )
    {
        (int columns, int rows) = (text.Columns.Length, text.Rows.Length);
        (double width, double height) = SizeOf(columns, rows);
        double across = columns * (width + Gap) - Gap;
        double right = text.Rows.Any(row => row.Length > 0) ? RowHeadWidth : Border;
        double title = TitleLetter * text.Title.Length;
        double whole = Math.Max(LeastWidth, Left + Math.Max(across + right, title + Border));
        ImmutableArray<ImmutableArray<LegendEntry>> legend = FigureLegend.Rows(
            text.Legend,
            whole - Left - Border
        );
        double heads = text.Columns.Any(column => column.Length > 0) ? HeadHeight : 4;
        double top = TitleHeight + legend.Length * FigureLegend.RowHeight + heads;
        double bottom = top + rows * (height + Gap) - Gap;

        MarkupBuilder svg = new();
        svg.Add($"""<text class="title" x="{Svg.At(Left)}" y="16">{text.Title}</text>""");
        FigureLegend.Draw(svg, legend, Left, TitleHeight + 8);
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                double left = Left + column * (width + Gap);
                double above = top + row * (height + Gap);
                PlotArea area = new(left, above, left + width, above + height);
                Panel(svg, text.Id, area, x, y, panel, (row, column), row == rows - 1, column == 0);
            }
        }

        for (int column = 0; column < columns; column++)
        {
            double middle = Left + column * (width + Gap) + width / 2;
            Text(svg, "head", middle, top - 6, text.Columns[column]);
        }

        for (int row = 0; row < rows; row++)
        {
            Turned(
                svg,
                "head",
                Left + across + 14,
                top + row * (height + Gap) + height / 2,
                90,
                text.Rows[row]
            );
        }

        Text(svg, "label", Left + across / 2, bottom + 36, x.Label);
        Turned(svg, "label", 14, (top + bottom) / 2, -90, y.Label);
        return new FigureDrawing(text.Id, text.Title, text.Description, whole, bottom + Bottom, svg.Build());
    }

    private static void Panel(
        MarkupBuilder svg,
        string id,
        PlotArea area,
        PanelAxis x,
        PanelAxis y,
        Func<int, int, LinearScale, LinearScale, Markup?> panel,
        (int Row, int Column) at,
        bool lowest,
        bool leftmost
    )
    {
        LinearScale across = new(x.From, x.To, area.Left, area.Right);
        LinearScale up = new(y.From, y.To, area.Bottom, area.Top);
        foreach (Tick tick in y.Ticks)
        {
            string place = Svg.At(up.Map(tick.Value));
            svg.Add($"""<path class="grid" d="M{Svg.At(area.Left)} {place}H{Svg.At(area.Right)}"/>""");
        }

        if (panel(at.Row, at.Column, across, up) is { } marks)
        {
            Cut(svg, area, $"{id}-panel{at.Row}-{at.Column}", x.Cuts || y.Cuts, marks);
        }
        else
        {
            Text(svg, "note", (area.Left + area.Right) / 2, (area.Top + area.Bottom) / 2, "no completed run");
        }

        svg.Add(
            $"""<rect class="frame" x="{Svg.At(area.Left)}" y="{Svg.At(area.Top)}" width="{Svg.At(area.Right - area.Left)}" height="{Svg.At(area.Bottom - area.Top)}"/>"""
        );
        foreach (Tick tick in x.Ticks)
        {
            double place = across.Map(tick.Value);
            svg.Add(
                $"""<path class="tick" d="M{Svg.At(place)} {Svg.At(area.Bottom)}v{Svg.At(TickLength)}"/>"""
            );
            if (lowest)
            {
                BottomLabel(svg, area, place, tick.Label);
            }
        }

        foreach (Tick tick in y.Ticks)
        {
            double place = up.Map(tick.Value);
            svg.Add(
                $"""<path class="tick" d="M{Svg.At(area.Left)} {Svg.At(place)}h-{Svg.At(TickLength)}"/>"""
            );
            if (leftmost)
            {
                svg.Add(
                    $"""<text x="{Svg.At(area.Left - 7)}" y="{Svg.At(place + 4)}" text-anchor="end">{tick.Label}</text>"""
                );
            }
        }
    }

    private static void Cut(MarkupBuilder svg, PlotArea area, string id, bool cuts, Markup marks)
    {
        if (!cuts)
        {
            svg.Add(marks);
            return;
        }

        svg.Add(
            $"""<clipPath id="{id}"><rect x="{Svg.At(area.Left)}" y="{Svg.At(area.Top)}" width="{Svg.At(area.Right - area.Left)}" height="{Svg.At(area.Bottom - area.Top)}"/></clipPath>"""
        );
        svg.Add($"""<g clip-path="url(#{id})">""");
        svg.Add(marks);
        svg.Add($"</g>");
    }

    /// <summary>Labels at a panel's edges stay inside it: those of the neighbour begin there.</summary>
    private static void BottomLabel(MarkupBuilder svg, PlotArea area, double place, string label)
    {
        bool wide = label.Length > 1;
        string anchor =
            wide && place < area.Left + 3 ? "start"
            : wide && place > area.Right - 3 ? "end"
            : "middle";
        double shift =
            anchor == "start" ? -3
            : anchor == "end" ? 3
            : 0;
        svg.Add(
            $"""<text x="{Svg.At(place + shift)}" y="{Svg.At(area.Bottom + 16)}" text-anchor="{anchor}">{label}</text>"""
        );
    }

    private static void Text(MarkupBuilder svg, string style, double x, double y, string text)
    {
        if (text.Length > 0)
        {
            svg.Add(
                $"""<text class="{style}" x="{Svg.At(x)}" y="{Svg.At(y)}" text-anchor="middle">{MathText.Of(text)}</text>"""
            );
        }
    }

    private static void Turned(MarkupBuilder svg, string style, double x, double y, int degrees, string text)
    {
        if (text.Length > 0)
        {
            svg.Add(
                $"""<text class="{style}" transform="translate({Svg.At(x)} {Svg.At(y)}) rotate({degrees})" text-anchor="middle">{MathText.Of(text)}</text>"""
            );
        }
    }
}
