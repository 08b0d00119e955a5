// NpyReader: what it reads, and one refusal of one sentence for each kind of file that it does not.

using System.Buffers.Binary;
using System.Text;
using Verify.Core.Data;

namespace Verify.Core.Tests.Data;

public sealed class NpyReaderTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    private NdArray Read(byte[] content) => NpyReader.Read(_scratch.Put("x.npy", content));

    private void Refused(byte[] content, params string[] fragments)
    {
        string path = _scratch.Put("x.npy", content);
        Scratch.Refused(path, () => NpyReader.Read(path), fragments);
    }

    [Theory]
    [InlineData("()", new int[0], 1)]
    [InlineData("(5,)", new[] { 5 }, 5)]
    [InlineData("(5, )", new[] { 5 }, 5)]
    [InlineData("(3, 4)", new[] { 3, 4 }, 12)]
    [InlineData("( 3 ,\t4 , )", new[] { 3, 4 }, 12)]
    [InlineData("(2, 1, 3)", new[] { 2, 1, 3 }, 6)]
    [InlineData("(1, 1, 1, 2, 1, 1, 1, 1)", new[] { 1, 1, 1, 2, 1, 1, 1, 1 }, 2)]
    [InlineData("(0,)", new[] { 0 }, 0)]
    [InlineData(
        "(3, 0, 2147483647, 2147483647, 2147483647)",
        new[] { 3, 0, int.MaxValue, int.MaxValue, int.MaxValue },
        0
    )]
    public void Read_AnyShape_GivesExtentsAndValues(string shape, int[] extents, int count)
    {
        double[] values = [.. Enumerable.Range(0, count).Select(i => i - 0.5)];
        NdArray array = Read(NpyBytes.Doubles(shape, values));
        Assert.Equal(extents, array.Shape);
        Assert.Equal(values, array.Values.ToArray());
        Assert.Equal((count, extents.Length, false), (array.Count, array.Rank, array.IsSingle));
        Assert.Null(array.Name);
    }

    [Theory]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }          \n")]
    [InlineData("{'shape': (2,), 'fortran_order': False, 'descr': '<f8'}")]
    [InlineData("  {\"descr\":\"<f8\",\n\t\"shape\" :\r( 2,),'fortran_order'   :False , } \n\n")]
    public void Read_EquivalentDictionaries_GiveTheSame(string dictionary)
    {
        NdArray array = Read(NpyBytes.WithDictionary(dictionary, NpyBytes.Data(1, 2)));
        Assert.Equal([1, 2], array.Values.ToArray());
        NdArray second = Read(NpyBytes.WithDictionary(dictionary, NpyBytes.Data(1, 2), major: 2));
        Assert.Equal([1, 2], second.Values.ToArray());
    }

    [Fact]
    public void Read_SpecialValues_KeepTheirBits()
    {
        double[] values =
        [
            0.0,
            -0.0,
            double.Epsilon,
            double.MaxValue,
            double.NegativeInfinity,
            BitConverter.Int64BitsToDouble(0x7FF8_0000_DEAD_BEEF),
        ];
        NdArray array = Read(NpyBytes.Doubles("(2, 3)", values));
        Assert.Equal(
            Array.ConvertAll(values, BitConverter.DoubleToInt64Bits),
            Array.ConvertAll(array.Values.ToArray(), BitConverter.DoubleToInt64Bits)
        );
    }

    [Fact]
    public void Read_Singles_AreWidenedExactly()
    {
        float[] values = [0.1f, -0f, float.MaxValue, float.Epsilon, float.NaN, float.PositiveInfinity];
        byte[] data = new byte[4 * values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(data.AsSpan(4 * i), values[i]);
        }

        NdArray array = Read(NpyBytes.With("'<f4'", "False", "(6,)", data));
        Assert.True(array.IsSingle);
        Assert.Equal(Array.ConvertAll(values, value => (double)value), array.Values.ToArray());
    }

    [Fact]
    public void Read_MoreValuesThanABlock_KeepsTheirOrder()
    {
        const int count = 3 * 8192 + 5;
        byte[] singles = new byte[4 * count];
        for (int i = 0; i < count; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(singles.AsSpan(4 * i), i);
        }

        double[] expected = [.. Enumerable.Range(0, count)];
        Assert.Equal(expected, Read(NpyBytes.Doubles($"({count},)", expected)).Values.ToArray());
        Assert.Equal(
            expected,
            Read(NpyBytes.With("'<f4'", "False", $"({count},)", singles)).Values.ToArray()
        );
    }

    [Theory]
    [InlineData("()", 1)]
    [InlineData("(4,)", 4)]
    [InlineData("(1, 4, 1)", 4)]
    [InlineData("(3, 0)", 0)]
    public void Read_FortranOrderWithoutEffect_IsRead(string shape, int count)
    {
        double[] values = [.. Enumerable.Range(0, count)];
        NdArray array = Read(NpyBytes.With("'<f8'", "True", shape, NpyBytes.Data(values)));
        Assert.Equal(values, array.Values.ToArray());
    }

    [Fact]
    public void Read_FortranOrder_IsRefused() =>
        Refused(
            NpyBytes.With("'<f8'", "True", "(2, 2)", NpyBytes.Data(1, 2, 3, 4)),
            "Fortran",
            "C (row-major)"
        );

    [Theory]
    [InlineData("'<i8'", "(int64)")]
    [InlineData("'<i4'", "(int32)")]
    [InlineData("'<u2'", "(uint16)")]
    [InlineData("'<c16'", "(complex128)")]
    [InlineData("'|b1'", "(bool)")]
    [InlineData("'|O'", "(Python objects)")]
    [InlineData("'>f8'", "(big-endian float64)")]
    [InlineData("'>f4'", "(big-endian float32)")]
    [InlineData("'<f2'", "(float16)")]
    [InlineData("'<U5'", "(text)")]
    [InlineData("'|S3'", "(byte strings)")]
    [InlineData("'<M8[ns]'", "(dates)")]
    [InlineData("'<m8[s]'", "(time spans)")]
    [InlineData("'=f8'", "(float64)")]
    [InlineData("'f8'", "(float64)")]
    [InlineData("'<f16'", "(float128)")]
    [InlineData("'nonsense'", "'nonsense'")]
    [InlineData("''", "''")]
    [InlineData("[('a', '<f8'), ('b', '<i4', (2, 3))]", "is a structured array with 2 fields, but only")]
    public void Read_OtherDtype_IsRefusedByName(string descr, string name) =>
        Refused(
            NpyBytes.With(descr, "False", "(2,)", NpyBytes.Data(1, 2)),
            name,
            "only '<f4' and '<f8' (little-endian float32 and float64) are read"
        );

    [Theory]
    [InlineData("", "ends too early")]
    [InlineData("   \n", "ends too early")]
    [InlineData("{", "not a string")]
    [InlineData("'descr'", "not a dictionary")]
    [InlineData("{'descr': '<f8', 'fortran_order': False}", "has the keys 'descr', 'fortran_order' and not")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (2,), 'x': 1}", "'x'")]
    [InlineData("{'descr': '<f8', 'descr': '<f8', 'fortran_order': False, 'shape': (2,)}", "once each")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (2,)} x", "goes on after its end")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (2,)}\0", "goes on after its end")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (2,)", "lacks")]
    [InlineData("{'descr': '<f8' 'fortran_order': False, 'shape': (2,)}", "comma")]
    [InlineData("{'descr': '<f8',, 'fortran_order': False, 'shape': (2,)}", "not a string")]
    [InlineData("{descr: '<f8', 'fortran_order': False, 'shape': (2,)}", "not a string")]
    [InlineData("{'descr' '<f8', 'fortran_order': False, 'shape': (2,)}", "lacks ':'")]
    [InlineData("{'descr: '<f8', 'fortran_order': False, 'shape': (2,)}", "malformed")]
    [InlineData("{'descr': '<f8, 'fortran_order': False, 'shape': (2,)}", "malformed")]
    [InlineData("{'descr': '<f\\x38', 'fortran_order': False, 'shape': (2,)}", "escape")]
    [InlineData("{'descr': u'<f8', 'fortran_order': False, 'shape': (2,)}", "not a value")]
    [InlineData("{'descr': 8, 'fortran_order': False, 'shape': (2,)}", "'descr'")]
    [InlineData("{'descr': '<f8', 'fortran_order': 0, 'shape': (2,)}", "'fortran_order'")]
    [InlineData("{'descr': '<f8', 'fortran_order': 'False', 'shape': (2,)}", "'fortran_order'")]
    [InlineData("{'descr': '<f8', 'fortran_order': None, 'shape': (2,)}", "'fortran_order'")]
    [InlineData("{'descr': '<f8', 'fortran_order': Falsehood, 'shape': (2,)}", "not a value")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (2)}", "not a tuple")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': [2]}", "not a tuple")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': 2}", "not a tuple")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (,)}", "not a value")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (2 2)}", "comma")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (2L,)}", "integer")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (2.0,)}", "integer")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (2_0,)}", "integer")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (02,)}", "integer")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (0x2,)}", "integer")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (-,)}", "integer")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (+2,)}", "not a value")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (True,)}", "not an integer")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': ('2',)}", "not an integer")]
    public void Read_MalformedDictionary_IsRefused(string dictionary, string fragment) =>
        Refused(NpyBytes.WithDictionary(dictionary, NpyBytes.Data(1, 2)), "malformed npy header", fragment);

    [Fact]
    public void Read_DeepNesting_IsRefused()
    {
        // Deep enough to end the process by a stack overflow if it were followed.
        string dictionary = "{'descr': " + new string('(', 60_000);
        Refused(NpyBytes.WithDictionary(dictionary, []), "malformed npy header", "nested too deeply");
    }

    [Theory]
    [InlineData("(-1,)", "negative extent, -1,")]
    [InlineData("(2, -3)", "negative extent, -3,")]
    [InlineData("(-99999999999999999999,)", "negative extent, -99999999999999999999,")]
    [InlineData("(99999999999999999999,)", "extent of 99999999999999999999")]
    [InlineData("(2147483648,)", "extent of 2147483648")]
    [InlineData("(0, 2147483648)", "extent of 2147483648")]
    [InlineData("(2147483647,)", "more values than")]
    [InlineData("(65536, 65536)", "more values than")]
    [InlineData("(2147483647, 2147483647, 2147483647, 2147483647)", "more values than")]
    [InlineData("(1, 1, 1, 1, 1, 1, 1, 1, 1)", "rank 9")]
    [InlineData(
        "(268435456,)",
        "is truncated: its shape (268435456,) needs 2147483648 bytes of data and 16 are there"
    )]
    [InlineData("(3,)", "needs 24 bytes of data and 16 are there")]
    [InlineData("(1,)", "has 8 trailing bytes")]
    [InlineData("()", "has 8 trailing bytes")]
    [InlineData("(0,)", "has 16 trailing bytes")]
    public void Read_ShapeThatTheFileCannotHold_IsRefusedWithoutMemory(string shape, string fragment)
    {
        byte[] content = NpyBytes.Doubles(shape, 1, 2);
        string path = _scratch.Put("x.npy", content);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Scratch.Refused(path, () => NpyReader.Read(path), fragment);

        // The smallest of these claims that passes the other checks is 2 GiB; what is used is buffers and messages.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000_000);
    }

    [Theory]
    [InlineData(3, 0)]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(255, 9)]
    public void Read_OtherVersion_IsRefused(byte major, byte minor) =>
        Refused(
            NpyBytes.WithDictionary(
                "{'descr': '<f8', 'fortran_order': False, 'shape': (1,)}",
                NpyBytes.Data(1),
                major,
                minor
            ),
            $"version {major}.{minor}",
            "1.0 and 2.0"
        );

    [Fact]
    public void Read_EveryTruncation_IsRefused()
    {
        byte[] content = NpyBytes.Doubles("(2,)", 1, 2);
        for (int length = 1; length < content.Length; length++)
        {
            Refused(content[..length], "truncated");
        }

        Refused([], "is empty");
        Refused([.. content, 0], "has 1 trailing bytes");
    }

    [Fact]
    public void Read_HeaderLengthBeyondTheFile_IsRefused()
    {
        string dictionary = "{'descr': '<f8', 'fortran_order': False, 'shape': (1,)}";
        Refused(
            NpyBytes.WithDictionary(dictionary, [], major: 2, statedLength: uint.MaxValue),
            "truncated inside its npy header"
        );
        Refused(
            NpyBytes.WithDictionary(dictionary + new string(' ', 1 << 20), NpyBytes.Data(1), major: 2),
            "has a header of"
        );
    }

    [Fact]
    public void Read_NotAnNpyFile_IsRefused()
    {
        Refused(Encoding.UTF8.GetBytes("x,y\n1,2\n"), "is not an npy file");
        Refused([0x93], "truncated");
        Refused([7], "is not an npy file");
        Refused(
            NpyBytes.Zip(System.IO.Compression.CompressionLevel.NoCompression, ("a.npy", [1])),
            "is a zip archive"
        );
    }

    [Fact]
    public void Read_HostileText_StaysOnOneLine()
    {
        // Names found in the file go into the message: without line breaks, and cut.
        string dictionary = "{'descr': '<f8', 'a\u0085b': False, '" + new string('k', 5000) + "': (1,)}";
        Refused(NpyBytes.WithDictionary(dictionary, NpyBytes.Data(1)), "malformed npy header");
        string descr = "'<f8" + new string('z', 5000) + "'";
        string path = _scratch.Put("x.npy", NpyBytes.With(descr, "False", "(1,)", NpyBytes.Data(1)));
        InputException refusal = Scratch.Refused(path, () => NpyReader.Read(path), "has dtype");
        Assert.InRange(refusal.Message.Length, 1, 600);
    }

    [Fact]
    public void Read_NoFile_IsRefused()
    {
        string missing = _scratch.PathOf("missing.npy");
        Scratch.Refused(missing, () => NpyReader.Read(missing), "does not exist");
        string inMissing = _scratch.PathOf("folder/x.npy");
        Scratch.Refused(inMissing, () => NpyReader.Read(inMissing), "does not exist");
        Scratch.Refused(_scratch.Folder, () => NpyReader.Read(_scratch.Folder), "is a directory");
        Scratch.Refused("", () => NpyReader.Read(""), "''", "cannot be read");
        Scratch.Refused("a?b", () => NpyReader.Read("a\0b"), "cannot be read");
        string inFile = Path.Combine(_scratch.Put("x.npy", [1]), "y.npy");
        Scratch.Refused(inFile, () => NpyReader.Read(inFile));
        string tooLong = _scratch.PathOf(new string('n', 5000));
        Scratch.Refused(tooLong, () => NpyReader.Read(tooLong), "cannot be read");
    }

    [Fact]
    public void Read_NoPermission_IsRefused()
    {
        // Of the file system's answers this one cannot be provoked for an administrator, so the wording is checked
        // apart from the opening.
        InputException denied = FileErrors.CannotRead("x.npy", new UnauthorizedAccessException("raw text"));
        Assert.Equal("'x.npy' cannot be read: permission is denied.", denied.Message);
        Scratch.AssertOneSentence(denied.Message);
        if (!OperatingSystem.IsWindows())
        {
            string path = _scratch.Put("x.npy", NpyBytes.Doubles("(1,)", 1));
            File.SetUnixFileMode(path, UnixFileMode.None);
            try
            {
                Assert.Equal(1, NpyReader.Read(path).Count);
            }
            catch (InputException refusal)
            {
                Assert.Contains("permission is denied", refusal.Message, StringComparison.Ordinal);
            }
        }
    }
}
