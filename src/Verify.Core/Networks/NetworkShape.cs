// The widths of a fully connected network, and where each layer's weights lie in one contiguous buffer.
// It holds no weights.

using System.Collections.Immutable;

namespace Verify.Core.Networks;

/// <summary>
/// Widths n_0 = d, n_1, .., n_L = C of a network with L weight layers (theory.md, section 1). W_l is
/// (n_{l-1}+1) x n_l, row-major, its last row the bias; the layers follow each other in one buffer.
/// Layers are numbered 1..L as in the theory.
/// </summary>
public sealed class NetworkShape : IEquatable<NetworkShape>
{
    private readonly ImmutableArray<int> offsets;

    /// <summary>A shape from its widths d, n_1, .., n_{L-1}, C.</summary>
    /// <exception cref="ArgumentException">
    /// Fewer than three widths (L &gt;= 2), a width below 1, or more weights than <see cref="Array.MaxLength"/>.
    /// </exception>
    public NetworkShape(params ReadOnlySpan<int> widths)
    {
        if (widths.Length < 3)
        {
            throw new ArgumentException(
                $"A network needs at least 2 weight layers; {Math.Max(0, widths.Length - 1)} given."
            );
        }

        long total = 0;
        ImmutableArray<int>.Builder starts = ImmutableArray.CreateBuilder<int>(widths.Length);
        starts.Add(0);
        for (int l = 0; l < widths.Length; l++)
        {
            if (widths[l] < 1)
            {
                throw new ArgumentException($"Width n_{l} is {widths[l]}; every width is at least 1.");
            }

            if (l > 0)
            {
                total += (widths[l - 1] + 1L) * widths[l];
                if (total > Array.MaxLength)
                {
                    throw new ArgumentException("The network has more weights than one array can hold.");
                }

                starts.Add((int)total);
            }
        }

        Widths = [.. widths];
        offsets = starts.MoveToImmutable();
    }

    /// <summary>n_0 = d, n_1, .., n_L = C.</summary>
    public ImmutableArray<int> Widths { get; }

    /// <summary>L, the number of weight layers.</summary>
    public int Depth => Widths.Length - 1;

    /// <summary>d, the number of inputs.</summary>
    public int Inputs => Widths[0];

    /// <summary>C, the number of outputs.</summary>
    public int Outputs => Widths[^1];

    /// <summary>The number of weights of all layers, biases included.</summary>
    public int WeightCount => offsets[^1];

    /// <summary>n_l, for l = 0..L.</summary>
    public int Width(int layer) => Widths[layer];

    /// <summary>
    /// The coordinates of f_l and the columns of V_l: n_l + 1 below the top (the last is the constant), C at the top.
    /// </summary>
    public int Coordinates(int layer) => layer == Depth ? Widths[layer] : Widths[layer] + 1;

    /// <summary>Where W_l starts in the weight buffer, for l = 1..L.</summary>
    public int WeightOffset(int layer) => offsets[layer - 1];

    /// <summary>(n_{l-1}+1) n_l, the number of entries of W_l.</summary>
    public int WeightLength(int layer) => offsets[layer] - offsets[layer - 1];

    /// <inheritdoc/>
    public bool Equals(NetworkShape? other) => other is not null && Widths.SequenceEqual(other.Widths);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as NetworkShape);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (int width in Widths)
        {
            hash.Add(width);
        }

        return hash.ToHashCode();
    }

    /// <summary>The widths joined by dashes, such as 3-5-2.</summary>
    public override string ToString() => string.Join('-', Widths);
}
