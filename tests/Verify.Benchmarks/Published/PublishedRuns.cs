// The command that makes the tables of docs/published-runs.md: what the published runs reach, beside ours. It measures
// counts, losses and distances; no times.

using System.Globalization;

namespace Verify.Benchmarks.Published;

/// <summary>The <c>published</c> command.</summary>
internal static class PublishedRuns
{
    /// <summary>
    /// <c>[seeds]</c>: all tables, the two-layer ones over so many seeds (32); <c>runs [seeds]</c>, <c>traps</c> and
    /// <c>deep [key=value ...]</c>: one of them alone, the deep one with keys that change the preset.
    /// </summary>
    internal static void Run(string[] arguments)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        string part = arguments.FirstOrDefault() ?? "32";
        switch (part)
        {
            case "runs":
                TwoLayerTable.Print(Seeds(arguments.ElementAtOrDefault(1) ?? "32"));
                break;
            case "traps":
                TrapTable.Print();
                break;
            case "deep":
                DeepTable.Print(["preset=deep", .. arguments[1..]]);
                break;
            default:
                TwoLayerTable.Print(Seeds(part));
                TrapTable.Print();
                DeepTable.Print(["preset=deep", "epochs=1"]);
                DeepTable.Print(["preset=deep", "m=10-15-20", "multi=5", "epochs=5"]);
                break;
        }
    }

    private static int Seeds(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
