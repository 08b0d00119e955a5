// summary.json: the audit for programs. Its keys and their order are a contract; new keys go after the old ones.

using System.Text.Json;
using Verify.Audit.Results;

namespace Verify.Audit.Reports;

/// <summary>
/// { tool { name, version }, seed, profile, exitCode, seconds, claims [ { id, kind, expected, verdict, cases,
/// applicable, violations, rejections { hypothesis: count }, tightness, violationRateUpper95, casesPerSecond, witness,
/// and beyond the contract twinOf, minimumApplicable, unresolved, fellAfterCases, replay, remark and, when the claim
/// was searched, leaderboard (see <see cref="SearchJson"/>) } ], and beyond the
/// contract casesOverride, interrupted }. Numbers round-trip; NaN and infinities are null.
/// </summary>
public static class SummaryJsonReport
{
    /// <summary>The file's name.</summary>
    public const string FileName = "summary.json";

    /// <summary>The file's text.</summary>
    public static string Render(AuditRecord audit)
    {
        ArgumentNullException.ThrowIfNull(audit);
        return Json.Write(json =>
        {
            json.WriteStartObject("tool");
            json.WriteString("name", audit.ToolName);
            json.WriteString("version", audit.ToolVersion);
            json.WriteEndObject();
            json.WriteNumber("seed", audit.Seed);
            json.WriteString("profile", audit.Profile);
            json.WriteNumber("exitCode", audit.ExitCode);
            json.FiniteOrNull("seconds", audit.Seconds);
            json.WriteStartArray("claims");
            foreach (ClaimRecord claim in audit.Claims)
            {
                Write(json, claim);
            }

            json.WriteEndArray();
            WriteCount(json, "casesOverride", audit.CasesOverride);
            json.WriteBoolean("interrupted", audit.Interrupted);
        });
    }

    private static void Write(Utf8JsonWriter json, ClaimRecord claim)
    {
        json.WriteStartObject();
        json.WriteString("id", claim.Id);
        json.WriteString("kind", claim.Kind);
        json.WriteString("expected", claim.Expected);
        json.WriteString("verdict", claim.Verdict);
        json.WriteNumber("cases", claim.Cases);
        json.WriteNumber("applicable", claim.Applicable);
        json.WriteNumber("violations", claim.Violations);
        json.WriteStartObject("rejections");
        foreach (HypothesisRecord hypothesis in claim.Hypotheses)
        {
            json.WriteNumber(hypothesis.Name, hypothesis.Rejections);
        }

        json.WriteEndObject();
        json.FiniteOrNull("tightness", claim.Tightness);
        json.FiniteOrNull("violationRateUpper95", claim.ViolationRateUpper95);
        json.FiniteOrNull("casesPerSecond", claim.CasesPerSecond);
        json.WriteString("witness", claim.Witness?.Path);
        json.WriteString("twinOf", claim.TwinOf);
        json.WriteNumber("minimumApplicable", claim.MinimumApplicable);
        json.WriteNumber("unresolved", claim.Unresolved);
        WriteCount(json, "fellAfterCases", claim.Witness?.FirstCase + 1);
        json.WriteString("replay", ReplayCommand.Token(claim));
        json.WriteString("remark", claim.Remark);
        if (claim.Search is { } search)
        {
            json.WriteStartObject("leaderboard");
            SearchJson.Write(json, search);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteCount(Utf8JsonWriter json, string name, int? count)
    {
        if (count is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
