// Thousands of damaged files, the same ones every time: each is read as some array or refused in one sentence, and
// none takes memory out of proportion to its size.

using System.IO.Compression;
using System.Text;
using Verify.Core.Data;
using Verify.Core.Numerics;

namespace Verify.Core.Tests.Data;

public sealed class ReaderFuzzTests : IDisposable
{
    // Deflate expands at most 1032 times, so an archive of s bytes may rightly take 1032 s; the rest is buffers,
    // exceptions and test code.
    private const long LargestExpansion = 1032;
    private const long Overhead = 4_000_000;

    private static readonly byte[][] Fragments =
    [
        .. new[]
        {
            "(2147483647,)",
            "-1",
            "99999999999",
            "'>f8'",
            "True",
            "{",
            "((((",
            "PK",
            "'",
            "\n",
        }.Select(Encoding.ASCII.GetBytes),
        [0xFF, 0xFF, 0xFF, 0xFF],
        [0, 0, 0, 0],
        [0xFF, 0xFF, 0xFF, 0x7F],
        [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F],
    ];

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Read_DamagedNpy_IsAnArrayOrRefused()
    {
        byte[] first = NpyBytes.Doubles("(2, 3)", 1, 2, 3, 4, 5, 6);
        byte[] second = NpyBytes.WithDictionary(
            "{'descr': [('a', '<f8')], 'fortran_order': True, 'shape': (1, 3), }  \n",
            NpyBytes.Data(1, 2, 3),
            major: 2
        );
        (int read, int refused) = Fuzz(4000, 21, [first, second], path => NpyReader.Read(path));
        Assert.True(read > 100 && refused > 1000, $"{read} read, {refused} refused");
    }

    [Fact]
    public void Read_DamagedNpz_IsArraysOrRefused()
    {
        byte[] array = NpyBytes.Doubles("(4, 5)", new double[20]);
        (string, byte[])[] entries = [("W1.npy", array), ("dir/W2.npy", NpyBytes.Doubles("()", 1))];
        using var large = new MemoryStream();
        NpzWriter.Write(large, archive => archive.Add("W1", new double[20], 4, 5), new ZipRecords(0, 0));
        byte[][] seeds =
        [
            NpyBytes.Zip(CompressionLevel.NoCompression, entries),
            NpyBytes.Zip(CompressionLevel.Optimal, entries),
            large.ToArray(),
        ];
        (int read, int refused) = Fuzz(6000, 22, seeds, path => NpzReader.ReadAll(path));
        Assert.True(read > 100 && refused > 1000, $"{read} read, {refused} refused");
    }

    private (int Read, int Refused) Fuzz(int cases, ulong seed, byte[][] seeds, Action<string> read)
    {
        int good = 0;
        int refused = 0;
        for (int i = 0; i < cases; i++)
        {
            CounterRandom random = new(seed, (ulong)i);
            byte[] content = Damage(seeds[random.NextBelow(seeds.Length)], random);
            string path = _scratch.Put("x.npy", content);
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                read(path);
                good++;
            }
            catch (InputException refusal)
            {
                refused++;
                Assert.Contains("x.npy", refusal.Message, StringComparison.Ordinal);
                Scratch.AssertOneSentence(refusal.Message);
            }
            catch (Exception other)
            {
                Assert.Fail($"case {i} of seed {seed}: {other}");
            }

            long used = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.InRange(used, 0, Overhead + LargestExpansion * content.Length);
        }

        return (good, refused);
    }

    private static byte[] Damage(byte[] original, CounterRandom random)
    {
        List<byte> bytes = [.. original];
        for (int damages = 1 + random.NextBelow(3); damages > 0; damages--)
        {
            int at = random.NextBelow(bytes.Count + 1);
            int count = Math.Min(random.NextBelow(6), bytes.Count - at);
            switch (random.NextBelow(7))
            {
                case 0:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 1:
                    bytes.RemoveRange(at, count);
                    break;
                case 2:
                    bytes.InsertRange(at, bytes.GetRange(at, count));
                    break;
                case 3:
                    bytes.InsertRange(at, Fragments[random.NextBelow(Fragments.Length)]);
                    break;
                case 4:
                    byte[] fragment = Fragments[random.NextBelow(Fragments.Length)];
                    count = Math.Min(fragment.Length, bytes.Count - at);
                    bytes.RemoveRange(at, count);
                    bytes.InsertRange(at, fragment);
                    break;
                case 5 when at < bytes.Count:
                    bytes[at] ^= (byte)(1 << random.NextBelow(8));
                    break;
                default:
                    if (at < bytes.Count)
                    {
                        bytes[at] = (byte)random.NextUInt32();
                    }

                    break;
            }
        }

        return [.. bytes];
    }
}
