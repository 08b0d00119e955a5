// The epochs of a run in one precision: batches, updates and evaluation. The state that a checkpoint keeps is RunState.cs.

using System.Numerics;
using Verify.Core.Data;
using Verify.Core.Kernels.Simd;
using Verify.Core.Networks;
using Verify.Core.Numerics;

namespace Verify.Core.Training.Engine;

/// <summary>A training run in precision <typeparamref name="T"/>.</summary>
internal sealed partial class Run<T> : TrainingRun
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly TrainedNetwork<T> teacher;
    private readonly TrainedNetwork<T> student;
    private readonly NetworkStep<T> step;
    private readonly Optimiser<T> optimiser;
    private readonly Evaluator<T> evaluator;
    private readonly MixtureMeans<T> mixtures;
    private readonly SampleSet<T> training;
    private readonly SampleSet<T> evaluation;
    private readonly int[][] batches;
    private int preparedEpoch = -1;

    // Of the epoch under way; between two epochs there is no start and the rest is idle.
    private IReadOnlyDictionary<string, double[]>? epochStart;
    private CounterRandom? draws;
    private int updates;
    private double squares;

    internal Run(RunConfiguration configuration, Network teacher, Network student, bool evaluatesStart)
        : base(configuration, teacher)
    {
        SimdWidth width = SimdWidths.WidestFused;
        this.teacher = new TrainedNetwork<T>(teacher);
        this.student = new TrainedNetwork<T>(student);
        int batch =
            configuration.Method == DescentMethod.Gd ? configuration.TrainSamples : configuration.Batch;
        step = new NetworkStep<T>(
            this.student,
            Math.Min(batch, NetworkStep<T>.LargestBlock),
            configuration.Bias,
            width
        );
        UpdateSettings settings = new(
            configuration.Optimiser == OptimiserKind.Adam,
            configuration.Momentum,
            configuration.WeightDecay,
            configuration.Fixed != FixedLayers.Features,
            configuration.Fixed != FixedLayers.Top,
            configuration.Loss == LossScale.Mean
        );
        optimiser = new Optimiser<T>(step, settings, batch, width);
        evaluator = new Evaluator<T>(this.teacher, this.student, configuration.Bias, width);
        mixtures = new MixtureMeans<T>(
            this.teacher,
            this.student,
            MixtureContent.Teachers,
            configuration.Bias,
            width
        );
        training = Samples(configuration.TrainSamples, configuration.Outputs);
        evaluation = Samples(configuration.EvaluationSamples, outputs: 0);
        evaluation.SetInputs(TrainingData.Evaluation(configuration));
        batches = [new int[batch], new int[batch]];
        if (configuration.Method == DescentMethod.Gd)
        {
            batches =
            [
                [.. Enumerable.Range(0, batch)],
                [.. Enumerable.Range(0, batch)],
            ];
        }

        if (evaluatesStart)
        {
            Prepare(0);
            EpochStatistics start = Evaluate(double.NaN);
            History = [start];
            Status =
                configuration.Epochs == 0 ? RunStatus.Finished
                : HasFiniteLosses(start) ? RunStatus.Running
                : RunStatus.Diverged;
        }
    }

    public override Network Student => student.ToNetwork();

    public override RunRecord Record()
    {
        Dictionary<string, NdArray> final = new(StringComparer.Ordinal);
        AddWeights(final, "T", Teacher);
        AddWeights(final, "W", Student);
        if (Status == RunStatus.Finished)
        {
            Prepare(Math.Max(0, Epoch - 1));
            AddMatrices(final);
        }

        return new RunRecord(Configuration, Status, Epoch, Iteration, History, final);
    }

    internal override bool NextEpoch(long mostUpdates, CancellationToken cancellation)
    {
        if (Status != RunStatus.Running)
        {
            return false;
        }

        cancellation.ThrowIfCancellationRequested();
        if (epochStart is null)
        {
            epochStart = CaptureState();
            (updates, squares) = (0, 0);
            DrawUpTo(updates);
        }

        TrainEpoch(mostUpdates, cancellation);
        if (!double.IsFinite(squares) || !student.IsFinite())
        {
            Diverge();
            return false;
        }

        Epoch++;
        bool isLast = Epoch == Configuration.Epochs;
        if (isLast || Epoch % Configuration.EvaluateEvery == 0)
        {
            double samples = (double)batches[0].Length * Configuration.Iterations;
            EpochStatistics statistics = Evaluate(squares / (samples * Configuration.Outputs));
            if (!HasFiniteLosses(statistics))
            {
                Epoch--;
                Diverge();
                return false;
            }

            History = History.Add(statistics);
        }

        epochStart = null;
        Status = isLast ? RunStatus.Finished : RunStatus.Running;
        return !isLast;
    }

    /// <summary>Draws the training set of an epoch unless it is there already.</summary>
    private void Prepare(int epoch)
    {
        int wanted = Configuration.Regenerate ? epoch : 0;
        if (preparedEpoch != wanted)
        {
            training.SetInputs(TrainingData.Train(Configuration, Teacher, wanted));
            evaluator.SetTargets(training);
            preparedEpoch = wanted;
        }
    }

    /// <summary>
    /// Draws the batches of the epoch under way up to that of the next update: those before it were drawn when it was
    /// interrupted, and drawing is little beside an update.
    /// </summary>
    private void DrawUpTo(int update)
    {
        Prepare(Epoch);
        draws = RunStreams.Batches(Configuration.Seed, Epoch);
        for (int i = 0; i <= update; i++)
        {
            Draw(draws, batches[i % 2]);
        }
    }

    /// <summary>The updates that are left of the epoch; it ends early when the sum of squares is no longer finite.</summary>
    /// <exception cref="OperationCanceledException">Between two updates.</exception>
    private void TrainEpoch(long most, CancellationToken cancellation)
    {
        double learningRate = Configuration.LearningRate(Epoch);
        while (updates < Configuration.Iterations && double.IsFinite(squares))
        {
            cancellation.ThrowIfCancellationRequested();
            if (most-- == 0)
            {
                throw new OperationCanceledException();
            }

            // The next batch is drawn first, so that its rows are on their way while this one is computed.
            Draw(draws!, batches[(updates + 1) % 2]);
            squares += optimiser.Update(training, batches[updates % 2], learningRate, ++Iteration);
            updates++;
            if (Configuration.WeightNorm)
            {
                Normalise();
            }
        }
    }

    /// <summary>Ends the run with the weights of its last whole epoch.</summary>
    private void Diverge()
    {
        RestoreState(epochStart!);
        epochStart = null;
        Status = RunStatus.Diverged;
    }

    private static bool HasFiniteLosses(EpochStatistics statistics) =>
        double.IsFinite(statistics.TrainLoss) && double.IsFinite(statistics.EvaluationLoss);

    private void Draw(CounterRandom random, int[] batch)
    {
        if (Configuration.Method == DescentMethod.Gd)
        {
            return;
        }

        foreach (ref int index in batch.AsSpan())
        {
            index = random.NextBelow(training.Samples);
        }

        training.Prefetch(batch.AsSpan(0, Math.Min(batch.Length, NetworkStep<T>.LargestBlock)));
    }

    /// <summary>Hidden nodes that move are divided by the norm of their direction, summed in double.</summary>
    private void Normalise()
    {
        for (int l = 1; l < student.Shape.Depth && Configuration.Fixed != FixedLayers.Features; l++)
        {
            for (int k = 0; k < student.Shape.Width(l); k++)
            {
                Span<T> node = student.HiddenNode(l, k);
                double square = 0;
                foreach (T weight in node[..^1])
                {
                    square += double.CreateTruncating(weight) * double.CreateTruncating(weight);
                }

                T norm = T.CreateTruncating(Math.Sqrt(square));
                foreach (ref T weight in node)
                {
                    weight = norm > T.Zero ? weight / norm : weight;
                }
            }
        }
    }

    private EpochStatistics Evaluate(double batchLoss)
    {
        EpochStatistics statistics = new();
        statistics.Set("epoch", Epoch);
        statistics.Set("iteration", Iteration);
        statistics.Set("learning_rate", Configuration.LearningRate(Math.Max(0, Epoch - 1)));
        statistics.Set("batch_loss", batchLoss);
        statistics.Set("train_loss", evaluator.Run(training));
        for (int l = 1; l < Configuration.Depth; l++)
        {
            int m = Configuration.TeacherWidths[l - 1];
            double[] correlations = evaluator.Layers[l].Correlations(Configuration.Correlation);
            statistics.SetLayer(l, "train_best", Coverage.BestOfTeacher(correlations, m));
            statistics.SetLayer(
                l,
                "train_counts",
                Coverage.Counts(correlations, m, EpochStatistics.Thresholds)
            );
            double[] observations = evaluator.Layers[l].Observations();
            double[] observed = Coverage.BestOfTeacher(observations, m);
            statistics.SetLayer(l, "observed", Array.ConvertAll(observed, count => count / training.Samples));
            if (Configuration.StoreMatrices)
            {
                statistics.SetLayer(l, EpochStatistics.TrainCorrelation, correlations);
                statistics.SetLayer(l, EpochStatistics.ObservationCounts, observations);
            }
        }

        statistics.Set("eval_loss", evaluator.Run(evaluation));
        mixtures.Run(evaluation, Configuration.MixtureSamples);
        MixtureMeans<T>? matrices = Configuration.StoreMatrices ? AllMixtures() : null;
        for (int l = 1; l < Configuration.Depth; l++)
        {
            int m = Configuration.TeacherWidths[l - 1];
            double[] correlations = evaluator.Layers[l].Correlations(Configuration.Correlation);
            statistics.SetLayer(l, "eval_best", Coverage.BestOfTeacher(correlations, m));
            statistics.SetLayer(
                l,
                "eval_counts",
                Coverage.Counts(correlations, m, EpochStatistics.Thresholds)
            );
            (double[] best, double[] partner) = Coverage.BestOfStudent(correlations, m);
            statistics.SetLayer(l, "student_best", best);
            statistics.SetLayer(l, "student_teacher", partner);
            statistics.SetLayer(l, "beta", mixtures.Diagonal(l));
            double[] alpha = mixtures.TeacherMixture(l);
            statistics.SetLayer(l, "alpha", [.. partner.Select((j, k) => alpha[k * (m + 1) + (int)j])]);
            if (matrices is not null)
            {
                statistics.SetLayer(l, EpochStatistics.EvaluationCorrelation, correlations);
                statistics.SetLayer(l, EpochStatistics.AlphaMean, matrices.TeacherMixture(l));
                if (student.Shape.Width(l) <= RunConfiguration.LargestStoredMixture)
                {
                    statistics.SetLayer(l, EpochStatistics.BetaMean, matrices.StudentMixture(l));
                }
            }
        }

        evaluator.Gradients(training, Configuration.GradientSamples);
        statistics.Set("gradient_norm", [.. evaluator.GradientNorms]);
        statistics.Set("gradient_max", [.. evaluator.LargestGradients]);
        HyperplaneAlignment alignment = HyperplaneAlignment.Of(Teacher, Student);
        statistics.Set("alignment_sine", alignment.Sine);
        statistics.Set("alignment_offset", alignment.Offset);
        statistics.Set("aligned_student", alignment.Student);
        return statistics;
    }

    /// <summary>The means of the whole A_l and B_l: more work than the diagonals, and rounded in another order.</summary>
    private MixtureMeans<T> AllMixtures()
    {
        MixtureMeans<T> all = new(
            teacher,
            student,
            MixtureContent.All,
            Configuration.Bias,
            SimdWidths.WidestFused
        );
        all.Run(evaluation, Configuration.MixtureSamples);
        return all;
    }

    private void AddMatrices(Dictionary<string, NdArray> final)
    {
        MixtureMeans<T> all = AllMixtures();
        evaluator.Run(training);
        for (int l = 1; l < Configuration.Depth; l++)
        {
            int m = teacher.Shape.Width(l);
            int n = student.Shape.Width(l);
            CorrelationSums<T> sums = evaluator.Layers[l];
            final[$"layer{l}.train_correlation"] = new(sums.Correlations(Configuration.Correlation), [m, n]);
            final[$"layer{l}.observations"] = new(sums.Observations(), [m, n]);
            final[$"layer{l}.alpha"] = new(all.TeacherMixture(l), [n + 1, m + 1]);
            if (n <= RunConfiguration.LargestStoredMixture)
            {
                final[$"layer{l}.beta"] = new(all.StudentMixture(l), [n + 1, n + 1]);
            }
        }

        evaluator.Run(evaluation);
        for (int l = 1; l < Configuration.Depth; l++)
        {
            final[$"layer{l}.eval_correlation"] = new(
                evaluator.Layers[l].Correlations(Configuration.Correlation),
                [teacher.Shape.Width(l), student.Shape.Width(l)]
            );
        }
    }

    private static void AddWeights(Dictionary<string, NdArray> final, string prefix, Network network)
    {
        for (int l = 1; l <= network.Shape.Depth; l++)
        {
            ReadOnlyMatrixView weights = network.Weights(l);
            final[$"{prefix}{l}"] = new(weights.Data.ToArray(), [weights.Rows, weights.Columns]);
        }
    }

    private SampleSet<T> Samples(int count, int outputs) =>
        new(count, Configuration.Inputs, outputs, Configuration.Bias);
}
