// `verify decompose` with a teacher that is no network: every kind of wrong file that readers must see through.
// Pairs that do not fit together and wrong data are BadDataTests.cs.

using static Verify.Audit.Tests.Cli.ArrayFiles;

namespace Verify.Audit.Tests.Cli;

public sealed class BadNetworkTests
{
    private static readonly byte[] s_good = Network(3, 4, 2);

    private static readonly Dictionary<string, (byte[] Bytes, string Fragment)> s_kinds = new()
    {
        ["empty"] = ([], "empty"),
        ["text"] = ("not a network"u8.ToArray(), "not an npz"),
        ["garbage"] = ([.. Enumerable.Range(0, 4096).Select(i => (byte)(i * 37 + i / 256))], "not an npz"),
        ["zip signature and garbage"] = ([.. "PK\u0003\u0004"u8, .. new byte[500]], "truncated or corrupt"),
        ["one byte"] = ([(byte)'P'], "not an npz"),
        ["an npy"] = (Npy(Matrix(4, 2)), "single npy array"),
        ["truncated after 10 bytes"] = (s_good[..10], "truncated or corrupt"),
        ["truncated in the first array"] = (s_good[..150], "truncated or corrupt"),
        ["truncated in the middle"] = (s_good[..(s_good.Length / 2)], "truncated or corrupt"),
        ["truncated in the directory"] = (s_good[..^30], "truncated or corrupt"),
        ["truncated by one byte"] = (s_good[..^1], "truncated or corrupt"),
        ["a flipped data bit"] = (Flipped(s_good, 200), "corrupt"),
        ["no arrays"] = (Npz(), "W1"),
        ["other keys"] = (Npz(("a", Npy(Matrix(4, 2))), ("w1", Npy(Matrix(4, 2)))), "W1"),
        ["L = 1"] = (Npz(("W1", Npy(Matrix(4, 2)))), "L >= 2"),
        ["no W1"] = (Npz(("W2", Npy(Matrix(5, 2))), ("W3", Npy(Matrix(3, 2)))), "no W1"),
        ["a gap"] = (Npz(("W1", Npy(Matrix(4, 2))), ("W3", Npy(Matrix(3, 2)))), "no W2"),
        ["W1 twice"] = (Npz(("W1", Npy(Matrix(4, 2))), ("W1", Npy(Matrix(4, 2)))), "two arrays"),
        ["W1 of rank 1"] = (With(Npy("'<f8'", false, "(4,)", Data([1, 2, 3, 4]))), "shape (4,)"),
        ["W1 of rank 3"] = (With(Npy("'<f8'", false, "(2, 2, 2)", new byte[64])), "shape (2, 2, 2)"),
        ["W1 of rank 0"] = (With(Npy("'<f8'", false, "()", new byte[8])), "shape ()"),
        ["W1 without inputs"] = (With(Npy(Matrix(1, 4))), "shape (1, 4)"),
        ["W1 without columns"] = (With(Npy("'<f8'", false, "(4, 0)", [])), "shape (4, 0)"),
        ["W2 of the wrong height"] = (
            Npz(("W1", Npy(Matrix(4, 4))), ("W2", Npy(Matrix(4, 2)))),
            "5 are needed"
        ),
        ["int64"] = (With(Npy("'<i8'", false, "(4, 4)", new byte[128])), "<i8"),
        ["complex"] = (With(Npy("'<c16'", false, "(4, 4)", new byte[256])), "<c16"),
        ["bool"] = (With(Npy("'|b1'", false, "(4, 4)", new byte[16])), "|b1"),
        ["half"] = (With(Npy("'<f2'", false, "(4, 4)", new byte[32])), "<f2"),
        ["big endian"] = (With(Npy("'>f8'", false, "(4, 4)", new byte[128])), ">f8"),
        ["objects"] = (With(Npy("'|O'", false, "(4, 4)", new byte[128])), "|O"),
        ["records"] = (With(Npy("[('a', '<f8')]", false, "(4, 4)", new byte[128])), "W1"),
        ["Fortran order"] = (With(Npy("'<f8'", true, "(4, 4)", new byte[128])), "Fortran"),
        ["a huge claimed shape"] = (With(Npy("'<f8'", false, "(1000000000000, 1000000)", [])), "W1"),
        ["a shape past 64 bits"] = (With(Npy("'<f8'", false, "(4, 99999999999999999999999)", [])), "W1"),
        ["a negative extent"] = (With(Npy("'<f8'", false, "(-4, 4)", new byte[128])), "W1"),
        ["too little data"] = (With(Npy("'<f8'", false, "(4, 4)", new byte[120])), "truncated"),
        ["too much data"] = (With(Npy("'<f8'", false, "(4, 4)", new byte[136])), "trailing"),
        ["NaN"] = (With(Npy(Replaced(1, 2, double.NaN))), "NaN"),
        ["infinity"] = (With(Npy(Replaced(0, 0, double.PositiveInfinity))), "infinity"),
        ["minus infinity"] = (With(Npy(Replaced(3, 3, double.NegativeInfinity))), "minus infinity"),
        ["a name with a line break"] = (Npz(("W\n1", Npy(Matrix(4, 2)))), "W1"),
    };

    public static TheoryData<string> Kinds => [.. s_kinds.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Decompose_TeacherThatIsNoNetwork_IsRefused(string kind)
    {
        using WorkFolder folder = new();
        folder.Put("t.npz", s_kinds[kind].Bytes);
        folder.Put("s.npz", s_good);
        folder.Put("x.npy", Npy(Matrix(5, 3)));
        Refusal.Of(
            folder,
            ["decompose", "--teacher", "t.npz", "--student", "s.npz", "--data", "x.npy", "--out", "f.npz"],
            "t.npz",
            s_kinds[kind].Fragment
        );
    }

    private static byte[] With(byte[] first) => Npz(("W1", first), ("W2", Npy(Matrix(5, 2))));

    private static double[,] Replaced(int row, int column, double value)
    {
        double[,] matrix = Matrix(4, 4);
        matrix[row, column] = value;
        return matrix;
    }

    private static byte[] Flipped(byte[] bytes, int at)
    {
        byte[] changed = [.. bytes];
        changed[at] ^= 1;
        return changed;
    }
}
