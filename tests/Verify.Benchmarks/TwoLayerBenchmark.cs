// The two-layer training step: seconds for 1000 iterations and percent of the FMA peak, beside PyTorch's forms.

using System.Diagnostics;
using System.Globalization;
using Verify.Core.Kernels.Simd;
using Verify.Core.Networks;
using Verify.Core.Numerics;
using Verify.Core.Training;
using Verify.Core.Training.Engine;

namespace Verify.Benchmarks;

/// <summary>The <c>two-layer</c> benchmark.</summary>
internal static class TwoLayerBenchmark
{
    private const int Inputs = 100;
    private const int Outputs = 50;
    private const int Batch = 16;
    private const int Samples = 10_000;
    private const int Iterations = 1000;

    /// <summary>
    /// A turn of the core lasts at least so long, as one of the peer does: a few milliseconds after it would time how the
    /// samples come back to the third-level cache, which the peer has filled.
    /// </summary>
    private const double TurnSeconds = 0.1;

    private static readonly (int Teacher, int Multi)[] Sizes = [(5, 1), (10, 10), (20, 10)];

    /// <summary>Prints the tables; the argument is the number of rounds (9).</summary>
    internal static void Run(string[] arguments)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        int rounds = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 9;
        List<Comparison> comparisons = [];
        foreach ((int m, int multi) in Sizes)
        {
            Stepper<double> wide = new(m, multi);
            Stepper<float> narrow = new(m, multi);
            (string, string)[] peers =
            [
                ("as published", $"two-layer-paper {m} {multi} {Iterations}"),
                ("best, in place", $"two-layer-best {m} {multi} {Iterations}"),
            ];
            double flops = Flops(m * multi) * Iterations;
            comparisons.Add(new($"m={m}, {multi}x, float64", wide.Run, flops, 1, peers));
            comparisons.Add(
                new(
                    $"m={m}, {multi}x, float32",
                    narrow.Run,
                    flops,
                    2,
                    [("best, in place", $"two-layer-best-float32 {m} {multi} {Iterations}")]
                )
            );
        }

        PeerTable.Print("seconds per 1000 iterations (batch 16, d = 100, C = 50)", rounds, comparisons);
        Console.WriteLine();
        Evaluation(rounds);
    }

    /// <summary>What an epoch costs beside its iterations: losses, correlations, counts, observations, and the gradients of all training samples.</summary>
    private static void Evaluation(int rounds)
    {
        RunConfiguration configuration = RunConfiguration.TwoLayer with { TeacherWidths = [20] };
        Network teacher = TeacherFactory.Create(configuration);
        Network student = StudentInitialisation.Create(configuration, teacher);
        SampleSet<double> data = new(configuration.EvaluationSamples, Inputs, Outputs, true);
        data.SetInputs(TrainingData.Evaluation(configuration));
        Evaluator<double> evaluator = new(new(teacher), new(student), true, SimdWidths.WidestFused);
        evaluator.SetTargets(data);
        Comparison Row(string name, int gradients) =>
            new(
                name,
                () =>
                {
                    long start = Stopwatch.GetTimestamp();
                    evaluator.Run(data);
                    evaluator.Run(data);
                    evaluator.Gradients(data, gradients);
                    return Stopwatch.GetElapsedTime(start).TotalSeconds;
                },
                0,
                1,
                [("as published", "two-layer-evaluation 20 10 1")]
            );
        PeerTable.Print(
            "seconds for 10000 + 10000 samples (m = 20, 10x, float64)",
            rounds,
            [
                Row("evaluation, gradients of all training samples", data.Samples),
                Row("evaluation, gradients of 1000, as runs have it", configuration.GradientSamples),
            ]
        );
    }

    /// <summary>Forward, both sums of updates and the one product backwards.</summary>
    private static double Flops(int n) =>
        2.0 * Batch * (2 * (Inputs + 1) * n + 2 * (n + 1) * Outputs + Outputs * n);

    private sealed class Stepper<T>
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        private readonly SampleSet<T> data = new(Samples, Inputs, Outputs, true);
        private readonly Optimiser<T> optimiser;
        private readonly int[] indices = new int[Batch * 64];
        private readonly CounterRandom random = new(1, 2);
        private long iteration;

        /// <summary>A published run, which goes on from round to round: its gates are those of a real training.</summary>
        internal Stepper(int m, int multi)
        {
            RunConfiguration configuration = RunConfiguration.TwoLayer with
            {
                TeacherWidths = [m],
                Multiple = multi,
                StrengthDecay = 1,
                TrainSamples = Samples,
            };
            Network teacher = TeacherFactory.Create(configuration);
            data.SetInputs(TrainingData.Train(configuration, teacher, 0));
            TrainedNetwork<T> student = new(StudentInitialisation.Create(configuration, teacher));
            new Evaluator<T>(new(teacher), student, true, SimdWidths.WidestFused).SetTargets(data);
            NetworkStep<T> step = new(student, Batch, true, SimdWidths.WidestFused);
            optimiser = new Optimiser<T>(
                step,
                new UpdateSettings(false, 0, 0, true, true, false),
                Batch,
                SimdWidths.WidestFused
            );
        }

        /// <summary>Seconds for 1000 iterations, over a turn.</summary>
        internal double Run()
        {
            long start = Stopwatch.GetTimestamp();
            int thousands = 0;
            do
            {
                RunThousand();
                thousands++;
            } while (Stopwatch.GetElapsedTime(start).TotalSeconds < TurnSeconds);

            return Stopwatch.GetElapsedTime(start).TotalSeconds / thousands;
        }

        private void RunThousand()
        {
            for (int i = 0; i < Iterations; i++)
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
        }
    }
}
