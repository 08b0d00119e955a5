// One block of samples through a network and back: its memory, gather, and forward with the gate. The way back is
// NetworkStepBackward.cs; how the weights follow is the optimiser's business (Optimiser.cs).

using System.Numerics;
using Verify.Core.Kernels.Panels;
using Verify.Core.Kernels.Simd;
using Verify.Core.Networks;

namespace Verify.Core.Training.Engine;

/// <summary>
/// <para>
/// A block of at most <see cref="Capacity"/> samples. Forward and backward passes hold one row per node and one column
/// per sample, so that the lanes of a vector are samples: any width of any layer is then free of remainders, and the
/// weights are only ever broadcast. z_l = chain over the fan-in, bias last, exactly as Gradients/ForwardPass has it;
/// g_{l-1} = gate o (chain over the nodes of layer l); each update sum is the chain over the samples. Sums over the outputs
/// alone, of g_{L-1} and of |g_L|^2, are taken by 64-byte lines (TopLayerProduct.cs). So every number equals
/// Kernels/Reference/TrainingStep.cs bit for bit, at any vector width.
/// </para>
/// <para>Nothing is allocated after construction. The lanes beyond the block hold garbage that enters no sum.</para>
/// </summary>
internal sealed unsafe partial class NetworkStep<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The largest block: 64 samples are four vectors of floats, a tile's width.</summary>
    internal const int LargestBlock = 64;

    private readonly SimdWidth width;
    private readonly int lanes;
    private readonly AlignedArray<T>[] nodeActivations;
    private readonly AlignedArray<T>[] preActivations;
    private readonly AlignedArray<T>[] gradients;
    private readonly AlignedArray<T>[] sampleActivations;
    private readonly OpenGates[] openGates;
    private readonly AlignedArray<T> sampleGradients;
    private readonly AlignedArray<T> samplePreActivations;
    private readonly AlignedArray<T> targets;
    private readonly AlignedArray<T> residuals;
    private readonly AlignedArray<T> squares;

    /// <summary>Buffers for a network and blocks of at most <paramref name="capacity"/> samples.</summary>
    internal NetworkStep(TrainedNetwork<T> network, int capacity, bool hasBias, SimdWidth width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(capacity, LargestBlock);
        Network = network;
        Capacity = capacity;
        this.width = width;
        lanes = (int)BitOperations.RoundUpToPowerOf2((uint)PaddedStride.Lines<T>(capacity));
        NetworkShape shape = network.Shape;
        int depth = shape.Depth;
        nodeActivations = new AlignedArray<T>[depth];
        preActivations = new AlignedArray<T>[depth];
        sampleActivations = new AlignedArray<T>[depth];
        gradients = new AlignedArray<T>[depth + 1];
        openGates = new OpenGates[depth];
        int widest = 0;
        T constant = hasBias ? T.One : T.Zero;
        for (int l = 0; l <= depth; l++)
        {
            gradients[l] = new AlignedArray<T>(l == 0 || l == depth ? 0 : shape.Width(l) * lanes);
            if (l < depth)
            {
                int nodes = shape.Width(l);
                widest = l > 0 && depth > 2 ? Math.Max(widest, network.ActivationStride(l)) : widest;
                openGates[l] = new OpenGates(l > 0 ? nodes : 0, lanes);
                nodeActivations[l] = new AlignedArray<T>((nodes + 1) * lanes);
                preActivations[l] = new AlignedArray<T>(l == 0 ? 0 : nodes * lanes);
                sampleActivations[l] = new AlignedArray<T>((long)capacity * network.ActivationStride(l));
                nodeActivations[l].Span[(nodes * lanes)..].Fill(constant);
                for (int i = 0; i < capacity; i++)
                {
                    sampleActivations[l].Span[i * network.ActivationStride(l) + nodes] = constant;
                }
            }
        }

        sampleGradients = new AlignedArray<T>((long)capacity * widest);
        samplePreActivations = new AlignedArray<T>((long)capacity * widest);
        targets = new AlignedArray<T>((long)capacity * network.Stride(depth));
        residuals = new AlignedArray<T>((long)capacity * network.Stride(depth));
        squares = new AlignedArray<T>(lanes);
    }

    internal TrainedNetwork<T> Network { get; }

    internal int Capacity { get; }

    /// <summary>The samples of the block that was loaded last.</summary>
    internal int Samples { get; private set; }

    /// <summary>The distance between the rows of two nodes in the matrices of one column per sample.</summary>
    internal int Lanes => lanes;

    /// <summary>f_l, (n_l + 1) rows of one column per sample, l = 0..L-1.</summary>
    internal T* NodeActivations(int layer) => nodeActivations[layer].Pointer;

    /// <summary>f_l, one row [f, 1, 0 ..] per sample, l = 0..L-1; for l &gt; 0 valid after <see cref="TurnActivations"/>.</summary>
    internal T* SampleActivations(int layer) => sampleActivations[layer].Pointer;

    /// <summary>z_l, n_l rows of one column per sample, l = 1..L-1.</summary>
    internal T* PreActivations(int layer) => preActivations[layer].Pointer;

    /// <summary>g_l, n_l rows of one column per sample, l = 1..L-1.</summary>
    internal T* Gradients(int layer) => gradients[layer].Pointer;

    /// <summary>g_L, one row of <see cref="TrainedNetwork{T}.Stride"/>(L) elements per sample.</summary>
    internal T* OutputGradients => residuals.Pointer;

    /// <summary>
    /// Loads the samples of the given indices, or, where there are none, <paramref name="count"/> samples from
    /// <paramref name="first"/> on.
    /// </summary>
    internal void Load(SampleSet<T> data, ReadOnlySpan<int> indices, int first, int count)
    {
        Samples = count;
        int stride = data.InputStride;
        int rowStride = Network.ActivationStride(0);
        fixed (int* pointer = indices)
        {
            int* chosen = indices.IsEmpty ? null : pointer;
            Transposition.Gather(
                data.TargetRows + (chosen == null ? (nint)first * data.TargetStride : 0),
                data.TargetStride,
                chosen,
                count,
                data.TargetStride,
                targets.Pointer,
                Network.Stride(Network.Shape.Depth)
            );
            Transposition.Gather(
                data.InputRows + (chosen == null ? (nint)first * stride : 0),
                stride,
                chosen,
                count,
                stride,
                sampleActivations[0].Pointer,
                rowStride
            );
        }

        Transposition.Run(
            sampleActivations[0].Pointer,
            rowStride,
            null,
            count,
            data.Inputs + 1,
            nodeActivations[0].Pointer,
            lanes
        );
        GC.KeepAlive(data);
        GC.KeepAlive(this);
    }

    /// <summary>
    /// Loads the inputs of <paramref name="count"/> samples from <paramref name="first"/> on, to evaluate at them:
    /// <see cref="SampleActivations"/>(0), which updates need, and the targets are left as they were.
    /// </summary>
    internal void LoadInputs(SampleSet<T> data, int first, int count)
    {
        Samples = count;
        data.ReadInputsAhead(first, count);
        Transposition.Run(
            data.InputRows + (nint)first * data.InputStride,
            data.InputStride,
            null,
            count,
            data.Inputs + 1,
            nodeActivations[0].Pointer,
            lanes
        );
        GC.KeepAlive(data);
        GC.KeepAlive(this);
    }

    /// <summary>Takes the inputs that another network of the same capacity has loaded, without their targets.</summary>
    internal void ShareInputs(NetworkStep<T> loaded)
    {
        Samples = loaded.Samples;
        nodeActivations[0] = loaded.nodeActivations[0];
    }

    /// <summary>f_l of every layer below the top.</summary>
    internal void Forward()
    {
        for (int l = 1; l < Network.Shape.Depth; l++)
        {
            nint beside = (nint)(nodeActivations[l].Pointer - preActivations[l].Pointer);
            PanelProduct<T, ActivateEnd<T>>.Run(
                width,
                ForwardOperands(l, preActivations[l].Pointer),
                Network.Shape.Width(l),
                Samples,
                new ActivateEnd<T>(Network.Leak, beside, openGates[l].Notes(preActivations[l].Pointer))
            );
        }

        GC.KeepAlive(this);
    }

    /// <summary>
    /// f_L, one row per sample, <paramref name="stride"/> elements apart, into memory of whole 64-byte lines a row.
    /// </summary>
    internal void Outputs(T* destination, nint stride)
    {
        Outputs(destination, stride, default(StoreEnd<T>));
        GC.KeepAlive(this);
    }

    /// <summary>Takes the outputs of another network, which has gone forward at the same samples, as targets.</summary>
    internal void TakeTargets(NetworkStep<T> teacher)
    {
        teacher.Outputs(targets.Pointer, Network.Stride(Network.Shape.Depth));
        GC.KeepAlive(this);
    }

    private void Outputs<TEnd>(T* destination, nint stride, TEnd end)
        where TEnd : struct, IPanelEnd<T>
    {
        int depth = Network.Shape.Depth;
        PanelOperands<T> operands = new()
        {
            A = nodeActivations[depth - 1].Pointer,
            ARow = 1,
            AStep = lanes,
            B = Network.Weights(depth),
            BStep = Network.Stride(depth),
            C = destination,
            CRow = stride,
            Inner = Network.Rows(depth),
        };
        if (HasClosedGates)
        {
            OpenGates open = openGates[depth - 1];
            open.Turn(Samples);
            SparseProduct<T, TEnd>.Run(
                width,
                OverSamples(operands, open),
                Samples,
                Network.Shape.Outputs,
                end
            );
        }
        else
        {
            PanelProduct<T, TEnd>.Run(width, operands, Samples, Network.Shape.Outputs, end);
        }
    }

    /// <summary>Turns f_l (l &gt; 0) into one row per sample.</summary>
    internal void TurnActivations(int layer)
    {
        Turn(nodeActivations[layer], Network.Shape.Width(layer), sampleActivations[layer], layer);
        GC.KeepAlive(this);
    }

    private void Turn(AlignedArray<T> nodes, int count, AlignedArray<T> rows, int layer) =>
        Transposition.Run(
            nodes.Pointer,
            lanes,
            null,
            count,
            Samples,
            rows.Pointer,
            Network.ActivationStride(layer)
        );

    /// <summary>
    /// Whether products leave zeros out: the same bits by either loop, and it pays where about half of the factors are zero.
    /// </summary>
    private bool HasClosedGates => Network.Shape.Depth > 1 && Network.Leak == T.Zero;

    private PanelOperands<T> ForwardOperands(int layer, T* destination) =>
        new()
        {
            A = Network.Weights(layer),
            ARow = Network.Stride(layer),
            AStep = 1,
            B = nodeActivations[layer - 1].Pointer,
            BStep = lanes,
            C = destination,
            CRow = lanes,
            Inner = Network.Shape.Width(layer - 1) + 1,
        };
}
