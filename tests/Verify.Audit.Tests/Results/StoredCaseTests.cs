// Every counterexample that an audit stored, read back in process: by its file and by its token it is the same case, and
// with numbers from the ends of the range in its place there is still a verdict. The process is Cli/ReplayTests.cs.

using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.FSharp.Core;
using Verify.Audit.Results;
using Verify.Audit.Running;
using Verify.Audit.Tests.Cli;
using Verify.Claims;
using Verify.Core.Data;

namespace Verify.Audit.Tests.Results;

public sealed class StoredCaseTests(AuditedFolder audited)
{
    [Fact]
    public void Read_FileAndToken_AreTheSameCaseWithTheSameFinding()
    {
        foreach (string name in audited.Witnesses)
        {
            JsonElement witness = audited.Json($"counterexamples/{name}");
            string token = witness.GetProperty("token").GetString()!;
            (Claim claim, Trial? stored) = WitnessFile.Read(
                audited.Folder.PathOf($"report/counterexamples/{name}")
            );
            (Claim same, Trial? made) = ReplayToken.Read(token);
            Assert.Equal((name, claim.Id), (WitnessFile.NameOf(same.Id), same.Id));
            Assert.Equal(claim.Evidence.IsProof, stored is null);
            if (stored is null)
            {
                Assert.Null(made);
                continue;
            }

            Outcome.Violated violated = Assert.IsType<Outcome.Violated>(stored.Check.Invoke(null!));
            Assert.Equal(witness.GetProperty("finding").GetString(), LocusModule.describe(violated.Item2));
            Assert.Equal<Outcome>(violated, made!.Check.Invoke(null!));
            FSharpOption<Locus> locus = FSharpOption<Locus>.Some(violated.Item2);
            Assert.Equal(stored.Explain.Invoke(locus), made.Explain.Invoke(locus));
        }
    }

    [Theory]
    [InlineData("0x1.fffffffffffffp+1023")]
    [InlineData("-0x1p-1074")]
    [InlineData("0")]
    public void Read_EveryNumberReplaced_EndsInAVerdictOrARefusal(string number)
    {
        using WorkFolder folder = new();
        int decided = 0;
        foreach (string name in audited.Witnesses)
        {
            string text = Encoding.UTF8.GetString(audited.Read($"counterexamples/{name}"));
            folder.Put(name, Regex.Replace(text, "(?m)^( {4,}\")[^\"]*(\",?)$", $"${{1}}{number}${{2}}"));
            Trial? trial;
            try
            {
                trial = WitnessFile.Read(folder.PathOf(name)).Trial;
            }
            catch (InputException refusal)
            {
                Refusal.IsSentence(refusal.Message);
                continue;
            }

            if (trial is not null)
            {
                Outcome outcome = trial.Check.Invoke(null!);
                Assert.False(outcome.IsInconsistent, $"{name}: {outcome}");
                Assert.NotNull(trial.Explain.Invoke(null!));
                decided++;
            }
        }

        Assert.True(decided > 10);
    }
}
