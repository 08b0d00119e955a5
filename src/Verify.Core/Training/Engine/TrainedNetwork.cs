// The weights of a network while it is trained: one padded, transposed matrix a layer, in float or double.
// It is memory, not a value: networks that are passed around are Networks/Network.cs.

using System.Numerics;
using Verify.Core.Kernels.Panels;
using Verify.Core.Networks;
using Verify.Core.Numerics;

namespace Verify.Core.Training.Engine;

/// <summary>
/// W_l transposed, l = 1..L: row k holds node k's direction and then its bias, n_l rows of
/// <see cref="Stride"/> elements. Columns after the bias are zero and stay so. Rows are contiguous in the fan-in, which
/// is how the forward pass reads them; the backward pass reads columns and the update writes rows, so one copy serves all
/// three.
/// </summary>
internal sealed unsafe class TrainedNetwork<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly AlignedArray<T>[] weights;

    /// <summary>The weights of a network, rounded to <typeparamref name="T"/>.</summary>
    internal TrainedNetwork(Network network)
        : this(network.Shape, network.Leak)
    {
        Read(network);
    }

    /// <summary>Zeros.</summary>
    internal TrainedNetwork(NetworkShape shape, double leak)
    {
        Shape = shape;
        Leak = T.CreateChecked(leak);
        weights = new AlignedArray<T>[shape.Depth + 1];
        weights[0] = new AlignedArray<T>(0);
        for (int l = 1; l <= shape.Depth; l++)
        {
            weights[l] = new AlignedArray<T>((long)shape.Width(l) * Stride(l));
        }
    }

    internal NetworkShape Shape { get; }

    internal T Leak { get; }

    /// <summary>The row stride of W_l^T: an odd number of 64-byte lines.</summary>
    internal int Stride(int layer) => PaddedStride.OddLines<T>(Shape.Width(layer - 1) + 1);

    /// <summary>W_l^T.</summary>
    internal T* Weights(int layer) => weights[layer].Pointer;

    /// <summary>All of W_l^T's memory, padding included.</summary>
    internal Span<T> Memory(int layer) => weights[layer].Span;

    /// <summary>Node k's weights in layer l: direction, then bias.</summary>
    internal Span<T> Node(int layer, int k) =>
        weights[layer].Span.Slice(k * Stride(layer), Shape.Width(layer - 1) + 1);

    /// <summary>Takes over the weights of a network of the same shape, rounded.</summary>
    internal void Read(Network network)
    {
        for (int l = 1; l <= Shape.Depth; l++)
        {
            ReadOnlyMatrixView from = network.Weights(l);
            for (int k = 0; k < Shape.Width(l); k++)
            {
                Span<T> node = Node(l, k);
                for (int i = 0; i < node.Length; i++)
                {
                    node[i] = T.CreateChecked(from[i, k]);
                }
            }
        }
    }

    /// <summary>Whether every weight is finite.</summary>
    internal bool IsFinite()
    {
        for (int l = 1; l <= Shape.Depth; l++)
        {
            foreach (T weight in weights[l].Span)
            {
                if (!T.IsFinite(weight))
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>The weights as a network, widened exactly.</summary>
    /// <exception cref="ArgumentException">A weight is not finite.</exception>
    internal Network ToNetwork()
    {
        double[] all = new double[Shape.WeightCount];
        for (int l = 1; l <= Shape.Depth; l++)
        {
            MatrixView to = new(
                all.AsSpan(Shape.WeightOffset(l), Shape.WeightLength(l)),
                Shape.Width(l - 1) + 1,
                Shape.Width(l)
            );
            for (int k = 0; k < Shape.Width(l); k++)
            {
                Span<T> node = Node(l, k);
                for (int i = 0; i < node.Length; i++)
                {
                    to[i, k] = double.CreateChecked(node[i]);
                }
            }
        }

        return new Network(Shape, double.CreateChecked(Leak), all);
    }
}
