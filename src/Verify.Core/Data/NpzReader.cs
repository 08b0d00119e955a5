// Reads npz archives: zip files, stored or deflated, whose entries NAME.npy are the arrays NAME.
// The arrays' own format is NpyReader's; checksums and sizes are verified here, before and while memory is filled.

using System.IO.Compression;

namespace Verify.Core.Data;

/// <summary>An open npz archive. Not thread-safe. Entries that are not named *.npy are not arrays and are left alone.</summary>
public sealed class NpzReader : IDisposable
{
    private const string Suffix = ".npy";

    // A deflate code of at least one bit for a match's length and one for its distance yields at most 258 bytes.
    private const long LargestExpansion = 258 * 8 / 2;

    private const int KeysInMessage = 20;

    private readonly string _path;
    private readonly FileStream _stream;
    private readonly ZipArchive _archive;
    private readonly Dictionary<string, ZipArchiveEntry> _entries = new(StringComparer.Ordinal);
    private readonly List<string> _keys = [];

    /// <summary>Opens an archive and reads its directory.</summary>
    /// <exception cref="InputException">
    /// The file is missing, not readable, not a complete zip archive, or has two arrays of one name.
    /// </exception>
    public NpzReader(string path)
    {
        _path = path;
        _stream = FileErrors.OpenRead(path);
        ZipArchive? archive = null;
        try
        {
            RequireZip();
            archive = new ZipArchive(_stream, ZipArchiveMode.Read, leaveOpen: true);
            foreach (ZipArchiveEntry entry in archive.Entries)
            {
                AddEntry(entry);
            }

            _archive = archive;
        }
        catch (Exception exception)
        {
            archive?.Dispose();
            _stream.Dispose();
            if (IsDamage(exception))
            {
                throw new ArraySource(path).Fail(
                    "is a truncated or corrupt npz archive: its zip directory is missing or malformed",
                    exception
                );
            }

            throw;
        }
    }

    /// <summary>The names of the arrays in the order of the archive, without ".npy".</summary>
    public IReadOnlyList<string> Keys => _keys;

    /// <summary>Whether the archive has an array of this name.</summary>
    public bool Contains(string key) => _entries.ContainsKey(key);

    /// <summary>The array of a name. Values may be NaN or infinite (see <see cref="FiniteCheck"/>).</summary>
    /// <exception cref="InputException">
    /// There is no such array, or the entry is corrupt or not exactly one npy array of the accepted kind.
    /// </exception>
    public NdArray Read(string key)
    {
        if (!_entries.TryGetValue(key, out ZipArchiveEntry? entry))
        {
            throw new InputException(
                $"{FileErrors.Quote(_path)} has no array {FileErrors.QuoteShort(key)}: {DescribeKeys()}."
            );
        }

        var source = new ArraySource(_path, key);
        try
        {
            return Read(entry, source);
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            throw source.Fail("is corrupt or compressed in an unknown way", exception);
        }
    }

    /// <summary>All arrays of a file by name.</summary>
    /// <exception cref="InputException">As for the constructor and <see cref="Read(string)"/>.</exception>
    public static IReadOnlyDictionary<string, NdArray> ReadAll(string path)
    {
        using var reader = new NpzReader(path);
        return reader.Keys.ToDictionary(key => key, reader.Read, StringComparer.Ordinal);
    }

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        _archive.Dispose();
        _stream.Dispose();
    }

    private static NdArray Read(ZipArchiveEntry entry, ArraySource source)
    {
        if (entry.IsEncrypted)
        {
            throw source.Fail("is encrypted, which is not supported");
        }

        // The claimed size decides how much memory is taken, so it must be one that the stored bytes can yield.
        if (entry.Length < 0 || entry.Length / LargestExpansion > entry.CompressedLength)
        {
            throw source.Fail(
                $"is corrupt: it claims {entry.Length} bytes from {entry.CompressedLength} stored ones"
            );
        }

        using Stream content = entry.Open();
        var checksum = new Crc32();
        var bytes = new ArrayBytes(content, entry.Length, source, checksum);
        NdArray array = NpyReader.Read(bytes);
        if (!bytes.IsAtEnd())
        {
            throw source.Fail("is corrupt: its data are longer than the archive's directory states");
        }

        return checksum.Value == entry.Crc32
            ? array
            : throw source.Fail("is corrupt: its data do not match the archive's checksum");
    }

    private void RequireZip()
    {
        Span<byte> start = stackalloc byte[6];
        int count = _stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        _stream.Position = 0;

        // "PK" and then 3, 4 for an archive with entries, or 5, 6 for an empty one.
        if (!start[..count].StartsWith("PK"u8))
        {
            throw new ArraySource(_path).Fail(
                start[..count].SequenceEqual(NpyHeader.Magic)
                    ? "is a single npy array where an npz archive is expected"
                    : "is not an npz archive, since it does not begin as a zip file does"
            );
        }
    }

    private void AddEntry(ZipArchiveEntry entry)
    {
        if (!entry.FullName.EndsWith(Suffix, StringComparison.Ordinal))
        {
            return;
        }

        string key = entry.FullName[..^Suffix.Length];
        if (!_entries.TryAdd(key, entry))
        {
            throw new ArraySource(_path).Fail($"has two arrays named {FileErrors.QuoteShort(key)}");
        }

        _keys.Add(key);
    }

    private string DescribeKeys()
    {
        if (_keys.Count == 0)
        {
            return "it holds no arrays";
        }

        string names = string.Join(", ", _keys.Take(KeysInMessage).Select(FileErrors.QuoteShort));
        string more = _keys.Count > KeysInMessage ? $" and {_keys.Count - KeysInMessage} more" : "";
        return $"it holds {names}{more}";
    }

    // The archive's parser reports damaged offsets and sizes by whatever they broke.
    private static bool IsDamage(Exception exception) =>
        exception is InvalidDataException or ArgumentException or OverflowException or NotSupportedException
        || FileErrors.IsFromFileSystem(exception);
}
