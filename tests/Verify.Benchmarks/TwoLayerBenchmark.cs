// The two-layer training step: seconds for 1000 iterations and percent of the FMA peak, beside PyTorch's forms.

using System.Globalization;
using Verify.Core.Kernels.Simd;
using Verify.Core.Networks;
using Verify.Core.Numerics;
using Verify.Core.Training.Engine;

namespace Verify.Benchmarks;

/// <summary>The <c>two-layer</c> benchmark.</summary>
internal static class TwoLayerBenchmark
{
    private const int Inputs = 100;
    private const int Outputs = 50;
    private const int Batch = 16;
    private const int Samples = 10_000;
    private const int Rounds = 60;
    private const int Iterations = 128;

    private static readonly (int Teacher, int Multi)[] Sizes = [(5, 1), (10, 10), (20, 10)];

    internal static void Run(string[] arguments)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        foreach ((int m, int multi) in Sizes)
        {
            Stepper<double> wide = new(m, m * multi);
            Stepper<float> narrow = new(m, m * multi);
            wide.Run(Iterations);
            narrow.Run(Iterations);
            double peak = 0;
            double[] seconds = new double[Rounds];
            double[] singles = new double[Rounds];
            for (int round = 0; round < Rounds; round++)
            {
                peak = Math.Max(peak, FmaPeak.Measure());
                seconds[round] = wide.Run(Iterations);
                singles[round] = narrow.Run(Iterations);
            }

            double time = seconds.Min() * 1000 / Iterations;
            double flops = Flops(m * multi) * 1000;
            Console.WriteLine(
                $"m={m} {multi}x: {time:F4} s, {flops / time * 1e-9:F1} GFLOP/s of {peak:F1} ({flops / time * 1e-7 / peak:F0} %), float32 {singles.Min() * 1000 / Iterations:F4} s"
            );
        }
    }

    /// <summary>Forward, both sums of updates and the one product backwards.</summary>
    internal static double Flops(int n) =>
        2.0 * Batch * (2 * (Inputs + 1) * n + 2 * (n + 1) * Outputs + Outputs * n);

    internal sealed class Stepper<T>
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        private readonly SampleSet<T> data = new(Samples, Inputs, Outputs, true);
        private readonly Optimiser<T> optimiser;
        private readonly int[] indices = new int[Batch * 64];
        private readonly CounterRandom random = new(1, 2);
        private long iteration;

        internal Stepper(int m, int n)
        {
            CounterRandom draw = new(1);
            double[] x = new double[Samples * Inputs];
            draw.FillGaussian(x);
            data.SetInputs(x);
            for (int i = 0; i < Samples; i++)
            {
                foreach (ref T target in data.Target(i))
                {
                    target = T.CreateChecked(draw.NextGaussian());
                }
            }

            Network student = RandomNetwork.Create(
                new NetworkShape(Inputs, n, Outputs),
                0,
                WeightDistribution.Gaussian,
                draw
            );
            NetworkStep<T> step = new(new TrainedNetwork<T>(student), Batch, true, SimdWidths.WidestFused);
            optimiser = new Optimiser<T>(
                step,
                new UpdateSettings(false, 0, 0, true, true, false),
                Batch,
                SimdWidths.WidestFused
            );
        }

        internal double Run(int iterations)
        {
            long start = System.Diagnostics.Stopwatch.GetTimestamp();
            for (int i = 0; i < iterations; i++)
            {
                int at = i % 64;
                if (at == 0)
                {
                    foreach (ref int index in indices.AsSpan())
                    {
                        index = random.NextBelow(Samples);
                    }
                }

                data.Prefetch(indices.AsSpan((at + 1) % 64 * Batch, Batch));
                optimiser.Update(data, indices.AsSpan(at * Batch, Batch), 0.01, ++iteration);
            }

            return System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
    }
}
