// `verify sweep` and `verify train` as processes: files, tables, progress, shards, and that neither threads nor shards nor
// the file that holds the keys change a byte.

using System.Text.Json;
using System.Xml.Linq;

namespace Verify.Audit.Tests.Cli;

public sealed class SweepTests
{
    /// <summary>Runs of milliseconds.</summary>
    internal static readonly string[] Small =
    [
        "m=2",
        "d=6",
        "C=3",
        "N_train=100",
        "N_eval=100",
        "batch=8",
        "iterations=100",
        "epochs=6",
        "lr=0.05",
    ];

    [Fact]
    public void Sweep_AnyJobsShardsAndForms_LeavesTheSameFiles()
    {
        using WorkFolder whole = Swept("multi=1,2", "seeds=1..5", "--jobs", "1");
        string[] expected = whole.State();
        Assert.Equal(1 + 1 + 3 + 20, expected.Length); // out/, out/runs/, three files and two a run
        using (WorkFolder other = Swept("multi=1,2", "seeds=1..5", "--jobs", "2", "--checkpoint-every", "1"))
        {
            Assert.Equal(expected, other.State());
        }

        using WorkFolder file = new();
        string keys = string.Concat(
            Small.Select(word => word.Replace("=", ": ", StringComparison.Ordinal) + "\n")
        );
        file.Put("sweep.yaml", keys + "multi: [1, 2]\nseeds: 9\n");
        Run(file, 0, "sweep", "--file", "sweep.yaml", "seeds=1..5", "--out", "out");
        File.Delete(file.PathOf("sweep.yaml"));
        Assert.Equal(expected, file.State());

        using WorkFolder shards = new();
        for (int i = 3; i >= 1; i--)
        {
            Run(
                shards,
                0,
                ["sweep", .. Small, "multi=1,2", "seeds=1..5", "--shard", $"{i}/3", "--out", $"part{i}"]
            );
        }

        ProcessResult merged = Run(shards, 0, "merge", "part2", "part3", "part1", "--out", "out");
        Assert.Contains("10 runs: 10 completed", merged.Out, StringComparison.Ordinal);
        Assert.Equal(
            expected,
            shards.State().Where(entry => entry.StartsWith("out/", StringComparison.Ordinal))
        );
    }

    [Fact]
    public void Sweep_WithoutVectorInstructions_LeavesTheSameFiles()
    {
        using WorkFolder vector = Swept("multi=3", "seeds=1..2");
        using WorkFolder scalar = new();
        ProcessResult result = VerifyProcess.Run(
            scalar,
            [("DOTNET_EnableHWIntrinsic", "0")],
            ["sweep", .. Small, "multi=3", "seeds=1..2", "--out", "out"]
        );
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(vector.State(), scalar.State());
    }

    [Fact]
    public void Sweep_NotOnATerminal_SaysItsProgressInPlainLines()
    {
        using WorkFolder folder = new();
        ProcessResult result = Run(folder, 0, ["sweep", .. Small, "seeds=1..8", "--out", "out"]);
        string[] lines = result.Error.TrimEnd('\n').Split('\n');
        Assert.InRange(lines.Length, 1, 12);
        Assert.All(
            lines,
            line =>
                Assert.Matches(
                    @"^\d+ %: \d of 8 runs done, \d running, 0 failed, 0 diverged, [\d,]+ iterations/s(, [\d.]+ (s|min \d+ s) left)?$",
                    line
                )
        );
        Assert.StartsWith("100 %: 8 of 8 runs done, 0 running", lines[^1], StringComparison.Ordinal);
        Assert.Contains("8 runs: 8 completed, 0 diverged, 0 failed", result.Out, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', result.Error + result.Out);
    }

    [Fact]
    public void Sweep_WithARateThatDiverges_KeepsTheOthersAndSaysWhich()
    {
        using WorkFolder folder = new();
        string[] words = ["sweep", .. Small[..^1], "lr=0.05,1e9", "seeds=1..2", "--out", "out"];
        ProcessResult result = Run(folder, 0, words);
        Assert.Contains(
            "Run 2 (lr=1000000000 seed=1) diverged after 0 epochs.",
            result.Out,
            StringComparison.Ordinal
        );
        Assert.Contains("4 runs: 2 completed, 2 diverged, 0 failed", result.Out, StringComparison.Ordinal);
        string[] table = folder.Text("out/runs.csv").Split('\n');
        Assert.StartsWith("run,lr,seed,status,epochs,", table[0], StringComparison.Ordinal);
        Assert.StartsWith("1,0.05,2,completed,6,", table[2], StringComparison.Ordinal);
        Assert.StartsWith("3,1000000000,2,diverged,0,", table[4], StringComparison.Ordinal);
    }

    [Fact]
    public void Sweep_TheSameCommandAgain_ChangesNothingAndResumeNeedsNoKeys()
    {
        using WorkFolder folder = Swept("seeds=1..3");
        string[] before = folder.State();
        Run(folder, 0, ["sweep", .. Small, "seeds=1..3", "--out", "out"]);
        Run(folder, 0, "sweep", "--resume", "--out", "out");
        Run(folder, 0, ["sweep", "--resume", .. Small, "seeds=1..3", "--out", "out"]);
        Assert.Equal(before, folder.State());
    }

    [Fact]
    public void Sweep_DryRunOfThePublishedGrid_CountsItsRunsInAnyForm()
    {
        using WorkFolder folder = new();
        string[] keys =
        [
            "m=5,10,20",
            "multi=1,2,5,10",
            "teacher_strength_decay=0,0.5,1,1.5,2,2.5",
            "seeds=1..32",
        ];
        string plan = Run(folder, 0, ["sweep", .. keys, "--dry-run"]).Out;
        Assert.StartsWith("2304 runs.\n", plan, StringComparison.Ordinal);
        Assert.Contains("  seed=1..32 (32 values)\n", plan, StringComparison.Ordinal);
        Assert.Empty(folder.Names());
        folder.Put(
            "sweep.yaml",
            "m: [5, 10, 20]\nmulti: [1, 2, 5, 10]\nteacher_strength_decay: [0, 0.5, 1, 1.5, 2, 2.5]\nseeds: 1..32\n"
        );
        folder.Put(
            "sweep.json",
            """
            { "m": [5, 10, 20], "multi": "1,2,5,10",
              "teacher_strength_decay": [0, 0.5, 1.0, 1.5, 2e0, 2.5], "seed": ["1..16", "17..32"] }
            """
        );
        Assert.Equal(plan, Run(folder, 0, "sweep", "--file", "sweep.yaml", "--dry-run").Out);
        Assert.Equal(plan, Run(folder, 0, "sweep", "--file", "sweep.json", "--dry-run").Out);
        string shard = Run(
            folder,
            0,
            ["sweep", "epochs=5", "seeds=1..32", "--shard", "2/5", "--dry-run"]
        ).Out;
        Assert.StartsWith("32 runs, 7 of them in shard 2/5.", shard, StringComparison.Ordinal);
        Assert.Contains("With epochs=5; all other", shard, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_WithStoredMatrices_LeavesThemInItsFile()
    {
        using WorkFolder folder = new();
        Run(folder, 0, ["train", .. Small, "store_matrices=true", "--out", "out"]);
        Core.Training.RunRecord record = Core.Training.RunFile.Read(
            Directory.GetFiles(folder.PathOf("out/runs"), "*.npz").Single()
        );
        Assert.All(record.History, epoch => Assert.Equal(2 * 20, epoch.Correlations(1).Count));
    }

    [Fact]
    public void SweepDryRun_OnSlurm_PrintsAScriptWhoseTaskMakesThePlan()
    {
        using WorkFolder folder = new();
        ProcessResult result = Run(
            folder,
            0,
            [
                "sweep",
                .. Small,
                "multi=1,2,5",
                "seeds=1..32",
                "--slurm-dry-run",
                "--array-size",
                "4",
                "--out",
                "out",
            ]
        );
        Assert.Contains("#SBATCH --array=1-4", result.Out, StringComparison.Ordinal);
        Assert.Contains(" sweep multi=1,2,5 seed=1..32 m=2 d=6 C=3 ", result.Out, StringComparison.Ordinal);
        Assert.Empty(folder.Names());
    }

    [Fact]
    public void Train_ARun_LeavesItsTableItsSummaryAndItsPictures()
    {
        using WorkFolder folder = new();
        ProcessResult result = Run(folder, 0, ["train", .. Small, "seed=3", "--out", "out"]);
        Assert.Contains("The run completed after 6 epochs.", result.Out, StringComparison.Ordinal);
        Assert.Matches(@"layer1\.covered_0\.95 +\d", result.Out);
        string name = Path.GetFileNameWithoutExtension(
            Directory.GetFiles(folder.PathOf("out/runs"), "*.json").Single()
        );
        Assert.Equal(
            [
                "out/",
                "out/coverage.svg",
                "out/loss.svg",
                "out/run.html",
                "out/runs.csv",
                "out/runs/",
                $"out/runs/{name}.json",
                $"out/runs/{name}.npz",
                "out/summary.json",
                "out/sweep.json",
            ],
            folder.Names()
        );
        using JsonDocument summary = JsonDocument.Parse(folder.Bytes($"out/runs/{name}.json"));
        Assert.Equal("completed", summary.RootElement.GetProperty("status").GetString());
        Assert.Equal("3", summary.RootElement.GetProperty("settings").GetProperty("seed").GetString());
        Assert.Equal(600, summary.RootElement.GetProperty("lastEpoch").GetProperty("iteration").GetInt32());
        Assert.Equal(
            2,
            summary.RootElement.GetProperty("firstCovered").GetProperty("layer1").GetArrayLength()
        );
        Assert.Equal(
            2,
            summary.RootElement.GetProperty("firstCoveredInTraining").GetProperty("layer1").GetArrayLength()
        );
        XDocument.Parse(folder.Text("out/loss.svg"));
        XDocument.Parse(folder.Text("out/coverage.svg"));
        XDocument.Parse(folder.Text("out/run.html").Replace("<!DOCTYPE html>", "", StringComparison.Ordinal));
    }

    [Fact]
    public void Train_ThatDiverges_SaysSoByItsExitCode()
    {
        using WorkFolder folder = new();
        ProcessResult result = Run(folder, 1, ["train", .. Small[..^1], "lr=1e9", "--out", "out"]);
        Assert.Contains("The run diverged after 0 epochs.", result.Out, StringComparison.Ordinal);
        Assert.Contains("Diverged after 0 epochs", folder.Text("out/run.html"), StringComparison.Ordinal);
    }

    [Fact]
    public void Train_AndTheSameRunOfASweep_AreTheSameBits()
    {
        using WorkFolder sweep = Swept("multi=1,2", "seeds=1..3");
        using WorkFolder train = new();
        Run(train, 0, ["train", .. Small, "multi=2", "seed=3", "--out", "out"]);
        string run = Directory.GetFiles(sweep.PathOf("out/runs"), "0005-*.npz").Single();
        Assert.Equal(
            File.ReadAllBytes(run),
            train.Bytes("out/runs/" + Path.GetFileName(run).Replace("0005", "0000", StringComparison.Ordinal))
        );
    }

    [Theory]
    [InlineData("train")]
    [InlineData("sweep")]
    public void Help_OfAVerbWithKeys_ListsEveryKeyWithItsDefault(string verb)
    {
        using WorkFolder folder = new();
        string help = Run(folder, 0, verb, "--help").Out;
        Assert.All(
            Core.Training.RunKeys.All,
            key =>
                Assert.Matches(
                    $@"(?m)^  {key.Name}(, seeds)? +{System.Text.RegularExpressions.Regex.Escape(key.Default)} {{2,}}\S",
                    help
                )
        );
        Assert.Contains("preset=two-layer or deep", help, StringComparison.Ordinal);
    }

    internal static ProcessResult Run(WorkFolder folder, int exitCode, params string[] arguments)
    {
        ProcessResult result = VerifyProcess.Run(folder, arguments);
        Assert.True(exitCode == result.ExitCode, $"Exit code {result.ExitCode}: {result.Error}");
        return result;
    }

    private static WorkFolder Swept(params string[] words)
    {
        WorkFolder folder = new();
        Run(folder, 0, ["sweep", .. Small, .. words, "--out", "out"]);
        return folder;
    }
}
