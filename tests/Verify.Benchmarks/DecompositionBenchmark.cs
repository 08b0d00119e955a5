// The Lemma 1 decomposition in samples per second, against a plain scalar form, alternating in one run on one thread.

using Verify.Core.Data;
using Verify.Core.Gradients;
using Verify.Core.Kernels;
using Verify.Core.Networks;
using Verify.Core.Numerics;

namespace Verify.Benchmarks;

/// <summary>Forward passes, V, A and B of every sample and layer.</summary>
internal static class DecompositionBenchmark
{
    private const int Rounds = 7;

    private sealed record Setting(string Name, int[] Teacher, int[] Student, int Samples, double Leak);

    private static readonly Setting[] Settings =
    [
        new("audit-sized", [4, 5, 5, 3], [4, 6, 6, 3], 64, 0.2),
        new("two-layer, m=10, 10x", [100, 10, 50], [100, 100, 50], 256, 0),
        new("deep, 10-15-20-25, 2x", [20, 10, 15, 20, 25, 20], [20, 20, 30, 40, 50, 20], 64, 0.01),
    ];

    internal static void Run(string[] arguments)
    {
        Console.WriteLine(
            "| setting | teacher | student | N | core, samples/s | scalar, samples/s | ratio |"
        );
        Console.WriteLine("|---|---|---|---:|---:|---:|---:|");
        foreach (Setting setting in Settings)
        {
            Measure(setting);
        }
    }

    private static void Measure(Setting setting)
    {
        CounterRandom random = new(1);
        NetworkPair pair = new(
            RandomNetwork.Create(
                new NetworkShape(setting.Teacher),
                setting.Leak,
                WeightDistribution.Gaussian,
                random
            ),
            RandomNetwork.Create(
                new NetworkShape(setting.Student),
                setting.Leak,
                WeightDistribution.Gaussian,
                random
            )
        );
        double[] inputs = RandomDataset.Create(
            DataDistribution.Gaussian,
            setting.Samples,
            pair.Inputs,
            random
        );
        ForwardPass teacher = new(pair.Teacher.Shape, setting.Samples);
        ForwardPass student = new(pair.Student.Shape, setting.Samples);
        MixtureDecomposition decomposition = new(pair);
        Total total = new();
        Reading[] readings = Alternation.Measure(
            [
                new Contender(
                    "core",
                    () =>
                    {
                        ReadOnlyMatrixView x = new(inputs, setting.Samples, pair.Inputs);
                        teacher.Run(pair.Teacher, x);
                        student.Run(pair.Student, x);
                        decomposition.Visit(teacher, student, total);
                    }
                ),
                new Contender("scalar", () => ScalarDecomposition.Run(pair, inputs, setting.Samples)),
            ],
            Rounds
        );
        double core = setting.Samples / readings[0].Seconds;
        double scalar = setting.Samples / readings[1].Seconds;
        Console.WriteLine(
            $"| {setting.Name} | {pair.Teacher.Shape} | {pair.Student.Shape} | {setting.Samples} | {core:N0} | {scalar:N0} | {core / scalar:F1}x |"
        );
    }

    /// <summary>Sums A and B of every block, as the scalar form does of every sample.</summary>
    private sealed class Total : IMixtureVisitor
    {
        internal double Sum { get; private set; }

        public void Visit(in MixtureBlock block) =>
            Sum += (Reduction.Sum(block.A.Data) + Reduction.Sum(block.B.Data)) * block.Samples.Length;
    }
}
