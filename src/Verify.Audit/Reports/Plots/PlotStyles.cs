// The style of the plots. It uses the colours that the page defines: --ink, --muted, --rule, --card, --data, --student, --wrong.

namespace Verify.Audit.Reports.Plots;

/// <summary>The part of a style sheet that plots need.</summary>
public static class PlotStyles
{
    /// <summary>Rules for svg.plot, svg.arrangement and svg.share.</summary>
    public const string Sheet = """
        .plot { display: block; width: 100%; max-width: 30rem; height: auto; }
        .plot.wide { max-width: 48rem; }
        .plot text { font-size: 11.5px; fill: var(--muted); font-variant-numeric: tabular-nums; }
        .plot .label { fill: var(--ink); }
        .plot .axis { stroke: var(--muted); fill: none; }
        .plot .grid { stroke: var(--rule); fill: none; }
        .plot .reference { stroke: var(--ink); stroke-width: 1.5; stroke-dasharray: 4 3; fill: none; }
        .arrangement { max-width: 26rem; margin: 0.5rem 0; }
        .arrangement .frame { fill: var(--card); stroke: var(--muted); }
        .arrangement .teacher { stroke: var(--data); }
        .arrangement .student { stroke: var(--student); }
        .arrangement .point { fill: var(--ink); stroke: var(--card); }
        .plot .sampled { fill: var(--card); stroke: var(--data); stroke-width: 1.5; }
        .plot .found { fill: var(--data); stroke: var(--card); }
        .plot .measured { fill: var(--data); fill-opacity: 0.6; }
        .plot .fit { stroke: var(--student); stroke-width: 1.5; fill: none; }
        .plot .gain { stroke: var(--data); stroke-width: 1.5; fill: none; }
        .bar { fill: var(--data); }
        .bar.zero { fill: var(--data); fill-opacity: 0.45; stroke: var(--data); }
        .bar.beyond { fill: var(--wrong); }
        .share { display: block; width: 100%; height: 0.45rem; }
        .share .rest { fill: var(--rule); fill-opacity: 0.55; }
        """;
}
