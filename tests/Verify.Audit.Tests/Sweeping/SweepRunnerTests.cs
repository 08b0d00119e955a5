// The runner on made-up runs: the same files whatever threads, checkpoints and interruptions, and runs that end badly.

using Verify.Audit.Sharding;
using Verify.Audit.Sweeping;
using Verify.Audit.Tests.Cli;
using Verify.Core.Data;
using static Verify.Audit.Tests.Sweeping.SweepPlanTests;

namespace Verify.Audit.Tests.Sweeping;

public sealed class SweepRunnerTests
{
    [Fact]
    public void Run_AnyThreadsAndCheckpoints_LeavesTheSameFiles()
    {
        SweepPlan plan = Plan("m=5,10,20", "fate=well,diverges", "seeds=1..4");
        string[] expected = StateOf(plan, new SweepOptions(1, null));
        Assert.Equal(2 * 24 + 5 - 1, expected.Length); // 24 runs of two files; runs/, sweep.json, runs.csv, summary.json
        Assert.Equal(expected, StateOf(plan, new SweepOptions(2, null)));
        Assert.Equal(expected, StateOf(plan, new SweepOptions(7, 1)));
        Assert.Equal(expected, StateOf(plan, new SweepOptions(100, 3)));
    }

    [Fact]
    public void Run_WithJobs_HasRunsAtOnceOnThreadsOfTheirOwn()
    {
        using Barrier together = new(3);
        MadeUpRuns kind = new()
        {
            BeforeEpoch = (_, _) =>
                Assert.True(
                    together.SignalAndWait(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken)
                ),
        };
        using WorkFolder folder = new();
        SweepSummary summary = Run(kind, folder, Plan("seeds=1..6"), new SweepOptions(3, null));
        Assert.Equal(new SweepSummary(6, 6, 0, 0), summary);
    }

    [Theory]
    [InlineData(1, null)]
    [InlineData(1, 1)]
    [InlineData(1, 3)]
    [InlineData(2, null)]
    [InlineData(3, 2)]
    public void Run_InterruptedAtAnyEpoch_GoesOnToTheSameFiles(int jobs, int? every)
    {
        SweepPlan plan = Plan("seeds=1..3", "fate=well,diverges");
        string[] expected = StateOf(plan, new SweepOptions(1, null));
        foreach (int stop in (int[])[0, 1, 3, 4, 8, 13, 19])
        {
            using WorkFolder folder = new();
            using CancellationTokenSource cancellation = new();
            int epochs = 0;
            MadeUpRuns first = new()
            {
                BeforeEpoch = (_, _) =>
                {
                    if (Interlocked.Increment(ref epochs) > stop)
                    {
                        cancellation.Cancel();
                    }
                },
            };
            SweepSummary summary = Run(first, folder, plan, new SweepOptions(jobs, every), cancellation);
            Assert.True(summary.Left > 0 || jobs > 1); // other threads may do the last epochs meanwhile

            // Each run goes on where it stood: no epoch is done twice.
            int again = 0;
            MadeUpRuns second = new() { BeforeEpoch = (_, _) => Interlocked.Increment(ref again) };
            Run(second, folder, plan, new SweepOptions(jobs, every));
            Assert.Equal(expected, folder.State());
            Assert.Equal(3 * 4 + 3 * 3, epochs + again);
        }
    }

    [Fact]
    public void Run_OfAFinishedSweep_RunsNothingAndChangesNothing()
    {
        using WorkFolder folder = new();
        SweepPlan plan = Plan("seeds=1..3");
        Run(new MadeUpRuns(), folder, plan, new SweepOptions(1, null));
        string[] before = folder.State();
        MadeUpRuns again = new();
        Assert.Equal(new SweepSummary(3, 3, 0, 0), Run(again, folder, plan, new SweepOptions(1, null)));
        Assert.Empty(again.Begun);
        Assert.Equal(before, folder.State());
    }

    [Fact]
    public void Run_ThatDiverges_EndsAloneWithWhatItFound()
    {
        using WorkFolder folder = new();
        SweepPlan plan = Plan("fate=well,diverges", "seeds=1..2");
        Assert.Equal(
            new SweepSummary(4, 2, 2, 0),
            Run(new MadeUpRuns(), folder, plan, new SweepOptions(1, null))
        );
        RunSummary record = RunSummary.Read(folder.PathOf($"runs/{plan.NameOf(2)}.json"));
        Assert.Equal((RunEnd.Diverged, null, 3), (record.Status, record.Reason, record.Epochs));
        Assert.True(File.Exists(folder.PathOf($"runs/{plan.NameOf(2)}.npz")));
        string[] table = folder.Text("runs.csv").TrimEnd('\n').Split('\n');
        Assert.Equal("run,fate,seed,status,epochs,loss,other", table[0]);
        Assert.StartsWith("1,well,2,completed,4,0.", table[2], StringComparison.Ordinal);
        Assert.EndsWith(",", table[2], StringComparison.Ordinal);
        Assert.StartsWith("2,diverges,1,diverged,3,0.", table[3], StringComparison.Ordinal);
        Assert.Equal(5, table.Length);
    }

    [Fact]
    public void Run_ThatFails_IsRecordedWithItsReasonAndTriedAgain()
    {
        using WorkFolder folder = new();
        SweepPlan plan = Plan("fate=fails,well", "seeds=1..2");
        Assert.Equal(
            new SweepSummary(4, 2, 0, 2),
            Run(new MadeUpRuns(), folder, plan, new SweepOptions(2, 2))
        );
        RunSummary record = RunSummary.Read(folder.PathOf($"runs/{plan.NameOf(0)}.json"));
        Assert.Equal((RunEnd.Failed, 3), (record.Status, record.Epochs));
        Assert.Equal("InvalidOperationException: made to fail", record.Reason);
        Assert.False(File.Exists(folder.PathOf($"runs/{plan.NameOf(0)}.npz")));
        Assert.StartsWith(
            "run,fate,seed,status,epochs,loss,other\n0,fails,1,failed,3,,\n",
            folder.Text("runs.csv"),
            StringComparison.Ordinal
        );

        // Another time, from its checkpoint; the runs that went well are left alone.
        MadeUpRuns again = new();
        Run(again, folder, plan, new SweepOptions(1, 2));
        Assert.Empty(again.Begun);
        Assert.Equal([(1, 2), (2, 2)], again.Restored.Order());
    }

    [Fact]
    public void Run_WithoutMemory_SaysSo()
    {
        using WorkFolder folder = new();
        MadeUpRuns kind = new()
        {
            BeforeEpoch = (seed, _) =>
            {
                if (seed == 2)
                {
                    GC.KeepAlive(new byte[int.MaxValue]); // more than an array can have
                }
            },
        };
        SweepPlan plan = Plan("seeds=1..3");
        Assert.Equal(new SweepSummary(3, 2, 0, 1), Run(kind, folder, plan, new SweepOptions(1, null)));
        Assert.Equal(
            "There is not enough memory.",
            RunSummary.Read(folder.PathOf($"runs/{plan.NameOf(1)}.json")).Reason
        );
    }

    [Fact]
    public void Run_WithADamagedCheckpoint_BeginsThatRunAnew()
    {
        using WorkFolder folder = new();
        SweepPlan plan = Plan("seeds=1..2");
        string[] expected = StateOf(plan, new SweepOptions(1, null));
        Directory.CreateDirectory(folder.PathOf("checkpoints"));
        folder.Put($"checkpoints/{plan.NameOf(1)}.npz", "damaged");
        MadeUpRuns kind = new();
        Run(kind, folder, plan, new SweepOptions(1, null));
        Assert.Equal([1, 2], kind.Begun.Order());
        Assert.Equal(expected, folder.State());
    }

    [Fact]
    public void Run_ThatDoesNotFit_IsNamedBeforeAnythingIsRun()
    {
        using WorkFolder folder = new();
        MadeUpRuns kind = new();
        SweepPlan plan = Plan("fate=well,unfit", "seeds=1..2");
        string message = Assert
            .Throws<InputException>(() => Run(kind, folder, plan, new SweepOptions(1, null)))
            .Message;
        Assert.Equal("Run 2 (fate=unfit seed=1) cannot be run: This fate is unfit.", message);
        Assert.Empty(kind.Begun);
    }

    [Fact]
    public void Run_IntoAFolderThatCannotBeWritten_EndsTheSweepInOneSentence()
    {
        using WorkFolder folder = new();
        MadeUpRuns kind = new()
        {
            BeforeEpoch = (_, epoch) =>
            {
                if (epoch == 2)
                {
                    Directory.Delete(folder.PathOf("runs"), recursive: true);
                }
            },
        };
        string message = Assert
            .Throws<InputException>(() => Run(kind, folder, Plan("seeds=1..9"), new SweepOptions(1, null)))
            .Message;
        Assert.Contains("its folder does not exist", message, StringComparison.Ordinal);
        Refusal.IsSentence(message);
        Assert.Single(kind.Begun);
    }

    [Fact]
    public void Run_Reports_AnEndWhereAllIsDone()
    {
        using WorkFolder folder = new();
        List<SweepProgress> reports = [];
        using SweepFolder sweep = SweepFolder.Open(
            folder.Root,
            Plan("fate=well,diverges,fails", "seeds=1..2"),
            null
        );
        SweepRunner.Run(
            new MadeUpRuns { BeforeEpoch = (_, _) => Thread.Sleep(20) },
            sweep,
            new SweepOptions(2, null),
            reports.Add,
            CancellationToken.None
        );
        SweepProgress last = reports[^1];
        Assert.Equal((6, 4, 0, 2, 2), (last.Planned, last.Done, last.Running, last.Diverged, last.Failed));
        Assert.Equal(1, last.Share);
        Assert.Equal(TimeSpan.Zero, last.Left);
        Assert.InRange(last.IterationsPerSecond, 1, 10 * 20 * 1000);
        Assert.All(reports, report => Assert.InRange(report.Running, 0, 2));
        Assert.Equal(reports.Select(report => report.Share).Order(), reports.Select(report => report.Share));
    }

    [Fact]
    public void Run_OfShards_CoversEachRunOnce()
    {
        SweepPlan plan = Plan("m=5,10", "seeds=1..5");
        List<int> seeds = [];
        for (int i = 1; i <= 3; i++)
        {
            using WorkFolder folder = new();
            MadeUpRuns kind = new();
            Shard shard = new(i, 3);
            SweepSummary summary = Run(kind, folder, plan, new SweepOptions(1, null), shard: shard);
            Assert.Equal(shard.CountOf(10), summary.Completed);
            ShardManifest manifest = ShardManifest.Read(folder.Root);
            Assert.Equal((true, shard, plan.Json), (manifest.Complete, manifest.Shard, manifest.Plan));
            seeds.AddRange(kind.Begun);
        }

        Assert.Equal([1, 1, 2, 2, 3, 3, 4, 4, 5, 5], seeds.Order());
    }

    [Fact]
    public void Run_OfAnInterruptedShard_IsNotComplete()
    {
        using WorkFolder folder = new();
        using CancellationTokenSource cancellation = new();
        MadeUpRuns kind = new() { BeforeEpoch = (_, _) => cancellation.Cancel() };
        Run(kind, folder, Plan("seeds=1..6"), new SweepOptions(1, null), cancellation, new Shard(2, 3));
        Assert.False(ShardManifest.Read(folder.Root).Complete);
    }

    private static string[] StateOf(SweepPlan plan, SweepOptions options)
    {
        using WorkFolder folder = new();
        Run(new MadeUpRuns(), folder, plan, options);
        return folder.State();
    }

    internal static SweepSummary Run(
        MadeUpRuns kind,
        WorkFolder folder,
        SweepPlan plan,
        SweepOptions options,
        CancellationTokenSource? cancellation = null,
        Shard? shard = null
    )
    {
        using SweepFolder sweep = SweepFolder.Open(folder.Root, plan, shard);
        return SweepRunner.Run(
            kind,
            sweep,
            options,
            progress: null,
            cancellation?.Token ?? CancellationToken.None
        );
    }
}
