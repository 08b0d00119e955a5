// NpyWriter: the bytes that numpy writes, and nothing on the disk when the caller errs.

using System.Text;
using Verify.Core.Data;

namespace Verify.Core.Tests.Data;

public sealed class NpyWriterTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    private byte[] Written(int[] shape, params double[] values)
    {
        string path = _scratch.PathOf("x.npy");
        NpyWriter.Write(path, shape, values);
        return File.ReadAllBytes(path);
    }

    [Fact]
    public void Write_Matrix_IsNumpysFileByteForByte()
    {
        byte[] expected =
        [
            0x93,
            .. "NUMPY"u8,
            1,
            0,
            118,
            0,
            .. Encoding.ASCII.GetBytes(
                "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }".PadRight(117) + "\n"
            ),
            .. NpyBytes.Data(1, 2, 3, 4, 5, 6),
        ];
        Assert.Equal(expected, Written([2, 3], 1, 2, 3, 4, 5, 6));
    }

    [Theory]
    [InlineData(new int[0], "()", 128)]
    [InlineData(new[] { 0 }, "(0,)", 128)]
    [InlineData(
        new[] { 0, 1000000, 1000000, 1000000, 1000000, 10 },
        "(0, 1000000, 1000000, 1000000, 1000000, 10)",
        128
    )]
    [InlineData(
        new[] { 0, 1000000, 1000000, 1000000, 1000000, 100 },
        "(0, 1000000, 1000000, 1000000, 1000000, 100)",
        192
    )]
    public void Write_Header_IsPaddedAsNumpyPads(int[] shape, string text, int length)
    {
        byte[] bytes = NpyHeader.Format(shape);
        Assert.Equal(length, bytes.Length);
        Assert.Equal(length - 10, bytes[8] + 256 * bytes[9]);
        string dictionary = Encoding.ASCII.GetString(bytes, 10, length - 10);
        string entries = $"{{'descr': '<f8', 'fortran_order': False, 'shape': {text}, }}";
        Assert.Equal(entries.PadRight(length - 11) + "\n", dictionary);
    }

    [Fact]
    public void Write_EveryGoldenArray_GivesTheBytesThatNumpyGave()
    {
        string[] paths = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "golden"), "*.npz");
        foreach (string path in paths)
        {
            using var zip = System.IO.Compression.ZipFile.OpenRead(path);
            using var reader = new NpzReader(path);
            foreach (string key in reader.Keys)
            {
                using Stream stream = zip.GetEntry(key + ".npy")!.Open();
                using var original = new MemoryStream();
                stream.CopyTo(original);
                NdArray array = reader.Read(key);
                Assert.Equal(original.ToArray(), Written([.. array.Shape], array.Values.ToArray()));
            }
        }
    }

    [Fact]
    public void Write_ThenRead_GivesTheSameBits()
    {
        double[] values = [double.NaN, -0.0, double.PositiveInfinity, double.Epsilon, Math.PI, -1e308];
        string path = _scratch.PathOf("x.npy");
        NpyWriter.Write(path, new NdArray(values, [3, 1, 2]));
        NdArray array = NpyReader.Read(path);
        Assert.Equal([3, 1, 2], array.Shape);
        Assert.Equal(NpyBytes.Data(values), NpyBytes.Data(array.Values.ToArray()));
    }

    [Fact]
    public void Write_Blocks_EqualsTheWhole()
    {
        double[] values = [.. Enumerable.Range(0, 200_000).Select(i => 1.0 / (i + 1))];
        byte[] whole = Written([200, 1000], values);
        string path = _scratch.PathOf("blocks.npy");
        NpyWriter.Write(
            path,
            [200, 1000],
            writer =>
            {
                for (int start = 0, size = 0; writer.Remaining > 0; start += size)
                {
                    size = (int)Math.Min(writer.Remaining, 7 * size + 1);
                    writer.Append(values.AsSpan(start, size));
                    writer.Append([]);
                }
            }
        );
        Assert.Equal(whole, File.ReadAllBytes(path));
    }

    [Fact]
    public void Write_WrongNumberOfValues_ThrowsAndWritesNothing()
    {
        string path = _scratch.PathOf("x.npy");
        Assert.Throws<InvalidOperationException>(() =>
            NpyWriter.Write(path, [2, 2], writer => writer.Append([1, 2, 3]))
        );
        Assert.Throws<ArgumentException>(() =>
            NpyWriter.Write(path, [2, 2], writer => writer.Append([1, 2, 3, 4, 5]))
        );
        Assert.Throws<ArgumentException>(() => NpyWriter.Write(path, [2, 2], new double[3]));
        Assert.Throws<ArgumentException>(() => NpyWriter.Write(path, [-1], writer => writer.Append([])));
        Assert.Empty(_scratch.Names());
    }

    [Fact]
    public void Append_AfterTheEnd_Throws()
    {
        ArrayWriter? kept = null;
        NpyWriter.Write(_scratch.PathOf("x.npy"), [0], writer => kept = writer);
        Assert.Throws<InvalidOperationException>(() => kept!.Append([]));
    }

    [Fact]
    public void Write_BadDestination_IsRefused()
    {
        string path = _scratch.PathOf("missing/x.npy");
        Scratch.Refused(path, () => NpyWriter.Write(path, [1], new double[1]), "its folder does not exist");
        Scratch.Refused(
            _scratch.Folder,
            () => NpyWriter.Write(_scratch.Folder, [1], new double[1]),
            "it is a directory"
        );
    }
}
