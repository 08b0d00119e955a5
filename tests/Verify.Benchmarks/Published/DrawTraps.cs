// The traps that show in what is drawn, before anything is trained: lines of TrapTable.cs.

using Verify.Core.Gradients;
using Verify.Core.Kernels;
using Verify.Core.Networks;
using Verify.Core.Numerics;
using Verify.Core.Training;

namespace Verify.Benchmarks.Published;

/// <summary>Measurements on teachers and samples.</summary>
internal static class DrawTraps
{
    private static readonly RunConfiguration s_run = RunConfiguration.TwoLayer with { StrengthDecay = 1 };

    /// <summary>How far the points that were put on a boundary are from it: theirs, and ours.</summary>
    internal static string TheorySet()
    {
        RunConfiguration configuration = s_run with { Data = DataSource.Theory };
        Network teacher = TeacherFactory.Create(configuration);
        double[] theirs = PublishedTheorySet.DistancesOnBoundary(configuration, teacher, isRescaled: true);
        double[] before = PublishedTheorySet.DistancesOnBoundary(configuration, teacher, isRescaled: false);
        double[] x = TrainingData.Train(configuration, teacher, 0);
        ReadOnlyMatrixView z = ForwardPass
            .Over(teacher, new ReadOnlyMatrixView(x, configuration.TrainSamples, configuration.Inputs))
            .PreActivations(1);
        List<double> ours = [];
        for (int i = 0; i < z.Rows; i += 3)
        {
            ours.Add(z[i, i / 3 % z.Columns]);
        }

        return $"median distance from the boundary {Figures.Number(Median(theirs))} rescaled, {Figures.Number(Median(before))} before; ours {Figures.Number(Median(ours.Select(Math.Abs)))} (greatest {Figures.Number(ours.Max(Math.Abs))}; exactly 0 for {ours.Count(v => v == 0)} of {ours.Count}, above for {ours.Count(v => v > 0)})";
    }

    /// <summary>||v*_j|| as drawn, against j^-p.</summary>
    internal static string Strengths()
    {
        const int Draws = 1000;
        PublishedDraw draw = PublishedDraw.Ours with { RawStrengths = true };
        double[] decays = [0.5, 1, 2];
        double[] shares = new double[decays.Length];
        List<double> norms = [];
        for (int p = 0; p < decays.Length; p++)
        {
            for (int seed = 1; seed <= Draws; seed++)
            {
                Network teacher = draw.Teacher(s_run with { Seed = (ulong)seed, StrengthDecay = decays[p] });
                double[] strengths = [.. Enumerable.Range(0, 10).Select(j => Norm(teacher, j))];
                norms.AddRange(strengths.Select((s, j) => s * Math.Pow(j + 1, decays[p])));
                shares[p] += strengths.Zip(strengths.Skip(1), (a, b) => a < b ? 1.0 : 0).Sum() / (9 * Draws);
            }
        }

        double mean = norms.Average();
        double deviation = Math.Sqrt(norms.Average(n => (n - mean) * (n - mean)));
        return $"||v*_j|| j^p has a deviation of {deviation / mean:p1}; neighbours j, j + 1 (of 10) out of order: {string.Join(", ", decays.Zip(shares, (p, s) => $"{s:p1} at p = {p}"))}";
    }

    /// <summary>Teachers that coincide after normalisation.</summary>
    internal static string CoplanarTeachers()
    {
        const int Draws = 2000;
        List<string> shares = [];
        foreach (int d in (int[])[2, 3, 4, 6, 100])
        {
            CounterRandom random = new(1, (ulong)d);
            int found = Enumerable
                .Range(0, Draws)
                .Count(_ => CoplanarDraw.HasPair(CoplanarDraw.Draw(10, d, random)));
            shares.Add($"{found} at d = {d}");
        }

        return $"of {Draws} draws of 10 distinct rows, two coincide after normalisation in {string.Join(", ", shares)}";
    }

    /// <summary>How much of the training set an epoch sees.</summary>
    internal static string Sampling()
    {
        CounterRandom random = RunStreams.Batches(s_run.Seed, 0);
        HashSet<int> seen = [];
        for (int i = 0; i < s_run.Iterations * s_run.Batch; i++)
        {
            seen.Add(random.NextBelow(s_run.TrainSamples));
        }

        return $"different samples among the {s_run.Iterations * s_run.Batch} of an epoch: {seen.Count} of {s_run.TrainSamples}";
    }

    /// <summary>Our deep teacher, tuned on a sample of its own, on the evaluation set.</summary>
    internal static string Tuning()
    {
        RunConfiguration configuration = RunConfiguration.Deep;
        Network teacher = TeacherFactory.Create(configuration);
        double[] x = TrainingData.Evaluation(configuration);
        ForwardPass pass = ForwardPass.Over(
            teacher,
            new ReadOnlyMatrixView(x, configuration.EvaluationSamples, configuration.Inputs)
        );
        List<double> shares = [];
        for (int l = 1; l < configuration.Depth; l++)
        {
            double[] means = new double[teacher.Shape.Width(l)];
            Statistics.ColumnMeans(pass.Gates(l), means);
            shares.AddRange(means);
        }

        double[] variances = new double[configuration.Outputs];
        double[] outputs = new double[configuration.Outputs];
        Statistics.ColumnVariances(pass.Outputs, variances);
        Statistics.ColumnMeans(pass.Outputs, outputs);
        return $"on the evaluation set our teacher's nodes are active on {Figures.Spread(shares)}, its outputs have variance {Figures.Spread(variances)} and mean {Figures.Spread(outputs)}";
    }

    private static double Norm(Network teacher, int j) => Reduction.Norm(teacher.Weights(2).Row(j));

    private static double Median(IEnumerable<double> values) => Figures.Quantile([.. values.Order()], 0.5);
}
