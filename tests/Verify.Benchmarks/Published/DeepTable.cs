// The deep L-shape twice: with the student that is trained, and with the weights of one that is not, as the published
// statistics have it. Only the betas differ; correlations are the trained student's in both.

using Verify.Core.Networks;
using Verify.Core.Numerics;
using Verify.Core.Training;

namespace Verify.Benchmarks.Published;

/// <summary>Means of beta_kk, live and stale, and the corners of the scatter, epoch by epoch.</summary>
internal static class DeepTable
{
    /// <summary>The published code multiplies all weights of the student by this, copies it, and then draws it anew.</summary>
    private const double Shelved = 0.1;

    /// <summary>The index of 0.9 in <see cref="EpochStatistics.Thresholds"/>.</summary>
    private const int Threshold = 4;

    /// <summary>Trains what the keys say, and prints two tables at a few epochs and at the last.</summary>
    internal static void Print(string[] keys)
    {
        RunConfiguration configuration = RunConfiguration.Parse(keys);
        TrainingRun run = TrainingRun.Start(configuration);
        Network start = run.Student;
        Network shelved = StudentInitialisation.Create(
            configuration with
            {
                Seed = configuration.Seed + 1000,
                StudentScale = configuration.StudentScale * Shelved,
            },
            run.Teacher
        );
        List<string> means =
        [
            $"| {string.Join(' ', keys)}: epochs | train loss | eval loss | layer | live mean beta | own start's weights | another draw x {Shelved} | largest relative difference of the two live forms |",
            "|---:|---:|---:|---:|---:|---:|---:|---:|",
        ];
        List<string> corners =
        [
            "| epochs | layer | teachers covered > 0.9 | students > 0.9: large norm | small norm | the others: large norm | small norm | rank correlation with best correlation: live | stale |",
            "|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
        ];
        Add(run, start, shelved, means, corners);
        while (run.Status == RunStatus.Running)
        {
            run.NextEpoch(CancellationToken.None);
            bool isShown = run.Epoch is 1 or 5 or 10 or 20 or 50 || run.Status == RunStatus.Finished;
            if (isShown && run.History[^1].Epoch == run.Epoch)
            {
                Add(run, start, shelved, means, corners);
            }
        }

        Console.WriteLine(string.Join('\n', [.. means, "", .. corners, $"({run.Status})", ""]));
    }

    private static void Add(
        TrainingRun run,
        Network start,
        Network shelved,
        List<string> means,
        List<string> corners
    )
    {
        RunConfiguration configuration = run.Configuration;
        EpochStatistics statistics = run.History[^1];
        double[] data = TrainingData.Evaluation(configuration);
        ReadOnlyMatrixView x = new(
            data.AsSpan(0, configuration.MixtureSamples * configuration.Inputs),
            configuration.MixtureSamples,
            configuration.Inputs
        );
        Network student = run.Student;
        double[][] check = StaleMixture.Betas(student, student, x);
        double[][] own = StaleMixture.Betas(start, student, x);
        double[][] other = StaleMixture.Betas(shelved, student, x);
        for (int l = configuration.Depth - 1; l >= 1; l--)
        {
            double[] live = [.. statistics.Beta(l)];
            double difference = live.Zip(check[l], (a, b) => Math.Abs(a - b) / b).Max();
            means.Add(
                $"| {run.Epoch} | {Figures.Number(statistics.TrainLoss)} | {Figures.Number(statistics.EvaluationLoss)} | {l} | {Figures.Number(live.Average())} | {Figures.Number(own[l].Average())} | {Figures.Number(other[l].Average())} | {Figures.Number(difference)} |"
            );
            double[] best = [.. statistics.BestOfStudent(l)];
            double half = live.Max() / 4;
            corners.Add(
                $"| {run.Epoch} | {l} | {statistics.Covered(l, Threshold)} of {configuration.TeacherWidths[l - 1]} | {Share(best, live, (b, beta) => b > 0.9 && beta > half)} | {Share(best, live, (b, beta) => b > 0.9 && beta <= half)} | {Share(best, live, (b, beta) => b <= 0.9 && beta > half)} | {Share(best, live, (b, beta) => b <= 0.9 && beta <= half)} | {Figures.RankCorrelation(best, live):f2} | {Figures.RankCorrelation(best, other[l]):f2} |"
            );
        }
    }

    /// <summary>Norms are large above half the layer's largest: betas above a quarter of the largest.</summary>
    private static string Share(double[] best, double[] betas, Func<double, double, bool> isCounted) =>
        $"{(double)best.Zip(betas, isCounted).Count(counted => counted) / best.Length:p1}";
}
