// Signals: what is finished is kept and whole, what is not leaves no trace, and the exit code says so.

using System.Diagnostics;
using System.Text.Json;
using System.Xml.Linq;
using static Verify.Audit.Tests.Cli.ArrayFiles;

namespace Verify.Audit.Tests.Cli;

public sealed class InterruptionTests
{
    private const int Interrupted = 130;

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public void Audit_Signalled_KeepsWhatIsFinished(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Signals are POSIX.");
        using WorkFolder folder = new();
        using VerifyProcess audit = VerifyProcess.Start(
            folder,
            [],
            [
                "audit",
                "--profile",
                "deep",
                "--claims",
                "L1.identity/sign-of-B",
                "L1.fanout",
                "L1.psd",
                "--out",
                "out",
            ]
        );

        // The first control has fallen once its witness is there, and results are on their way.
        WaitUntil(() =>
            File.Exists(folder.PathOf("out/counterexamples/L1.identity--sign-of-B.json"))
            && Temporaries(folder.PathOf("out")).Any(file => file.Length > 0)
        );
        audit.Signal(signal);
        ProcessResult result = audit.Wait();

        Assert.Equal(Interrupted, result.ExitCode);
        Assert.Contains("Interrupted: ", result.Out, StringComparison.Ordinal);
        Assert.Empty(Temporaries(folder.PathOf("out")));
        using JsonDocument summary = JsonDocument.Parse(folder.Bytes("out/summary.json"));
        JsonElement[] claims = [.. summary.RootElement.GetProperty("claims").EnumerateArray()];
        Assert.Equal(Interrupted, summary.RootElement.GetProperty("exitCode").GetInt32());
        Assert.Equal("refuted", claims[0].GetProperty("verdict").GetString());
        Assert.Equal("undecided", claims[^1].GetProperty("verdict").GetString());
        Assert.StartsWith(
            "interrupted after ",
            claims[^1].GetProperty("remark").GetString(),
            StringComparison.Ordinal
        );

        string[] lines = folder.Text("out/results.jsonl").TrimEnd('\n').Split('\n');
        Assert.Equal(claims.Sum(claim => claim.GetProperty("cases").GetInt32()), lines.Length);
        Assert.All(lines, line => JsonDocument.Parse(line).Dispose());
        XDocument.Parse(folder.Text("out/junit.xml"));
        Assert.EndsWith("</html>\n", folder.Text("out/report.html"), StringComparison.Ordinal);
    }

    [Fact]
    public void Decompose_Signalled_LeavesNoOutput()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Signals are POSIX.");
        using WorkFolder folder = new();
        folder.Put("t.npz", Network(3, 60, 60, 2));
        folder.Put("s.npz", Network(3, 60, 60, 2));
        folder.Put("x.npy", Npy(Matrix(20_000, 3)));
        folder.Put("f.npz", "of an earlier run");
        string[] before = folder.State();
        using VerifyProcess decompose = VerifyProcess.Start(folder, [], BadDataTests.Decompose());
        WaitUntil(() => Temporaries(folder.Root).Any(file => file.Length > 0));
        decompose.Signal("INT");
        ProcessResult result = decompose.Wait();
        Assert.Equal((Interrupted, ""), (result.ExitCode, result.Out));
        Assert.EndsWith("Interrupted.\n", result.Error, StringComparison.Ordinal);
        Assert.Equal(before, folder.State());
    }

    private static FileInfo[] Temporaries(string folder) =>
        Directory.Exists(folder)
            ? new DirectoryInfo(folder).GetFiles("*.tmp", SearchOption.AllDirectories)
            : [];

    private static void WaitUntil(Func<bool> condition)
    {
        Stopwatch clock = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(clock.Elapsed < TimeSpan.FromMinutes(1), "The process does not get to work.");
            Thread.Sleep(10);
        }
    }
}
