// What the published code's traps change, in numbers, where that is cheap to measure. What each trap is, and what is done
// here instead, is in docs/published-runs.md.

using Verify.Core.Gradients;
using Verify.Core.Kernels;
using Verify.Core.Networks;
using Verify.Core.Numerics;
using Verify.Core.Training;
using Verify.Core.Training.Engine;

namespace Verify.Benchmarks.Published;

/// <summary>One line a trap. Two-layer runs are m = 10, 10x, p = 1, 20 epochs where nothing else is said.</summary>
internal static class TrapTable
{
    private const int Threshold = 5;
    private const int Seeds = 8;

    private static readonly int[] s_shownEpochs = [5, 20, 100];

    private static readonly RunConfiguration s_run = RunConfiguration.TwoLayer with
    {
        StrengthDecay = 1,
        Epochs = 20,
        EvaluateEvery = 20,
    };

    /// <summary>Prints the table.</summary>
    internal static void Print()
    {
        Console.WriteLine("| trap | measured |");
        Console.WriteLine("|---|---|");
        Line("theory's set rescaled", DrawTraps.TheorySet);
        Line("gate at zero", GateAtZero);
        Line("two correlation guards", Guards);
        Line("drawn in float32", Float32);
        Line("strengths as drawn", DrawTraps.Strengths);
        Line("co-planar teachers", DrawTraps.CoplanarTeachers);
        Line("leak of the teacher alone", Leak);
        Line("no bias", () => Reached(s_run with { Bias = false }));
        Line("a start that leans to the teacher", () => Reached(s_run with { Start = StartingBias.Helpful }));
        Line("a start that leans away", () => Reached(s_run with { Start = StartingBias.Adversarial }));
        Line("after 5 epochs, p = 2", AfterFiveEpochs);
        Line("sampling with replacement", DrawTraps.Sampling);
        Line("loss scales", LossScales);
        Line("teacher tuned on the evaluation set", DrawTraps.Tuning);
        Line("observed by samples", Observed);
        Console.WriteLine();
    }

    private static void Line(string trap, Func<string> measure) =>
        Console.WriteLine($"| {trap} | {measure()} |");

    private static string GateAtZero()
    {
        Run<double> run = Trained(s_run);
        double[] x = TrainingData.Evaluation(s_run);
        ReadOnlyMatrixView inputs = new(x, s_run.EvaluationSamples, s_run.Inputs);
        ReadOnlySpan<double> teacher = ForwardPass.Over(run.Teacher, inputs).PreActivations(1).Data;
        ReadOnlySpan<double> student = ForwardPass.Over(run.Student, inputs).PreActivations(1).Data;
        return $"exact zeros among {teacher.Length + student.Length} pre-activations on the evaluation set: {teacher.Count(0.0) + student.Count(0.0)}";
    }

    private static string Guards()
    {
        RunConfiguration every = s_run with { EvaluateEvery = 1 };
        RunConfiguration deep = RunConfiguration.Deep with { TeacherWidths = [10, 15, 20], Epochs = 1 };
        return $"largest difference of a student's best correlation: {Difference(every)}; deep (10-15-20): {Difference(deep)}";
    }

    private static string Difference(RunConfiguration configuration)
    {
        TrainingRun sums = TrainingRun.Start(
            configuration with
            {
                Correlation = CorrelationGuard.SumOfSquares,
            }
        );
        TrainingRun variance = TrainingRun.Start(
            configuration with
            {
                Correlation = CorrelationGuard.Variance,
            }
        );
        sums.Finish(CancellationToken.None);
        variance.Finish(CancellationToken.None);
        double[] largest =
        [
            .. sums.History.Zip(
                variance.History,
                (a, b) =>
                    Enumerable
                        .Range(1, configuration.Depth - 1)
                        .Max(l => a.BestOfStudent(l).Zip(b.BestOfStudent(l), (x, y) => Math.Abs(x - y)).Max())
            ),
        ];
        int covered = sums
            .History.Zip(
                variance.History,
                (a, b) => a.Covered(1, Threshold) == b.Covered(1, Threshold) ? 0 : 1
            )
            .Sum();
        return $"{Figures.Number(largest[0])} at the start, {Figures.Number(largest[1..].Max())} after an epoch or more ({covered} of {largest.Length} evaluations count another number of teachers)";
    }

    private static string Float32()
    {
        double weights = 0;
        double loss = 0;
        int covered = 0;
        for (int seed = 1; seed <= Seeds; seed++)
        {
            RunConfiguration configuration = s_run with { Seed = (ulong)seed };
            Run<double> ours = Trained(configuration);
            PublishedDraw draw = PublishedDraw.Ours with { Float32 = true };
            Network teacher = draw.Teacher(configuration);
            Run<double> theirs = new(configuration, teacher, draw.Student(configuration, teacher), true);
            theirs.Finish(CancellationToken.None);
            double[] a = ours.Student.AllWeights.ToArray();
            double[] b = theirs.Student.AllWeights.ToArray();
            weights = Math.Max(weights, a.Zip(b, (x, y) => Math.Abs(x - y)).Max());
            loss = Math.Max(
                loss,
                Math.Abs(theirs.History[^1].EvaluationLoss / ours.History[^1].EvaluationLoss - 1)
            );
            covered +=
                ours.History[^1].Covered(1, Threshold) == theirs.History[^1].Covered(1, Threshold) ? 0 : 1;
        }

        return $"after 20 epochs, {Seeds} seeds: largest difference of a weight {Figures.Number(weights)}, of the loss {Figures.Number(loss)} relative; {covered} runs cover another number of teachers";
    }

    private static string Leak()
    {
        RunConfiguration both = s_run with { Leak = 0.2 };
        return $"c = 0.2 in both: {Reached(both)}; in the teacher alone: {Reached(both, student => new Network(student.Shape, 0, student.AllWeights))}";
    }

    private static string AfterFiveEpochs()
    {
        RunConfiguration configuration = s_run with { StrengthDecay = 2, Epochs = 100, EvaluateEvery = 5 };
        Run<double>[] runs =
        [
            .. Enumerable.Range(1, Seeds).Select(seed => Trained(configuration with { Seed = (ulong)seed })),
        ];
        IEnumerable<string> cells = s_shownEpochs.Select(epoch =>
            $"{Figures.Spread(runs.Select(run => (double)run.History.Single(e => e.Epoch == epoch).Covered(1, Threshold)))} after {epoch}"
        );
        return $"teachers covered of 10, {Seeds} seeds: {string.Join(", ", cells)}";
    }

    private static string LossScales()
    {
        Run<double> half = Trained(s_run);
        double rate = 0.01 * s_run.Outputs / 2;
        Run<double> mean = Trained(
            s_run with
            {
                Loss = LossScale.Mean,
                Schedule = LearningRateSchedule.Constant(rate),
            }
        );
        double difference = half
            .Student.AllWeights.ToArray()
            .Zip(mean.Student.AllWeights.ToArray(), (a, b) => Math.Abs(a - b))
            .Max();
        return $"lr = 0.01 of half the sum against lr = {rate} of the mean: largest difference of a weight after 20 epochs {Figures.Number(difference)}";
    }

    /// <summary>In d = 100 two hyperplanes that are not parallel always cross: a pair without a hit is a wrong no.</summary>
    private static string Observed()
    {
        Run<double> run = Trained(s_run);
        double[] x = TrainingData.Train(s_run, run.Teacher, 0);
        List<string> shares = [];
        foreach (int samples in (int[])[20, 100, s_run.TrainSamples])
        {
            ReadOnlyMatrixView inputs = new(x.AsSpan(0, samples * s_run.Inputs), samples, s_run.Inputs);
            ReadOnlyMatrixView t = ForwardPass.Over(run.Teacher, inputs).Gates(1);
            ReadOnlyMatrixView s = ForwardPass.Over(run.Student, inputs).Gates(1);
            int pairs = t.Columns * s.Columns;
            int missed = 0;
            for (int pair = 0; pair < pairs; pair++)
            {
                int above = 0;
                int below = 0;
                for (int i = 0; i < samples; i++)
                {
                    bool isSeen = s[i, pair / t.Columns] == 1;
                    above += isSeen && t[i, pair % t.Columns] == 1 ? 1 : 0;
                    below += isSeen && t[i, pair % t.Columns] == 0 ? 1 : 0;
                }

                missed += Math.Min(above, below) == 0 ? 1 : 0;
            }

            shares.Add($"{missed} of {pairs} on {samples} samples");
        }

        return $"pairs of teacher and student that cross and have no hit: {string.Join(", ", shares)}";
    }

    private static string Reached(RunConfiguration configuration, Func<Network, Network>? change = null)
    {
        EpochStatistics[] last =
        [
            .. Enumerable
                .Range(1, Seeds)
                .Select(seed => Trained(configuration with { Seed = (ulong)seed }, change).History[^1]),
        ];
        return $"covered {Figures.Spread(last.Select(e => (double)e.Covered(1, Threshold)))}, loss {Figures.Spread(last.Select(e => e.EvaluationLoss))}";
    }

    private static Run<double> Trained(RunConfiguration configuration, Func<Network, Network>? change = null)
    {
        Network teacher = TeacherFactory.Create(configuration);
        Network student = StudentInitialisation.Create(configuration, teacher);
        Run<double> run = new(
            configuration,
            teacher,
            change?.Invoke(student) ?? student,
            evaluatesStart: true
        );
        run.Finish(CancellationToken.None);
        return run;
    }
}
