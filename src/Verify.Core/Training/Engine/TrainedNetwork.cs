// The weights of a network while it is trained: one padded matrix a layer, in float or double.
// It is memory, not a value: networks that are passed around are Networks/Network.cs.

using System.Numerics;
using Verify.Core.Kernels.Panels;
using Verify.Core.Networks;
using Verify.Core.Numerics;

namespace Verify.Core.Training.Engine;

/// <summary>
/// One row of <see cref="Stride"/> elements per hidden node. For a hidden layer that is W_l transposed: row k holds the
/// direction of node k and then its bias, n_l rows. For the outputs it is W_L itself: row k holds what node k of the layer
/// below adds to every output, and the last row the bias, n_{L-1} + 1 rows. A closed gate takes a whole row out of an
/// update in both. Forward, backward and update all read these rows, so one copy serves all three; columns beyond the last
/// are zero and stay so.
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
            weights[l] = new AlignedArray<T>((long)Rows(l) * Stride(l));
        }
    }

    internal NetworkShape Shape { get; }

    internal T Leak { get; }

    /// <summary>The rows of a layer: n_l, and n_{L-1} + 1 for the outputs.</summary>
    internal int Rows(int layer) => layer == Shape.Depth ? Shape.Width(layer - 1) + 1 : Shape.Width(layer);

    /// <summary>The columns of a layer: n_{l-1} + 1, and C for the outputs.</summary>
    internal int Columns(int layer) => layer == Shape.Depth ? Shape.Outputs : Shape.Width(layer - 1) + 1;

    /// <summary>The distance of two rows: an odd number of 64-byte lines.</summary>
    internal int Stride(int layer) => PaddedStride.OddLines<T>(Columns(layer));

    /// <summary>The stride of rows of f_l with its constant; that of W_{l+1} where l + 1 is a hidden layer.</summary>
    internal int ActivationStride(int layer) => PaddedStride.OddLines<T>(Shape.Width(layer) + 1);

    /// <summary>The rows of a layer.</summary>
    internal T* Weights(int layer) => weights[layer].Pointer;

    /// <summary>All of a layer's memory, padding included.</summary>
    internal Span<T> Memory(int layer) => weights[layer].Span;

    /// <summary>The weights of node k of a hidden layer: direction, then bias.</summary>
    internal Span<T> HiddenNode(int layer, int k) =>
        weights[layer].Span.Slice(k * Stride(layer), Shape.Width(layer - 1) + 1);

    /// <summary>Where w(i, k) of layer l is in its memory: input i (n_{l-1} for the bias), node k.</summary>
    internal int Place(int layer, int i, int k) =>
        layer == Shape.Depth ? i * Stride(layer) + k : k * Stride(layer) + i;

    /// <summary>Takes over the weights of a network of the same shape, rounded.</summary>
    internal void Read(Network network)
    {
        for (int l = 1; l <= Shape.Depth; l++)
        {
            ReadOnlyMatrixView from = network.Weights(l);
            for (int k = 0; k < Shape.Width(l); k++)
            {
                for (int i = 0; i < from.Rows; i++)
                {
                    weights[l].Span[Place(l, i, k)] = T.CreateChecked(from[i, k]);
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
                for (int i = 0; i < to.Rows; i++)
                {
                    to[i, k] = double.CreateChecked(weights[l].Span[Place(l, i, k)]);
                }
            }
        }

        return new Network(Shape, double.CreateChecked(Leak), all);
    }
}
