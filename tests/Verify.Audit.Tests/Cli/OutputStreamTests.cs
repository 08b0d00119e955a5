// stdout and stderr that cannot take what is written: one sentence where one can be said, and never a stack trace.

namespace Verify.Audit.Tests.Cli;

public sealed class OutputStreamTests
{
    [Theory]
    [InlineData("claims")]
    [InlineData("claims", "--json")]
    [InlineData("replay", "L1.proof")]
    public void Verify_FullDiskBehindStdout_IsRefused(params string[] arguments)
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "Needs a device that is always full.");
        using WorkFolder folder = new();
        Refusal.IsClean(
            VerifyProcess.RunInShell(folder, "exec \"$@\" >/dev/full", arguments),
            "The output cannot be written"
        );
    }

    [Fact]
    public void Verify_FullDiskBehindBothStreams_StillSaysItByItsExitCode()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "Needs a device that is always full.");
        using WorkFolder folder = new();
        ProcessResult result = VerifyProcess.RunInShell(
            folder,
            "exec \"$@\" >/dev/full 2>/dev/full",
            "claims"
        );
        Assert.Equal(Refusal.ExitCode, result.ExitCode);
    }

    [Fact]
    public void Verify_ReaderThatHasGone_IsNoError()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Needs a POSIX shell.");
        using WorkFolder folder = new();
        ProcessResult result = VerifyProcess.RunInShell(
            folder,
            "{ \"$@\"; echo $? >code; } | head -n 1",
            "claims"
        );
        Assert.Equal(("0\n", ""), (folder.Text("code"), result.Error));
    }
}
