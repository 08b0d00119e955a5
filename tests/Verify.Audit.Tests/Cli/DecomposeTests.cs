// `verify decompose` that succeeds: its files, its options, and inputs that are no plain files.
// The values are GoldenDecomposeTests.cs.

using Verify.Core.Data;
using static Verify.Audit.Tests.Cli.ArrayFiles;

namespace Verify.Audit.Tests.Cli;

public sealed class DecomposeTests
{
    [Theory]
    [InlineData("f.npz")]
    [InlineData("mit Leerzeichen und ∂E — 図.npz")]
    [InlineData("no-extension")]
    [InlineData("-dash.npz")]
    public void Decompose_AnyOutputName_IsWrittenAndNothingElse(string output)
    {
        using WorkFolder folder = Prepared();
        Succeeds(VerifyProcess.Run(folder, BadDataTests.Decompose(output)));
        Assert.Equal(
            new[] { output, "s.npz", "t.npz", "x.npy" }.Order(StringComparer.Ordinal),
            folder.Names()
        );
        Assert.Equal(
            [
                .. from l in (int[])[1, 2] from key in (string[])["g", "A", "B"] select $"{key}{l}",
                "dW1",
                "dW2",
                "residual",
            ],
            NpzReader.ReadAll(folder.PathOf(output)).Keys
        );
    }

    [Fact]
    public void Decompose_EarlierResult_IsReplaced()
    {
        using WorkFolder folder = Prepared();
        folder.Put("f.npz", "of an earlier run");
        Succeeds(VerifyProcess.Run(folder, BadDataTests.Decompose()));
        Assert.Equal([5, 5], NpzReader.ReadAll(folder.PathOf("f.npz"))["g1"].Shape);
    }

    [Theory]
    [InlineData("t.npz")]
    [InlineData("x.npy")]
    public void Decompose_OntoItsOwnInput_ReadsItFirst(string output)
    {
        using WorkFolder folder = Prepared();
        Succeeds(VerifyProcess.Run(folder, BadDataTests.Decompose()));
        Succeeds(VerifyProcess.Run(folder, BadDataTests.Decompose(output)));
        Assert.Equal(folder.Bytes("f.npz"), folder.Bytes(output));
    }

    [Fact]
    public void Decompose_SamePairAndDataFromLinksAndAbsolutePaths_IsTheSame()
    {
        using WorkFolder folder = Prepared();
        Succeeds(VerifyProcess.Run(folder, BadDataTests.Decompose()));
        File.CreateSymbolicLink(folder.PathOf("link.npz"), "t.npz");
        string[] linked =
        [
            "decompose",
            "--teacher=link.npz",
            "--student",
            folder.PathOf("s.npz"),
            "--data:x.npy",
            "--out",
            "g.npz",
        ];
        Succeeds(VerifyProcess.Run(folder, linked));
        Assert.Equal(folder.Bytes("f.npz"), folder.Bytes("g.npz"));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-0")]
    [InlineData("0.25")]
    [InlineData("2.5e-1")]
    [InlineData("0.9999999999999999")]
    [InlineData("1e-400")]
    public void Decompose_LeakInItsRange_IsTaken(string leak)
    {
        using WorkFolder folder = Prepared();
        Succeeds(VerifyProcess.Run(folder, [.. BadDataTests.Decompose(), "--leak", leak]));
        double value = double.Parse(leak, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(InProcess(folder, value), folder.Bytes("f.npz"));
    }

    [Fact]
    public void Decompose_SinglePrecisionInputs_AreWidened()
    {
        using WorkFolder folder = Prepared();
        float[] values = [0.1f, -2, 3, 4, 0.5f, 6];
        folder.Put("x.npy", Npy("'<f4'", false, "(2, 3)", [.. values.SelectMany(BitConverter.GetBytes)]));
        Succeeds(VerifyProcess.Run(folder, BadDataTests.Decompose()));
        folder.Put("x.npy", Npy("'<f8'", false, "(2, 3)", Data(values.Select(value => (double)value))));
        Succeeds(VerifyProcess.Run(folder, BadDataTests.Decompose("g.npz")));
        Assert.Equal(folder.Bytes("g.npz"), folder.Bytes("f.npz"));
    }

    [Fact]
    public void Decompose_PipeOrDeviceAsInput_IsRefused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Pipes and devices in the file system are POSIX.");
        using WorkFolder folder = Prepared();
        string[] decompose = BadDataTests.Decompose();
        decompose[2] = "pipe";
        ProcessResult pipe = VerifyProcess.RunInShell(
            folder,
            "mkfifo pipe && { cat t.npz >pipe 2>cat & \"$@\"; code=$?; wait; exit $code; }",
            decompose
        );
        Refusal.IsClean(pipe, "pipe", "not a regular file");
        decompose[2] = "/dev/zero";
        Refusal.Of(folder, decompose, "/dev/zero");
        decompose[2] = "loop";
        File.CreateSymbolicLink(folder.PathOf("loop"), "loop");
        Refusal.Of(folder, decompose, "loop");
    }

    private static void Succeeds(ProcessResult result)
    {
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("holds within rounding", result.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("EXCEEDS", result.Out, StringComparison.Ordinal);
    }

    /// <summary>The file that the library writes of the same pair and data.</summary>
    private static byte[] InProcess(WorkFolder folder, double leak)
    {
        Verify.Core.Networks.NetworkPair pair = new(
            NetworkFile.Read(folder.PathOf("t.npz"), leak),
            NetworkFile.Read(folder.PathOf("s.npz"), leak)
        );
        Verify.Core.Gradients.DecompositionFile.Write(
            pair,
            InputsFile.Read(folder.PathOf("x.npy"), pair.Inputs).AsMatrix(),
            folder.PathOf("expected.npz"),
            progress: null,
            CancellationToken.None
        );
        return folder.Bytes("expected.npz");
    }

    private static WorkFolder Prepared()
    {
        WorkFolder folder = new();
        folder.Put("t.npz", Network(3, 4, 2));
        folder.Put("s.npz", Network(0.5, [3, 5, 2]));
        folder.Put("x.npy", Npy(Matrix(5, 3)));
        return folder;
    }
}
