// Compares a text with the file that was accepted before, byte for byte.

using System.Text;

namespace Verify.Audit.Tests.Reports;

/// <summary>
/// Accepted files are under Reports/Snapshots. With the environment variable VERIFY_ACCEPT_SNAPSHOTS set to 1 a run
/// overwrites them with what it got; look at the difference in version control before committing it.
/// </summary>
internal static class Snapshot
{
    private const string AcceptVariable = "VERIFY_ACCEPT_SNAPSHOTS";

    private static readonly string Folder = Path.Combine(
        Repository(),
        "tests",
        "Verify.Audit.Tests",
        "Reports",
        "Snapshots"
    );

    internal static void Matches(string name, byte[] actual)
    {
        string path = Path.Combine(Folder, name);
        if (Environment.GetEnvironmentVariable(AcceptVariable) == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, actual);
            return;
        }

        if (!File.Exists(path))
        {
            Assert.Fail($"There is no snapshot {name}. {HowToAccept}");
        }

        byte[] expected = File.ReadAllBytes(path);
        if (!actual.AsSpan().SequenceEqual(expected))
        {
            Assert.Fail($"Snapshot {name} differs.\n{Difference(expected, actual)}\n{HowToAccept}");
        }
    }

    private static string HowToAccept =>
        $"To accept what the code writes now: {AcceptVariable}=1 dotnet test -c Release tests/Verify.Audit.Tests";

    /// <summary>The first line that differs, from a little before the first character that does.</summary>
    internal static string Difference(byte[] expected, byte[] actual)
    {
        string[] before = Encoding.UTF8.GetString(expected).Split('\n');
        string[] after = Encoding.UTF8.GetString(actual).Split('\n');
        int line = 0;
        while (line < before.Length && line < after.Length && before[line] == after[line])
        {
            line++;
        }

        string old = line < before.Length ? before[line] : "(end of file)";
        string now = line < after.Length ? after[line] : "(end of file)";
        int column = 0;
        while (column < old.Length && column < now.Length && old[column] == now[column])
        {
            column++;
        }

        int from = Math.Max(0, column - 40);
        return $"line {line + 1}, column {column + 1}\n  accepted: {Excerpt(old, from)}\n  now:      {Excerpt(now, from)}";
    }

    private static string Excerpt(string line, int from)
    {
        string rest = line[Math.Min(from, line.Length)..];
        return (from > 0 ? "…" : "")
            + (rest.Length > 120 ? rest[..120] + "…" : rest).Replace("\r", "\\r", StringComparison.Ordinal);
    }

    // Tests run from a folder below the repository, whose root is where the solution is.
    private static string Repository()
    {
        for (
            DirectoryInfo? folder = new(AppContext.BaseDirectory);
            folder is not null;
            folder = folder.Parent
        )
        {
            if (File.Exists(Path.Combine(folder.FullName, "Verify.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException(
            "The tests do not run from inside the repository, so there are no snapshots."
        );
    }
}
