// Where a training step spends its time: every stage beside what its flops take at the FMA peak, and what one plain pass over
// its weights takes (MemoryPass.cs). For whoever speeds it up next; there is no peer here.

using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using Verify.Core.Kernels.Simd;
using Verify.Core.Networks;
using Verify.Core.Numerics;
using Verify.Core.Training;
using Verify.Core.Training.Engine;

namespace Verify.Benchmarks;

/// <summary>The <c>stages</c> benchmark: medians and best times, the step taken apart.</summary>
internal static class StageBenchmark
{
    private const int Repeats = 300;

    /// <summary>Flops as if no gate were closed; the bytes of the weights that it reads, or reads and writes.</summary>
    private sealed record Stage(string Name, double Flops, double Bytes, bool Writes, Action Run);

    /// <summary>Prints a table for the smallest and the largest two-layer step and one for the deep step.</summary>
    internal static void Run(string[] arguments)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        Table<double>(
            "two-layer, m = 5, 1x, float64",
            RunConfiguration.TwoLayer with
            {
                TeacherWidths = [5],
                Multiple = 1,
            },
            1
        );
        Table<double>(
            "two-layer, m = 20, 10x, float64",
            RunConfiguration.TwoLayer with
            {
                TeacherWidths = [20],
            },
            1
        );
        Table<float>("deep, float32", RunConfiguration.Deep, 2);
    }

    private static void Table<T>(string name, RunConfiguration configuration, double peakFactor)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double peak = 0;
        for (int i = 0; i < 10; i++)
        {
            peak = Math.Max(peak, FmaPeak.Measure() * peakFactor);
        }

        List<Stage> stages = Stages<T>(configuration);
        double[][] times = [.. stages.Select(_ => new double[Repeats])];
        for (int round = -50; round < Repeats; round++)
        {
            for (int s = 0; s < stages.Count; s++)
            {
                long start = Stopwatch.GetTimestamp();
                stages[s].Run();
                times[s][Math.Max(0, round)] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
            }
        }

        Console.WriteLine($"{name}: FMA peak {peak:F1} GFLOP/s");
        Console.WriteLine();
        Console.WriteLine(
            "| stage | median, us | best, us | flops at the peak, us | % of peak, best | weights, MB | a pass over them, us |"
        );
        Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|");
        foreach ((Stage stage, double[] time) in stages.Zip(times))
        {
            double best = time.Min();
            double limit = stage.Flops / peak * 1e-3;
            string pass =
                stage.Bytes == 0
                    ? "| |"
                    : $"{stage.Bytes * 1e-6:F2} | {MemoryPass.Microseconds((long)stage.Bytes, stage.Writes):F1} |";
            Console.WriteLine(
                $"| {stage.Name} | {Alternation.Median(time):F1} | {best:F1} | {limit:F1} | {100 * limit / best:F0} | {pass}"
            );
        }

        double sum = times.Sum(time => time.Min());
        double all = stages.Sum(stage => stage.Flops) / peak * 1e-3;
        Console.WriteLine(
            $"| all | {times.Sum(Alternation.Median):F1} | {sum:F1} | {all:F1} | {100 * all / sum:F0} | | |"
        );
        Console.WriteLine();
    }

    private static unsafe List<Stage> Stages<T>(RunConfiguration configuration)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Network student = StudentInitialisation.Create(configuration, TeacherFactory.Create(configuration));
        NetworkShape shape = student.Shape;
        int batch = configuration.Batch;
        SampleSet<T> data = new(1000, configuration.Inputs, configuration.Outputs, true);
        data.SetInputs(
            TrainingData.Gaussian(
                1000,
                configuration.Inputs,
                configuration.DataDeviation,
                new CounterRandom(3)
            )
        );
        NetworkStep<T> step = new(new TrainedNetwork<T>(student), batch, true, SimdWidths.WidestFused);
        int[] indices = [.. Enumerable.Range(0, batch).Select(i => i * 37 % 1000)];
        double hidden = Enumerable.Range(1, shape.Depth - 1).Sum(l => (double)shape.WeightLength(l));
        double top = shape.WeightLength(shape.Depth);
        List<Stage> stages =
        [
            new("gather and transpose the batch", 0, 0, false, () => step.Load(data, indices, 0, batch)),
            new("forward, gate", 2 * batch * hidden, hidden * sizeof(T), false, step.Forward),
            new("outputs, residual", 2 * batch * top, top * sizeof(T), false, () => step.Residuals()),
        ];
        for (int l = shape.Depth; l >= 1; l--)
        {
            int layer = l;
            double weights = shape.WeightLength(l);
            if (l > 1 && l == shape.Depth)
            {
                double used = (double)shape.Width(l - 1) * shape.Width(l);
                stages.Add(
                    new(
                        $"backward through W_{l}, gate, and its update",
                        2 * batch * (used + weights),
                        weights * sizeof(T),
                        true,
                        () => step.BackwardAndUpdateTop(T.CreateChecked(1e-9))
                    )
                );
                continue;
            }

            if (l > 1)
            {
                double used = (double)shape.Width(l - 1) * shape.Width(l);
                stages.Add(
                    new(
                        $"backward through W_{l}, gate",
                        2 * batch * used,
                        used * sizeof(T),
                        false,
                        () => step.Backward(layer)
                    )
                );
            }

            stages.Add(
                new(
                    $"update W_{l}",
                    2 * batch * weights,
                    weights * sizeof(T),
                    true,
                    () => step.UpdateWeights(layer, T.CreateChecked(1e-9))
                )
            );
        }

        return stages;
    }
}
