// `verify figures` as a user runs it: after a sweep, a merge and a train; interrupted; and refused.

namespace Verify.Audit.Tests.Cli;

public sealed class FiguresTests
{
    [Fact]
    public void Figures_AfterASweepAndAMerge_AreTheSameToTheByte()
    {
        using WorkFolder folder = new();
        string[] words = [.. SweepTests.Small, "multi=1,2", "seeds=1..2"];
        ProcessResult swept = SweepTests.Run(folder, 0, ["sweep", .. words, "--out", "out"]);
        Assert.Contains("Figures: verify figures out", swept.Out, StringComparison.Ordinal);
        ProcessResult result = SweepTests.Run(folder, 0, "figures", "out");
        Assert.Equal(
            $"6 figures of 4 runs: {Path.Combine("out", "figures", "figures.html")}\n",
            result.Out.Replace("\r", "", StringComparison.Ordinal)
        );
        Assert.Matches(@"^(Reading: \d of 4 \(\d+ %\), \d+ s, runs\r?\n){1,4}$", result.Error);

        SweepTests.Run(folder, 0, ["sweep", .. words, "--shard", "1/2", "--out", "one"]);
        SweepTests.Run(folder, 0, ["sweep", .. words, "--shard", "2/2", "--out", "two"]);
        SweepTests.Run(folder, 0, "merge", "one", "two", "--out", "merged");
        SweepTests.Run(folder, 0, "figures", "merged", "--out", "elsewhere");
        Assert.Equal(Files(folder, "out/figures/"), Files(folder, "elsewhere/"));
        Assert.Empty(Files(folder, "merged/figures/"));
    }

    [Fact]
    public void Figures_OfOneTraining_AreDrawn()
    {
        using WorkFolder folder = new();
        SweepTests.Run(folder, 0, ["train", .. SweepTests.Small, "--out", "out"]);
        string said = SweepTests.Run(folder, 0, "figures", "out").Out;
        Assert.StartsWith("6 figures of 1 run: ", said, StringComparison.Ordinal);
    }

    [Fact]
    public void Figures_OfASweepWithDivergedRuns_SayWhichAreLeftOut()
    {
        using WorkFolder folder = new();
        SweepTests.Run(folder, 0, ["sweep", .. SweepTests.Small[..^1], "lr=0.05,1e9", "--out", "out"]);
        string said = SweepTests.Run(folder, 0, "figures", "out").Out;
        Assert.StartsWith(
            "1 of 2 runs diverged and is left out: lr=1000000000.",
            said,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("DIR", "figures")]
    [InlineData("'missing' does not exist", "figures", "missing")]
    [InlineData("'file' is a file", "figures", "file")]
    [InlineData("holds no sweep", "figures", "empty")]
    [InlineData("damaged", "figures", "damaged")]
    [InlineData("'--out' has no value", "figures", "empty", "--out", "--jobs")]
    [InlineData("is not an argument", "figures", "empty", "more")]
    public void Figures_OfWhatIsNoSweep_AreRefused(string fragment, params string[] arguments)
    {
        using WorkFolder folder = new();
        folder.Put("file", "a file");
        Directory.CreateDirectory(folder.PathOf("empty"));
        Directory.CreateDirectory(folder.PathOf("damaged"));
        folder.Put("damaged/sweep.json", "{ \"format\": ");
        Refusal.Of(folder, arguments, fragment);
    }

    [Fact]
    public void Figures_OfASweepWithoutACompletedRun_AreRefused()
    {
        using WorkFolder folder = new();
        SweepTests.Run(folder, 0, ["sweep", .. SweepTests.Small[..^1], "lr=1e9,1e10", "--out", "out"]);
        ProcessResult result = VerifyProcess.Run(folder, "figures", "out");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("nothing to draw", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.PathOf("out/figures")));
    }

    [Fact]
    public void Figures_IntoAFile_AreRefused()
    {
        using WorkFolder folder = new();
        SweepTests.Run(folder, 0, ["sweep", .. SweepTests.Small, "--out", "out"]);
        folder.Put("file", "a file");
        Refusal.Of(folder, ["figures", "out", "--out", "file"], "'file'");
    }

    [Fact]
    public void Help_SaysWhatIsDrawnAndWhere()
    {
        using WorkFolder folder = new();
        string help = SweepTests.Run(folder, 0, "figures", "--help").Out;
        Assert.Contains("L-shape", help, StringComparison.Ordinal);
        Assert.Contains("DIR/figures", help, StringComparison.Ordinal);
    }

    private static string[] Files(WorkFolder folder, string start) =>
        [
            .. folder
                .State()
                .Where(entry =>
                    entry.StartsWith(start, StringComparison.Ordinal)
                    && !entry.StartsWith(start + " ", StringComparison.Ordinal)
                )
                .Select(entry => entry[start.Length..]),
        ];
}
