// The five two-layer configurations that section 9 of the theory gives figures for, over seeds, with our draws and with the
// published code's. Weights and statistics are Verify.Core.Training's.

using Verify.Core.Networks;
using Verify.Core.Training;
using Verify.Core.Training.Engine;

namespace Verify.Benchmarks.Published;

/// <summary>Coverage and losses after 20 epochs.</summary>
internal static class TwoLayerTable
{
    private const int Epochs = 20;

    /// <summary>The index of 0.95 in <see cref="EpochStatistics.Thresholds"/>.</summary>
    private const int Threshold = 5;

    /// <summary>m, n/m, p, and what is published: teachers covered, students on a teacher, loss.</summary>
    private static readonly (int M, int Multiple, double P, int Covered, string On, string Loss)[] s_runs =
    [
        (10, 10, 1, 10, "about 90", "6e-6"),
        (10, 1, 1, 8, "-", "5e-3"),
        (10, 10, 2, 9, "-", "2e-5"),
        (20, 10, 1, 20, "-", "3e-5"),
        (5, 1, 1, 5, "-", "6e-13"),
    ];

    private static readonly (string Name, PublishedDraw Draw)[] s_draws =
    [
        ("ours", PublishedDraw.Ours),
        ("strengths as drawn", PublishedDraw.Ours with { RawStrengths = true }),
        ("output offsets -0.1", PublishedDraw.Ours with { OutputOffsets = true }),
        ("student's offsets 0", PublishedDraw.Ours with { ZeroOffsets = true }),
        ("all of the published draw", PublishedDraw.Theirs),
    ];

    /// <summary>Both tables, over seeds 1 .. <paramref name="seeds"/>.</summary>
    internal static void Print(int seeds)
    {
        Result[][][] results = new Result[s_draws.Length][][];
        for (int i = 0; i < s_draws.Length; i++)
        {
            results[i] = new Result[s_runs.Length][];
            for (int r = 0; r < s_runs.Length; r++)
            {
                (int m, int multiple, double p, _, _, _) = s_runs[r];
                RunConfiguration configuration = RunConfiguration.TwoLayer with
                {
                    TeacherWidths = [m],
                    Multiple = multiple,
                    StrengthDecay = p,
                    Epochs = Epochs,
                    EvaluateEvery = Epochs,
                };
                results[i][r] =
                [
                    .. Enumerable.Range(1, seeds).Select(seed => Train(configuration, seed, s_draws[i].Draw)),
                ];
            }

            if (i == 0)
            {
                PrintReached(seeds, results[0]);
            }
        }

        PrintDraws(results);
    }

    private static void PrintReached(int seeds, Result[][] ours)
    {
        Console.WriteLine(
            $"| {Epochs} epochs, {seeds} seeds | covered | published | runs by number covered | students on a teacher | published | loss | published | loss where as many are covered as published |"
        );
        Console.WriteLine("|---|---:|---:|---|---:|---:|---:|---:|---:|");
        for (int r = 0; r < s_runs.Length; r++)
        {
            (int m, int multiple, double p, int covered, string on, string loss) = s_runs[r];
            Result[] all = ours[r];
            double[] alike =
            [
                .. all.Where(result => result.Covered == covered).Select(result => result.Loss),
            ];
            Console.WriteLine(
                $"| m = {m}, {multiple}x, p = {p} | {Figures.Spread(all.Select(x => x.Covered))} | {covered} | {Figures.ByValue(all.Select(x => x.Covered))} | {Figures.Spread(all.Select(x => x.On))} | {on} | {Figures.Spread(all.Select(x => x.Loss))} | {loss} | {(alike.Length == 0 ? "-" : Figures.Spread(alike))} |"
            );
        }

        Console.WriteLine();
    }

    private static void PrintDraws(Result[][][] results)
    {
        Console.WriteLine(
            $"| mean covered +- its standard error; median loss | {string.Join(" | ", s_runs.Select(run => $"m = {run.M}, {run.Multiple}x, p = {run.P}"))} |"
        );
        Console.WriteLine($"|---|{string.Concat(s_runs.Select(_ => "---:|"))}");
        for (int i = 0; i < s_draws.Length; i++)
        {
            IEnumerable<string> cells = results[i]
                .Select(all =>
                {
                    double mean = all.Average(x => x.Covered);
                    double variance =
                        all.Sum(x => (x.Covered - mean) * (x.Covered - mean)) / Math.Max(1, all.Length - 1);
                    double[] losses = [.. all.Select(x => x.Loss).Order()];
                    return $"{mean:f2} +- {Math.Sqrt(variance / all.Length):f2}; {Figures.Number(Figures.Quantile(losses, 0.5))}";
                });
            Console.WriteLine($"| {s_draws[i].Name} | {string.Join(" | ", cells)} |");
        }

        Console.WriteLine();
    }

    private static Result Train(RunConfiguration configuration, int seed, PublishedDraw draw)
    {
        configuration = configuration with { Seed = (ulong)seed };
        Network teacher = draw.Teacher(configuration);
        Run<double> run = new(
            configuration,
            teacher,
            draw.Student(configuration, teacher),
            evaluatesStart: true
        );
        run.Finish(CancellationToken.None);
        EpochStatistics last = run.History[^1];
        return new Result(
            last.Covered(1, Threshold),
            last.BestOfStudent(1).Count(value => value > EpochStatistics.Thresholds[Threshold]),
            last.EvaluationLoss
        );
    }

    private readonly record struct Result(double Covered, double On, double Loss);
}
