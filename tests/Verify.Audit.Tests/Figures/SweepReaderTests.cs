// Real sweeps of a few seconds' training in all, read back: against the runs' own files, and with files missing or damaged.

using Verify.Audit.Figures;
using Verify.Audit.Sharding;
using Verify.Audit.Sweeping;
using Verify.Audit.Tests.Cli;
using Verify.Core.Data;
using Verify.Core.Training;

namespace Verify.Audit.Tests.Figures;

public sealed class SweepReaderTests : IClassFixture<SweepReaderTests.Sweep>
{
    /// <summary>The place of 0.95 among the thresholds at which runs count coverage.</summary>
    private const int Highest = 5;

    private readonly Sweep sweep;

    public SweepReaderTests(Sweep sweep) => this.sweep = sweep;

    [Fact]
    public void Read_ARealSweep_FindsWhatItsFilesSay()
    {
        (SweepFigures figures, List<int> seen) = Read(sweep.Folder.Root);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7], seen);
        Assert.Equal((8, 8), (figures.Runs.Planned, figures.Runs.Completed));

        // Runs 6 and 7 are multi=2, p=1, seeds 1 and 2.
        RunRecord[] records = [sweep.Record(6), sweep.Record(7)];
        CellSum cell = figures[0, 1, 1]!;
        Assert.Equal(records[0].History.Select(epoch => epoch.Epoch), cell.Epochs);
        double log = records.Average(record => Math.Log10(record.History[^1].EvaluationLoss));
        Assert.Equal(log, cell.EvaluationLoss[^1].Mean, 1e-12);
        Assert.Equal(
            records.Count(record => record.History[^1].Counts(1)[Highest * 2] > 0),
            cell.Layers[0].CoveredFinally[0]
        );
        Assert.Equal(
            records.Average(record => record.History[2].BestOfTeacher(1)[1]),
            cell.Layers[0].Best[2][1].Mean,
            1e-12
        );

        // sqrt(E beta_kk) of a two-layer student is its fan-out norm, row k of the last weights without the bias row.
        RunRecord first = records[0];
        NdArray top = first.Final["W2"];
        int outputs = top.Shape[1];
        double norm = Math.Sqrt(Enumerable.Range(0, outputs).Sum(i => top.Values[i] * top.Values[i]));
        Assert.Equal(norm, RunSeries.Of(first)!.Layers[0].FanOut[0], 1e-9 * norm);
    }

    [Fact]
    public void Read_WithRunsMissingAndUnfinishedAndFailed_CountsThem()
    {
        using WorkFolder copy = sweep.Copy();
        File.Delete(sweep.ResultIn(copy, 1));
        File.Delete(sweep.RecordIn(copy, 1));
        File.Delete(sweep.RecordIn(copy, 2));
        Directory.CreateDirectory(copy.PathOf("checkpoints"));
        File.Move(sweep.ResultIn(copy, 2), copy.PathOf($"checkpoints/{sweep.Plan.NameOf(2)}.npz"));
        Alter(sweep.RecordIn(copy, 3), "\"completed\"", "\"failed\"");
        Alter(sweep.RecordIn(copy, 4), "\"completed\"", "\"diverged\"");
        RunCensus runs = Read(copy.Root).Figures.Runs;
        Assert.Equal(
            (8, 4, "1", "2", "3", "4"),
            (
                runs.Planned,
                runs.Completed,
                string.Join(' ', runs.Missing),
                string.Join(' ', runs.Unfinished),
                string.Join(' ', runs.Failed),
                string.Join(' ', runs.Diverged)
            )
        );
    }

    [Fact]
    public void Read_AShard_AsksForItsOwnRunsAlone()
    {
        using WorkFolder folder = new();
        Shard shard = new(2, 3);
        Sweep.Train(folder, sweep.Plan, shard);
        (SweepFigures figures, List<int> seen) = Read(folder.Root);
        Assert.Equal([1, 4, 7], seen);
        Assert.Equal((3, 3, 0), (figures.Runs.Planned, figures.Runs.Completed, figures.Runs.Missing.Length));
        Assert.Equal(shard, figures.Shard);
    }

    [Fact]
    public void Read_AResultThatIsCutShort_IsRefused()
    {
        using WorkFolder copy = sweep.Copy();
        byte[] bytes = File.ReadAllBytes(sweep.ResultIn(copy, 5));
        File.WriteAllBytes(sweep.ResultIn(copy, 5), bytes[..(bytes.Length / 2)]);
        Refused(copy, sweep.Plan.NameOf(5));
    }

    [Fact]
    public void Read_AResultThatIsAnotherRuns_IsRefused()
    {
        using WorkFolder copy = sweep.Copy();
        File.Copy(sweep.ResultIn(copy, 0), sweep.ResultIn(copy, 1), overwrite: true);
        Refused(copy, "another run");
    }

    [Fact]
    public void Read_ACompletedRunWithoutItsResult_IsRefused()
    {
        using WorkFolder copy = sweep.Copy();
        File.Delete(sweep.ResultIn(copy, 6));
        Refused(copy, sweep.Plan.NameOf(6));
    }

    [Fact]
    public void Read_WithoutACompletedRun_IsRefused()
    {
        using WorkFolder copy = sweep.Copy();
        Directory.Delete(copy.PathOf("runs"), recursive: true);
        Refused(copy, "nothing to draw");
    }

    [Fact]
    public void Read_Cancelled_StopsBetweenRuns()
    {
        using CancellationTokenSource cancellation = new();
        SweepFigures figures = SweepReader.Open(sweep.Folder.Root);
        int read = 0;
        Assert.Throws<OperationCanceledException>(() =>
            SweepReader.Read(
                sweep.Folder.Root,
                figures,
                (_, _) =>
                {
                    read++;
                    cancellation.Cancel();
                },
                _ => { },
                cancellation.Token
            )
        );
        Assert.Equal(1, read);
    }

    private static (SweepFigures Figures, List<int> Seen) Read(string folder)
    {
        SweepFigures figures = SweepReader.Open(folder);
        List<int> seen = [];
        List<FigureProgress> progress = [];
        SweepReader.Read(folder, figures, (run, _) => seen.Add(run), progress.Add, CancellationToken.None);
        Assert.Equal(Enumerable.Range(1, progress.Count), progress.Select(one => one.Done));
        Assert.All(progress, one => Assert.Equal(progress.Count, one.Planned));
        return (figures, seen);
    }

    private static void Refused(WorkFolder folder, string fragment)
    {
        string message = Assert.Throws<InputException>(() => Read(folder.Root)).Message;
        Assert.Contains(fragment, message, StringComparison.Ordinal);
        Refusal.IsSentence(message);
    }

    private static void Alter(string path, string from, string to)
    {
        string text = File.ReadAllText(path);
        Assert.Contains(from, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(from, to, StringComparison.Ordinal));
    }

    /// <summary>Eight small trainings, done once for all tests.</summary>
    public sealed class Sweep : IDisposable
    {
        public Sweep() => Train(Folder, Plan, shard: null);

        internal WorkFolder Folder { get; } = new();

        internal SweepPlan Plan { get; } =
            MadeUpSeries.Plan([.. SweepTests.Small, "multi=1,2", "teacher_strength_decay=0,1", "seeds=1..2"]);

        internal RunRecord Record(int run) => RunFile.Read(ResultIn(Folder, run));

        internal string ResultIn(WorkFolder folder, int run) => folder.PathOf($"runs/{Plan.NameOf(run)}.npz");

        internal string RecordIn(WorkFolder folder, int run) =>
            folder.PathOf($"runs/{Plan.NameOf(run)}.json");

        internal WorkFolder Copy()
        {
            WorkFolder copy = new();
            Directory.CreateDirectory(copy.PathOf("runs"));
            File.Copy(Folder.PathOf("sweep.json"), copy.PathOf("sweep.json"));
            foreach (string file in Directory.GetFiles(Folder.PathOf("runs")))
            {
                File.Copy(file, copy.PathOf("runs/" + Path.GetFileName(file)));
            }

            return copy;
        }

        internal static void Train(WorkFolder folder, SweepPlan plan, Shard? shard)
        {
            using SweepFolder sweep = SweepFolder.Open(folder.Root, plan, shard);
            SweepSummary summary = SweepRunner.Run(
                new TrainingRuns(),
                sweep,
                new SweepOptions(1, null),
                progress: null,
                CancellationToken.None
            );
            Assert.Equal(summary.Planned, summary.Completed);
        }

        public void Dispose() => Folder.Dispose();
    }
}
