// NpzWriter: archives that another zip reader accepts, byte for byte reproducible, filled in blocks and in turns.

using System.IO.Compression;
using Verify.Core.Data;

namespace Verify.Core.Tests.Data;

public sealed class NpzWriterTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    private static void WriteTwo(NpzWriter archive)
    {
        archive.Add("g1", [1, 2, 3, 4, 5, 6], 2, 3);
        archive.Add("\u03b1", [-0.0]);
        archive.Add("none", [], 0, 4);
    }

    [Fact]
    public void Write_ThenRead_GivesTheArrays()
    {
        string path = _scratch.PathOf("x.npz");
        NpzWriter.Write(path, WriteTwo);
        using var reader = new NpzReader(path);
        Assert.Equal(["g1", "\u03b1", "none"], reader.Keys);
        Assert.Equal([1, 2, 3, 4, 5, 6], reader.Read("g1").Values.ToArray());
        Assert.Equal([2, 3], reader.Read("g1").Shape);
        Assert.Empty(reader.Read("\u03b1").Shape);
        Assert.True(double.IsNegative(reader.Read("\u03b1").Values[0]));
        Assert.Equal([0, 4], reader.Read("none").Shape);
    }

    [Fact]
    public void Write_EntryBytes_AreThoseOfTheNpyFile()
    {
        string path = _scratch.PathOf("x.npz");
        string single = _scratch.PathOf("x.npy");
        NpzWriter.Write(path, WriteTwo);
        NpyWriter.Write(single, [2, 3], new double[] { 1, 2, 3, 4, 5, 6 });
        using ZipArchive zip = ZipFile.OpenRead(path);
        ZipArchiveEntry entry = zip.GetEntry("g1.npy")!;
        using var content = new MemoryStream();
        entry.Open().CopyTo(content);
        Assert.Equal(File.ReadAllBytes(single), content.ToArray());
        Assert.Equal(entry.Length, entry.CompressedLength);
        Assert.Equal(new DateTime(1980, 1, 1), entry.LastWriteTime.DateTime);
    }

    [Fact]
    public void Write_OneArray_IsTheGoldenArchive()
    {
        // The records of an archive of one array "a" of shape (): local header, name, 136 bytes, directory, end.
        using var stream = new MemoryStream();
        NpzWriter.Write(stream, archive => archive.Add("a", [1]), new ZipRecords());
        byte[] bytes = stream.ToArray();
        byte[] entry = [.. NpyHeader.Format([]), .. NpyBytes.Data(1)];
        var checksum = new Crc32();
        checksum.Append(entry);
        byte[] crc = BitConverter.GetBytes(checksum.Value);
        byte[] expected =
        [
            .. new byte[] { 0x50, 0x4B, 3, 4, 20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0 },
            .. crc,
            .. new byte[] { 136, 0, 0, 0, 136, 0, 0, 0, 5, 0, 0, 0 },
            .. "a.npy"u8,
            .. entry,
            .. new byte[] { 0x50, 0x4B, 1, 2, 20, 0, 20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0 },
            .. crc,
            .. new byte[] { 136, 0, 0, 0, 136, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 },
            .. new byte[] { 0, 0, 0, 0 },
            .. "a.npy"u8,
            .. new byte[] { 0x50, 0x4B, 5, 6, 0, 0, 0, 0, 1, 0, 1, 0, 51, 0, 0, 0, 171, 0, 0, 0, 0, 0 },
        ];
        Assert.Equal(expected, bytes);
    }

    [Theory]
    [InlineData(0, ushort.MaxValue)]
    [InlineData(200, ushort.MaxValue)]
    [InlineData(uint.MaxValue - 1L, 1)]
    public void Write_Zip64Structures_AreReadBack(long largest, int mostEntries)
    {
        // Limits far below the real ones put the large forms to use without 4 GiB of data.
        string path = _scratch.PathOf("x.npz");
        AtomicFile.Write(
            path,
            stream => NpzWriter.Write(stream, WriteTwo, new ZipRecords(largest, mostEntries))
        );
        IReadOnlyDictionary<string, NdArray> arrays = NpzReader.ReadAll(path);
        Assert.Equal(3, arrays.Count);
        Assert.Equal([1, 2, 3, 4, 5, 6], arrays["g1"].Values.ToArray());
    }

    [Fact]
    public void Declare_FilledInTurns_EqualsOneAfterTheOther()
    {
        double[] a = [.. Enumerable.Range(0, 30_000).Select(i => (double)i)];
        double[] b = [.. Enumerable.Range(0, 60_000).Select(i => -(double)i)];
        string inTurns = _scratch.PathOf("turns.npz");
        string inOrder = _scratch.PathOf("order.npz");
        NpzWriter.Write(
            inTurns,
            archive =>
            {
                ArrayWriter first = archive.Declare("a", 100, 300);
                ArrayWriter second = archive.Declare("b", 100, 20, 30);
                for (int block = 0; block < 100; block++)
                {
                    second.Append(b.AsSpan(600 * block, 600));
                    first.Append(a.AsSpan(300 * block, 300));
                }

                archive.Add("c", [3]);
            }
        );
        NpzWriter.Write(
            inOrder,
            archive =>
            {
                archive.Add("a", a, 100, 300);
                archive.Add("b", b, 100, 20, 30);
                archive.Add("c", [3]);
            }
        );
        Assert.Equal(File.ReadAllBytes(inOrder), File.ReadAllBytes(inTurns));
        Assert.Equal(b, NpzReader.ReadAll(inTurns)["b"].Values.ToArray());
    }

    [Fact]
    public void Write_CallerErrs_ThrowsAndWritesNothing()
    {
        string path = _scratch.PathOf("x.npz");
        void Throws<T>(Action<NpzWriter> write)
            where T : Exception => Assert.Throws<T>(() => NpzWriter.Write(path, write));

        Throws<InvalidOperationException>(archive => archive.Declare("a", 2).Append([1]));
        Throws<ArgumentException>(archive => archive.Declare("a", 2).Append([1, 2, 3]));
        Throws<ArgumentException>(archive => archive.Declare("a", -2));
        Throws<ArgumentException>(archive => archive.Add("a", [1, 2], 3));
        Throws<ArgumentException>(archive => archive.Add("", [1]));
        Throws<ArgumentException>(archive => archive.Add("a\n", [1]));
        Throws<ArgumentException>(archive =>
        {
            archive.Add("a", [1]);
            archive.Add("a", [1]);
        });
        Assert.Empty(_scratch.Names());
    }

    [Fact]
    public void Write_BadDestination_IsRefused()
    {
        string path = _scratch.PathOf("missing/x.npz");
        Scratch.Refused(path, () => NpzWriter.Write(path, WriteTwo), "its folder does not exist");
        Scratch.Refused(
            _scratch.Folder,
            () => NpzWriter.Write(_scratch.Folder, WriteTwo),
            "it is a directory"
        );
    }
}
