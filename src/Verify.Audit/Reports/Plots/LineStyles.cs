// The style of line plots, for pages and for files of their own.

using Verify.Audit.Reports.Html;

namespace Verify.Audit.Reports.Plots;

/// <summary>
/// Two kinds of lines, told apart in colour and dash (blue and vermilion, which the common forms of colour blindness keep
/// apart), and a scale of four from thin and pale to thick and dark, for thresholds.
/// </summary>
public static class LineStyles
{
    /// <summary>The first kind.</summary>
    public const string First = "first";

    /// <summary>The second kind.</summary>
    public const string Second = "second";

    /// <summary>Steps of the scale, palest first.</summary>
    public const int Steps = 4;

    /// <summary>Rules for svg.lines.</summary>
    public const string Sheet = """
        .lines { max-width: 44rem; }
        .lines .ground { fill: none; }
        .lines .line { fill: none; stroke: var(--data); stroke-width: 1.8; stroke-linejoin: round; stroke-linecap: round; }
        .lines .second { stroke: var(--student); stroke-dasharray: 6 4; }
        .lines .step-1 { stroke-opacity: 0.4; stroke-width: 1.2; stroke-dasharray: 1.5 3.5; }
        .lines .step-2 { stroke-opacity: 0.6; stroke-width: 1.4; stroke-dasharray: 5 4; }
        .lines .step-3 { stroke-opacity: 0.8; stroke-width: 1.6; stroke-dasharray: 10 3; }
        .lines .step-4 { stroke-width: 2.2; }
        """;

    /// <summary>All that a file of its own needs: the light colours on white.</summary>
    internal static readonly string Alone = string.Join(
            '\n',
            "",
            $"svg {{ {Styles.Light} }}",
            PlotStyles.Sheet,
            Sheet,
            ".lines .ground { fill: #fff; }",
            ""
        )
        .Replace("\r\n", "\n", StringComparison.Ordinal);

    /// <summary>The class of a step of the scale, from 1 to <see cref="Steps"/>.</summary>
    public static string Step(int step) =>
        step is >= 1 and <= Steps
            ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"step-{step}")
            : throw new ArgumentOutOfRangeException(nameof(step), step, "The scale has four steps.");
}
