// Networks from files: what is read, and one sentence for each kind of file that is no network.

using Verify.Core.Data;
using Verify.Core.Networks;
using static Verify.Core.Tests.Data.NpyBytes;

namespace Verify.Core.Tests.Data;

public sealed class NetworkFileTests
{
    [Fact]
    public void Read_TwoLayersAndOtherKeys_TakesTheWeightsInOrder()
    {
        using Scratch scratch = new();
        string path = Archive(
            scratch,
            ("W2", Doubles("(3, 1)", 9, 10, 11)),
            ("notes", Doubles("(1,)", 5)),
            ("W1", Doubles("(3, 2)", 1, 2, 3, 4, 5, 6)),
            ("Wx", Doubles("()", double.NaN)),
            ("w3", Doubles("(1,)", 5))
        );
        Network network = NetworkFile.Read(path, 0.25);
        Assert.Equal(new NetworkShape(2, 2, 1), network.Shape);
        Assert.Equal(0.25, network.Leak);
        Assert.Equal([1, 2, 3, 4, 5, 6, 9, 10, 11], network.AllWeights.ToArray());
    }

    [Fact]
    public void Read_ElevenLayers_AreOrderedByNumberNotByName()
    {
        using Scratch scratch = new();
        string path = Archive(
            scratch,
            [.. Enumerable.Range(1, 11).Select(l => ($"W{l}", Doubles("(2, 1)", l, -l)))]
        );
        Network network = NetworkFile.Read(path, 0);
        Assert.Equal(11, network.Shape.Depth);
        Assert.Equal([10, -10], network.Weights(10).Data.ToArray());
    }

    [Fact]
    public void Read_Float32_IsWidenedExactly()
    {
        using Scratch scratch = new();
        byte[] data = [.. BitConverter.GetBytes(0.1f), .. BitConverter.GetBytes(-2.5f)];
        string path = Archive(
            scratch,
            ("W1", With("'<f4'", "False", "(2, 1)", data)),
            ("W2", Doubles("(2, 1)", 1, 2))
        );
        Assert.Equal([0.1f, -2.5, 1, 2], NetworkFile.Read(path, 0).AllWeights.ToArray());
    }

    [Theory]
    [InlineData("W2", "(2, 1)", "W3", "(2, 1)", "no W1")]
    [InlineData("W1", "(2, 1)", "other", "(2, 1)", "L >= 2")]
    [InlineData("W2", "(2, 1)", "other", "(2, 1)", "no W1")]
    [InlineData("W1", "(2, 1)", "W3", "(2, 1)", "no W2")]
    [InlineData("weights", "(2, 1)", "bias", "(2, 1)", "weights")]
    [InlineData("W1", "(2,)", "W2", "(2, 1)", "(2,)")]
    [InlineData("W1", "(1, 2, 1)", "W2", "(2, 1)", "(1, 2, 1)")]
    [InlineData("W1", "(2, 1)", "W2", "()", "W2")]
    [InlineData("W1", "(2, 3)", "W2", "(3, 1)", "has 3 rows, but W1 has 3 columns, so 4")]
    [InlineData("W1", "(2, 0)", "W2", "(1, 1)", "(2, 0)")]
    [InlineData("W1", "(1, 2)", "W2", "(3, 1)", "(1, 2)")]
    [InlineData("W1", "(0, 2)", "W2", "(3, 1)", "(0, 2)")]
    [InlineData("W0", "(2, 1)", "W1", "(2, 1)", "W0")]
    [InlineData("W01", "(2, 1)", "W02", "(2, 1)", "W01")]
    public void Read_NoNetwork_IsRefused(
        string first,
        string firstShape,
        string second,
        string secondShape,
        string fragment
    )
    {
        using Scratch scratch = new();
        string path = Archive(scratch, Ones(first, firstShape), Ones(second, secondShape));
        Scratch.Refused(path, () => NetworkFile.Read(path, 0), fragment);
    }

    /// <summary>W0, W1, W2 chain as three layers; reading W1 and W2 alone would drop the first without a word.</summary>
    [Fact]
    public void Read_NumberedFromZero_IsNotReadWithoutItsFirstLayer()
    {
        using Scratch scratch = new();
        string path = Archive(scratch, Ones("W0", "(2, 1)"), Ones("W1", "(2, 1)"), Ones("W2", "(2, 1)"));
        Scratch.Refused(path, () => NetworkFile.Read(path, 0), "W0", "W1");
    }

    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "infinity")]
    [InlineData(double.NegativeInfinity, "minus infinity")]
    public void Read_WeightThatIsNoNumber_IsRefused(double weight, string fragment)
    {
        using Scratch scratch = new();
        string path = Archive(scratch, ("W1", Doubles("(2, 1)", 1, 2)), ("W2", Doubles("(2, 1)", 1, weight)));
        Scratch.Refused(path, () => NetworkFile.Read(path, 0), "'W2'", fragment, "(1, 0)");
    }

    [Fact]
    public void Read_IntegersOrFortranOrder_IsRefused()
    {
        using Scratch scratch = new();
        string integers = Archive(
            scratch,
            ("W1", With("'<i8'", "False", "(2, 1)", new byte[16])),
            ("W2", Doubles("(2, 1)", 1, 2))
        );
        Scratch.Refused(integers, () => NetworkFile.Read(integers, 0), "W1", "i8");
        string fortran = Archive(
            scratch,
            ("W1", With("'<f8'", "True", "(2, 2)", new byte[32])),
            ("W2", Doubles("(3, 1)", 1, 2, 3))
        );
        Scratch.Refused(fortran, () => NetworkFile.Read(fortran, 0), "W1", "Fortran");
    }

    [Fact]
    public void Read_NoArchive_IsRefused()
    {
        using Scratch scratch = new();
        string missing = scratch.PathOf("missing.npz");
        Scratch.Refused(missing, () => NetworkFile.Read(missing, 0), "does not exist");
        Scratch.Refused(scratch.Folder, () => NetworkFile.Read(scratch.Folder, 0), "directory");
        string single = scratch.Put("single.npz", Doubles("(2, 1)", 1, 2));
        Scratch.Refused(single, () => NetworkFile.Read(single, 0), "npz");
        string empty = Archive(scratch);
        Scratch.Refused(empty, () => NetworkFile.Read(empty, 0), "none");
    }

    [Fact]
    public void Read_LeakOutsideItsRange_IsRefused()
    {
        using Scratch scratch = new();
        string path = Archive(scratch, Ones("W1", "(2, 1)"), Ones("W2", "(2, 1)"));
        foreach (double leak in new[] { -0.1, 1, double.NaN })
        {
            Scratch.Refused(path, () => NetworkFile.Read(path, leak), "leak");
        }
    }

    /// <summary>Names from outside may hold anything; the sentence stays one line and of a readable length.</summary>
    [Fact]
    public void Read_StrangeNames_StayOneSentence()
    {
        using Scratch scratch = new();
        string strange = "a\nb\u001b[31m" + new string('k', 500);
        string path = Archive(scratch, Ones(strange, "(1,)"), Ones("Wx", "(1,)"));
        InputException refusal = Scratch.Refused(path, () => NetworkFile.Read(path, 0), "Wx");
        Assert.InRange(refusal.Message.Length - path.Length, 1, 300);
        if (!OperatingSystem.IsWindows())
        {
            string file = scratch.Put("line\nbreak.npz", File.ReadAllBytes(path));
            Scratch.AssertOneSentence(Assert.Throws<InputException>(() => NetworkFile.Read(file, 0)).Message);
            string rank = scratch.Put("line\nbreak.npz", Zip(Ones("W1", "(2,)"), Ones("W2", "(2, 1)")));
            Scratch.AssertOneSentence(Assert.Throws<InputException>(() => NetworkFile.Read(rank, 0)).Message);
        }
    }

    private static (string Name, byte[] Content) Ones(string name, string shape)
    {
        int count = shape
            .Trim('(', ')')
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Aggregate(
                1,
                (product, extent) =>
                    product * int.Parse(extent, System.Globalization.CultureInfo.InvariantCulture)
            );
        return (name, Doubles(shape, [.. Enumerable.Repeat(1.0, count)]));
    }

    private static string Archive(Scratch scratch, params (string Name, byte[] Content)[] arrays) =>
        scratch.Put("network.npz", Zip(arrays));

    private static byte[] Zip(params (string Name, byte[] Content)[] arrays) =>
        NpyBytes.Zip(
            System.IO.Compression.CompressionLevel.NoCompression,
            [.. arrays.Select(array => (array.Name + ".npy", array.Content))]
        );
}
