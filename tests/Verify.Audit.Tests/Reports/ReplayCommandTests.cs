using System.Diagnostics;
using Verify.Audit.Reports;

namespace Verify.Audit.Tests.Reports;

public sealed class ReplayCommandTests
{
    [Theory]
    [InlineData("L1.identity@depth=2,seed=1", "L1.identity@depth=2,seed=1")]
    [InlineData("a b", "'a b'")]
    [InlineData("", "''")]
    [InlineData("it's", "'it'\\''s'")]
    [InlineData("$(x)", "'$(x)'")]
    [InlineData("~", "'~'")]
    public void Quote_Word_IsOneShellArgument(string word, string expected) =>
        Assert.Equal(expected, ReplayCommand.Quote(word));

    [Fact]
    public void Audit_Record_NamesWhatDecidesTheCases()
    {
        Assert.Equal(
            "verify audit --profile quick --seed 1",
            ReplayCommand.Audit(SampleRecords.Named("empty"))
        );
        Assert.Equal(
            "verify audit --profile quick --seed 1 --cases 1000",
            ReplayCommand.Audit(SampleRecords.Named("every-verdict"))
        );
    }

    [Fact]
    public void Token_RefutedClaim_IsThatOfTheWitness() =>
        Assert.Equal(
            "A.refuted@depth=2 widths=1,1,1 seed=3",
            ReplayCommand.Token(
                SampleRecords.Named("every-verdict").Claims.Single(claim => claim.Id == "A.refuted")
            )
        );

    // The shell itself is the judge of the quoting, where there is one.
    [Fact]
    public void Quote_AwkwardWord_SurvivesAShell()
    {
        if (!File.Exists("/bin/sh"))
        {
            return;
        }

        const string word = "it's \"a\" $HOME `id` \\ ! * & ; | < > ( ) # \t Σ";
        ProcessStartInfo start = new("/bin/sh") { RedirectStandardOutput = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add($"printf %s {ReplayCommand.Quote(word)}");
        using Process shell = Process.Start(start)!;
        string echoed = shell.StandardOutput.ReadToEnd();
        shell.WaitForExit();

        Assert.Equal(word, echoed);
    }
}
