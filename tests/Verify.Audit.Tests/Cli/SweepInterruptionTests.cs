// Sweeps and runs that are stopped: killed without a word at moments drawn from a fixed seed, or told to stop. Nothing is
// lost beyond the last checkpoint, nothing is left half written, and the bytes at the end are the same.

using System.Diagnostics;
using Verify.Core.Numerics;

namespace Verify.Audit.Tests.Cli;

public sealed class SweepInterruptionTests
{
    /// <summary>Runs of some tenths of a second.</summary>
    private static readonly string[] s_longer =
    [
        "m=3",
        "multi=4",
        "d=20",
        "C=5",
        "N_train=300",
        "N_eval=300",
        "batch=16",
        "iterations=2000",
        "epochs=30",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Sweep_KilledAtRandomMoments_EndsInTheSameBytes(int jobs)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Signals are POSIX.");
        string[] command = ["sweep", .. s_longer, "lr=0.02,1e9", "seeds=1..4", "--out", "out"];
        using WorkFolder whole = new();
        SweepTests.Run(whole, 0, command);
        using WorkFolder killed = new();
        CounterRandom moments = new(seed: 2026, stream: (ulong)jobs);
        int unfinished = 0;
        for (int i = 0; i < 8; i++)
        {
            using VerifyProcess sweep = VerifyProcess.Start(
                killed,
                [],
                [.. command, "--jobs", $"{jobs}", "--checkpoint-every", "1"]
            );
            WaitUntil(() => File.Exists(killed.PathOf("out/sweep.json")));
            Thread.Sleep(moments.NextBelow(400));
            sweep.Signal("KILL");
            sweep.Wait();
            // At the end there are ten: eight runs, the plan and the summary.
            unfinished +=
                Directory.GetFiles(killed.PathOf("out"), "*.json", SearchOption.AllDirectories).Length < 10
                    ? 1
                    : 0;
        }

        Assert.True(unfinished > 2, "The sweep is over before it is killed: the test is vacuous.");
        SweepTests.Run(killed, 0, command);
        Assert.Equal(whole.State(), killed.State());
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public void Sweep_Signalled_WritesCheckpointsAndGoesOnToTheSameBytes(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Signals are POSIX.");
        string[] command = ["sweep", .. s_longer, "lr=0.02", "seeds=1..6", "--jobs", "2", "--out", "out"];
        using WorkFolder whole = new();
        SweepTests.Run(whole, 0, command);
        using WorkFolder folder = new();
        using (VerifyProcess sweep = VerifyProcess.Start(folder, [], command))
        {
            // Its first run is over and others are under way, some epochs into them.
            WaitUntil(() =>
                Directory.Exists(folder.PathOf("out/runs"))
                && Directory.GetFiles(folder.PathOf("out/runs"), "*.json").Length > 0
            );
            Thread.Sleep(100);
            sweep.Signal(signal);
            ProcessResult result = sweep.Wait();
            Assert.Equal(130, result.ExitCode);
            Assert.Matches(@"Interrupted: \d of 6 runs are over\. The same command goes on\.", result.Out);
        }

        Assert.NotEmpty(Directory.GetFiles(folder.PathOf("out/checkpoints"), "*.npz"));
        Assert.DoesNotContain(folder.Names(), name => name.EndsWith(".tmp", StringComparison.Ordinal));
        SweepTests.Run(folder, 0, "sweep", "--resume", "--out", "out");
        Assert.Equal(whole.State(), folder.State());
    }

    /// <summary>Told to stop in the midst of epochs that are longer than any of its turns, and killed once in a while.</summary>
    [Fact]
    public void Train_StoppedWithinLongEpochs_GoesOnWithinThemToTheSameBytes()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Signals are POSIX.");
        string[] command =
        [
            "train",
            .. s_longer.Select(word =>
                word switch
                {
                    "iterations=2000" => "iterations=1000000",
                    "epochs=30" => "epochs=2",
                    _ => word,
                }
            ),
            "lr=0.02",
            "--out",
            "out",
        ];
        using WorkFolder whole = new();
        SweepTests.Run(whole, 0, command);
        using WorkFolder folder = new();
        CounterRandom moments = new(seed: 7);
        int within = 0;
        long before = 0;
        for (int i = 0; within < 3; i++)
        {
            Assert.True(i < 40, "It is hardly ever stopped within an epoch: the test is vacuous.");
            string[] resume = i > 0 ? ["--resume"] : [];
            using VerifyProcess train = VerifyProcess.Start(folder, [], [.. command, .. resume]);
            WaitUntil(() => File.Exists(folder.PathOf("out/.lock")));
            // Longer from turn to turn: on a busy machine a process takes its time to get to its first update.
            Thread.Sleep(100 * i + moments.NextBelow(200));
            train.Signal(
                (i % 3) switch
                {
                    0 => "INT",
                    1 => "TERM",
                    _ => "KILL",
                }
            );
            train.Wait();
            if (Directory.GetFiles(folder.PathOf("out/checkpoints"), "*.npz") is [var checkpoint])
            {
                long done = Core.Training.Checkpoint.Read(checkpoint).Iteration;
                Assert.True(done >= before, "A checkpoint went backwards.");
                within += done > before && done % 1_000_000 != 0 ? 1 : 0;
                before = done;
            }
        }

        SweepTests.Run(folder, 0, "train", "--resume", "--out", "out");
        Assert.Equal(whole.State(), folder.State());
    }

    [Fact]
    public void Train_InterruptedWithinALongEpoch_StopsAtOnceAndGoesOn()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Signals are POSIX.");
        using WorkFolder folder = new();
        string[] command =
        [
            "train",
            .. s_longer.Select(word => word == "iterations=2000" ? "iterations=1000000000" : word),
            "--out",
            "out",
        ];
        using (VerifyProcess train = VerifyProcess.Start(folder, [], command))
        {
            WaitUntil(() => File.Exists(folder.PathOf("out/sweep.json")));
            Thread.Sleep(300);
            train.Signal("INT");
            ProcessResult result = train.Wait();
            Assert.Equal(130, result.ExitCode);
            Assert.Contains("the same command goes on", result.Out, StringComparison.Ordinal);
        }

        // Two processes in one folder: the second is refused while the first is at work.
        using VerifyProcess first = VerifyProcess.Start(folder, [], command);
        WaitUntil(() => File.Exists(folder.PathOf("out/.lock")));
        Refusal.IsClean(VerifyProcess.Run(folder, command), "Another process is at work");
        first.Signal("KILL");
        first.Wait();
    }

    private static void WaitUntil(Func<bool> condition)
    {
        Stopwatch clock = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(clock.Elapsed < TimeSpan.FromMinutes(1), "The process does not get to work.");
            Thread.Sleep(5);
        }
    }
}
