// results.jsonl is the same to the byte for a seed, whatever the threads, the company and the vector width.

using System.Text;

namespace Verify.Audit.Tests.Cli;

public sealed class ReproducibilityTests(AuditedFolder audited)
{
    /// <summary>Claims of every kind of arithmetic that are quick to check, for what has to be audited several times.</summary>
    private static readonly string[] s_some =
    [
        "L1.identity",
        "L1.psd",
        "L1.update",
        "Z.kink",
        "M.local-kink",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void Audit_AnyNumberOfThreads_YieldsTheSameBytes(int jobs) =>
        Assert.Equal(Part(s_some), Lines([], AuditedFolder.Arguments("out", jobs, ["--claims", .. s_some])));

    [Theory]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    [InlineData("DOTNET_EnableAVX512F", "DOTNET_EnableAVX512")] // the name until .NET 9, and since
    [InlineData("DOTNET_EnableAVX2")]
    public void Audit_WithoutVectorInstructions_YieldsTheSameBytes(params string[] variables) =>
        Assert.Equal(
            Part(s_some),
            Lines(
                variables.Select(name => (name, "0")),
                AuditedFolder.Arguments("out", jobs: 2, ["--claims", .. s_some])
            )
        );

    [Theory]
    [InlineData("LC_ALL", "de_DE.UTF-8")]
    [InlineData("LC_ALL", "tr_TR.UTF-8")]
    [InlineData("LC_ALL", "ar_SA.UTF-8")]
    [InlineData("TZ", "Pacific/Kiritimati")]
    public void Audit_AnyLocale_YieldsTheSameBytes(string variable, string value) =>
        Assert.Equal(
            Part("L1.fanout"),
            Lines([(variable, value)], AuditedFolder.Arguments("out", jobs: 2, "--claims", "L1.fanout"))
        );

    [Theory]
    [InlineData("L1.psd")]
    [InlineData("L1.update")]
    [InlineData("L1.identity/sign-of-B")]
    public void Audit_ClaimAlone_YieldsTheLinesItHasInCompany(string claim) =>
        Assert.Equal(Part(claim), Lines([], AuditedFolder.Arguments("out", jobs: 2, "--claims", claim)));

    [Fact]
    public void Audit_AnotherSeed_YieldsOtherCases()
    {
        string[] other =
        [
            "audit",
            "--cases",
            AuditedFolder.Cases,
            "--seed",
            "8",
            "--claims",
            "L1.fanout",
            "--out",
            "out",
        ];
        Assert.NotEqual(Part("L1.fanout"), Lines([], other));
    }

    [Fact]
    public void Audit_LargestSeed_IsTaken()
    {
        string[] largest =
        [
            "audit",
            "--cases",
            "2",
            "--seed",
            "18446744073709551615",
            "--claims",
            "L1.fanout",
            "--out",
            "out",
        ];
        Assert.NotEmpty(Lines([], largest));
    }

    private static byte[] Lines(IEnumerable<(string Name, string Value)> environment, string[] arguments)
    {
        using WorkFolder folder = new();
        ProcessResult result = VerifyProcess.Run(folder, environment, arguments);
        Assert.Equal(0, result.ExitCode);
        return folder.Bytes("out/results.jsonl");
    }

    /// <summary>The lines of claims, each with its controls, within the whole audit.</summary>
    private byte[] Part(params string[] claims) =>
        Encoding.UTF8.GetBytes(
            string.Concat(
                Encoding
                    .UTF8.GetString(audited.Lines)
                    .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                    .Where(line => claims.Any(claim => IsOf(claim, line)))
                    .Select(line => line + "\n")
            )
        );

    private static bool IsOf(string claim, string line) =>
        line.StartsWith($"{{\"claim\":\"{claim}\"", StringComparison.Ordinal)
        || line.StartsWith($"{{\"claim\":\"{claim}/", StringComparison.Ordinal);
}
