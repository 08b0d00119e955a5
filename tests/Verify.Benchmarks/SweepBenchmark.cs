// Runs of a sweep per second, one at a time and as many at once as there are cores, alternating. Files are written, as a
// sweep does; the folder is removed.

using System.Diagnostics;
using System.Globalization;
using Verify.Audit.Sweeping;

namespace Verify.Benchmarks;

/// <summary>The <c>sweep</c> benchmark.</summary>
internal static class SweepBenchmark
{
    private const int Rounds = 3;

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
        Console.WriteLine(
            $"| runs | runs/s, 1 at a time | runs/s, {cores} at once | ratio | processor time, ratio |"
        );
        Console.WriteLine("|---|---:|---:|---:|---:|");
        foreach (string size in s_sizes)
        {
            SweepPlan plan = SweepPlan.Create(
                new TrainingRuns().Settings,
                SweepAxis.Parse([.. size.Split(' '), $"seeds=1..{4 * cores}"])
            );
            Measure(plan, cores);
            (double Seconds, double Processor)[] one = new (double, double)[Rounds];
            (double Seconds, double Processor)[] all = new (double, double)[Rounds];
            for (int round = 0; round < Rounds; round++)
            {
                one[round] = Measure(plan, 1);
                all[round] = Measure(plan, cores);
            }

            double single = Alternation.Median([.. one.Select(time => time.Seconds)]);
            double together = Alternation.Median([.. all.Select(time => time.Seconds)]);
            double processor =
                Alternation.Median([.. all.Select(time => time.Processor)])
                / Alternation.Median([.. one.Select(time => time.Processor)]);
            Console.WriteLine(
                $"| {size} | {plan.Count / single:F2} | {plan.Count / together:F2} | {single / together:F2} | {processor:F3} |"
            );
        }
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
