// npy and npz bytes, right and wrong, put together here and not by the library's writers, so that headers can lie.

using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Verify.Audit.Tests.Cli;

internal static class ArrayFiles
{
    /// <summary>An npy file of version 1.0 with any header and any data.</summary>
    internal static byte[] Npy(string descr, bool fortran, string shape, byte[] data)
    {
        string header =
            $"{{'descr': {descr}, 'fortran_order': {(fortran ? "True" : "False")}, 'shape': {shape}, }}";
        header = header.PadRight((header.Length + 10 + 1 + 63) / 64 * 64 - 10 - 1) + "\n";
        byte[] length = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(length, (ushort)header.Length);
        return [0x93, .. "NUMPY"u8, 1, 0, .. length, .. Encoding.Latin1.GetBytes(header), .. data];
    }

    /// <summary>A float64 matrix.</summary>
    internal static byte[] Npy(double[,] values) =>
        Npy("'<f8'", false, $"({values.GetLength(0)}, {values.GetLength(1)})", Data(values.Cast<double>()));

    internal static byte[] Data(IEnumerable<double> values) =>
        [.. values.SelectMany(value => BitConverter.GetBytes(value))];

    /// <summary>An archive of entries NAME.npy.</summary>
    internal static byte[] Npz(params (string Name, byte[] Npy)[] arrays)
    {
        using MemoryStream stream = new();
        using (ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] npy) in arrays)
            {
                using Stream entry = archive
                    .CreateEntry(name + ".npy", CompressionLevel.NoCompression)
                    .Open();
                entry.Write(npy);
            }
        }

        return stream.ToArray();
    }

    /// <summary>A matrix of small numbers that differ.</summary>
    internal static double[,] Matrix(int rows, int columns, double scale = 1)
    {
        double[,] values = new double[rows, columns];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                values[i, j] = scale * ((5 * i + 3 * j) % 7 - 3) / 4.0;
            }
        }

        return values;
    }

    /// <summary>A network's archive from its widths d, n_1, .., C.</summary>
    internal static byte[] Network(params int[] widths) => Network(1, widths);

    internal static byte[] Network(double scale, int[] widths) =>
        Npz([
            .. Enumerable
                .Range(1, widths.Length - 1)
                .Select(l => ($"W{l}", Npy(Matrix(widths[l - 1] + 1, widths[l], scale)))),
        ]);
}
