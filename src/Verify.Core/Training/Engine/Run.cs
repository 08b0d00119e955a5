// The epochs of a run in one precision: batches, updates, evaluation, and the state that a checkpoint keeps.

using System.Numerics;
using Verify.Core.Data;
using Verify.Core.Kernels.Simd;
using Verify.Core.Networks;
using Verify.Core.Numerics;

namespace Verify.Core.Training.Engine;

/// <summary>A training run in precision <typeparamref name="T"/>.</summary>
internal sealed class Run<T> : TrainingRun
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int CancellationInterval = 16;

    /// <summary>The widest layer whose E B_l is stored: 2 MB.</summary>
    private const int LargestStoredMixture = 512;

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
        training = Samples(configuration.TrainSamples);
        evaluation = Samples(configuration.EvaluationSamples);
        evaluation.SetInputs(TrainingData.Evaluation(configuration));
        evaluator.SetTargets(evaluation);
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
            Evaluate(double.NaN);
            Status = configuration.Epochs == 0 ? RunStatus.Finished : RunStatus.Running;
        }
    }

    public override Network Student => student.ToNetwork();

    public override bool NextEpoch(CancellationToken cancellation)
    {
        if (Status != RunStatus.Running)
        {
            return false;
        }

        cancellation.ThrowIfCancellationRequested();
        Dictionary<string, double[]> before = CaptureState();
        long iterationBefore = Iteration;
        Prepare(Epoch);
        double squares = 0;
        try
        {
            squares = TrainEpoch(cancellation);
        }
        catch (OperationCanceledException)
        {
            RestoreState(before);
            Iteration = iterationBefore;
            throw;
        }

        if (!double.IsFinite(squares) || !student.IsFinite())
        {
            RestoreState(before);
            Status = RunStatus.Diverged;
            return false;
        }

        Epoch++;
        bool isLast = Epoch == Configuration.Epochs;
        if (isLast || Epoch % Configuration.EvaluateEvery == 0)
        {
            double samples = (double)batches[0].Length * Configuration.Iterations;
            Evaluate(squares / (samples * Configuration.Outputs));
        }

        Status = isLast ? RunStatus.Finished : RunStatus.Running;
        return !isLast;
    }

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

    internal override Dictionary<string, double[]> CaptureState()
    {
        Dictionary<string, double[]> state = new(StringComparer.Ordinal);
        foreach ((string name, Memory memory) in StateParts())
        {
            Span<T> values = memory();
            double[] copy = new double[values.Length];
            for (int i = 0; i < copy.Length; i++)
            {
                copy[i] = double.CreateTruncating(values[i]);
            }

            state[name] = copy;
        }

        return state;
    }

    internal override bool Restore(RunRecord record, IReadOnlyDictionary<string, double[]> state)
    {
        foreach ((string name, Memory memory) in StateParts())
        {
            if (!state.TryGetValue(name, out double[]? values) || values.Length != memory().Length)
            {
                return false;
            }
        }

        RestoreState(state);
        Status = record.Status;
        Epoch = record.Epoch;
        Iteration = record.Iteration;
        History = record.History;
        return true;
    }

    private delegate Span<T> Memory();

    /// <summary>Everything that changes from update to update, by name.</summary>
    private IEnumerable<(string Name, Memory Memory)> StateParts()
    {
        for (int l = 1; l <= student.Shape.Depth; l++)
        {
            int layer = l;
            yield return ($"weights{l}", () => student.Memory(layer));
            yield return ($"first{l}", () => optimiser.First(layer));
            yield return ($"second{l}", () => optimiser.Second(layer));
        }
    }

    private void RestoreState(IReadOnlyDictionary<string, double[]> state)
    {
        foreach ((string name, Memory memory) in StateParts())
        {
            Span<T> values = memory();
            double[] from = state[name];
            for (int i = 0; i < from.Length; i++)
            {
                values[i] = T.CreateTruncating(from[i]);
            }
        }
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

    /// <summary>The sum over the epoch's batches of the squared output differences; not finite when it diverged.</summary>
    private double TrainEpoch(CancellationToken cancellation)
    {
        CounterRandom random = RunStreams.Batches(Configuration.Seed, Epoch);
        double learningRate = Configuration.LearningRate(Epoch);
        double squares = 0;
        Draw(random, batches[0]);
        for (int i = 0; i < Configuration.Iterations; i++)
        {
            if (i % CancellationInterval == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            // The next batch is drawn first, so that its rows are on their way while this one is computed.
            int[] next = batches[(i + 1) % 2];
            Draw(random, next);
            squares += optimiser.Update(training, batches[i % 2], learningRate, ++Iteration);
            if (Configuration.WeightNorm)
            {
                Normalise();
            }

            if (!double.IsFinite(squares))
            {
                break;
            }
        }

        return squares;
    }

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

    private void Evaluate(double batchLoss)
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
            double[] observed = Coverage.BestOfTeacher(evaluator.Layers[l].Observations(), m);
            statistics.SetLayer(l, "observed", Array.ConvertAll(observed, count => count / training.Samples));
        }

        statistics.Set("eval_loss", evaluator.Run(evaluation));
        mixtures.Run(evaluation, Configuration.MixtureSamples);
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
        }

        evaluator.Gradients(training, Configuration.GradientSamples);
        statistics.Set("gradient_norm", [.. evaluator.GradientNorms]);
        statistics.Set("gradient_max", [.. evaluator.LargestGradients]);
        HyperplaneAlignment alignment = HyperplaneAlignment.Of(Teacher, Student);
        statistics.Set("alignment_sine", alignment.Sine);
        statistics.Set("alignment_offset", alignment.Offset);
        statistics.Set("aligned_student", alignment.Student);
        History = History.Add(statistics);
    }

    private void AddMatrices(Dictionary<string, NdArray> final)
    {
        MixtureMeans<T> all = new(
            teacher,
            student,
            MixtureContent.All,
            Configuration.Bias,
            SimdWidths.WidestFused
        );
        all.Run(evaluation, Configuration.MixtureSamples);
        evaluator.Run(training);
        for (int l = 1; l < Configuration.Depth; l++)
        {
            int m = teacher.Shape.Width(l);
            int n = student.Shape.Width(l);
            CorrelationSums<T> sums = evaluator.Layers[l];
            final[$"layer{l}.train_correlation"] = new(sums.Correlations(Configuration.Correlation), [m, n]);
            final[$"layer{l}.observations"] = new(sums.Observations(), [m, n]);
            final[$"layer{l}.alpha"] = new(all.TeacherMixture(l), [n + 1, m + 1]);
            if (n <= LargestStoredMixture)
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

    private SampleSet<T> Samples(int count) =>
        new(count, Configuration.Inputs, Configuration.Outputs, Configuration.Bias);
}
