// The way back of one block of samples: residual, backward with the gate, sums of updates. Products whose factors are zero
// behind closed gates leave them out.

using System.Numerics;
using Verify.Core.Kernels.Panels;

namespace Verify.Core.Training.Engine;

internal sealed unsafe partial class NetworkStep<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>
    /// g_L = f*_L - f_L, and <paramref name="sum"/> plus, sample by sample and in double precision, |g_L|^2 (each a chain
    /// over the outputs in <typeparamref name="T"/>).
    /// </summary>
    internal double Residuals(double sum = 0)
    {
        int depth = Network.Shape.Depth;
        int outputs = Network.Shape.Outputs;
        int stride = Network.Stride(depth);
        PanelOperands<T> operands = new()
        {
            A = nodeActivations[depth - 1].Pointer,
            ARow = 1,
            AStep = lanes,
            B = Network.Weights(depth),
            BStep = stride,
            C = residuals.Pointer,
            CRow = stride,
            Inner = Network.Rows(depth),
        };
        ResidualEnd<T> end = new((nint)(targets.Pointer - residuals.Pointer));
        if (HasClosedGates)
        {
            NonZeroPattern<T> open = nonZeroActivations[depth - 1];
            open.Turn(Samples);
            SparseProduct<T, ResidualEnd<T>>.Run(width, OverSamples(operands, open), Samples, outputs, end);
        }
        else
        {
            PanelProduct<T, ResidualEnd<T>>.Run(width, operands, Samples, outputs, end);
        }

        Transposition.Run(residuals.Pointer, stride, null, Samples, outputs, gradients[depth].Pointer, lanes);
        ColumnSquares<T>.Run(width, gradients[depth].Pointer, lanes, outputs, Samples, squares.Pointer);
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
        if (layer < Network.Shape.Depth && HasClosedGates)
        {
            BackwardSkippingZeros(layer);
            return;
        }

        PanelOperands<T> operands = new()
        {
            A = Network.Weights(layer),
            ARow = layer == Network.Shape.Depth ? Network.Stride(layer) : 1,
            AStep = layer == Network.Shape.Depth ? 1 : Network.Stride(layer),
            B = gradients[layer].Pointer,
            BStep = lanes,
            C = gradients[layer - 1].Pointer,
            CRow = lanes,
            Inner = Network.Shape.Width(layer),
        };
        nint beside = (nint)(preActivations[layer - 1].Pointer - gradients[layer - 1].Pointer);
        PanelProduct<T, GateEnd<T>>.Run(
            width,
            operands,
            Network.Shape.Width(layer - 1),
            Samples,
            new GateEnd<T>(
                Network.Leak,
                beside,
                nonZeroGradients[layer - 1].Notes(gradients[layer - 1].Pointer)
            )
        );
        GC.KeepAlive(this);
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
        nonZeroGradients[layer].Turn(Samples);
        SparseProduct<T, GateEnd<T>>.Run(
            width,
            OverSamples(operands, nonZeroGradients[layer]),
            Samples,
            below,
            new GateEnd<T>(Network.Leak, (nint)(samplePreActivations.Pointer - turned), default)
        );
        Transposition.Run(turned, stride, null, Samples, below, gradients[layer - 1].Pointer, lanes);
        nonZeroGradients[layer - 1].Find(width, gradients[layer - 1].Pointer);
        GC.KeepAlive(this);
    }

    /// <summary>W_l := fma(rate, sum over the block of g_l [f_{l-1}; 1]^T, W_l), after g_l is there.</summary>
    internal void UpdateWeights(int layer, T rate) =>
        UpdateSums(layer, Network.Weights(layer), accumulate: false, new UpdateEnd<T>(rate));

    /// <summary>destination (in the layout of W_l) = or += sum over the block of g_l [f_{l-1}; 1]^T.</summary>
    internal void SumUpdates(int layer, T* destination, bool accumulate) =>
        UpdateSums(layer, destination, accumulate, default(StoreEnd<T>));

    private void UpdateSums<TEnd>(int layer, T* destination, bool accumulate, TEnd end)
        where TEnd : struct, IPanelEnd<T>
    {
        bool isTop = layer == Network.Shape.Depth;
        if (!isTop && layer > 1)
        {
            TurnActivations(layer - 1);
        }

        // A row of the outputs' layer is a node below: its activations times the residuals. A row of a hidden layer is a
        // node of its own: its gradients times the activations below. Both are zero where the node's gate is closed.
        PanelOperands<T> operands = new()
        {
            A = isTop ? nodeActivations[layer - 1].Pointer : gradients[layer].Pointer,
            ARow = lanes,
            AStep = 1,
            B = isTop ? residuals.Pointer : sampleActivations[layer - 1].Pointer,
            BStep = isTop ? Network.Stride(layer) : Network.ActivationStride(layer - 1),
            C = destination,
            CRow = Network.Stride(layer),
            Inner = Samples,
            Load = accumulate,
        };
        int rows = Network.Rows(layer);
        int columns = Network.Columns(layer);
        if (HasClosedGates)
        {
            NonZeroPattern<T> open = isTop ? nonZeroActivations[layer - 1] : nonZeroGradients[layer];
            SparseOperands<T> sparse = new()
            {
                Product = operands,
                Bits = open.OfNodes,
                BitsRow = open.NodeBytes,
            };
            SparseProduct<T, TEnd>.Run(width, sparse, rows, columns, end);
        }
        else
        {
            PanelProduct<T, TEnd>.Run(width, operands, rows, columns, end);
        }

        GC.KeepAlive(this);
    }

    private static SparseOperands<T> OverSamples(in PanelOperands<T> operands, NonZeroPattern<T> pattern) =>
        new()
        {
            Product = operands,
            Bits = (byte*)pattern.OfSamples,
            BitsRow = pattern.SampleWords * sizeof(ulong),
        };
}
