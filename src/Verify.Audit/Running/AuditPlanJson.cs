// An audit's plan as the JSON of a shard's manifest: all that its results depend on. Neither the threads nor the shard.

using System.Text.Json;
using Verify.Audit.Sharding;
using Verify.Claims;
using Verify.Core.Data;

namespace Verify.Audit.Running;

internal static class AuditPlanJson
{
    /// <summary>The verb of manifests.</summary>
    internal const string Command = "audit";

    /// <summary>
    /// { claims [ { id, cases, search } ], profile, casesOverride, seed, searchOverride } in canonical form. The cases, and
    /// those that a search may try, follow from the rest; they show a catalogue whose budgets have changed.
    /// </summary>
    internal static string Write(AuditPlan plan) =>
        ShardManifest.PlanOf(json =>
        {
            json.WriteStartArray("claims");
            foreach (Claim claim in plan.Claims)
            {
                json.WriteStartObject();
                json.WriteString("id", claim.Id);
                json.WriteNumber("cases", plan.CasesOf(claim));
                json.WriteNumber("search", plan.SearchOf(claim).Total);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteString("profile", plan.ProfileName);
            if (plan.CasesOverride is { } cases)
            {
                json.WriteNumber("casesOverride", cases);
            }

            json.WriteNumber("seed", plan.Seed);
            if (plan.SearchOverride is { } search)
            {
                json.WriteBoolean("searchOverride", search);
            }
        });

    /// <summary>The plan of a manifest.</summary>
    /// <param name="text">The manifest's plan.</param>
    /// <param name="jobs">Threads of the plan.</param>
    /// <param name="find">A claim by its id, or null.</param>
    /// <exception cref="InputException">It is no plan of an audit, or not one of this program's claims.</exception>
    internal static AuditPlan Read(string text, int jobs, Func<string, Claim?> find)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            JsonElement root = document.RootElement;
            AuditPlan plan = new(
                [
                    .. root.GetProperty("claims")
                        .EnumerateArray()
                        .Select(claim => find(claim.GetProperty("id").GetString()!) ?? throw Foreign()),
                ],
                Enum.Parse<AuditProfile>(root.GetProperty("profile").GetString()!, ignoreCase: true),
                root.TryGetProperty("casesOverride", out JsonElement cases) ? cases.GetInt32() : null,
                root.GetProperty("seed").GetUInt64(),
                jobs
            )
            {
                SearchOverride = root.TryGetProperty("searchOverride", out JsonElement search)
                    ? search.GetBoolean()
                    : null,
            };
            return Write(plan) == text ? plan : throw Foreign();
        }
        catch (Exception problem)
            when (problem
                    is JsonException
                        or KeyNotFoundException
                        or InvalidOperationException
                        or FormatException
                        or ArgumentException
            )
        {
            throw Foreign();
        }
    }

    private static InputException Foreign() =>
        new("Foreign shards: what they planned is not a plan of this program, or not with its claims.");
}
