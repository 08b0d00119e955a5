// `verify audit --out` with a folder that cannot be made or written: found before anything is run, and nothing is left.

namespace Verify.Audit.Tests.Cli;

public sealed class BadOutputTests
{
    private static readonly string s_long = new('n', 300);

    [Theory]
    [InlineData("")]
    [InlineData("file")]
    [InlineData("file/below")]
    [InlineData("file/below/further")]
    [InlineData("/proc/verify-report")]
    [InlineData("/proc")]
    [InlineData("/dev/null")]
    [InlineData("/dev/null/below")]
    [InlineData("line\nbreak/../file/below")]
    [InlineData("loop")]
    [InlineData("loop/below")]
    public void Audit_FolderThatCannotBeMade_IsRefused(string target)
    {
        using WorkFolder folder = Prepared();
        Refusal.Of(folder, Audit(target));
    }

    [Fact]
    public void Audit_NameThatIsTooLong_IsRefusedAndLeavesNoParents()
    {
        using WorkFolder folder = Prepared();
        Refusal.Of(folder, Audit(s_long), "cannot be made");
        Refusal.Of(folder, Audit($"new/parents/{s_long}"), "cannot be made");
        Directory.CreateDirectory(folder.PathOf("old"));
        Refusal.Of(folder, Audit($"old/new/{s_long}/further"), "cannot be made");
        Refusal.Of(
            folder,
            Audit(string.Join('/', Enumerable.Repeat(new string('n', 200), 30))),
            "cannot be made"
        );
    }

    [Theory]
    [InlineData("results.jsonl")]
    [InlineData("summary.json")]
    [InlineData("report.html")]
    [InlineData("report.md")]
    [InlineData("junit.xml")]
    [InlineData("counterexamples/L1.fanout--sum-of-magnitudes.json")]
    public void Audit_FolderInTheWayOfAFile_IsRefusedBeforeAnythingIsRun(string name)
    {
        using WorkFolder folder = Prepared();
        Directory.CreateDirectory(folder.PathOf("out/" + name));
        Refusal.Of(folder, Audit("out"), Path.GetFileName(name), "directory");
    }

    [Fact]
    public void Audit_FileInTheWayOfTheCounterexamples_IsRefused()
    {
        using WorkFolder folder = Prepared();
        Directory.CreateDirectory(folder.PathOf("out"));
        folder.Put("out/counterexamples", "mine");
        Refusal.Of(folder, Audit("out"), "counterexamples");
    }

    private static WorkFolder Prepared()
    {
        WorkFolder folder = new();
        folder.Put("file", "in the way");
        File.CreateSymbolicLink(folder.PathOf("loop"), "loop");
        return folder;
    }

    private static string[] Audit(string target) =>
        ["audit", "--claims", "L1.fanout", "--cases", "3", "--out", target];
}
