// Runs made up for the tests of figures: few numbers, whose means a reader can work out.

using System.Collections.Immutable;
using Verify.Audit.Figures;
using Verify.Audit.Sweeping;

namespace Verify.Audit.Tests.Figures;

internal static class MadeUpSeries
{
    internal static SweepPlan Plan(params string[] words) =>
        SweepPlan.Create(new TrainingRuns().Settings, SweepAxis.Parse(words));

    /// <summary>
    /// Three epochs (0, 4, 7), two teachers, three students. The loss is 10^-epoch times the scale, correlations grow to
    /// those given.
    /// </summary>
    internal static RunSeries Run(
        double scale = 1,
        double first = 0.99,
        double second = 0.5,
        double gradient = 0.1,
        double sine = 0.01
    ) =>
        new(
            [0, 4, 7],
            [scale, scale * 1e-4, scale * 1e-7],
            [2 * scale, 2 * scale * 1e-4, 2 * scale * 1e-7],
            [10 * gradient, 3 * gradient, gradient],
            [
                [1, 1],
                [sine, 1],
                [sine, 10 * sine],
            ],
            [Layer(first, second)]
        );

    internal static LayerSeries Layer(double first, double second) =>
        new(
            [
                [0.1, 0.2],
                [first, 0.2],
                [first, second],
            ],
            [first, second, 0.3],
            [0, 1, 0],
            [1.5, 0.75, 0.25]
        );

    /// <summary>The figures of a plan whose run i is what the function gives; null leaves it out.</summary>
    internal static SweepFigures Figures(SweepPlan plan, Func<int, RunSeries?> run)
    {
        SweepFigures figures = new(plan, shard: null);
        int completed = 0;
        ImmutableArray<int>.Builder missing = ImmutableArray.CreateBuilder<int>();
        for (int i = 0; i < plan.Count; i++)
        {
            if (run(i) is { } series)
            {
                Assert.True(figures.Add(i, series));
                completed++;
            }
            else
            {
                missing.Add(i);
            }
        }

        figures.Runs = new RunCensus(plan.Count, completed, [], [], [], missing.ToImmutable());
        return figures;
    }
}
