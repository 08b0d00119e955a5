// Every pair of values of any two keys, in short runs: an option that only works without another one is found here. What
// each option does is tested on its own elsewhere.

using Verify.Core.Data;
using Verify.Core.Numerics;
using Verify.Core.Tests.Data;
using Verify.Core.Training;

namespace Verify.Core.Tests.Training;

public sealed class RunCombinationTests
{
    private static readonly string[] Base =
    [
        "d=6",
        "C=3",
        "N_train=70",
        "N_eval=66",
        "iterations=4",
        "epochs=2",
        "gradient_samples=70",
        "mixture_samples=5",
    ];

    /// <summary>The values that differ in what is computed. A value may be several words.</summary>
    private static readonly string[][] Axes =
    [
        ["precision=float64", "precision=float32"],
        ["m=4", "m=4-3", "m=3-4-5"],
        ["multi=1", "multi=3"],
        ["method=sgd batch=5", "method=sgd batch=67", "method=gd"],
        ["optimizer=sgd", "optimizer=sgd momentum=0.9", "optimizer=adam"],
        ["weight_decay=0", "weight_decay=0.01"],
        ["weight_norm=false", "weight_norm=true"],
        ["bias=true", "bias=false"],
        ["fixed=none", "fixed=features", "fixed=top"],
        ["leak=0", "leak=0.2"],
        ["data=gaussian", "data=theory theory_step=0.3"],
        ["regenerate=false", "regenerate=true"],
        ["teacher_weights=separated", "teacher_weights=gaussian"],
        ["half_active=false", "half_active=true"],
        ["unit_output=false", "unit_output=true"],
        ["teacher_strength_decay=0", "teacher_strength_decay=1.5"],
        ["student_weights=gaussian student_scale=0.3", "student_weights=fan-in student_scale=1"],
        ["start=none", "start=helpful", "start=adversarial start_strength=1"],
        ["loss=half-sum", "loss=mean"],
        ["correlation=sum-of-squares", "correlation=variance"],
        ["lr=0.02", "lr=0:0.02/1:0.01", "lr=0.02 lr_halve=1"],
        ["evaluate_every=1", "evaluate_every=2"],
        ["store_matrices=false", "store_matrices=true"],
    ];

    [Fact]
    public void Finish_EveryPairOfValues_TrainsWithFiniteStatisticsAndGoesOnFromACheckpoint()
    {
        using Scratch scratch = new();
        string path = Path.Combine(scratch.Folder, "checkpoint.npz");
        int runs = 0;
        int refused = 0;
        foreach (string[] words in CoveringRows())
        {
            string all = string.Join(' ', words);
            if (IsRefused(all))
            {
                Assert.Throws<InputException>(() => Parse(words));
                refused++;
                continue;
            }

            TrainingRun run = TrainingRun.Start(Parse(words));
            Assert.True(run.NextEpoch(CancellationToken.None), all);
            Checkpoint.Write(path, run);
            run.Finish(CancellationToken.None);
            TrainingRun resumed = Checkpoint.Read(path);
            resumed.Finish(CancellationToken.None);
            Assert.True(run.Status == RunStatus.Finished, all);
            Assert.True(run.Student.AllWeights.SequenceEqual(resumed.Student.AllWeights), all);
            foreach (EpochStatistics epoch in run.History)
            {
                foreach ((string name, double[] values) in epoch.Series)
                {
                    bool isDue = name == "batch_loss" && epoch.Epoch == 0;
                    Assert.True(isDue || values.All(double.IsFinite), $"{name} after {epoch.Epoch}: {all}");
                }
            }

            foreach ((string name, NdArray array) in run.Record().Final)
            {
                Assert.True(array.Values.ToArray().All(double.IsFinite), $"{name}: {all}");
            }

            runs++;
        }

        Assert.InRange(runs, 9, 200);
        Assert.InRange(refused, 1, 60);
    }

    /// <summary>What no run can have, as the configuration documents it.</summary>
    private static bool IsRefused(string all) =>
        all.Contains("bias=false", StringComparison.Ordinal)
        && all.Contains("half_active=true", StringComparison.Ordinal);

    private static RunConfiguration Parse(string[] words) =>
        RunConfiguration.Parse(Base.Concat(words.SelectMany(word => word.Split(' '))));

    /// <summary>
    /// Rows with a value of each axis such that any two values of two axes stand in a row together: each row is the best of
    /// some random ones, by the pairs that it is the first to have.
    /// </summary>
    private static IEnumerable<string[]> CoveringRows()
    {
        HashSet<(int, int, int, int)> left = [];
        for (int a = 0; a < Axes.Length; a++)
        {
            for (int b = a + 1; b < Axes.Length; b++)
            {
                for (int i = 0; i < Axes[a].Length * Axes[b].Length; i++)
                {
                    left.Add((a, i / Axes[b].Length, b, i % Axes[b].Length));
                }
            }
        }

        CounterRandom random = new(seed: 23);
        while (left.Count > 0)
        {
            (int a, int i, int b, int j) = left.First();
            int[] best = [];
            int most = 0;
            for (int trial = 0; trial < 30; trial++)
            {
                int[] row = [.. Axes.Select(values => random.NextBelow(values.Length))];
                (row[a], row[b]) = (i, j);
                int count = Pairs(row).Count(left.Contains);
                (best, most) = count > most ? (row, count) : (best, most);
            }

            left.ExceptWith(Pairs(best));
            yield return [.. best.Select((value, axis) => Axes[axis][value])];
        }
    }

    private static IEnumerable<(int, int, int, int)> Pairs(int[] row) =>
        from a in Enumerable.Range(0, row.Length)
        from b in Enumerable.Range(a + 1, row.Length - a - 1)
        select (a, row[a], b, row[b]);
}
