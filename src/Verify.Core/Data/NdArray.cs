// A dense array of doubles with a shape, as read from npy and npz files. Not a tensor library: it has no arithmetic.

using System.Collections.Immutable;
using Verify.Core.Numerics;

namespace Verify.Core.Data;

/// <summary>
/// Row-major values with their extents: the entry (i_0, .., i_{r-1}) is at ((i_0 E_1 + i_1) E_2 + ..) + i_{r-1} for
/// extents E. Rank 0 holds one value; an extent of 0 makes the array empty.
/// </summary>
public sealed class NdArray
{
    /// <summary>The largest rank that files may have.</summary>
    public const int MaximumRank = 8;

    /// <summary>Wraps values (not copied: the caller gives them away) in a shape.</summary>
    /// <exception cref="ArgumentException">
    /// A negative extent, a rank above <see cref="MaximumRank"/>, or a number of values that is not the product of the
    /// extents.
    /// </exception>
    public NdArray(
        ReadOnlyMemory<double> values,
        ImmutableArray<int> shape,
        string? name = null,
        bool isSingle = false
    )
    {
        if (CountOf(shape.AsSpan()) is not { } count || count != values.Length)
        {
            throw new ArgumentException(
                $"{values.Length} values do not fill an array of shape {Describe(shape.AsSpan())}."
            );
        }

        Memory = values;
        Shape = shape;
        Name = name;
        IsSingle = isSingle;
    }

    /// <summary>The key in the archive that the array was read from; null for a file of its own.</summary>
    public string? Name { get; }

    /// <summary>The extents.</summary>
    public ImmutableArray<int> Shape { get; }

    /// <summary>The values in row-major (C) order.</summary>
    public ReadOnlyMemory<double> Memory { get; }

    /// <summary>Whether the file held float32; the values are those, widened exactly.</summary>
    public bool IsSingle { get; }

    /// <summary>The values in row-major (C) order.</summary>
    public ReadOnlySpan<double> Values => Memory.Span;

    /// <summary>The number of extents.</summary>
    public int Rank => Shape.Length;

    /// <summary>The number of values: the product of the extents.</summary>
    public int Count => Memory.Length;

    /// <summary>The values as a matrix, for rank 2.</summary>
    /// <exception cref="InvalidOperationException">The rank is not 2.</exception>
    public ReadOnlyMatrixView AsMatrix() =>
        Rank == 2
            ? new ReadOnlyMatrixView(Values, Shape[0], Shape[1])
            : throw new InvalidOperationException(
                $"An array of shape {Describe(Shape.AsSpan())} is not a matrix."
            );

    /// <summary>The shape as numpy prints it: (), (5,), (3, 4).</summary>
    public static string Describe(ReadOnlySpan<int> shape) =>
        shape.Length == 1 ? $"({shape[0]},)" : $"({string.Join(", ", shape.ToArray())})";

    /// <summary>
    /// The number of values of a shape, or null when the shape is not one that an array can have: a negative extent,
    /// too high a rank, or more values than an array holds.
    /// </summary>
    internal static int? CountOf(ReadOnlySpan<int> shape)
    {
        long? count = LongCountOf(shape);
        return count <= Array.MaxLength ? (int)count.Value : null;
    }

    /// <summary>As <see cref="CountOf"/>, for arrays that need not fit in memory: null past 2^60 values.</summary>
    internal static long? LongCountOf(ReadOnlySpan<int> shape)
    {
        if (shape.Length > MaximumRank)
        {
            return null;
        }

        bool empty = false;
        foreach (int extent in shape)
        {
            if (extent < 0)
            {
                return null;
            }

            empty |= extent == 0;
        }

        if (empty)
        {
            return 0;
        }

        long count = 1;
        foreach (int extent in shape)
        {
            // count <= 2^60 / extent keeps the product below 2^60.
            if (count > (1L << 60) / extent)
            {
                return null;
            }

            count *= extent;
        }

        return count;
    }
}
