// `verify audit` that succeeds: the exit code, what it prints and the files it leaves. That they are reproducible is
// ReproducibilityTests.cs; what is in the reports is Reports/.

using System.Text.Json;
using System.Xml.Linq;
using Verify.Claims;

namespace Verify.Audit.Tests.Cli;

public sealed class AuditTests(AuditedFolder audited)
{
    [Fact]
    public void Audit_Everything_IsAsExpected()
    {
        Assert.Equal(0, audited.Result.ExitCode);
        Assert.Contains("All as expected", audited.Result.Out, StringComparison.Ordinal);
        Assert.Contains("report/report.html", audited.Result.Out, StringComparison.Ordinal);
        Assert.All(
            audited.Result.Error.TrimEnd('\n').Split('\n'),
            line => Assert.StartsWith("Auditing: ", line, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Audit_Everything_LeavesTheReportsAndACounterexampleOfEachControl()
    {
        string[] controls =
        [
            .. Catalogue
                .all.Where(claim => claim.Kind.IsFalseTwin)
                .Select(claim =>
                    $"report/counterexamples/{claim.Id.Replace("/", "--", StringComparison.Ordinal)}.json"
                ),
        ];
        string[] expected =
        [
            "report/",
            "report/counterexamples/",
            "report/junit.xml",
            "report/report.html",
            "report/report.md",
            "report/results.jsonl",
            "report/summary.json",
            .. controls,
        ];
        Assert.Equal(0, audited.Result.ExitCode);
        Assert.Equal(expected.Order(StringComparer.Ordinal), audited.Folder.Names());
        Assert.True(controls.Length >= 20);
    }

    [Fact]
    public void Audit_Everything_FilesAgreeOnTheClaims()
    {
        string[] ids = [.. Catalogue.all.Select(claim => claim.Id)];
        JsonElement summary = audited.Json("summary.json");
        Assert.Equal(0, summary.GetProperty("exitCode").GetInt32());
        Assert.Equal(
            ids,
            summary
                .GetProperty("claims")
                .EnumerateArray()
                .Select(claim => claim.GetProperty("id").GetString())
        );
        Assert.All(
            summary.GetProperty("claims").EnumerateArray(),
            claim =>
                Assert.Equal(
                    claim.GetProperty("expected").GetString(),
                    claim.GetProperty("verdict").GetString()
                )
        );
        XDocument junit = XDocument.Parse(System.Text.Encoding.UTF8.GetString(audited.Read("junit.xml")));
        Assert.Empty(junit.Descendants("failure"));
        Assert.Empty(junit.Descendants("error"));
        Assert.NotEmpty(junit.Descendants("testcase"));
    }

    [Fact]
    public void Audit_Everything_LinesAreInCatalogueAndCaseOrder()
    {
        Dictionary<string, int> place = Catalogue
            .all.Select((claim, i) => (claim.Id, i))
            .ToDictionary(entry => entry.Id, entry => entry.i, StringComparer.Ordinal);
        (int Claim, int Case)[] keys =
        [
            .. System
                .Text.Encoding.UTF8.GetString(audited.Lines)
                .TrimEnd('\n')
                .Split('\n')
                .Select(line =>
                {
                    using JsonDocument json = JsonDocument.Parse(line);
                    return (
                        place[json.RootElement.GetProperty("claim").GetString()!],
                        json.RootElement.GetProperty("case").GetInt32()
                    );
                }),
        ];
        Assert.Equal(keys.Order(), keys);
        Assert.Equal(keys.Distinct(), keys);
        Assert.Equal(Catalogue.all.Length, keys.Select(key => key.Claim).Distinct().Count());
    }

    [Fact]
    public void Audit_WithoutOut_WritesToItsDefaultFolder()
    {
        using WorkFolder folder = new();
        ProcessResult result = VerifyProcess.Run(folder, "audit", "--claims", "L1.fanout", "--cases", "5");
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("verify-report/summary.json", folder.Names());
    }

    [Theory]
    [InlineData("new/with parents")]
    [InlineData("Übung ∂E — 図")]
    [InlineData("-dash")]
    [InlineData("a'b\"c")]
    [InlineData("trailing/")]
    public void Audit_AwkwardFolderNames_AreMade(string target)
    {
        using WorkFolder folder = new();
        ProcessResult result = VerifyProcess.Run(
            folder,
            ["audit", "--claims", "L1.fanout", "--cases", "5", "--out", target]
        );
        Assert.Equal((0, ""), (result.ExitCode, Unexpected(result.Error)));
        Assert.True(File.Exists(folder.PathOf(Path.Combine(target, "summary.json"))));
    }

    [Theory]
    [InlineData("L1.psd", 4, "L1.psd")]
    [InlineData("l1.PSD", 4, "L1.psd")]
    [InlineData("L1.psd/*", 3, "L1.psd/definite")]
    [InlineData("*/definite", 1, "L1.psd/definite")]
    [InlineData("L1.p?d", 4, "L1.psd")]
    public void Audit_Globs_SelectAndShowWhatTheyMatch(string glob, int claims, string shown)
    {
        using WorkFolder folder = new();
        ProcessResult result = VerifyProcess.Run(
            folder,
            ["audit", "--claims", glob, "--cases", "20", "--out", "out"]
        );
        Assert.Equal(0, result.ExitCode);
        using JsonDocument summary = JsonDocument.Parse(folder.Bytes("out/summary.json"));
        Assert.Equal(claims, summary.RootElement.GetProperty("claims").GetArrayLength());
        Assert.Contains($"  {shown} ", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Audit_ClaimsGivenTwice_SelectsBoth()
    {
        using WorkFolder folder = new();
        string[] audit = ["audit", "--cases", "5", "--out"];
        VerifyProcess.Run(folder, [.. audit, "one", "--claims", "L1.psd", "L1.fanout"]);
        VerifyProcess.Run(folder, [.. audit, "two", "--claims", "L1.fanout", "--claims", "L1.psd", "L1.psd"]);
        Assert.Equal(folder.Text("one/results.jsonl"), folder.Text("two/results.jsonl"));
    }

    private static string Unexpected(string error) =>
        string.Concat(
            error.Split('\n').Where(line => !line.StartsWith("Auditing: ", StringComparison.Ordinal))
        );
}
