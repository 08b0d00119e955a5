// Reads npy files, versions 1.0 and 2.0, of little-endian float32 and float64 in C order. Anything else is an
// InputException of one sentence that names the file and the reason. Archives of arrays: NpzReader.cs.

using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Verify.Core.Data;

/// <summary>Reader of single npy arrays.</summary>
public static class NpyReader
{
    private const int BlockValues = 1 << 13;

    /// <summary>
    /// The array of a file. Values may be NaN or infinite (see <see cref="FiniteCheck"/>); extents may be 0. The claimed
    /// shape is checked against the file's length before memory is taken.
    /// </summary>
    /// <exception cref="InputException">
    /// The file is missing, not readable, or not exactly one npy array of the accepted kind.
    /// </exception>
    public static NdArray Read(string path)
    {
        using FileStream stream = FileErrors.OpenRead(path);
        try
        {
            return Read(new ArrayBytes(stream, stream.Length, new ArraySource(path)));
        }
        catch (Exception exception) when (FileErrors.IsFromFileSystem(exception))
        {
            throw FileErrors.CannotRead(path, exception);
        }
    }

    /// <summary>The array that the bytes are, from the first to the last.</summary>
    internal static NdArray Read(ArrayBytes bytes)
    {
        NpyHeader header = ReadHeader(bytes);
        double[] values = Allocate(header.Count, bytes.Source);
        ReadValues(bytes, header.IsSingle, values);
        return new NdArray(values, header.Shape, bytes.Source.Key, header.IsSingle);
    }

    /// <summary>The header, its claimed shape checked against the bytes behind it; stops in front of the data.</summary>
    internal static NpyHeader ReadHeader(ArrayBytes bytes)
    {
        NpyHeader header = NpyHeader.Read(bytes);
        long needed = (long)header.Count * header.ItemSize;
        if (needed != bytes.Remaining)
        {
            string shape = NdArray.Describe(header.Shape.AsSpan());
            throw bytes.Source.Fail(
                needed > bytes.Remaining
                    ? $"is truncated: its shape {shape} needs {needed} bytes of data and {bytes.Remaining} are there"
                    : $"has {bytes.Remaining - needed} trailing bytes after the data of its shape {shape}"
            );
        }

        return header;
    }

    /// <summary>The next values of the data, as many as the destination holds.</summary>
    internal static void ReadValues(ArrayBytes bytes, bool isSingle, Span<double> destination)
    {
        if (isSingle)
        {
            ReadSingles(bytes, destination);
        }
        else
        {
            ReadDoubles(bytes, destination);
        }
    }

    private static double[] Allocate(int count, ArraySource source)
    {
        try
        {
            return GC.AllocateUninitializedArray<double>(count);
        }
        catch (OutOfMemoryException exception)
        {
            throw source.Fail($"holds {count} values, which do not fit in memory", exception);
        }
    }

    private static void ReadDoubles(ArrayBytes bytes, Span<double> values)
    {
        // In blocks, since the bytes of a large array are more than a span can count.
        while (!values.IsEmpty)
        {
            Span<double> block = values[..Math.Min(values.Length, BlockValues)];
            bytes.ReadExactly(MemoryMarshal.AsBytes(block));
            if (!BitConverter.IsLittleEndian)
            {
                Span<long> words = MemoryMarshal.Cast<double, long>(block);
                BinaryPrimitives.ReverseEndianness(words, words);
            }

            values = values[block.Length..];
        }
    }

    private static void ReadSingles(ArrayBytes bytes, Span<double> values)
    {
        byte[] buffer = new byte[sizeof(float) * Math.Min(values.Length, BlockValues)];
        while (!values.IsEmpty)
        {
            Span<double> block = values[..Math.Min(values.Length, BlockValues)];
            Span<byte> part = buffer.AsSpan(0, sizeof(float) * block.Length);
            bytes.ReadExactly(part);
            for (int i = 0; i < block.Length; i++)
            {
                block[i] = BinaryPrimitives.ReadSingleLittleEndian(part[(sizeof(float) * i)..]);
            }

            values = values[block.Length..];
        }
    }
}
