// `verify replay` of what an audit left: every counterexample by its file and by its token, and cases that hold.

using System.Text.Json;
using System.Text.RegularExpressions;

namespace Verify.Audit.Tests.Cli;

public sealed class ReplayTests(AuditedFolder audited)
{
    private const string Case = "d=2,t=3,s=3,C=2,c=0.5,w=gaussian,r=independent,x=cube,N=2,seed=17";

    private const string AsStored = "To the last digit as stored.\n";

    /// <summary>One of each theorem; all of them are read in process by Results/StoredCaseTests.cs.</summary>
    [Fact]
    public void Replay_CounterexampleByFileAndByToken_FailsAsItDid()
    {
        string[] names = [.. audited.Witnesses.DistinctBy(name => name.Split("--")[0])];
        Assert.True(names.Length >= 7);
        foreach (string name in names)
        {
            JsonElement witness = audited.Json($"counterexamples/{name}");
            string token = witness.GetProperty("token").GetString()!;
            ProcessResult byFile = VerifyProcess.Run(
                audited.Folder,
                "replay",
                $"report/counterexamples/{name}"
            );
            ProcessResult byToken = VerifyProcess.Run(audited.Folder, "replay", token);

            // A control is expected to be refuted, so its witness is as expected.
            Assert.Equal((name, 0, ""), (name, byFile.ExitCode, byFile.Error));
            string proofOrCase = byToken.Out + (witness.TryGetProperty("spec", out _) ? AsStored : "");
            Assert.Equal(byFile, byToken with { Out = proofOrCase });
            Assert.StartsWith(token.Split('@')[0] + ": ", byFile.Out, StringComparison.Ordinal);
            Assert.Contains(
                witness.GetProperty("finding") is { ValueKind: JsonValueKind.String } finding
                    ? $"violated, confirmed in exact arithmetic: {finding} (measured "
                    : ": refused\n",
                byFile.Out,
                StringComparison.Ordinal
            );
        }
    }

    [Fact]
    public void Replay_WitnessOfTheIdentity_NamesLayerSampleAndNode()
    {
        ProcessResult result = VerifyProcess.Run(
            audited.Folder,
            "replay",
            audited.Result.ExitCode == 0 ? "report/counterexamples/L1.identity--sign-of-B.json" : "none"
        );
        Assert.Matches(
            new Regex(@"^violated, .*: layer \d+, sample \d+, node \d+: ", RegexOptions.Multiline),
            result.Out
        );
        Assert.Contains("teacher: widths", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Replay_CaseThatHolds_IsSatisfied()
    {
        ProcessResult result = Run("L1.identity@" + Case);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Contains("\nsatisfied: measured ", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Replay_CaseThatDoesNotRefuteAControl_IsNotAsExpected()
    {
        string equal = "L1.fanout/any-depth@" + Case; // two layers: there the twin is right
        ProcessResult result = Run(equal);
        Assert.Contains("\nsatisfied: measured ", result.Out, StringComparison.Ordinal);
        Assert.Equal((1, ""), (result.ExitCode, result.Error));
    }

    [Fact]
    public void Replay_CaseThatMeetsNoHypothesis_IsUndecidedAndNamesIt()
    {
        ProcessResult result = Run(
            "L1.fanout@d=2,t=3-3,s=3-3,C=2,c=0.5,w=gaussian,r=independent,x=cube,N=2,seed=17"
        );
        Assert.Equal((3, ""), (result.ExitCode, result.Error));
        Assert.Contains(
            "not applicable: the hypothesis 'two layers' does not hold.",
            result.Out,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("L1.proof", "proved")]
    [InlineData("L1.proof/sign-of-B", "refused")]
    public void Replay_Proof_IsProvedAgain(string token, string outcome)
    {
        ProcessResult result = Run(token);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Contains($": {outcome}\n", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Replay_TokenOfTheTightestCase_MeasuresWhatTheAuditDid()
    {
        JsonElement claim = audited
            .Json("summary.json")
            .GetProperty("claims")
            .EnumerateArray()
            .First(entry => entry.GetProperty("id").GetString() == "L1.identity");
        ProcessResult result = Run(claim.GetProperty("replay").GetString()!);
        Match numbers = Regex.Match(result.Out, @"satisfied: measured (\S+), bound (\S+)\.\n\z");
        Assert.True(numbers.Success, result.Out);
        Assert.Equal(
            claim.GetProperty("tightness").GetDouble(),
            double.Parse(numbers.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)
                / double.Parse(numbers.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture)
        );
    }

    private static ProcessResult Run(string target)
    {
        using WorkFolder folder = new();
        ProcessResult result = VerifyProcess.Run(folder, "replay", target);
        Assert.Empty(folder.Names());
        return result;
    }
}
