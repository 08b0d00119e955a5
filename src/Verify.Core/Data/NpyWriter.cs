// Writes npy files: version 1.0, little-endian float64, C order, the bytes that numpy itself would write.
// Not for archives of arrays: NpzWriter.cs.

namespace Verify.Core.Data;

/// <summary>Writer of single npy arrays; files appear whole or not at all (<see cref="AtomicFile"/>).</summary>
public static class NpyWriter
{
    /// <summary>Writes an array as float64.</summary>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void Write(string path, NdArray array) => Write(path, array.Shape.AsSpan(), array.Memory);

    /// <summary>Writes values in row-major order.</summary>
    /// <exception cref="ArgumentException">The values do not fill the shape, or it is not one that a file can have.</exception>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void Write(string path, ReadOnlySpan<int> shape, ReadOnlyMemory<double> values)
    {
        if (NdArray.CountOf(shape) != values.Length)
        {
            throw new ArgumentException(
                $"{values.Length} values do not fill an array of shape {NdArray.Describe(shape)}."
            );
        }

        Write(path, shape.ToArray(), writer => writer.Append(values.Span));
    }

    /// <summary>
    /// Writes an array of the given shape whose values <paramref name="fill"/> appends, in any number of blocks.
    /// </summary>
    /// <exception cref="ArgumentException">The shape is not one that a file can have, or too many values are appended.</exception>
    /// <exception cref="InvalidOperationException">Too few values were appended.</exception>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void Write(string path, int[] shape, Action<ArrayWriter> fill)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(fill);
        AtomicFile.Write(
            path,
            stream =>
            {
                var writer = new ArrayWriter(stream, 0, shape, "The array", checksum: null);
                fill(writer);
                writer.Close();
            }
        );
    }
}
