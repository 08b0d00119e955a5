// The style of the figures for papers: literal colours on white, since programs that turn SVG into PDF know no variables, and
// the same in a page that is dark around them.

namespace Verify.Audit.Reports.Plots;

/// <summary>
/// Lines are told apart by colour, dash and marker at once. The colours are of different lightness and stay apart in the
/// common forms of colour blindness: vermilion, orange, green, blue, purple, sky blue, black.
/// </summary>
internal static class FigureStyles
{
    /// <summary>Kinds of lines.</summary>
    internal const int Kinds = 7;

    /// <summary>Rules for svg.figure.</summary>
    internal const string Sheet = """
        .figure { display: block; max-width: 100%; height: auto; font-family: Helvetica, Arial, "Liberation Sans", sans-serif; }
        .figure text { font-size: 11px; fill: #444; }
        .figure .title { font-size: 13px; font-weight: bold; fill: #111; }
        .figure .head { fill: #111; }
        .figure .label { font-size: 12px; fill: #111; }
        .figure .note { font-size: 10px; fill: #333; stroke: #fff; stroke-width: 3px; stroke-linejoin: round; paint-order: stroke; }
        .figure .ground { fill: #fff; }
        .figure .frame { fill: none; stroke: #666; stroke-width: 0.8; }
        .figure .tick { stroke: #666; stroke-width: 0.8; fill: none; }
        .figure .grid { stroke: #e4e4e4; stroke-width: 0.7; fill: none; }
        .figure .threshold { stroke: #555; stroke-width: 0.8; stroke-dasharray: 3 2.5; fill: none; }
        .figure .matched { stroke: #0072b2; stroke-width: 4; stroke-linecap: round; stroke-opacity: 0.75; fill: none; }
        .figure .unmatched { stroke: #c4550c; stroke-width: 0.9; stroke-opacity: 0.8; fill: none; }
        .figure .line { fill: none; stroke-width: 1.5; stroke-linejoin: round; stroke-linecap: butt; }
        .figure .band { stroke: none; fill-opacity: 0.16; }
        .figure .marker { stroke: #fff; stroke-width: 0.5; }
        .figure .outline { fill: none; stroke: #d55e00; stroke-width: 1.2; }
        .figure .line.k0 { stroke: #d55e00; stroke-dasharray: 1.5 2.5; }
        .figure .line.k1 { stroke: #e69f00; stroke-dasharray: 5 2.5; }
        .figure .line.k2 { stroke: #009e73; stroke-dasharray: 8 2.5 1.5 2.5; }
        .figure .line.k3 { stroke: #0072b2; }
        .figure .line.k4 { stroke: #b85c93; stroke-dasharray: 10 4; }
        .figure .line.k5 { stroke: #3f9fd8; stroke-dasharray: 2 2 6 2; }
        .figure .line.k6 { stroke: #000000; stroke-dasharray: 12 2 2 2; }
        .figure .k0 { fill: #d55e00; }
        .figure .k1 { fill: #e69f00; }
        .figure .k2 { fill: #009e73; }
        .figure .k3 { fill: #0072b2; }
        .figure .k4 { fill: #b85c93; }
        .figure .k5 { fill: #3f9fd8; }
        .figure .k6 { fill: #000000; }
        .figure .line { fill: none; }
        """;

    /// <summary>The sheet with LF line ends, whatever the source file has.</summary>
    internal static readonly string Text = Sheet.Replace("\r\n", "\n", StringComparison.Ordinal);

    /// <summary>The kinds for so many lines: the last one is always the full blue line.</summary>
    internal static int KindOf(int line, int lines) =>
        lines switch
        {
            1 => 3,
            2 => line == 0 ? 0 : 3,
            3 => line == 0 ? 0
            : line == 1 ? 2
            : 3,
            _ when line == lines - 1 => 3,
            _ => ((ReadOnlySpan<int>)[0, 1, 2, 4, 5, 6])[line % (Kinds - 1)],
        };
}
