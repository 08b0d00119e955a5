// Inputs from files: what is read, and one sentence for each kind of file that holds no inputs.

using Verify.Core.Data;
using static Verify.Core.Tests.Data.NpyBytes;

namespace Verify.Core.Tests.Data;

public sealed class InputsFileTests
{
    [Fact]
    public void Read_SamplesByInputs_GivesTheValues()
    {
        using Scratch scratch = new();
        string path = scratch.Put("x.npy", Doubles("(2, 3)", 1, 2, 3, 4, 5, 6));
        NdArray x = InputsFile.Read(path, 3);
        Assert.Equal([2, 3], x.Shape);
        Assert.Equal([1, 2, 3, 4, 5, 6], x.Values.ToArray());
        byte[] single = [.. BitConverter.GetBytes(0.1f)];
        string narrow = scratch.Put("s.npy", With("'<f4'", "False", "(1, 1)", single));
        Assert.Equal([0.1f], InputsFile.Read(narrow, 1).Values.ToArray());
    }

    [Theory]
    [InlineData("(3,)", 3, "(3,)")]
    [InlineData("(1, 1, 3)", 3, "(1, 1, 3)")]
    [InlineData("()", 1, "()")]
    [InlineData("(0, 3)", 3, "no samples")]
    [InlineData("(1, 3)", 2, "3 columns, but the networks take 2 inputs")]
    [InlineData("(3, 1)", 3, "1 columns")]
    [InlineData("(3, 0)", 3, "0 columns")]
    public void Read_AnotherShape_IsRefused(string shape, int inputs, string fragment)
    {
        using Scratch scratch = new();
        int count =
            shape is "()" ? 1
            : shape.Contains('0', StringComparison.Ordinal) ? 0
            : 3;
        string path = scratch.Put("x.npy", Doubles(shape, new double[count]));
        Scratch.Refused(path, () => InputsFile.Read(path, inputs), fragment);
    }

    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "infinity")]
    [InlineData(double.NegativeInfinity, "minus infinity")]
    public void Read_ValueThatIsNoNumber_IsRefused(double value, string fragment)
    {
        using Scratch scratch = new();
        string path = scratch.Put("x.npy", Doubles("(2, 2)", 1, 2, value, 4));
        Scratch.Refused(path, () => InputsFile.Read(path, 2), fragment, "(1, 0)");
    }

    [Fact]
    public void Read_NoArray_IsRefused()
    {
        using Scratch scratch = new();
        string missing = scratch.PathOf("missing.npy");
        Scratch.Refused(missing, () => InputsFile.Read(missing, 2), "does not exist");
        Scratch.Refused(scratch.Folder, () => InputsFile.Read(scratch.Folder, 2), "directory");
        string integers = scratch.Put("i.npy", With("'<i4'", "False", "(1, 2)", new byte[8]));
        Scratch.Refused(integers, () => InputsFile.Read(integers, 2), "i4");
        byte[] right = Doubles("(1, 2)", 1, 2);
        string truncated = scratch.Put("t.npy", right[..^1]);
        Scratch.Refused(truncated, () => InputsFile.Read(truncated, 2), "truncated");
    }

    [Fact]
    public void Read_StrangeFileName_StaysOneSentence()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // no such names there
        }

        using Scratch scratch = new();
        string path = scratch.Put("line\nbreak.npy", Doubles("(3,)", 1, 2, 3));
        Scratch.AssertOneSentence(Assert.Throws<InputException>(() => InputsFile.Read(path, 3)).Message);
        path = scratch.Put("line\nbreak.npy", Doubles("(1, 3)", 1, 2, 3));
        Scratch.AssertOneSentence(Assert.Throws<InputException>(() => InputsFile.Read(path, 2)).Message);
        path = scratch.Put("line\nbreak.npy", Doubles("(0, 3)"));
        Scratch.AssertOneSentence(Assert.Throws<InputException>(() => InputsFile.Read(path, 3)).Message);
    }
}
