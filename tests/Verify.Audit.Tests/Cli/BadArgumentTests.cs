// Arguments that no verb takes. Files and folders that cannot be used are BadDataTests.cs, BadOutputTests.cs and
// BadReplayTests.cs.

namespace Verify.Audit.Tests.Cli;

public sealed class BadArgumentTests
{
    [Theory]
    [InlineData("'audit', 'claims', 'replay', 'decompose'")]
    [InlineData("'adit'", "adit")]
    [InlineData("'AUDIT'", "AUDIT")]
    [InlineData("'--bogus'", "--bogus")]
    [InlineData("@arguments", "@arguments")]
    [InlineData("[suggest]", "[suggest]")]
    [InlineData("[diagram]", "[diagram]", "claims")]
    [InlineData("''", "")]
    [InlineData("--bogus", "audit", "--bogus")]
    [InlineData("'extra'", "audit", "extra")]
    [InlineData("'@arguments'", "audit", "@arguments")]
    [InlineData("--case", "audit", "--case", "3")]
    [InlineData("'claims'", "audit", "claims")]
    [InlineData("'extra'", "claims", "extra")]
    [InlineData("maybe", "claims", "--json=maybe")]
    [InlineData("--seed", "claims", "--seed", "1")]
    [InlineData("FILE|TOKEN", "replay")]
    [InlineData("'b'", "replay", "a", "b")]
    public void Verify_UnknownWord_IsRefusedByName(string fragment, params string[] arguments) =>
        Refused(arguments, fragment);

    [Theory]
    [InlineData("-1")]
    [InlineData("0")]
    [InlineData("-0")]
    [InlineData("+3")]
    [InlineData("2147483648")]
    [InlineData("99999999999999999999")]
    [InlineData("1.5")]
    [InlineData("1e3")]
    [InlineData("1,000")]
    [InlineData(" 3")]
    [InlineData("")]
    [InlineData("three")]
    [InlineData("٣")]
    public void Audit_CasesThatAreNoCount_AreRefused(string cases) =>
        Refused(["audit", "--cases", cases], "--cases", "whole number from 1");

    [Theory]
    [InlineData("0")]
    [InlineData("-2")]
    [InlineData("all")]
    public void Audit_JobsThatAreNoCount_AreRefused(string jobs) =>
        Refused(["audit", "--jobs", jobs], "--jobs", "whole number from 1");

    [Theory]
    [InlineData("-1")]
    [InlineData("18446744073709551616")]
    [InlineData("0x10")]
    [InlineData("")]
    public void Audit_SeedThatDoesNotFit_IsRefused(string seed) =>
        Refused(["audit", "--seed", seed], "--seed", "18446744073709551615");

    [Theory]
    [InlineData("nonsense")]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("quick,deep")]
    public void Audit_UnknownProfile_IsRefusedWithTheKnownOnes(string profile) =>
        Refused(["audit", "--profile", profile], "--profile", "quick, ci, deep");

    [Theory]
    [InlineData("L2.*")]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("\t")]
    [InlineData("L1.identity ")]
    [InlineData("L1.psd,L1.fanout")]
    [InlineData("a\nb")]
    [InlineData("a\u2028b")]
    [InlineData("[a-z]*")]
    public void Audit_GlobThatMatchesNothing_IsRefusedWithTheKnownClaims(string glob) =>
        Refused(["audit", "--cases", "3", "--claims", glob], "--claims", "L1.identity, L1.proof");

    [Fact]
    public void Audit_OneOfSeveralGlobsUnknown_IsRefused()
    {
        Refused(["audit", "--claims", "L1.psd", "L9.*"], "'L9.*'");
        Refused(["audit", "--claims", "L1.psd", "--claims", "L9.*"], "'L9.*'");
    }

    [Theory]
    [InlineData("--claims")]
    [InlineData("--profile")]
    [InlineData("--cases")]
    [InlineData("--seed")]
    [InlineData("--jobs")]
    [InlineData("--out")]
    public void Audit_OptionWithoutValue_IsRefused(string option)
    {
        Refused(["audit", option], option);
        Refused(["audit", option, "--claims", "L1.psd"], option);
    }

    [Theory]
    [InlineData("--profile", "ci", "deep")]
    [InlineData("--cases", "3", "4")]
    [InlineData("--cases", "3", "3")]
    [InlineData("--seed", "3", "4")]
    [InlineData("--jobs", "3", "4")]
    [InlineData("--out", "a", "b")]
    public void Audit_OptionGivenTwice_IsRefused(string option, string one, string other) =>
        Refused(["audit", option, one, option, other], option);

    private static void Refused(string[] arguments, params string[] fragments)
    {
        using WorkFolder folder = new();
        folder.Put("arguments", "audit\n--cases\n3\n");
        Refusal.Of(folder, arguments, fragments);
    }
}
