// What the published runs reach, beside ours: the tables of docs/published-runs.md. It measures counts and losses, no times.

using System.Globalization;
using Verify.Core.Networks;
using Verify.Core.Training;
using Verify.Core.Training.Engine;

namespace Verify.Benchmarks.Published;

/// <summary>The <c>published</c> command.</summary>
internal static class PublishedRuns
{
    private const int Epochs = 20;

    private static readonly (string Keys, string Published)[] s_runs =
    [
        ("m=10 multi=10 teacher_strength_decay=1", "10, 90, 6e-6"),
        ("m=10 multi=1 teacher_strength_decay=1", "8, -, 5e-3"),
        ("m=10 multi=10 teacher_strength_decay=2", "9, -, 2e-5"),
        ("m=20 multi=10 teacher_strength_decay=1", "20, -, 3e-5"),
        ("m=5 multi=1 teacher_strength_decay=1", "5, -, 6e-13"),
    ];

    private static readonly (string Name, PublishedDraw Draw)[] s_draws =
    [
        ("ours", PublishedDraw.Ours),
        ("raw", new(true, false, false, false)),
        ("output offset", new(false, true, false, false)),
        ("zero", new(false, false, true, false)),
        ("theirs", PublishedDraw.Theirs),
    ];

    internal static void Run(string[] arguments)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        int seeds = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 16;
        foreach ((string keys, string published) in s_runs)
        {
            foreach ((string name, PublishedDraw draw) in s_draws)
            {
                double[] covered = new double[seeds];
                double[] on = new double[seeds];
                double[] loss = new double[seeds];
                for (int s = 0; s < seeds; s++)
                {
                    RunConfiguration configuration = RunConfiguration.Parse(
                        [.. keys.Split(' '), $"epochs={Epochs}", $"evaluate_every={Epochs}", $"seed={s + 1}"]
                    );
                    Network teacher = draw.Teacher(configuration);
                    Run<double> run = new(configuration, teacher, draw.Student(configuration, teacher), true);
                    run.Finish(CancellationToken.None);
                    EpochStatistics last = run.History[^1];
                    covered[s] = last.Covered(1, 5);
                    on[s] = last.BestOfStudent(1).Count(value => value > 0.95);
                    loss[s] = last.EvaluationLoss;
                }

                Console.WriteLine($"{keys} | {name} | {published} | {string.Join(' ', covered.GroupBy(c => c).OrderBy(g => g.Key).Select(g => $"{g.Key}:{g.Count()}"))} | {Range(on)} | {Range(loss)} | {string.Join(' ', loss.Select(l => $"{l:0.0e0}"))}");
            }
        }
    }

    private static string Range(double[] values)
    {
        double[] sorted = [.. values.Order()];
        return $"{(sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2:g3} ({sorted[0]:g3}..{sorted[^1]:g3})";
    }
}
