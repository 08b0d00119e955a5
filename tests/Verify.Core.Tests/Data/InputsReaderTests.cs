// Inputs in blocks: the same values as at once, and the same refusals, wherever in the file the fault is.

using Verify.Core.Data;
using static Verify.Core.Tests.Data.NpyBytes;

namespace Verify.Core.Tests.Data;

public sealed class InputsReaderTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(100)]
    public void Read_AnyBlock_GivesTheRowsInOrder(int rows)
    {
        using Scratch scratch = new();
        double[] values = [.. Enumerable.Range(0, 21).Select(i => i / 8.0)];
        string path = scratch.Put("x.npy", Doubles("(7, 3)", values));
        using InputsReader reader = new(path, 3);
        Assert.Equal((7, 3), (reader.Samples, reader.Inputs));
        Assert.Equal(values, ReadAll(reader, rows));
        Assert.Equal(0, reader.Read(new double[3]));
    }

    [Fact]
    public void Read_Singles_AreWidened()
    {
        using Scratch scratch = new();
        byte[] data = [.. BitConverter.GetBytes(0.1f), .. BitConverter.GetBytes(-2.5f)];
        string path = scratch.Put("x.npy", With("'<f4'", "False", "(2, 1)", data));
        using InputsReader reader = new(path, 1);
        Assert.Equal([0.1f, -2.5], ReadAll(reader, 1));
    }

    [Fact]
    public void Read_BufferOfHalfARow_IsAnError()
    {
        using MemoryRows rows = new(new double[6], 3);
        Assert.Throws<ArgumentException>(() => rows.Read(new double[2]));
    }

    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.NegativeInfinity, "minus infinity")]
    public void Read_NotFiniteInALaterBlock_IsRefusedByItsIndex(double value, string fragment)
    {
        using Scratch scratch = new();
        double[] values = new double[12];
        values[7] = value;
        string path = scratch.Put("x.npy", Doubles("(4, 3)", values));
        using InputsReader reader = new(path, 3);
        double[] block = new double[3];
        Assert.Equal(1, reader.Read(block));
        Assert.Equal(1, reader.Read(block));
        Scratch.Refused(path, () => reader.Read(block), fragment, "(2, 1)");
    }

    [Theory]
    [InlineData("(3,)", "(3,)")]
    [InlineData("(0, 3)", "no samples")]
    [InlineData("(1, 2)", "2 columns, but the networks take 3 inputs")]
    public void Open_AnotherShape_IsRefused(string shape, string fragment)
    {
        using Scratch scratch = new();
        int count = shape switch
        {
            "(3,)" => 3,
            "(1, 2)" => 2,
            _ => 0,
        };
        string path = scratch.Put("x.npy", Doubles(shape, new double[count]));
        Scratch.Refused(path, () => new InputsReader(path, 3).Dispose(), fragment);
    }

    [Fact]
    public void Open_Truncated_IsRefusedBeforeAnyRowIsRead()
    {
        using Scratch scratch = new();
        string path = scratch.Put("x.npy", Doubles("(2, 3)", new double[6])[..^8]);
        Scratch.Refused(path, () => new InputsReader(path, 3).Dispose(), "truncated");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(9)]
    public void Visit_AnyStretch_SeesEveryRowOnceInOrder(int stretch)
    {
        double[] values = [.. Enumerable.Range(0, 14).Select(i => (double)i)];
        using MemoryRows rows = new(values, 2);
        List<double> seen = [];
        RowStretches.Visit(
            rows,
            stretch,
            (block, first, count) =>
            {
                Assert.Equal(seen.Count, 2 * first);
                Assert.Equal(2 * count, block.Length);
                seen.AddRange(block.ToArray());
            },
            TestContext.Current.CancellationToken
        );
        Assert.Equal(values, seen);
    }

    [Fact]
    public void Visit_WorkThatFails_ComesOutAsItIs()
    {
        using MemoryRows rows = new(new double[20], 2);
        Assert.Throws<InvalidDataException>(() =>
            RowStretches.Visit(
                rows,
                2,
                (_, _, _) => throw new InvalidDataException(),
                TestContext.Current.CancellationToken
            )
        );
    }

    private static double[] ReadAll(InputsReader reader, int rows)
    {
        List<double> values = [];
        double[] block = new double[rows * reader.Inputs];
        while (reader.Read(block) is var read and > 0)
        {
            values.AddRange(block[..(read * reader.Inputs)]);
        }

        return [.. values];
    }
}
