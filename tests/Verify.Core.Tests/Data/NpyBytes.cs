// Npy and npz files made by hand, right and wrong ones, without any of the code under test.

using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Verify.Core.Tests.Data;

internal static class NpyBytes
{
    /// <summary>A file with the dictionary as given (no padding) and the data.</summary>
    internal static byte[] WithDictionary(
        string dictionary,
        byte[] data,
        byte major = 1,
        byte minor = 0,
        uint? statedLength = null
    )
    {
        byte[] text = Encoding.Latin1.GetBytes(dictionary);
        var bytes = new List<byte>
        {
            0x93,
            (byte)'N',
            (byte)'U',
            (byte)'M',
            (byte)'P',
            (byte)'Y',
            major,
            minor,
        };
        byte[] length = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(length, statedLength ?? (uint)text.Length);
        bytes.AddRange(length.AsSpan(0, major == 1 ? 2 : 4));
        bytes.AddRange(text);
        bytes.AddRange(data);
        return [.. bytes];
    }

    /// <summary>A file with the usual dictionary around the three entries, as literals.</summary>
    internal static byte[] With(string descr, string fortran, string shape, byte[] data) =>
        WithDictionary($"{{'descr': {descr}, 'fortran_order': {fortran}, 'shape': {shape}, }}\n", data);

    /// <summary>A right float64 file.</summary>
    internal static byte[] Doubles(string shape, params double[] values) =>
        With("'<f8'", "False", shape, Data(values));

    internal static byte[] Data(params double[] values)
    {
        byte[] data = new byte[8 * values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(data.AsSpan(8 * i), values[i]);
        }

        return data;
    }

    internal static byte[] Zip(CompressionLevel level, params (string Name, byte[] Content)[] entries)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] content) in entries)
            {
                using Stream entry = archive.CreateEntry(name, level).Open();
                entry.Write(content);
            }
        }

        return stream.ToArray();
    }
}
