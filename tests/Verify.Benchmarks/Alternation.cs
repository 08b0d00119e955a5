// Times several contenders in turn, A B C A B C .., within one run, so that a change of the machine's pace falls on
// all of them alike. Medians are reported, with no claim about their spread.

using System.Diagnostics;

namespace Verify.Benchmarks;

/// <summary>A contender: what is timed and under which name.</summary>
internal sealed record Contender(string Name, Action Run);

/// <summary>What was measured of a contender.</summary>
internal sealed record Reading(string Name, double Seconds, double BytesPerCall);

/// <summary>The alternating timer.</summary>
internal static class Alternation
{
    private const double SliceSeconds = 0.02;

    /// <summary>Median seconds per call over the rounds, and bytes allocated per call after warm-up.</summary>
    internal static Reading[] Measure(IReadOnlyList<Contender> contenders, int rounds)
    {
        int[] calls = [.. contenders.Select(CallsPerSlice)];
        double[][] seconds = [.. contenders.Select(_ => new double[rounds])];
        long[] bytes = new long[contenders.Count];
        for (int round = 0; round < rounds; round++)
        {
            for (int c = 0; c < contenders.Count; c++)
            {
                Action run = contenders[c].Run;
                long allocated = GC.GetAllocatedBytesForCurrentThread();
                long start = Stopwatch.GetTimestamp();
                for (int i = 0; i < calls[c]; i++)
                {
                    run();
                }

                seconds[c][round] = Stopwatch.GetElapsedTime(start).TotalSeconds / calls[c];
                bytes[c] += GC.GetAllocatedBytesForCurrentThread() - allocated;
            }
        }

        return
        [
            .. contenders.Select(
                (contender, c) =>
                    new Reading(
                        contender.Name,
                        Median(seconds[c]),
                        (double)bytes[c] / ((long)calls[c] * rounds)
                    )
            ),
        ];
    }

    /// <summary>The middle value (the lower of two).</summary>
    internal static double Median(double[] values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[(sorted.Length - 1) / 2];
    }

    /// <summary>Warms up past tiered compilation and finds how many calls fill a slice.</summary>
    private static int CallsPerSlice(Contender contender)
    {
        long start = Stopwatch.GetTimestamp();
        int calls = 0;
        while (calls < 3 || Stopwatch.GetElapsedTime(start).TotalSeconds < 0.3)
        {
            contender.Run();
            calls++;
        }

        long timed = Stopwatch.GetTimestamp();
        contender.Run();
        double once = Stopwatch.GetElapsedTime(timed).TotalSeconds;
        return (int)Math.Clamp(SliceSeconds / Math.Max(once, 1e-9), 1, 1_000_000);
    }
}
