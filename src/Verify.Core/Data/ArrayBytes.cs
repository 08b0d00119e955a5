// The bytes of one npy array with their known number, checksummed where the archive has a checksum.
// Not a Stream: it only goes forward, and every failure is already a sentence about its source.

namespace Verify.Core.Data;

/// <summary>A stream of which exactly <paramref name="length"/> bytes belong to the array.</summary>
internal sealed class ArrayBytes(Stream stream, long length, ArraySource source, Crc32? checksum = null)
{
    /// <summary>The file, and the key in it, for messages.</summary>
    internal ArraySource Source => source;

    /// <summary>The bytes not yet read.</summary>
    internal long Remaining { get; private set; } = length;

    /// <summary>Fills the destination.</summary>
    /// <exception cref="InputException">The stream is damaged, or ends before its stated length.</exception>
    internal void ReadExactly(Span<byte> destination)
    {
        try
        {
            stream.ReadExactly(destination);
        }
        catch (EndOfStreamException cut)
        {
            throw source.Fail("is truncated: its data ends early", cut);
        }
        catch (Exception damage) when (damage is InvalidDataException || FileErrors.IsFromFileSystem(damage))
        {
            throw source.Fail("is corrupt or cannot be read to its end", damage);
        }

        Remaining -= destination.Length;
        checksum?.Append(destination);
    }

    /// <summary>Whether the stream itself ends here as well.</summary>
    /// <exception cref="InputException">The stream is damaged.</exception>
    internal bool IsAtEnd()
    {
        try
        {
            return stream.ReadByte() < 0;
        }
        catch (Exception damage) when (damage is InvalidDataException || FileErrors.IsFromFileSystem(damage))
        {
            throw source.Fail("is corrupt or cannot be read to its end", damage);
        }
    }
}
