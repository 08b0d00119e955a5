// A fully connected network with (leaky) ReLU hidden layers and a linear output: shape, leak and weights.
// It is a value: it computes nothing (see Gradients/) and never changes.

using Verify.Core.Numerics;

namespace Verify.Core.Networks;

/// <summary>
/// f_0 = [x; 1], z_l = W_l^T f_{l-1}, f_l = [sigma(z_l); 1] for l &lt; L and f_L = z_L, with sigma(z) = z for
/// z &gt;= 0 and c z below (theory.md, section 1). Immutable.
/// </summary>
public sealed class Network
{
    private readonly double[] weights;

    /// <summary>A network that copies its weights: W_1, .., W_L one after the other, row-major, bias row last.</summary>
    /// <exception cref="ArgumentException">
    /// The leak is outside [0, 1), the number of weights is not the shape's, or a weight is not finite.
    /// </exception>
    public Network(NetworkShape shape, double leak, ReadOnlySpan<double> weights)
    {
        ArgumentNullException.ThrowIfNull(shape);
        if (!(leak >= 0 && leak < 1))
        {
            throw new ArgumentException($"The leak is {leak}; it lies in [0, 1).");
        }

        if (weights.Length != shape.WeightCount)
        {
            throw new ArgumentException(
                $"A {shape} network has {shape.WeightCount} weights, not {weights.Length}."
            );
        }

        foreach (double weight in weights)
        {
            if (!double.IsFinite(weight))
            {
                throw new ArgumentException($"A weight is {weight}; weights are finite.");
            }
        }

        Shape = shape;
        Leak = leak + 0.0; // turns -0.0 into +0.0, so that equal networks have equal bits
        this.weights = weights.ToArray();
    }

    /// <summary>Widths and layout.</summary>
    public NetworkShape Shape { get; }

    /// <summary>c, the slope of sigma below zero, in [0, 1).</summary>
    public double Leak { get; }

    /// <summary>All weights, W_1 to W_L, row-major.</summary>
    public ReadOnlySpan<double> AllWeights => weights;

    /// <summary>W_l, (n_{l-1}+1) x n_l, the last row the bias; l = 1..L.</summary>
    public ReadOnlyMatrixView Weights(int layer) =>
        new(
            weights.AsSpan(Shape.WeightOffset(layer), Shape.WeightLength(layer)),
            Shape.Width(layer - 1) + 1,
            Shape.Width(layer)
        );

    /// <summary>The rows of W_l without the bias, n_{l-1} x n_l: column k is the direction w~_k.</summary>
    public ReadOnlyMatrixView Directions(int layer) => Weights(layer).TopRows(Shape.Width(layer - 1));

    /// <summary>The same network with other weights.</summary>
    /// <exception cref="ArgumentException">As in the constructor.</exception>
    public Network WithWeights(ReadOnlySpan<double> other) => new(Shape, Leak, other);

    /// <summary>The same network with one weight replaced: entry (row, column) of W_l.</summary>
    /// <exception cref="ArgumentException">The value is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">W_l has no such entry.</exception>
    public Network WithWeight(int layer, int row, int column, double value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(layer, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(layer, Shape.Depth);
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(row, Shape.Width(layer - 1));
        ArgumentOutOfRangeException.ThrowIfNegative(column);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(column, Shape.Width(layer));
        double[] changed = [.. weights];
        changed[Shape.WeightOffset(layer) + row * Shape.Width(layer) + column] = value;
        return new Network(Shape, Leak, changed);
    }
}
