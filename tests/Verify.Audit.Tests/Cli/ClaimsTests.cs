// `verify claims`, help and the version: what a user reads first.

using System.Text.Json;
using Verify.Claims;

namespace Verify.Audit.Tests.Cli;

public sealed class ClaimsTests
{
    [Fact]
    public void Claims_Text_NamesEveryClaimAndControl()
    {
        ProcessResult result = Run("claims");
        Assert.All(Catalogue.all, claim => Assert.Contains(claim.Id, result.Out, StringComparison.Ordinal));
        Assert.DoesNotContain(
            result.Out.Split('\n'),
            line => line.Length > 120 && line.TrimStart().Contains(' ')
        );
    }

    [Fact]
    public void Claims_Json_HasEveryClaimWithItsSourceStatementHypothesesAndControls()
    {
        using JsonDocument document = JsonDocument.Parse(Run("claims", "--json").Out);
        JsonElement[] theorems = [.. document.RootElement.EnumerateArray()];
        Assert.Equal(
            Catalogue.all.Where(claim => claim.Kind.IsTheorem).Select(claim => claim.Id),
            theorems.Select(Id)
        );
        Assert.All(theorems, AssertComplete);
        Assert.All(
            theorems,
            theorem =>
            {
                JsonElement[] controls = [.. theorem.GetProperty("controls").EnumerateArray()];
                // A theorem that is another's without one hypothesis shares that one's controls.
                Assert.True(controls.Length > 0 || Id(theorem).Contains('/', StringComparison.Ordinal));
                Assert.All(controls, AssertComplete);
                Assert.All(
                    controls,
                    twin => Assert.StartsWith(Id(theorem) + "/", Id(twin), StringComparison.Ordinal)
                );
                Assert.All(
                    controls,
                    twin => Assert.Equal("refuted", twin.GetProperty("expected").GetString())
                );
            }
        );
        Assert.Equal(
            Catalogue.all.Length,
            theorems.Length + theorems.Sum(theorem => theorem.GetProperty("controls").GetArrayLength())
        );
    }

    [Theory]
    [InlineData("--help", "audit", "claims", "replay", "decompose", "--version")]
    [InlineData("-h", "audit")]
    [InlineData("-?", "audit")]
    [InlineData(
        "audit --help",
        "--claims",
        "--profile",
        "quick|ci|deep",
        "--cases",
        "--seed",
        "--jobs",
        "--out"
    )]
    [InlineData("claims --help", "--json")]
    [InlineData("replay --help", "FILE|TOKEN")]
    [InlineData("decompose --help", "--teacher", "--student", "--data", "--out", "--leak")]
    public void Help_OfEveryVerb_NamesItsOptions(string arguments, params string[] fragments)
    {
        ProcessResult result = Run(arguments.Split(' '));
        Assert.All(fragments, fragment => Assert.Contains(fragment, result.Out, StringComparison.Ordinal));
    }

    [Fact]
    public void Version_IsThatOfTheBuild()
    {
        string version = typeof(ExitCodes).Assembly.GetName().Version!.ToString(fieldCount: 3);
        Assert.Equal(version + "\n", Run("--version").Out.ReplaceLineEndings("\n"));
    }

    private static ProcessResult Run(params string[] arguments)
    {
        using WorkFolder folder = new();
        ProcessResult result = VerifyProcess.Run(folder, arguments);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Empty(folder.Names());
        return result;
    }

    private static string Id(JsonElement claim) => claim.GetProperty("id").GetString()!;

    private static void AssertComplete(JsonElement claim)
    {
        Assert.All(
            ["id", "source", "statement", "expected"],
            name => Assert.False(string.IsNullOrWhiteSpace(claim.GetProperty(name).GetString()))
        );
        Claim known = Catalogue.all.Single(one => one.Id == Id(claim));
        Assert.Equal(
            known.Hypotheses.Select(hypothesis => (hypothesis.Name, hypothesis.Meaning)),
            claim
                .GetProperty("hypotheses")
                .EnumerateArray()
                .Select(hypothesis =>
                    (
                        hypothesis.GetProperty("name").GetString()!,
                        hypothesis.GetProperty("meaning").GetString()!
                    )
                )
        );
    }
}
