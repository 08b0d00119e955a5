// `verify decompose` with networks that do not fit together, inputs that are none, numbers that overflow, and outputs that
// cannot be written.

using static Verify.Audit.Tests.Cli.ArrayFiles;

namespace Verify.Audit.Tests.Cli;

public sealed class BadDataTests
{
    private static readonly Dictionary<string, (byte[] Bytes, string Fragment)> s_inputs = new()
    {
        ["empty"] = ([], "empty"),
        ["garbage"] = ("1,2,3\n4,5,6\n"u8.ToArray(), "not an npy"),
        ["an npz"] = (Npz(("X", Npy(Matrix(5, 3)))), "zip archive"),
        ["cut in the magic"] = (Npy(Matrix(5, 3))[..3], "x.npy"),
        ["cut in the header"] = (Npy(Matrix(5, 3))[..40], "x.npy"),
        ["cut in the data"] = (Npy(Matrix(5, 3))[..^5], "truncated"),
        ["int64"] = (Npy("'<i8'", false, "(5, 3)", new byte[120]), "<i8"),
        ["Fortran order"] = (Npy("'<f8'", true, "(5, 3)", new byte[120]), "Fortran"),
        ["rank 1"] = (Npy("'<f8'", false, "(15,)", new byte[120]), "N x d"),
        ["rank 3"] = (Npy("'<f8'", false, "(5, 3, 1)", new byte[120]), "N x d"),
        ["no samples"] = (Npy("'<f8'", false, "(0, 3)", []), "no samples"),
        ["no columns"] = (Npy("'<f8'", false, "(5, 0)", []), "0 columns"),
        ["too few columns"] = (Npy(Matrix(5, 2)), "2 columns"),
        ["too many columns"] = (Npy(Matrix(5, 4)), "4 columns"),
        ["a huge claimed shape"] = (Npy("'<f8'", false, "(1000000000000, 1000000)", new byte[16]), "x.npy"),
        ["a large claimed shape"] = (Npy("'<f8'", false, "(200000000, 3)", new byte[16]), "truncated"),
        ["NaN"] = (
            Npy(
                new[,]
                {
                    { 1, 2, double.NaN },
                }
            ),
            "NaN"
        ),
        ["infinity"] = (
            Npy(
                new[,]
                {
                    { double.PositiveInfinity, 2, 3 },
                }
            ),
            "infinity"
        ),
    };

    private static readonly Dictionary<string, (byte[] Student, string Fragment)> s_students = new()
    {
        ["other inputs"] = (Network(2, 4, 2), "3 inputs"),
        ["other outputs"] = (Network(3, 4, 1), "2 outputs"),
        ["another depth"] = (Network(3, 4, 4, 2), "2 weight layers"),
    };

    private static readonly Dictionary<string, string> s_outputs = new()
    {
        ["folder"] = "directory",
        ["missing/f.npz"] = "folder",
        ["missing/"] = "directory",
        ["x.npy/f.npz"] = "cannot be written",
        ["/proc/verify.npz"] = "cannot be written",
        ["/dev/null"] = "device",
        [""] = "cannot be written",
    };

    public static TheoryData<string> Inputs => [.. s_inputs.Keys];

    public static TheoryData<string> Students => [.. s_students.Keys];

    public static TheoryData<string> Outputs => [.. s_outputs.Keys];

    [Theory]
    [MemberData(nameof(Inputs))]
    public void Decompose_DataThatAreNoInputs_AreRefused(string kind)
    {
        using WorkFolder folder = Prepared();
        folder.Put("x.npy", s_inputs[kind].Bytes);
        Refusal.Of(folder, Decompose(), "x.npy", s_inputs[kind].Fragment);
    }

    [Theory]
    [MemberData(nameof(Students))]
    public void Decompose_StudentThatDoesNotFit_IsRefused(string kind)
    {
        using WorkFolder folder = Prepared();
        folder.Put("s.npz", s_students[kind].Student);
        Refusal.Of(folder, Decompose(), "t.npz", "s.npz", s_students[kind].Fragment);
    }

    [Theory]
    [MemberData(nameof(Outputs))]
    public void Decompose_OutputThatCannotBeWritten_IsRefused(string output)
    {
        using WorkFolder folder = Prepared();
        Directory.CreateDirectory(folder.PathOf("folder"));
        Refusal.Of(folder, Decompose(output: output), s_outputs[output]);
    }

    [Theory]
    [InlineData("--teacher")]
    [InlineData("--student")]
    [InlineData("--data")]
    public void Decompose_MissingFileOrFolderInItsPlace_IsRefused(string option)
    {
        using WorkFolder folder = Prepared();
        Directory.CreateDirectory(folder.PathOf("folder"));
        Refusal.Of(folder, Replace("missing.npz"), "'missing.npz' does not exist");
        Refusal.Of(folder, Replace("missing/file.npz"), "does not exist");
        Refusal.Of(folder, Replace("folder"), "directory");
        Refusal.Of(folder, Replace("t.npz/file"), "does not exist");
        Refusal.Of(folder, Replace(new string('n', 300)), "too long");
        Refusal.Of(folder, Replace("line\nbreak"), "does not exist");

        string[] Replace(string path)
        {
            string[] arguments = Decompose();
            arguments[Array.IndexOf(arguments, option) + 1] = path;
            return arguments;
        }
    }

    [Fact]
    public void Decompose_WeightsThatOverflow_IsRefusedAndLeavesNoPart()
    {
        using WorkFolder folder = Prepared();
        folder.Put("t.npz", Network(1e200, [3, 4, 2]));
        Refusal.Of(folder, Decompose(), "range of doubles");
    }

    [Fact]
    public void Decompose_RefusedOverAnEarlierResult_KeepsIt()
    {
        using WorkFolder folder = Prepared();
        folder.Put("f.npz", "of an earlier run");
        folder.Put("t.npz", Network(1e200, [3, 4, 2]));
        Refusal.Of(folder, Decompose(), "range of doubles");
        Assert.Equal("of an earlier run", folder.Text("f.npz"));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("-0.1")]
    [InlineData("nan")]
    [InlineData("NaN")]
    [InlineData("abc")]
    [InlineData("")]
    [InlineData("0,5")]
    [InlineData("infinity")]
    [InlineData("0x1p-1")]
    public void Decompose_LeakOutsideItsRange_IsRefused(string leak)
    {
        using WorkFolder folder = Prepared();
        Refusal.Of(folder, [.. Decompose(), "--leak", leak], "--leak", "0 <= c < 1");
    }

    [Theory]
    [InlineData("--teacher")]
    [InlineData("--student")]
    [InlineData("--data")]
    [InlineData("--out")]
    public void Decompose_OptionMissingWithoutValueOrTwice_IsRefused(string option)
    {
        using WorkFolder folder = Prepared();
        string[] all = Decompose();
        int at = Array.IndexOf(all, option);
        Refusal.Of(folder, [.. all[..at], .. all[(at + 2)..]], option);
        Refusal.Of(folder, [.. all[..at], .. all[(at + 2)..], option], option);
        Refusal.Of(folder, [.. all, option, "other"], option);
    }

    internal static string[] Decompose(string output = "f.npz") =>
        ["decompose", "--teacher", "t.npz", "--student", "s.npz", "--data", "x.npy", "--out", output];

    private static WorkFolder Prepared()
    {
        WorkFolder folder = new();
        folder.Put("t.npz", Network(3, 4, 2));
        folder.Put("s.npz", Network(3, 5, 2));
        folder.Put("x.npy", Npy(Matrix(5, 3)));
        return folder;
    }
}
