// Time of a band certificate against the number of samples, for d = 1, 2 and 3, and of the deviation bound above that.
// A smoke figure per line, the best of three; nothing is compared with another program.

using System.Diagnostics;
using Verify.Core.Geometry;
using Verify.Core.Numerics;

namespace Verify.Benchmarks;

/// <summary>Certificates of Gaussian samples with a floor of a twentieth of their spread.</summary>
internal static class BandBenchmark
{
    private const int Rounds = 3;

    internal static void Run(string[] arguments)
    {
        int largest =
            arguments.Length > 0
                ? int.Parse(arguments[0], System.Globalization.CultureInfo.InvariantCulture)
                : 2000;
        Console.WriteLine("| d | N | floor | seconds | eta at least | eta at most | method |");
        Console.WriteLine("|---:|---:|---:|---:|---:|---:|---|");
        foreach (int d in (int[])[1, 2, 3, 20])
        {
            for (int n = 250; n <= largest; n *= 2)
            {
                Row(n, d, 0.05);
            }
        }

        for (int n = 250; n <= largest; n *= 2)
        {
            Row(n, 2, 0);
        }
    }

    private static void Row(int n, int d, double floor)
    {
        double[] data = new double[n * d];
        new CounterRandom(17, (ulong)d).FillGaussian(data);
        double best = double.PositiveInfinity;
        BandCertificate? certificate = null;
        for (int round = 0; round < Rounds; round++)
        {
            long start = Stopwatch.GetTimestamp();
            certificate = BandCondition.Certify(
                new ReadOnlyMatrixView(data, n, d),
                d + 1,
                floor,
                BandOptions.Default
            );
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        Console.WriteLine(
            $"| {d} | {n} | {floor} | {best:F3} | {certificate!.Lower:G5} | {certificate.Upper:G5} | {certificate.Method} |"
        );
    }
}
