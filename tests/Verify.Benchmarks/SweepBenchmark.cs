// Runs of a sweep per second, one at a time and as many at once as there are cores, alternating. Files are written, as a
// sweep does; the folder is removed. Beside them the same for a loop that touches no memory: what the machine's cores can
// do at once at all, in the same minutes.

using System.Diagnostics;
using System.Globalization;
using Verify.Audit.Sweeping;

namespace Verify.Benchmarks;

/// <summary>The <c>sweep</c> benchmark.</summary>
internal static class SweepBenchmark
{
    private const int Rounds = 3;

    /// <summary>Readings of the FMA loop in one item of the control: about half a second.</summary>
    private const int ControlReadings = 40;

    private static readonly string[] s_sizes =
    [
        "m=5 multi=1 epochs=100",
        "m=10 multi=10 epochs=20",
        "m=20 multi=10 epochs=20",
    ];

    internal static void Run(string[] arguments)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        int cores = Environment.ProcessorCount;
        int seeds = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 32;
        Console.WriteLine($"{seeds} runs a sweep, medians of {Rounds} alternating rounds");
        Console.WriteLine(
            $"| runs | runs/s, 1 at a time | runs/s, {cores} at once | ratio | processor time, ratio | ratio of the FMA loop |"
        );
        Console.WriteLine("|---|---:|---:|---:|---:|---:|");
        foreach (string size in s_sizes)
        {
            SweepPlan plan = SweepPlan.Create(
                new TrainingRuns().Settings,
                SweepAxis.Parse([.. size.Split(' '), $"seeds=1..{seeds}"])
            );
            Measure(plan, cores);
            (double Seconds, double Processor)[] one = new (double, double)[Rounds];
            (double Seconds, double Processor)[] all = new (double, double)[Rounds];
            double[] controlOne = new double[Rounds];
            double[] controlAll = new double[Rounds];
            for (int round = 0; round < Rounds; round++)
            {
                one[round] = Measure(plan, 1);
                all[round] = Measure(plan, cores);
                controlOne[round] = Control(plan.Count, 1);
                controlAll[round] = Control(plan.Count, cores);
            }

            double single = Alternation.Median([.. one.Select(time => time.Seconds)]);
            double together = Alternation.Median([.. all.Select(time => time.Seconds)]);
            double processor =
                Alternation.Median([.. all.Select(time => time.Processor)])
                / Alternation.Median([.. one.Select(time => time.Processor)]);
            Console.WriteLine(
                $"| {size} | {plan.Count / single:F2} | {plan.Count / together:F2} | {single / together:F2} | {processor:F3} | {Alternation.Median(controlOne) / Alternation.Median(controlAll):F2} |"
            );
        }
    }

    /// <summary>Wall time of as many items of the FMA loop, taken by threads as runs are.</summary>
    private static double Control(int items, int jobs)
    {
        int next = -1;
        long start = Stopwatch.GetTimestamp();
        Thread[] threads =
        [
            .. Enumerable
                .Range(0, jobs)
                .Select(_ => new Thread(() =>
                {
                    while (Interlocked.Increment(ref next) < items)
                    {
                        for (int i = 0; i < ControlReadings; i++)
                        {
                            FmaPeak.Measure();
                        }
                    }
                })),
        ];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>Wall time and processor time of a whole sweep.</summary>
    private static (double Seconds, double Processor) Measure(SweepPlan plan, int jobs)
    {
        string path = Directory.CreateTempSubdirectory("verify-sweep-").FullName;
        try
        {
            using SweepFolder folder = SweepFolder.Open(path, plan, shard: null);
            TimeSpan before = Environment.CpuUsage.TotalTime;
            Stopwatch clock = Stopwatch.StartNew();
            SweepRunner.Run(
                new TrainingRuns(),
                folder,
                new SweepOptions(jobs, CheckpointEvery: null),
                progress: null,
                CancellationToken.None
            );
            return (clock.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - before).TotalSeconds);
        }
        finally
        {
            Directory.Delete(path, recursive: true);
        }
    }
}
