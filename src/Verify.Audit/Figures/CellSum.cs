// The runs of one configuration, which differ in their seed alone, added up: what one panel or one line of a figure shows.

using System.Collections.Immutable;

namespace Verify.Audit.Figures;

/// <summary>Sums over runs that did all their epochs.</summary>
internal sealed class CellSum
{
    /// <summary>The published early curve is after so many epochs.</summary>
    private const int PublishedEarly = 5;

    /// <summary>Nothing yet, for runs like the one given.</summary>
    internal CellSum(RunSeries like)
    {
        Epochs = like.Epochs;
        Early = NearestTo(PublishedEarly, Epochs);
        TrainLoss = MeanDeviation.Many(Epochs.Length);
        EvaluationLoss = MeanDeviation.Many(Epochs.Length);
        Gradient = MeanDeviation.Many(Epochs.Length);
        Sine = [.. like.Sine.Select(teachers => MeanDeviation.Many(teachers.Length))];
        Layers = [.. like.Layers.Select(layer => new LayerSum(layer, Early))];
    }

    /// <summary>Runs added.</summary>
    internal int Runs { get; private set; }

    /// <summary>The evaluated epochs.</summary>
    internal ImmutableArray<int> Epochs { get; }

    /// <summary>The index of the evaluated epoch that is nearest to the published early one, the earlier of two.</summary>
    internal int Early { get; }

    /// <summary>log10 of the loss on the training set, per epoch.</summary>
    internal MeanDeviation[] TrainLoss { get; }

    /// <summary>log10 of the loss on the evaluation set, per epoch.</summary>
    internal MeanDeviation[] EvaluationLoss { get; }

    /// <summary>log10 of the largest |g_1|, per epoch.</summary>
    internal MeanDeviation[] Gradient { get; }

    /// <summary>log10 of the alignment sine, per epoch and teacher of layer 1.</summary>
    internal ImmutableArray<MeanDeviation[]> Sine { get; }

    /// <summary>The hidden layers from the lowest.</summary>
    internal ImmutableArray<LayerSum> Layers { get; }

    /// <summary>Whether the run has the epochs and widths of the others: files of one plan do.</summary>
    internal bool Fits(RunSeries run) =>
        run.Epochs.AsSpan().SequenceEqual(Epochs.AsSpan())
        && run.Layers.Length == Layers.Length
        && run.Layers.Zip(Layers).All(pair => pair.First.TeacherBest[0].Length == pair.Second.Teachers);

    /// <summary>Adds a run that <see cref="Fits"/>.</summary>
    internal void Add(RunSeries run)
    {
        Runs++;
        for (int epoch = 0; epoch < Epochs.Length; epoch++)
        {
            TrainLoss[epoch].Add(Math.Log10(run.TrainLoss[epoch]));
            EvaluationLoss[epoch].Add(Math.Log10(run.EvaluationLoss[epoch]));
            Gradient[epoch].Add(Math.Log10(run.LargestGradient[epoch]));
            for (int j = 0; j < Sine[epoch].Length; j++)
            {
                Sine[epoch][j].Add(Math.Log10(run.Sine[epoch][j]));
            }
        }

        for (int layer = 0; layer < Layers.Length; layer++)
        {
            Layers[layer].Add(run.Layers[layer]);
        }
    }

    private static int NearestTo(int epoch, ImmutableArray<int> epochs)
    {
        int nearest = 0;
        for (int i = 1; i < epochs.Length; i++)
        {
            nearest = Math.Abs(epochs[i] - epoch) < Math.Abs(epochs[nearest] - epoch) ? i : nearest;
        }

        return nearest;
    }
}
