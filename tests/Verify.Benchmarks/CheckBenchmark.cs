// `verify check` on growing datasets: seconds per million samples should not grow with N, nor the peak memory. The data
// are made on disk first, since the check streams them.

using System.Diagnostics;
using System.Globalization;
using Verify.Audit.Checking;
using Verify.Core.Data;
using Verify.Core.Networks;
using Verify.Core.Numerics;

namespace Verify.Benchmarks;

/// <summary>d = 100, m = 20, n = 200, C = 50, the aware augmentation.</summary>
internal static class CheckBenchmark
{
    private const int Inputs = 100;
    private const int Teachers = 20;
    private const int Students = 200;
    private const int Outputs = 50;
    private const double Noise = 1e-4;

    /// <summary>The N of the arguments, or 62,500 doubled four times.</summary>
    internal static void Run(string[] arguments)
    {
        int[] sizes =
            arguments.Length > 0
                ? [.. arguments.Select(text => int.Parse(text, CultureInfo.InvariantCulture))]
                : [62_500, 125_000, 250_000, 500_000, 1_000_000];
        string folder = Directory.CreateTempSubdirectory("verify-check-").FullName;
        try
        {
            (Network teacher, Network student) = Networks();
            Console.WriteLine(
                "| N | seconds | CPU seconds | us per sample | matched | peak memory so far, MiB |"
            );
            Console.WriteLine("|---:|---:|---:|---:|---:|---:|");
            foreach (int size in sizes.Order())
            {
                string path = Path.Combine(folder, "x.npy");
                WriteInputs(path, size);
                using Process process = Process.GetCurrentProcess();
                TimeSpan before = process.TotalProcessorTime;
                Stopwatch clock = Stopwatch.StartNew();
                CheckRecord record = CheckRun.Run(
                    path,
                    ("teacher", teacher),
                    ("student", student),
                    new CheckSettings { Jobs = Environment.ProcessorCount },
                    null,
                    CancellationToken.None
                );
                double seconds = clock.Elapsed.TotalSeconds;
                process.Refresh();
                double busy = (process.TotalProcessorTime - before).TotalSeconds;
                Console.WriteLine(
                    $"| {size:N0} | {seconds:F2} | {busy:F2} | {1e6 * seconds / size:F2} | {record.Matched} of {Teachers} | {process.PeakWorkingSet64 >> 20:N0} |"
                );
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Ten students for each teacher share its fan-out: nine idle, one a copy that is slightly off.</summary>
    private static (Network Teacher, Network Student) Networks()
    {
        CounterRandom random = new(1);
        Network teacher = RandomNetwork.Create(
            new NetworkShape(Inputs, Teachers, Outputs),
            0,
            WeightDistribution.Gaussian,
            random
        );
        NetworkShape shape = new(Inputs, Students, Outputs);
        double[] weights = new double[shape.WeightCount];
        random.FillGaussian(weights);
        MatrixView first = new(weights, Inputs + 1, Students);
        MatrixView second = new(weights.AsSpan(shape.WeightOffset(2)), Students + 1, Outputs);
        for (int k = 0; k < Students; k++)
        {
            for (int u = 0; k < Teachers && u <= Inputs; u++)
            {
                first[u, k] = teacher.Weights(1)[u, k] * (1 + Noise * random.NextGaussian());
            }

            for (int o = 0; o < Outputs; o++)
            {
                second[k, o] = k < Teachers ? teacher.Weights(2)[k, o] : Noise * second[k, o];
            }
        }

        teacher.Weights(2).Row(Teachers).CopyTo(second.Row(Students));
        return (teacher, new Network(shape, 0, weights));
    }

    private static void WriteInputs(string path, int samples) =>
        NpyWriter.Write(
            path,
            [samples, Inputs],
            writer =>
            {
                CounterRandom random = new(2);
                double[] rows = new double[1000 * Inputs];
                for (int done = 0; done < samples; done += 1000)
                {
                    Span<double> block = rows.AsSpan(0, Math.Min(1000, samples - done) * Inputs);
                    random.FillGaussian(block);
                    writer.Append(block);
                }
            }
        );
}
