// Spans of time for people on a terminal.

namespace Verify.Cli.Rendering;

internal static class Durations
{
    /// <summary>The two largest units: "4.2 s", "12 min 5 s", "3 h 12 min", "2 d 4 h".</summary>
    internal static string Text(TimeSpan span)
    {
        double seconds = Math.Round(span.TotalSeconds);
        return span.TotalSeconds < 9.95 ? $"{span.TotalSeconds:F1} s"
            : seconds < 60 ? $"{seconds:F0} s"
            : seconds < 3600 ? $"{Math.Floor(seconds / 60):F0} min {seconds % 60:F0} s"
            : seconds < 86400 ? $"{Math.Floor(seconds / 3600):F0} h {Math.Floor(seconds % 3600 / 60):F0} min"
            : $"{Math.Floor(seconds / 86400):F0} d {Math.Floor(seconds % 86400 / 3600):F0} h";
    }
}
