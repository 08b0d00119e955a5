// Words for a POSIX shell, and paths for the #SBATCH lines of a script, which Slurm reads and no shell does.

using System.Text.RegularExpressions;

namespace Verify.Audit.Cluster;

internal static partial class ShellQuote
{
    /// <summary>The word as the shell reads it back, whatever it holds (but NUL, which no argument can).</summary>
    internal static string Word(string text) =>
        Plain().IsMatch(text) ? text : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    /// <summary>
    /// A path as the beginning of a file name pattern in an #SBATCH line: in double quotes where needed, with '%' doubled.
    /// Null where Slurm has no way to write it: a backslash turns its patterns off, and a line has no line breaks.
    /// </summary>
    internal static string? SbatchPattern(string path, string pattern)
    {
        if (path.Any(c => c == '\\' || char.IsControl(c)))
        {
            return null;
        }

        string whole = path.Replace("%", "%%", StringComparison.Ordinal) + pattern;
        return $"\"{whole.Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
    }

    [GeneratedRegex("""\A[A-Za-z0-9_./:=@,+-]+\z""")]
    private static partial Regex Plain();
}
