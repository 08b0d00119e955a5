// The deep training step, and the means of A_l and B_l of one batch, beside PyTorch's forms. Float32, one thread.

using System.Diagnostics;
using System.Globalization;
using Verify.Core.Kernels.Simd;
using Verify.Core.Networks;
using Verify.Core.Numerics;
using Verify.Core.Training;
using Verify.Core.Training.Engine;

namespace Verify.Benchmarks;

/// <summary>The <c>deep</c> benchmark: teacher 50-75-100-125, student 10x, d = 20, C = 100, batch 64.</summary>
internal static class DeepBenchmark
{
    private const int Batch = 64;
    private const int Steps = 10;

    /// <summary>Prints the tables; the argument is the number of rounds (7).</summary>
    internal static void Run(string[] arguments)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        int rounds = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 7;
        RunConfiguration configuration = RunConfiguration.Deep;
        Network teacher = TeacherFactory.Create(configuration);
        Network student = StudentInitialisation.Create(configuration, teacher);
        SampleSet<float> data = new(Batch, configuration.Inputs, configuration.Outputs, true);
        data.SetInputs(TrainingData.Gaussian(Batch, configuration.Inputs, 10, new CounterRandom(3)));
        SimdWidth width = SimdWidths.WidestFused;
        TrainedNetwork<float> fixedTeacher = new(teacher);
        TrainedNetwork<float> trained = new(student);
        new Evaluator<float>(fixedTeacher, trained, true, width).SetTargets(data);
        NetworkStep<float> step = new(trained, Batch, true, width);
        Optimiser<float> optimiser = new(step, new(false, 0, 0, true, true, true), Batch, width);
        int[] indices = [.. Enumerable.Range(0, Batch)];
        PeerTable.Print(
            $"seconds per {Steps} steps",
            rounds,
            [
                new(
                    "deep step",
                    () => Seconds(Steps, () => optimiser.Update(data, indices, 1e-6, 1)),
                    Flops(student.Shape) * Steps,
                    2,
                    [("by hand", $"deep-hand {Steps}"), ("autograd", $"deep-autograd {Steps}")]
                ),
            ]
        );
        Console.WriteLine();
        MixtureMeans<float> all = new(fixedTeacher, trained, MixtureContent.All, true, width);
        MixtureMeans<float> students = new(fixedTeacher, trained, MixtureContent.Students, true, width);
        MixtureMeans<float> diagonal = new(fixedTeacher, trained, MixtureContent.Diagonal, true, width);
        PeerTable.Print(
            "seconds per batch of 64",
            rounds,
            [
                new(
                    "means of A and B",
                    () => Seconds(1, () => all.Run(data, Batch)),
                    0,
                    2,
                    [("best", "statistics-all 1"), ("as published", "statistics-paper 1")]
                ),
                new(
                    "means of B",
                    () => Seconds(1, () => students.Run(data, Batch)),
                    0,
                    2,
                    [("best", "statistics-students 1")]
                ),
                new(
                    "diagonal of B",
                    () => Seconds(1, () => diagonal.Run(data, Batch)),
                    0,
                    2,
                    [("best", "statistics-diagonal 1")]
                ),
            ]
        );
    }

    private static double Seconds(int times, Action action)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < times; i++)
        {
            action();
        }

        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>Forward and sums of updates of every layer, backward of all but the first.</summary>
    private static double Flops(NetworkShape shape)
    {
        double flops = 0;
        for (int l = 1; l <= shape.Depth; l++)
        {
            flops += 2.0 * Batch * shape.WeightLength(l) * 2;
            flops += l > 1 ? 2.0 * Batch * shape.Width(l - 1) * shape.Width(l) : 0;
        }

        return flops;
    }
}
