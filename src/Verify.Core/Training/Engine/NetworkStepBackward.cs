// The way back of one block of samples: residual, backward with the gate, sums of updates. Products whose factors are zero
// behind closed gates leave them out.

using System.Numerics;
using Verify.Core.Kernels.Panels;

namespace Verify.Core.Training.Engine;

internal sealed unsafe partial class NetworkStep<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>
    /// g_L = f*_L - f_L, and <paramref name="sum"/> plus, sample by sample and in double precision, |g_L|^2 (each a sum over
    /// the outputs in <typeparamref name="T"/>).
    /// </summary>
    internal double Residuals(double sum = 0)
    {
        int depth = Network.Shape.Depth;
        int outputs = Network.Shape.Outputs;
        int stride = Network.Stride(depth);
        Outputs(residuals.Pointer, stride, new ResidualEnd<T>((nint)(targets.Pointer - residuals.Pointer)));
        RowSquares<T>.Run(width, residuals.Pointer, stride, Samples, outputs, squares.Pointer);
        foreach (T square in squares.Span[..Samples])
        {
            sum += double.CreateTruncating(square);
        }

        GC.KeepAlive(this);
        return sum;
    }

    /// <summary>g_{l-1} from g_l, l &gt; 1.</summary>
    internal void Backward(int layer)
    {
        if (layer == Network.Shape.Depth)
        {
            int below = Network.Shape.Width(layer - 1);
            TopLayerProduct<T, StoreEnd<T>>.RunGradients(
                width,
                TopOperands(null),
                below,
                Network.Shape.Outputs
            );
            GateGradientsBelowTop();
        }
        else if (HasClosedGates)
        {
            BackwardSkippingZeros(layer);
        }
        else
        {
            PanelOperands<T> operands = new()
            {
                A = Network.Weights(layer),
                ARow = 1,
                AStep = Network.Stride(layer),
                B = gradients[layer].Pointer,
                BStep = lanes,
                C = gradients[layer - 1].Pointer,
                CRow = lanes,
                Inner = Network.Shape.Width(layer),
            };
            PanelProduct<T, GateEnd<T>>.Run(
                width,
                operands,
                Network.Shape.Width(layer - 1),
                Samples,
                new GateEnd<T>(
                    Network.Leak,
                    (nint)(preActivations[layer - 1].Pointer - gradients[layer - 1].Pointer)
                )
            );
        }

        GC.KeepAlive(this);
    }

    /// <summary><see cref="Backward"/>(L) and <see cref="UpdateWeights"/>(L) in one pass over W_L; L &gt; 1.</summary>
    internal void BackwardAndUpdateTop(T rate) =>
        BackwardAndSumTop(Network.Weights(Network.Shape.Depth), accumulate: false, new UpdateEnd<T>(rate));

    /// <summary><see cref="Backward"/>(L) and <see cref="SumUpdates"/>(L) in one pass over W_L; L &gt; 1.</summary>
    internal void BackwardAndSumTop(T* destination, bool accumulate) =>
        BackwardAndSumTop(destination, accumulate, default(StoreEnd<T>));

    private void BackwardAndSumTop<TEnd>(T* destination, bool accumulate, TEnd end)
        where TEnd : struct, IPanelEnd<T>
    {
        int depth = Network.Shape.Depth;
        int below = Network.Shape.Width(depth - 1);
        TopLayerOperands<T> operands = TopOperands(destination);
        operands.Load = accumulate;
        TopLayerProduct<T, TEnd>.Run(width, operands, below, Network.Shape.Outputs, end);
        GateGradientsBelowTop();

        // The row of the biases has no gradient of its own.
        UpdateRows(depth, below, 1, destination, accumulate, end);
    }

    /// <summary>The operands of the way back through the outputs' layer; with a leak every gate is open in some measure.</summary>
    private TopLayerOperands<T> TopOperands(T* sums)
    {
        int depth = Network.Shape.Depth;
        return new()
        {
            Weights = Network.Weights(depth),
            Sums = sums,
            WeightsRow = Network.Stride(depth),
            Residuals = residuals.Pointer,
            ResidualsRow = Network.Stride(depth),
            Activations = nodeActivations[depth - 1].Pointer,
            Gradients = gradients[depth - 1].Pointer,
            Lanes = lanes,
            Bits = HasClosedGates ? openGates[depth - 1].OfNodes : openGates[depth - 1].Always,
            BitsRow = HasClosedGates ? openGates[depth - 1].NodeBytes : 0,
            Samples = Samples,
        };
    }

    /// <summary>The leak, where there is one: the products leave zeros behind the closed gates of a ReLU.</summary>
    private void GateGradientsBelowTop()
    {
        if (!HasClosedGates)
        {
            int below = Network.Shape.Depth - 1;
            GatePass<T>.Run(
                width,
                preActivations[below].Pointer,
                gradients[below].Pointer,
                Network.Shape.Width(below) * lanes,
                Network.Leak
            );
        }
    }

    /// <summary>
    /// The same sums with a row per sample: g_{l-1} is the sum over the open nodes k of layer l of g_l(k) times row k of the
    /// weights.
    /// </summary>
    private void BackwardSkippingZeros(int layer)
    {
        int below = Network.Shape.Width(layer - 1);
        int stride = Network.Stride(layer);
        Turn(preActivations[layer - 1], below, samplePreActivations, layer - 1);
        T* turned = sampleGradients.Pointer;
        PanelOperands<T> operands = new()
        {
            A = gradients[layer].Pointer,
            ARow = 1,
            AStep = lanes,
            B = Network.Weights(layer),
            BStep = stride,
            C = turned,
            CRow = stride,
            Inner = Network.Shape.Width(layer),
        };
        openGates[layer].Turn(Samples);
        SparseProduct<T, GateEnd<T>>.Run(
            width,
            OverSamples(operands, openGates[layer]),
            Samples,
            below,
            new GateEnd<T>(Network.Leak, (nint)(samplePreActivations.Pointer - turned))
        );
        Transposition.Run(turned, stride, null, Samples, below, gradients[layer - 1].Pointer, lanes);
    }

    /// <summary>W_l := fma(rate, sum over the block of g_l [f_{l-1}; 1]^T, W_l), after g_l is there.</summary>
    internal void UpdateWeights(int layer, T rate) =>
        UpdateRows(
            layer,
            0,
            Network.Rows(layer),
            Network.Weights(layer),
            accumulate: false,
            new UpdateEnd<T>(rate)
        );

    /// <summary>destination (in the layout of W_l) = or += sum over the block of g_l [f_{l-1}; 1]^T.</summary>
    internal void SumUpdates(int layer, T* destination, bool accumulate) =>
        UpdateRows(layer, 0, Network.Rows(layer), destination, accumulate, default(StoreEnd<T>));

    private void UpdateRows<TEnd>(int layer, int first, int count, T* destination, bool accumulate, TEnd end)
        where TEnd : struct, IPanelEnd<T>
    {
        bool isTop = layer == Network.Shape.Depth;
        if (!isTop && layer > 1)
        {
            TurnActivations(layer - 1);
        }

        // A row of the outputs' layer is a node below: its activations times the residuals. A row of a hidden layer is a
        // node of its own: its gradients times the activations below. Both are zero where the node's gate is closed.
        T* factors = isTop ? nodeActivations[layer - 1].Pointer : gradients[layer].Pointer;
        PanelOperands<T> operands = new()
        {
            A = factors + (nint)first * lanes,
            ARow = lanes,
            AStep = 1,
            B = isTop ? residuals.Pointer : sampleActivations[layer - 1].Pointer,
            BStep = isTop ? Network.Stride(layer) : Network.ActivationStride(layer - 1),
            C = destination + (nint)first * Network.Stride(layer),
            CRow = Network.Stride(layer),
            Inner = Samples,
            Load = accumulate,
        };
        int columns = Network.Columns(layer);
        if (HasClosedGates)
        {
            OpenGates open = openGates[isTop ? layer - 1 : layer];
            SparseOperands<T> sparse = new()
            {
                Product = operands,
                Bits = open.OfNodes + first * open.NodeBytes,
                BitsRow = open.NodeBytes,
            };
            SparseProduct<T, TEnd>.Run(width, sparse, count, columns, end);
        }
        else
        {
            PanelProduct<T, TEnd>.Run(width, operands, count, columns, end);
        }

        GC.KeepAlive(this);
    }

    private static SparseOperands<T> OverSamples(in PanelOperands<T> operands, OpenGates gates) =>
        new()
        {
            Product = operands,
            Bits = (byte*)gates.OfSamples,
            BitsRow = gates.SampleWords * sizeof(ulong),
        };
}
