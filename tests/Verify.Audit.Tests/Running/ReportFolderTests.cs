// The folder of an audit over time: a second audit replaces the first's files, removes its stale counterexamples, and
// touches nothing of the user's. Folders that cannot be written are Cli/BadOutputTests.cs.

using Verify.Audit.Results;
using Verify.Audit.Running;
using Verify.Audit.Tests.Cli;
using Verify.Claims;
using Verify.Core.Data;
using static Verify.Audit.Tests.Running.MadeUpClaims;

namespace Verify.Audit.Tests.Running;

public sealed class ReportFolderTests
{
    private static readonly string[] s_reports =
    [
        "counterexamples/",
        "junit.xml",
        "report.html",
        "report.md",
        "results.jsonl",
        "summary.json",
    ];

    [Fact]
    public void Run_ASecondTime_ReplacesItsFilesAndNothingElse()
    {
        using WorkFolder folder = new();
        Run(folder, Twin(_ => Violated), Twin(_ => Violated, "T.made-up/other"));
        AssertNames(
            folder,
            [.. s_reports, "counterexamples/T.made-up--other.json", "counterexamples/T.made-up--twin.json"]
        );

        string stale = folder.Text("counterexamples/T.made-up--other.json");
        string[] users =
        [
            "notes.txt",
            "summary.json.bak",
            "other.json",
            "counterexamples/notes.md",
            "counterexamples/mine.json",
            "counterexamples/list.json",
            "counterexamples/copy of T.made-up--other.json",
            "counterexamples/empty.json",
            "counterexamples/binary.json",
        ];
        Directory.CreateDirectory(folder.PathOf("counterexamples/T.folder.json"));
        foreach (string name in users)
        {
            folder.Put(name, name.Contains("copy", StringComparison.Ordinal) ? stale : "{ \"mine\": 1 }");
        }

        folder.Put("counterexamples/list.json", "[1]");
        folder.Put("counterexamples/empty.json", "");
        folder.Put("counterexamples/binary.json", [0xFF, 0xFE, 0, 1]);
        Dictionary<string, byte[]> before = users.ToDictionary(name => name, folder.Bytes);

        Run(folder, Twin(_ => Violated));
        AssertNames(
            folder,
            [.. s_reports, "counterexamples/T.made-up--twin.json", "counterexamples/T.folder.json/", .. users]
        );
        Assert.All(users, name => Assert.Equal(before[name], folder.Bytes(name)));
    }

    [Fact]
    public void Run_TheSameAgain_LeavesTheSameResultsAndWitnesses()
    {
        using WorkFolder folder = new();
        Claim twin = Twin(found => found.Samples > 3 ? Violated : Satisfied);
        Run(folder, twin);
        byte[] results = folder.Bytes("results.jsonl");
        byte[] witness = folder.Bytes("counterexamples/T.made-up--twin.json");
        Run(folder, twin);
        Assert.Equal(results, folder.Bytes("results.jsonl"));
        Assert.Equal(witness, folder.Bytes("counterexamples/T.made-up--twin.json"));
    }

    [Fact]
    public void Run_Cancelled_LeavesWholeFiles()
    {
        using WorkFolder folder = new();
        using CancellationTokenSource source = new();
        int checks = 0;
        AuditRecord audit = ReportFolder.Run(
            Plan(
                Theorem(_ =>
                {
                    if (Interlocked.Increment(ref checks) == 64)
                    {
                        source.Cancel();
                    }

                    return Satisfied;
                })
            ),
            folder.Root,
            progress: null,
            source.Token
        );
        Assert.True(audit.Interrupted);
        AssertNames(folder, s_reports);
        // Two threads: one case beside the 64th may be missing or be there.
        Assert.InRange(folder.Text("results.jsonl").TrimEnd('\n').Split('\n').Length, 63, 65);
    }

    [Fact]
    public void Run_CounterexamplesThatCannotBeWritten_IsRefusedBeforeAnythingIsRun()
    {
        Assert.SkipUnless(Directory.Exists("/proc/self"), "Needs a folder that nobody can write to.");
        using WorkFolder folder = new();
        Directory.CreateSymbolicLink(folder.PathOf("counterexamples"), "/proc/self");
        InputException refusal = Assert.Throws<InputException>(() =>
            Run(folder, Twin(_ => throw new InvalidOperationException("run after all")))
        );
        Refusal.IsSentence(refusal.Message);
        Assert.Equal(["counterexamples"], folder.Names());
    }

    private static void AssertNames(WorkFolder folder, string[] expected) =>
        Assert.Equal(expected.Order(StringComparer.Ordinal), folder.Names());

    private static void Run(WorkFolder folder, params Claim[] claims) =>
        ReportFolder.Run(Plan(claims), folder.Root, progress: null, CancellationToken.None);
}
