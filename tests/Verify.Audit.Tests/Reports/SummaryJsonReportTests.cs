using System.Text.Json;
using Verify.Audit.Reports;
using Verify.Audit.Results;

namespace Verify.Audit.Tests.Reports;

public sealed class SummaryJsonReportTests
{
    private static readonly string[] TopKeys = ["tool", "seed", "profile", "exitCode", "seconds", "claims"];

    private static readonly string[] ClaimKeys =
    [
        "id",
        "kind",
        "expected",
        "verdict",
        "cases",
        "applicable",
        "violations",
        "rejections",
        "tightness",
        "violationRateUpper95",
        "casesPerSecond",
        "witness",
    ];

    [Fact]
    public void Render_AnySample_HasTheDocumentedKeysFirstAndInOrder()
    {
        foreach ((_, AuditRecord audit) in SampleRecords.All)
        {
            using JsonDocument json = JsonDocument.Parse(SummaryJsonReport.Render(audit));

            Assert.Equal(TopKeys, Keys(json.RootElement).Take(TopKeys.Length));
            Assert.Equal(["name", "version"], Keys(json.RootElement.GetProperty("tool")));
            JsonElement claims = json.RootElement.GetProperty("claims");
            Assert.Equal(audit.Claims.Length, claims.GetArrayLength());
            Assert.All(
                claims.EnumerateArray(),
                claim => Assert.Equal(ClaimKeys, Keys(claim).Take(ClaimKeys.Length))
            );
        }
    }

    [Fact]
    public void Render_Numbers_RoundTripAndNonFiniteOnesAreNull()
    {
        foreach ((_, AuditRecord audit) in SampleRecords.All)
        {
            using JsonDocument json = JsonDocument.Parse(SummaryJsonReport.Render(audit));

            Assert.Equal(audit.Seed, json.RootElement.GetProperty("seed").GetUInt64());
            foreach (
                (ClaimRecord claim, JsonElement row) in audit.Claims.Zip(
                    json.RootElement.GetProperty("claims").EnumerateArray()
                )
            )
            {
                AssertNumber(claim.Tightness, row.GetProperty("tightness"));
                AssertNumber(claim.ViolationRateUpper95, row.GetProperty("violationRateUpper95"));
                AssertNumber(claim.CasesPerSecond, row.GetProperty("casesPerSecond"));
            }
        }
    }

    [Fact]
    public void Render_RefutedClaim_HasWitnessRejectionsAndFall()
    {
        using JsonDocument json = JsonDocument.Parse(
            SummaryJsonReport.Render(SampleRecords.Named("every-verdict"))
        );
        JsonElement claim = json
            .RootElement.GetProperty("claims")
            .EnumerateArray()
            .Single(row => row.GetProperty("id").GetString() == "A.refuted");

        Assert.Equal("counterexamples/A.refuted.json", claim.GetProperty("witness").GetString());
        Assert.Equal(50, claim.GetProperty("rejections").GetProperty("away from kinks").GetInt32());
        Assert.Equal(42, claim.GetProperty("fellAfterCases").GetInt32());
    }

    private static void AssertNumber(double? expected, JsonElement actual)
    {
        if (expected is { } number && double.IsFinite(number))
        {
            Assert.Equal(number, actual.GetDouble());
        }
        else
        {
            Assert.Equal(JsonValueKind.Null, actual.ValueKind);
        }
    }

    private static IEnumerable<string> Keys(JsonElement element) =>
        element.EnumerateObject().Select(pair => pair.Name);
}
