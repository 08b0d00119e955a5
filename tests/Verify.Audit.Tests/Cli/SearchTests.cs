// `verify audit --search` from outside: the two options, the second table, and files that replay to the last digit.

namespace Verify.Audit.Tests.Cli;

public sealed class SearchTests
{
    [Fact]
    public void Audit_WithSearch_LeavesALeaderboardThatReplaysToTheLastDigit()
    {
        using WorkFolder folder = new();
        string[] claims = ["L1.identity", "L1.fanout", "M.local-kink", "M.regions", "Z.observers"];
        ProcessResult audit = VerifyProcess.Run(
            folder,
            AuditedFolder.Arguments("out", jobs: 2, ["--search", "--claims", .. claims])
        );
        Assert.Equal((0, ""), (audit.ExitCode, Quiet(audit.Error)));
        Assert.Contains("tightest found", audit.Out, StringComparison.Ordinal);
        Assert.Contains("exact: nothing to search: M.regions", audit.Out, StringComparison.Ordinal);
        Assert.Contains(
            "statistical: its cases must be drawn: Z.observers",
            audit.Out,
            StringComparison.Ordinal
        );
        foreach (string claim in (string[])["L1.identity", "L1.fanout", "M.local-kink"])
        {
            ProcessResult replay = VerifyProcess.Run(folder, "replay", $"out/leaderboard/{claim}.json");
            Assert.Equal((0, ""), (replay.ExitCode, replay.Error));
            Assert.Contains("satisfied: measured ", replay.Out, StringComparison.Ordinal);
            Assert.EndsWith("To the last digit as stored.\n", replay.Out, StringComparison.Ordinal);
        }

        Assert.False(File.Exists(folder.PathOf("out/leaderboard/M.regions.json")));

        // A file that was tampered with says so.
        string stored = folder.Text("out/leaderboard/M.local-kink.json");
        int at = stored.IndexOf("\"bound\": \"", StringComparison.Ordinal) + "\"bound\": \"".Length;
        int end = stored.IndexOf('"', at);
        folder.Put("changed.json", stored[..at] + "12345" + stored[end..]);
        ProcessResult changed = VerifyProcess.Run(folder, "replay", "changed.json");
        Assert.Contains("The file says otherwise: ", changed.Out, StringComparison.Ordinal);
        Assert.Contains("bound 12345.", changed.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void Audit_WithSearchOnAnyNumberOfThreads_YieldsTheSameBytes(int jobs)
    {
        using WorkFolder folder = new();
        foreach ((string name, int threads) in new[] { ("two", 2), ("other", jobs) })
        {
            VerifyProcess.Run(
                folder,
                AuditedFolder.Arguments(name, threads, "--search", "--claims", "L1.identity", "L1.fanout")
            );
        }

        foreach (
            string file in (string[])
                ["results.jsonl", "leaderboard/L1.identity.json", "leaderboard/L1.fanout.json"]
        )
        {
            Assert.Equal(folder.Bytes($"two/{file}"), folder.Bytes($"other/{file}"));
        }
    }

    [Fact]
    public void Audit_SearchAndNoSearch_IsRefused()
    {
        using WorkFolder folder = new();
        Refusal.Of(folder, ["audit", "--search", "--no-search"], "exclude each other");
    }

    [Fact]
    public void Audit_QuickProfile_DoesNotSearch()
    {
        using WorkFolder folder = new();
        VerifyProcess.Run(folder, AuditedFolder.Arguments("out", jobs: 2, "--claims", "L1.fanout"));
        Assert.False(Directory.Exists(folder.PathOf("out/leaderboard")));
    }

    /// <summary>stderr without its lines of progress.</summary>
    private static string Quiet(string error) =>
        string.Concat(
            error
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Where(line => !line.StartsWith("Auditing: ", StringComparison.Ordinal))
        );
}
