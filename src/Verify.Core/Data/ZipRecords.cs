// The fixed structures around the data of a zip archive of stored entries (PKWARE's APPNOTE, sections 4.3 and 4.5.3).
// Written here since System.IO.Compression's bytes depend on the platform and its streams cannot take turns.

using System.Text;

namespace Verify.Core.Data;

/// <summary>
/// Local headers, directory entries and end records. Sizes, offsets and counts that do not fit their fields go into the
/// zip64 forms, and only those. Dates are the earliest that the format has, 1980-01-01, as in numpy's archives.
/// </summary>
internal sealed class ZipRecords(long largest = uint.MaxValue - 1L, int mostEntries = ushort.MaxValue - 1)
{
    private const ushort Version = 20;
    private const ushort VersionOfZip64 = 45;
    private const ushort DateOf1980 = (1 << 5) | 1;
    private const ushort NameIsUtf8 = 1 << 11;

    /// <summary>An entry's name in UTF-8.</summary>
    internal static byte[] EncodeName(string name) => Encoding.UTF8.GetBytes(name);

    /// <summary>The record in front of an entry's data.</summary>
    internal byte[] LocalHeader(byte[] name, long size, uint checksum)
    {
        bool isLarge = size > largest;
        using var record = new Record();
        record.Write(0x04034B50u);
        WriteCommon(record, name, size, checksum, isLarge);
        record.Write((ushort)(isLarge ? 20 : 0));
        record.Write(name);
        if (isLarge)
        {
            record.Write((ushort)1);
            record.Write((ushort)16);
            record.Write(size);
            record.Write(size);
        }

        return record.ToArray();
    }

    /// <summary>An entry's record in the directory at the end.</summary>
    internal byte[] DirectoryEntry(byte[] name, long size, uint checksum, long offset)
    {
        bool isLarge = size > largest;
        bool isFar = offset > largest;
        int extra = (isLarge ? 16 : 0) + (isFar ? 8 : 0);
        using var record = new Record();
        record.Write(0x02014B50u);

        // Made by "FAT": no permission bits, which differ between platforms.
        record.Write(isLarge || isFar ? VersionOfZip64 : Version);
        WriteCommon(record, name, size, checksum, isLarge, isLarge || isFar);
        record.Write((ushort)(extra > 0 ? extra + 4 : 0));

        // No comment, disk 0, no attributes.
        record.Write((ushort)0);
        record.Write((ushort)0);
        record.Write((ushort)0);
        record.Write(0u);
        record.Write(isFar ? uint.MaxValue : (uint)offset);
        record.Write(name);
        if (extra > 0)
        {
            record.Write((ushort)1);
            record.Write((ushort)extra);
        }

        if (isLarge)
        {
            record.Write(size);
            record.Write(size);
        }

        if (isFar)
        {
            record.Write(offset);
        }

        return record.ToArray();
    }

    /// <summary>The records that end the archive, given where the directory of so many bytes starts.</summary>
    internal byte[] End(int entries, long directorySize, long directoryOffset)
    {
        bool isLarge = entries > mostEntries || directorySize > largest || directoryOffset > largest;
        using var record = new Record();
        if (isLarge)
        {
            record.Write(0x06064B50u);
            record.Write(44L);
            record.Write(VersionOfZip64);
            record.Write(VersionOfZip64);
            record.Write(0u);
            record.Write(0u);
            record.Write((long)entries);
            record.Write((long)entries);
            record.Write(directorySize);
            record.Write(directoryOffset);
            record.Write(0x07064B50u);
            record.Write(0u);
            record.Write(directoryOffset + directorySize);
            record.Write(1u);
        }

        record.Write(0x06054B50u);
        record.Write(0u);
        record.Write(entries > mostEntries ? ushort.MaxValue : (ushort)entries);
        record.Write(entries > mostEntries ? ushort.MaxValue : (ushort)entries);
        record.Write(directorySize > largest ? uint.MaxValue : (uint)directorySize);
        record.Write(directoryOffset > largest ? uint.MaxValue : (uint)directoryOffset);
        record.Write((ushort)0);
        return record.ToArray();
    }

    // The fields that local headers and directory entries share, from "version needed" to the name's length.
    private static void WriteCommon(
        Record record,
        byte[] name,
        long size,
        uint checksum,
        bool isLarge,
        bool isZip64 = false
    )
    {
        record.Write(isLarge || isZip64 ? VersionOfZip64 : Version);
        record.Write(name.All(b => b < 0x80) ? (ushort)0 : NameIsUtf8);

        // Method 0 (stored), time 00:00.
        record.Write((ushort)0);
        record.Write((ushort)0);
        record.Write(DateOf1980);
        record.Write(checksum);
        record.Write(isLarge ? uint.MaxValue : (uint)size);
        record.Write(isLarge ? uint.MaxValue : (uint)size);
        record.Write((ushort)name.Length);
    }

    // BinaryWriter is little-endian on every platform, as zip is.
    private sealed class Record() : BinaryWriter(new MemoryStream(), Encoding.UTF8)
    {
        internal byte[] ToArray()
        {
            Flush();
            return ((MemoryStream)OutStream).ToArray();
        }
    }
}
