// How the weights follow the sums of updates: SGD, momentum, weight decay or Adam, over batches of any size.
// It draws no batches; the schedule of the learning rate is the run's.

using System.Numerics;
using Verify.Core.Kernels.Panels;
using Verify.Core.Kernels.Simd;
using Verify.Core.Numerics;

namespace Verify.Core.Training.Engine;

/// <summary>What an update of one batch needs to know beside the learning rate.</summary>
internal readonly record struct UpdateSettings(
    bool Adam,
    double Momentum,
    double WeightDecay,
    bool TrainFeatures,
    bool TrainTop,
    bool MeanOverOutputs
)
{
    /// <summary>SGD without memory and decay: the update is the end of the product and needs no buffer.</summary>
    internal bool IsPlain => !Adam && Momentum == 0 && WeightDecay == 0;
}

/// <summary>The buffers of an optimiser, and the update of one batch.</summary>
internal sealed unsafe class Optimiser<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    // The constants of Adam's definition; no tolerances.
    private const double FirstDecay = 0.9;
    private const double SecondDecay = 0.999;
    private const double Epsilon = 1e-8;

    private readonly NetworkStep<T> step;
    private readonly UpdateSettings settings;
    private readonly SimdWidth width;
    private readonly AlignedArray<T>[] sums;
    private readonly AlignedArray<T>[] firsts;
    private readonly AlignedArray<T>[] seconds;

    internal Optimiser(NetworkStep<T> step, UpdateSettings settings, int batch, SimdWidth width)
    {
        this.step = step;
        this.settings = settings;
        this.width = width;
        bool fused = settings.IsPlain && batch <= step.Capacity;
        bool remembers = settings.Adam || settings.Momentum != 0;
        sums = Buffers(!fused);
        firsts = Buffers(remembers);
        seconds = Buffers(settings.Adam);
    }

    /// <summary>The first memory (velocity, or Adam's p) of a layer's weights; empty where the rule has none.</summary>
    internal Span<T> First(int layer) => firsts[layer].Span;

    /// <summary>The second memory (Adam's q); empty where the rule has none.</summary>
    internal Span<T> Second(int layer) => seconds[layer].Span;

    /// <summary>
    /// One update from one batch; <paramref name="iteration"/> counts from 1 over the whole run. Returns the sum over the
    /// batch of |f*_L - f_L|^2 before the update.
    /// </summary>
    internal double Update(SampleSet<T> data, ReadOnlySpan<int> batch, double learningRate, long iteration)
    {
        double scale = settings.MeanOverOutputs
            ? 2.0 / ((double)batch.Length * data.Outputs)
            : 1.0 / batch.Length;
        if (settings.IsPlain && batch.Length <= step.Capacity)
        {
            return UpdateAtOnce(data, batch, T.CreateChecked(learningRate * scale));
        }

        double squares = 0;
        for (int start = 0; start < batch.Length; start += step.Capacity)
        {
            int count = Math.Min(step.Capacity, batch.Length - start);
            squares = SumBlock(data, batch.Slice(start, count), squares, accumulate: start > 0);
        }

        for (int l = Lowest; l <= Highest; l++)
        {
            Apply(l, learningRate, scale, iteration);
        }

        return squares;
    }

    private int Depth => step.Network.Shape.Depth;

    /// <summary>The lowest layer whose weights move.</summary>
    private int Lowest => settings.TrainFeatures ? 1 : Depth;

    /// <summary>The highest layer whose weights move.</summary>
    private int Highest => settings.TrainTop ? Depth : Depth - 1;

    private double UpdateAtOnce(SampleSet<T> data, ReadOnlySpan<int> batch, T rate)
    {
        step.Load(data, batch, 0, batch.Length);
        step.Forward();
        double squares = step.Residuals();

        // g_{l-1} is taken before W_l moves: every layer is updated from the old weights.
        if (Lowest == Depth)
        {
            step.UpdateWeights(Depth, rate);
            return squares;
        }

        if (settings.TrainTop)
        {
            step.BackwardAndUpdateTop(rate);
        }
        else
        {
            step.Backward(Depth);
        }

        for (int l = Depth - 1; l >= 1; l--)
        {
            if (l > 1)
            {
                step.Backward(l);
            }

            step.UpdateWeights(l, rate);
        }

        return squares;
    }

    private double SumBlock(SampleSet<T> data, ReadOnlySpan<int> block, double squares, bool accumulate)
    {
        step.Load(data, block, 0, block.Length);
        step.Forward();
        squares = step.Residuals(squares);
        if (Lowest == Depth)
        {
            step.SumUpdates(Depth, sums[Depth].Pointer, accumulate);
            return squares;
        }

        if (settings.TrainTop)
        {
            step.BackwardAndSumTop(sums[Depth].Pointer, accumulate);
        }
        else
        {
            step.Backward(Depth);
        }

        for (int l = Depth - 1; l >= 1; l--)
        {
            if (l > 1)
            {
                step.Backward(l);
            }

            step.SumUpdates(l, sums[l].Pointer, accumulate);
        }

        return squares;
    }

    private void Apply(int layer, double learningRate, double scale, long iteration)
    {
        T* sum = sums[layer].Pointer;
        T* weights = step.Network.Weights(layer);
        int length = sums[layer].Length;
        if (settings.Adam)
        {
            double first = 1 - DeterministicMath.Pow(FirstDecay, iteration);
            double second = 1 - DeterministicMath.Pow(SecondDecay, iteration);
            AdamRule<T> rule = new(
                T.CreateChecked(scale),
                T.CreateChecked(learningRate / first),
                T.CreateChecked(FirstDecay),
                T.CreateChecked(SecondDecay),
                T.CreateChecked(1 / Math.Sqrt(second)),
                T.CreateChecked(Epsilon),
                T.CreateChecked(settings.WeightDecay)
            );
            WeightUpdate<T, AdamRule<T>>.Run(
                width,
                rule,
                sum,
                weights,
                firsts[layer].Pointer,
                seconds[layer].Pointer,
                length
            );
        }
        else if (settings.IsPlain)
        {
            PlainRule<T> rule = new(T.CreateChecked(learningRate * scale));
            WeightUpdate<T, PlainRule<T>>.Run(width, rule, sum, weights, sum, sum, length);
        }
        else
        {
            // Without momentum the velocity is the update itself, and needs no memory: 0 times the sums is lost in it.
            MomentumRule<T> rule = new(
                T.CreateChecked(scale),
                T.CreateChecked(learningRate),
                T.CreateChecked(settings.Momentum),
                T.CreateChecked(settings.WeightDecay)
            );
            T* velocity = settings.Momentum != 0 ? firsts[layer].Pointer : sum;
            WeightUpdate<T, MomentumRule<T>>.Run(width, rule, sum, weights, velocity, sum, length);
        }

        GC.KeepAlive(this);
    }

    private AlignedArray<T>[] Buffers(bool needed)
    {
        AlignedArray<T>[] buffers = new AlignedArray<T>[Depth + 1];
        for (int l = 0; l <= Depth; l++)
        {
            bool trained = l >= Lowest && l <= Highest;
            buffers[l] = new AlignedArray<T>(needed && trained ? step.Network.Memory(l).Length : 0);
        }

        return buffers;
    }
}
