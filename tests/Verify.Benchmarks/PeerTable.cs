// Rounds in which the core and the peer's forms take turns, and the table of their medians and ratios.

using System.Globalization;

namespace Verify.Benchmarks;

/// <summary>What is compared in one row: the core's run, and the peer's requests with their column names.</summary>
internal sealed record Comparison(
    string Name,
    Func<double> Core,
    double Flops,
    double PeakFactor,
    (string Form, string Request)[] Peers
);

/// <summary>The alternating measurement.</summary>
internal static class PeerTable
{
    /// <summary>Prints a row per comparison and a line per peer form; the columns stay empty where there is no peer.</summary>
    internal static void Print(string unit, int rounds, IReadOnlyList<Comparison> comparisons)
    {
        using TorchPeer? peer = TorchPeer.TryStart();
        Console.WriteLine(
            peer is null ? "PyTorch is not installed: its columns are empty." : peer.Description
        );
        Console.WriteLine($"{rounds} alternating rounds, medians, {unit}; ratio = peer / core");
        Console.WriteLine();
        Console.WriteLine("| setting | core, s | GFLOP/s | % of FMA peak | peer form | peer, s | ratio |");
        Console.WriteLine("|---|---:|---:|---:|---|---:|---:|");
        foreach (Comparison comparison in comparisons)
        {
            Row(comparison, rounds, peer);
        }
    }

    private static void Row(Comparison comparison, int rounds, TorchPeer? peer)
    {
        double[] core = new double[rounds];
        double[] peaks = new double[rounds];
        double[][] others = [.. comparison.Peers.Select(_ => new double[rounds])];

        // A run trains for minutes: what is measured is code that the runtime has finished optimising.
        for (double warm = 0; warm < 1; )
        {
            warm += comparison.Core();
        }

        // Round -1 warms up the peers.
        for (int round = -1; round < rounds; round++)
        {
            int at = Math.Max(round, 0);
            peaks[at] = FmaPeak.Measure();
            core[at] = comparison.Core();
            for (int p = 0; peer is not null && p < others.Length; p++)
            {
                others[p][at] = peer.Seconds(comparison.Peers[p].Request);
            }
        }

        double seconds = Alternation.Median(core);
        double peak = peaks.Max() * comparison.PeakFactor;
        string flops = comparison.Flops > 0 ? $"{comparison.Flops / seconds * 1e-9:F1}" : "";
        string percent = comparison.Flops > 0 ? $"{comparison.Flops / seconds * 1e-7 / peak:F0}" : "";
        for (int p = 0; p < comparison.Peers.Length; p++)
        {
            double other = Alternation.Median(others[p]);
            string columns = peer is null
                ? " | "
                : string.Create(CultureInfo.InvariantCulture, $"{other:F4} | {other / seconds:F2}");
            string left = p == 0 ? $"{comparison.Name} | {seconds:F4} | {flops} | {percent}" : " | | | ";
            Console.WriteLine($"| {left} | {comparison.Peers[p].Form} | {columns} |");
        }
    }
}
