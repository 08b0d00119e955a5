// Receives the values of one array of a declared shape, block by block, so that the whole need not be in memory.
// Not created by callers: NpyWriter and NpzWriter hand it out.

using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Verify.Core.Data;

/// <summary>The values of an array in row-major order, appended until as many are there as the shape asks for.</summary>
public sealed class ArrayWriter
{
    private const int BlockValues = 1 << 16;

    private readonly Stream _stream;
    private readonly Crc32? _checksum;
    private readonly string _description;
    private long _position;
    private bool _isClosed;

    /// <summary>
    /// Starts at the stream position <paramref name="position"/> with the npy header. Several writers may take turns on
    /// one seekable stream, each in its own range.
    /// </summary>
    internal ArrayWriter(
        Stream stream,
        long position,
        ReadOnlySpan<int> shape,
        string description,
        Crc32? checksum
    )
    {
        _stream = stream;
        _position = position;
        _checksum = checksum;
        _description = $"{description} of shape {NdArray.Describe(shape)}";
        Remaining = RequireCount(shape);
        WriteBytes(NpyHeader.Format(shape));
    }

    /// <summary>How many values are still to come.</summary>
    public long Remaining { get; private set; }

    /// <summary>The next values.</summary>
    /// <exception cref="ArgumentException">More values than <see cref="Remaining"/>; nothing is written.</exception>
    /// <exception cref="InvalidOperationException">The file has been finished.</exception>
    public void Append(ReadOnlySpan<double> values)
    {
        if (_isClosed)
        {
            throw new InvalidOperationException($"{_description} has been finished.");
        }

        if (values.Length > Remaining)
        {
            throw new ArgumentException(
                $"{_description} has room for {Remaining} more values, but {values.Length} were given."
            );
        }

        Remaining -= values.Length;
        Span<long> swapped = BitConverter.IsLittleEndian
            ? []
            : new long[Math.Min(values.Length, BlockValues)];
        while (!values.IsEmpty)
        {
            ReadOnlySpan<double> block = values[..Math.Min(values.Length, BlockValues)];
            if (BitConverter.IsLittleEndian)
            {
                WriteBytes(MemoryMarshal.AsBytes(block));
            }
            else
            {
                BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<double, long>(block), swapped);
                WriteBytes(MemoryMarshal.AsBytes(swapped[..block.Length]));
            }

            values = values[block.Length..];
        }
    }

    /// <summary>The bytes that an array of this shape takes, header included.</summary>
    internal static long ByteCount(ReadOnlySpan<int> shape) =>
        NpyHeader.Format(shape).Length + sizeof(double) * RequireCount(shape);

    /// <summary>Ends the array.</summary>
    /// <exception cref="InvalidOperationException">Values are missing.</exception>
    internal void Close()
    {
        if (Remaining != 0)
        {
            throw new InvalidOperationException($"{_description} lacks {Remaining} values.");
        }

        _isClosed = true;
    }

    private static long RequireCount(ReadOnlySpan<int> shape) =>
        NdArray.LongCountOf(shape)
        ?? throw new ArgumentException($"{NdArray.Describe(shape)} is not a shape that a file can have.");

    private void WriteBytes(ReadOnlySpan<byte> bytes)
    {
        // Seeking would flush the buffer even to where the stream is already.
        if (_stream.Position != _position)
        {
            _stream.Position = _position;
        }

        _stream.Write(bytes);
        _position += bytes.Length;
        _checksum?.Append(bytes);
    }
}
