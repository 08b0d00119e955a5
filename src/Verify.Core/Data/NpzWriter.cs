// Writes npz archives: stored (not compressed) zip entries NAME.npy of little-endian float64, with fixed dates, so that
// the same arrays give the same bytes. The zip structures are ZipRecords.cs.

namespace Verify.Core.Data;

/// <summary>
/// Writer of npz archives. Arrays are declared with their shapes, in the order of the archive, and may then be filled
/// in blocks and in turns: since nothing is compressed, each array's place in the file is known from the shapes, and a
/// computation that yields parts of many arrays at once can stream them all. Files appear whole or not at all.
/// </summary>
public sealed class NpzWriter
{
    private readonly Stream _stream;
    private readonly ZipRecords _records;
    private readonly List<ZipEntry> _entries = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private long _end;

    private NpzWriter(Stream stream, ZipRecords records)
    {
        _stream = stream;
        _records = records;
    }

    /// <summary>Writes the archive whose arrays <paramref name="write"/> declares and fills.</summary>
    /// <exception cref="InvalidOperationException">An array did not get all of its values.</exception>
    /// <exception cref="InputException">The file cannot be written. Exceptions of the callback pass through.</exception>
    public static void Write(string path, Action<NpzWriter> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        AtomicFile.Write(path, stream => Write(stream, write, new ZipRecords()));
    }

    /// <summary>As the public form, to a seekable stream at its start.</summary>
    internal static void Write(Stream stream, Action<NpzWriter> write, ZipRecords records)
    {
        var writer = new NpzWriter(stream, records);
        write(writer);
        writer.Finish();
    }

    /// <summary>Adds an array to be filled through the returned writer, at any time before the archive is finished.</summary>
    /// <exception cref="ArgumentException">
    /// The shape is not one that a file can have, or the name is empty, used already, or has control characters.
    /// </exception>
    public ArrayWriter Declare(string name, params ReadOnlySpan<int> shape)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Any(char.IsControl) || name.Length > 1000)
        {
            throw new ArgumentException($"{FileErrors.QuoteShort(name)} cannot name an array.");
        }

        long size = ArrayWriter.ByteCount(shape);
        if (!_names.Add(name))
        {
            throw new ArgumentException($"There is an array named '{name}' already.");
        }

        var checksum = new Crc32();
        byte[] entryName = ZipRecords.EncodeName(name + ".npy");
        var header = _records.LocalHeader(entryName, size, checksum: 0);
        var writer = new ArrayWriter(_stream, _end + header.Length, shape, $"The array '{name}'", checksum);
        _entries.Add(new ZipEntry(entryName, _end, size, checksum, writer));
        _end += header.Length + size;
        return writer;
    }

    /// <summary>Adds an array with its values.</summary>
    /// <exception cref="ArgumentException">As for <see cref="Declare"/>, or the values do not fill the shape.</exception>
    public void Add(string name, ReadOnlySpan<double> values, params ReadOnlySpan<int> shape)
    {
        if (NdArray.CountOf(shape) != values.Length)
        {
            throw new ArgumentException(
                $"{values.Length} values do not fill an array of shape {NdArray.Describe(shape)}."
            );
        }

        Declare(name, shape).Append(values);
    }

    private void Finish()
    {
        foreach (ZipEntry entry in _entries)
        {
            entry.Writer.Close();
            _stream.Position = entry.Offset;
            _stream.Write(_records.LocalHeader(entry.Name, entry.Size, entry.Checksum.Value));
        }

        _stream.Position = _end;
        long directorySize = 0;
        foreach (ZipEntry entry in _entries)
        {
            byte[] record = _records.DirectoryEntry(
                entry.Name,
                entry.Size,
                entry.Checksum.Value,
                entry.Offset
            );
            _stream.Write(record);
            directorySize += record.Length;
        }

        _stream.Write(_records.End(_entries.Count, directorySize, _end));
    }

    private sealed record ZipEntry(byte[] Name, long Offset, long Size, Crc32 Checksum, ArrayWriter Writer);
}
