// The header of an npy array: the magic, the version and the dictionary. Not the data behind it.

using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace Verify.Core.Data;

/// <summary>
/// What a reader needs of a header whose array can be read: float32 or float64, little-endian, row-major in effect.
/// Layout: 93 'NUMPY', two version bytes, the dictionary's length (2 bytes in version 1, 4 in version 2), the
/// dictionary as a Python literal in Latin-1.
/// </summary>
internal sealed record NpyHeader(ImmutableArray<int> Shape, int Count, bool IsSingle)
{
    private const string Accepted = "only '<f4' and '<f8' (little-endian float32 and float64) are read";

    // Real headers of plain arrays have 118 bytes; this is room for any hand-written one.
    private const int LongestDictionary = 1 << 20;

    private const int Alignment = 64;

    internal static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>The bytes of one value in the file.</summary>
    internal int ItemSize => IsSingle ? sizeof(float) : sizeof(double);

    /// <summary>Reads a header and stops in front of the data.</summary>
    /// <exception cref="InputException">It is cut, malformed, or of an array that is not read here.</exception>
    internal static NpyHeader Read(ArrayBytes bytes)
    {
        ArraySource source = bytes.Source;
        Span<byte> prefix = stackalloc byte[12];
        int magicLength = (int)Math.Min(bytes.Remaining, Magic.Length);
        bytes.ReadExactly(prefix[..magicLength]);
        if (!prefix[..magicLength].SequenceEqual(Magic[..magicLength]))
        {
            throw source.Fail(
                prefix[..magicLength].StartsWith("PK"u8)
                    ? "is a zip archive, as npz files are, where an npy file is expected"
                    : "is not an npy file, since it does not begin with the bytes 93 'NUMPY'"
            );
        }

        RequireHeader(bytes, Magic.Length - magicLength + 2);
        bytes.ReadExactly(prefix[..2]);
        (int major, int minor) = (prefix[0], prefix[1]);
        if (major is not (1 or 2) || minor != 0)
        {
            throw source.Fail($"has npy version {major}.{minor}, but only versions 1.0 and 2.0 are read");
        }

        int lengthBytes = major == 1 ? 2 : 4;
        RequireHeader(bytes, lengthBytes);
        prefix.Clear();
        bytes.ReadExactly(prefix[..lengthBytes]);
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(prefix);
        RequireHeader(bytes, length);
        if (length > LongestDictionary)
        {
            throw source.Fail(
                $"has a header of {length} bytes, more than the {LongestDictionary} that are read"
            );
        }

        byte[] text = new byte[length];
        bytes.ReadExactly(text);
        try
        {
            return Interpret(PythonLiteral.Parse(Encoding.Latin1.GetString(text)), source);
        }
        catch (FormatException malformed)
        {
            throw source.Fail($"has a malformed npy header, which {malformed.Message}", malformed);
        }
    }

    /// <summary>
    /// The bytes in front of the data of a float64 array, exactly as numpy writes them: version 1.0, keys in
    /// alphabetical order, padded with spaces and a line feed to a multiple of 64 bytes.
    /// </summary>
    internal static byte[] Format(ReadOnlySpan<int> shape)
    {
        const int fixedLength = 10;
        string dictionary =
            $"{{'descr': '<f8', 'fortran_order': False, 'shape': {NdArray.Describe(shape)}, }}";

        // numpy leaves room for the first extent to grow in place to 21 digits, and pads afterwards.
        int room = shape.Length > 0 ? 21 - shape[0].ToString(CultureInfo.InvariantCulture).Length : 0;

        // As there, a length that is a multiple already gets 64 more.
        int total = ((fixedLength + dictionary.Length + room + 1) / Alignment + 1) * Alignment;
        byte[] header = new byte[total];
        header.AsSpan().Fill((byte)' ');
        Magic.CopyTo(header);
        header[6] = 1;
        header[7] = 0;
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(8), (ushort)(total - fixedLength));
        Encoding.ASCII.GetBytes(dictionary, header.AsSpan(fixedLength));
        header[^1] = (byte)'\n';
        return header;
    }

    private static void RequireHeader(ArrayBytes bytes, long count)
    {
        if (bytes.Remaining < count)
        {
            throw bytes.Source.Fail("is truncated inside its npy header");
        }
    }

    private static NpyHeader Interpret(PythonLiteral literal, ArraySource source)
    {
        if (literal is not PythonLiteral.Dictionary { Entries: var entries })
        {
            throw new FormatException("is not a dictionary");
        }

        string[] keys = [.. entries.Select(entry => entry.Key).Order(StringComparer.Ordinal)];
        if (!keys.SequenceEqual(["descr", "fortran_order", "shape"]))
        {
            throw new FormatException(
                $"has the keys {string.Join(", ", keys.Take(6).Select(FileErrors.QuoteShort))} and not 'descr', 'fortran_order', 'shape' once each"
            );
        }

        PythonLiteral Get(string key) => entries.First(entry => entry.Key == key).Value;
        bool isSingle =
            NpyDtype.IsSingle(Get("descr"), out string? found)
            ?? throw source.Fail($"{found}, but {Accepted}");
        if (Get("fortran_order") is not PythonLiteral.Boolean { Value: bool fortran })
        {
            throw new FormatException("has a 'fortran_order' that is neither True nor False");
        }

        if (Get("shape") is not PythonLiteral.Sequence { IsTuple: true, Items: var items })
        {
            throw new FormatException("has a 'shape' that is not a tuple");
        }

        ImmutableArray<int> shape = ReadShape(items, source);
        int count =
            NdArray.CountOf(shape.AsSpan())
            ?? throw source.Fail(
                $"claims the shape {NdArray.Describe(shape.AsSpan())}, more values than the {Array.MaxLength} that an array can hold"
            );
        if (fortran && count > 0 && shape.Count(extent => extent != 1) > 1)
        {
            // With at most one extent above 1, or no values, both orders are the same sequence.
            throw source.Fail(
                "is stored in Fortran (column-major) order, but only C (row-major) order is read"
            );
        }

        return new NpyHeader(shape, count, isSingle);
    }

    private static ImmutableArray<int> ReadShape(IReadOnlyList<PythonLiteral> items, ArraySource source)
    {
        if (items.Count > NdArray.MaximumRank)
        {
            throw source.Fail($"has rank {items.Count}, but at most {NdArray.MaximumRank} is read");
        }

        var shape = ImmutableArray.CreateBuilder<int>(items.Count);
        foreach (PythonLiteral item in items)
        {
            if (item is not PythonLiteral.Integer { Value: BigInteger extent })
            {
                throw new FormatException("has a 'shape' with an extent that is not an integer");
            }

            if (extent.Sign < 0)
            {
                throw source.Fail(
                    $"claims a negative extent, {extent.ToString(CultureInfo.InvariantCulture)}, in its shape"
                );
            }

            if (extent > int.MaxValue)
            {
                throw source.Fail(
                    $"claims an extent of {extent} in its shape, more values than the {Array.MaxLength} that an array can hold"
                );
            }

            shape.Add((int)extent);
        }

        return shape.MoveToImmutable();
    }
}
