// NpzReader: stored, deflated and zip64 archives, and a refusal of one sentence for each damage.

using System.Buffers.Binary;
using System.IO.Compression;
using Verify.Core.Data;

namespace Verify.Core.Tests.Data;

public sealed class NpzReaderTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    private static byte[] TwoArrays(CompressionLevel level) =>
        NpyBytes.Zip(
            level,
            ("W1.npy", NpyBytes.Doubles("(2, 3)", 1, 2, 3, 4, 5, 6)),
            ("notes.txt", "not an array"u8.ToArray()),
            ("W2.npy", NpyBytes.Doubles("(500,)", new double[500]))
        );

    private void Refused(byte[] content, string key, params string[] fragments)
    {
        string path = _scratch.Put("x.npz", content);
        Scratch.Refused(
            path,
            () =>
            {
                using var reader = new NpzReader(path);
                reader.Read(key);
            },
            fragments
        );
    }

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Optimal)]
    public void Read_StoredOrDeflated_GivesTheArrays(CompressionLevel level)
    {
        string path = _scratch.Put("x.npz", TwoArrays(level));
        using var reader = new NpzReader(path);
        Assert.Equal(["W1", "W2"], reader.Keys);
        Assert.True(reader.Contains("W1"));
        Assert.False(reader.Contains("notes"));
        NdArray first = reader.Read("W1");
        Assert.Equal("W1", first.Name);
        Assert.Equal([2, 3], first.Shape);
        Assert.Equal([1, 2, 3, 4, 5, 6], first.Values.ToArray());
        Assert.Equal(first.Values.ToArray(), reader.Read("W1").Values.ToArray());
        Assert.Equal(new double[500], reader.Read("W2").Values.ToArray());
    }

    [Fact]
    public void ReadAll_EveryGoldenArchive_HasTheShapesItsSizesClaim()
    {
        string[] paths = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "golden"), "*.npz");
        Assert.Equal(30, paths.Length);
        foreach (string path in paths)
        {
            IReadOnlyDictionary<string, NdArray> arrays = NpzReader.ReadAll(path);
            bool isTrajectory = Path.GetFileName(path).StartsWith("sgd_traj", StringComparison.Ordinal);
            Assert.Equal(!isTrajectory, arrays.ContainsKey("c_leaky"));
            foreach ((string key, NdArray array) in arrays)
            {
                Assert.Equal(key, array.Name);
                Assert.Equal(array.Shape.Aggregate(1, (product, extent) => product * extent), array.Count);
                FiniteCheck.RequireFinite(array, path, key);
            }

            if (!isTrajectory)
            {
                double leak = Assert.Single(arrays["c_leaky"].Values.ToArray());
                Assert.InRange(leak, 0, 0.999);
            }
        }
    }

    [Fact]
    public void ReadAll_GoldenDecomposition_HasTheShapesOfItsLegend()
    {
        // The gradients' shapes tie several arrays of one file together: X is N x d, G1 N x n_1, SW1 (d+1) x n_1.
        string path = Path.Combine(AppContext.BaseDirectory, "golden", "multi_layer_00.npz");
        IReadOnlyDictionary<string, NdArray> arrays = NpzReader.ReadAll(path);
        int samples = (int)arrays["N"].Values[0];
        int inputs = (int)arrays["d"].Values[0];
        int width = (int)arrays["student_sizes"].Values[1];
        Assert.Equal([samples, inputs], arrays["X"].Shape);
        Assert.Equal([samples, width], arrays["G1"].Shape);
        Assert.Equal([inputs + 1, width], arrays["SW1"].Shape);
        Assert.Equal(inputs, arrays["X"].AsMatrix().Columns);
    }

    [Fact]
    public void Read_EmptyArchive_HasNoKeys()
    {
        byte[] content = NpyBytes.Zip(CompressionLevel.NoCompression);
        using (var reader = new NpzReader(_scratch.Put("x.npz", content)))
        {
            Assert.Empty(reader.Keys);
        }

        Refused(content, "W1", "has no array 'W1': it holds no arrays");
    }

    [Fact]
    public void Read_MissingKey_ListsTheKeys()
    {
        Refused(TwoArrays(CompressionLevel.NoCompression), "W3", "has no array 'W3': it holds 'W1', 'W2'");
        byte[] many = NpyBytes.Zip(
            CompressionLevel.NoCompression,
            [.. Enumerable.Range(0, 50).Select(i => ($"k{i}.npy", Array.Empty<byte>()))]
        );
        Refused(many, "W1", "'k0', 'k1'", "'k19' and 30 more");
    }

    [Fact]
    public void Open_DuplicateNames_IsRefused() =>
        Refused(
            NpyBytes.Zip(
                CompressionLevel.NoCompression,
                ("a.npy", NpyBytes.Doubles("()", 1)),
                ("a.npy", NpyBytes.Doubles("()", 2))
            ),
            "a",
            "has two arrays named 'a'"
        );

    [Fact]
    public void Open_NotAnArchive_IsRefused()
    {
        Refused(NpyBytes.Doubles("()", 1), "a", "is a single npy array where an npz archive is expected");
        Refused("a,b"u8.ToArray(), "a", "is not an npz archive");
        Refused("P"u8.ToArray(), "a", "is not an npz archive");
        Refused("PK"u8.ToArray(), "a", "truncated or corrupt");
        Refused([], "a", "is empty");
        string missing = _scratch.PathOf("missing.npz");
        Scratch.Refused(missing, () => NpzReader.ReadAll(missing), "does not exist");
        Scratch.Refused(_scratch.Folder, () => NpzReader.ReadAll(_scratch.Folder), "is a directory");
    }

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Optimal)]
    public void Open_EveryTruncation_IsRefused(CompressionLevel level)
    {
        byte[] content = TwoArrays(level);
        for (int length = 1; length < content.Length; length += 1 + length / 200)
        {
            Refused(content[..length], "W1");
        }
    }

    [Fact]
    public void Read_BadEntry_NamesTheKey()
    {
        void RefusedEntry(byte[] entry, params string[] fragments) =>
            Refused(
                NpyBytes.Zip(CompressionLevel.Optimal, ("W1.npy", entry)),
                "W1",
                ["Array 'W1' in", .. fragments]
            );

        RefusedEntry([], "truncated inside its npy header");
        RefusedEntry("garbage"u8.ToArray(), "is not an npy file");
        RefusedEntry(NpyBytes.With("'<i4'", "False", "(2,)", new byte[8]), "int32");
        RefusedEntry(NpyBytes.With("'<f8'", "True", "(2, 2)", new byte[32]), "Fortran");
        RefusedEntry(NpyBytes.Doubles("(3,)", 1, 2), "needs 24 bytes of data and 16 are there");
        RefusedEntry(NpyBytes.Doubles("(1,)", 1, 2), "8 trailing bytes");
        RefusedEntry(NpyBytes.Doubles("(400000, 5000)", 1, 2), "is truncated");
    }

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Optimal)]
    public void Read_ChangedData_IsRefusedByTheChecksum(CompressionLevel level)
    {
        double[] values = [.. Enumerable.Range(0, 400).Select(i => Math.Sqrt(i))];
        byte[] content = NpyBytes.Zip(level, ("W1.npy", NpyBytes.Doubles("(400,)", values)));

        // In the middle of the data, whatever the method: a valid deflate stream of other data, or a broken one.
        content[content.Length / 2] ^= 1;
        Refused(content, "W1", "Array 'W1' in", "corrupt");
    }

    [Fact]
    public void Read_ChangedChecksum_IsRefused()
    {
        byte[] content = TwoArrays(CompressionLevel.NoCompression);
        content[DirectoryField(content, 16)] ^= 1;
        Refused(content, "W1", "do not match the archive's checksum");
    }

    [Fact]
    public void Read_SizeThatTheStoredBytesCannotYield_IsRefusedWithoutMemory()
    {
        // The directory claims 1.9 GB for an array whose header agrees, from a hundred stored bytes.
        byte[] content = NpyBytes.Zip(
            CompressionLevel.Optimal,
            ("W1.npy", NpyBytes.Doubles("(237500000,)", 1, 2))
        );
        int size = NpyBytes.Doubles("(237500000,)").Length + 237_500_000 * 8;
        BinaryPrimitives.WriteInt32LittleEndian(content.AsSpan(DirectoryField(content, 24)), size);
        string path = _scratch.Put("x.npz", content);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Scratch.Refused(path, () => NpzReader.ReadAll(path), "it claims", "stored ones");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000_000);
    }

    [Fact]
    public void Read_SizeThatTheStreamDoesNotReach_IsRefused()
    {
        byte[] content = NpyBytes.Zip(CompressionLevel.Optimal, ("W1.npy", NpyBytes.Doubles("(3,)", 1, 2)));
        int field = DirectoryField(content, 24);
        int size = BinaryPrimitives.ReadInt32LittleEndian(content.AsSpan(field));
        BinaryPrimitives.WriteInt32LittleEndian(content.AsSpan(field), size + 8);
        Refused(content, "W1", "truncated");
    }

    [Fact]
    public void Read_DataBeyondTheStatedSize_IsRefused()
    {
        // Stored: the directory's uncompressed size agrees with the header, the stored bytes go on by another value.
        byte[] content = NpyBytes.Zip(
            CompressionLevel.NoCompression,
            ("W1.npy", NpyBytes.Doubles("(1,)", 1, 2))
        );
        int field = DirectoryField(content, 24);
        int size = BinaryPrimitives.ReadInt32LittleEndian(content.AsSpan(field));
        BinaryPrimitives.WriteInt32LittleEndian(content.AsSpan(field), size - 8);
        Refused(content, "W1", "longer than the archive's directory states");
    }

    [Fact]
    public void Read_SizesNearTheLargestNumber_IsRefused()
    {
        // In the zip64 form, behind the fixed part of the directory's record, the name and the extra field's head.
        using var stream = new MemoryStream();
        NpzWriter.Write(stream, archive => archive.Add("W1", [1]), new ZipRecords(0));
        byte[] content = stream.ToArray();
        int sizes = DirectoryField(content, 46 + "W1.npy".Length + 4);
        BinaryPrimitives.WriteInt64LittleEndian(content.AsSpan(sizes), long.MaxValue);
        BinaryPrimitives.WriteInt64LittleEndian(content.AsSpan(sizes + 8), long.MaxValue);
        Refused(content, "W1", "Array 'W1' in", "corrupt");
    }

    [Fact]
    public void Read_EncryptedOrUnknownMethod_IsRefused()
    {
        byte[] encrypted = TwoArrays(CompressionLevel.NoCompression);
        encrypted[DirectoryField(encrypted, 8)] |= 1;
        Refused(encrypted, "W1", "encrypted");
        byte[] unknown = TwoArrays(CompressionLevel.NoCompression);
        unknown[DirectoryField(unknown, 10)] = 99;
        Refused(unknown, "W1", "compressed in an unknown way");
    }

    [Fact]
    public void Read_HostileNames_StayOnOneLine()
    {
        string name = "a\n\u2028b\u001b[31m" + new string('k', 3000);
        byte[] content = NpyBytes.Zip(CompressionLevel.NoCompression, (name + ".npy", [1]));
        Refused(content, "W1", "has no array 'W1'");
        Refused(content, name, "Array 'a??b?[31mkk");
    }

    /// <summary>The position of a field of the first entry of the directory.</summary>
    private static int DirectoryField(byte[] content, int offset) =>
        content.AsSpan().IndexOf("PK\u0001\u0002"u8) + offset;
}
