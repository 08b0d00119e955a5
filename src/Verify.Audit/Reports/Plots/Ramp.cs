// Colours for an ordered quantity: dark to light with lightness falling all the way, so that the order survives colour
// blindness and grey printing.

using System.Globalization;

namespace Verify.Audit.Reports.Plots;

/// <summary>Colours between stops, as #rrggbb.</summary>
internal static class Ramp
{
    // Navy, blue, teal, gold: relative lightness about 15, 45, 63, 75 of 100. Cream, for maps alone, is 96.
    private static readonly (int R, int G, int B)[] s_lines =
    [
        (0x10, 0x1f, 0x5a),
        (0x1f, 0x6f, 0xb5),
        (0x35, 0xa3, 0x8d),
        (0xd9, 0xa5, 0x21),
    ];

    private static readonly (int R, int G, int B)[] s_map =
    [
        (0xfb, 0xf8, 0xec),
        (0xec, 0xcf, 0x78),
        (0x6b, 0xb8, 0x8f),
        (0x24, 0x7d, 0xb0),
        (0x10, 0x1f, 0x5a),
    ];

    /// <summary>The colour of line i of n: dark first, light last.</summary>
    internal static string Line(int i, int n) => At(s_lines, n <= 1 ? 0 : (double)i / (n - 1));

    /// <summary>The colour of level i of n on a map: light first, dark last.</summary>
    internal static string Level(int i, int n) => At(s_map, n <= 1 ? 0 : (double)i / (n - 1));

    private static string At((int R, int G, int B)[] stops, double share)
    {
        double place = share * (stops.Length - 1);
        int below = Math.Min((int)place, stops.Length - 2);
        double rest = place - below;
        int Mix(int from, int to) => (int)Math.Round(from + (to - from) * rest);
        ((int r, int g, int b), (int r2, int g2, int b2)) = (stops[below], stops[below + 1]);
        return string.Create(CultureInfo.InvariantCulture, $"#{Mix(r, r2):x2}{Mix(g, g2):x2}{Mix(b, b2):x2}");
    }
}
