// Which hypotheses of the theorems are needed, as far as this audit knows: read off the ids of its claims and controls.
// A control CLAIM/without-HYPOTHESIS drops one and must fall; a claim of that name is a stronger theorem.

using System.Collections.Immutable;
using Verify.Audit.Results;

namespace Verify.Audit.Reports;

/// <summary>What is known of a hypothesis once it is dropped.</summary>
public enum Dropped
{
    /// <summary>Nothing in the run drops it.</summary>
    Never,

    /// <summary>Without it the statement is refuted: it is needed.</summary>
    Refuted,

    /// <summary>Without it the statement held or was proved: no counterexample.</summary>
    Held,

    /// <summary>Without it the audit came to no answer: vacuous, undecided or errored.</summary>
    Open,
}

/// <summary>A hypothesis of a claim and what became of the claim without it.</summary>
/// <param name="Claim">The theorem.</param>
/// <param name="Hypothesis">The hypothesis' name.</param>
/// <param name="Outcome">What dropping it led to.</param>
/// <param name="Without">The claim or control that drops it; null when nothing does.</param>
public sealed record NecessityRow(
    ClaimRecord Claim,
    string Hypothesis,
    Dropped Outcome,
    ClaimRecord? Without
);

/// <summary>The rows of one family of theorems.</summary>
/// <param name="Name">What stands before the first dot of the ids, such as Z.</param>
/// <param name="Rows">In the order of the audit and of the claims' hypotheses.</param>
public sealed record NecessityFamily(string Name, ImmutableArray<NecessityRow> Rows)
{
    private const string Infix = "/without-";

    /// <summary>Whether anything in the family drops a hypothesis.</summary>
    public bool IsTested => Rows.Any(row => row.Outcome != Dropped.Never);

    /// <summary>
    /// The families of an audit that have hypotheses, in order of appearance. A theorem that drops a hypothesis of
    /// another has no rows of its own; its hypotheses are the other's.
    /// </summary>
    public static ImmutableArray<NecessityFamily> Of(AuditRecord audit)
    {
        ArgumentNullException.ThrowIfNull(audit);
        ILookup<string, ClaimRecord> byId = audit.Claims.ToLookup(claim => claim.Id, StringComparer.Ordinal);
        return
        [
            .. audit
                .Claims.Where(claim => !IsControl(claim) && !IsVariant(claim, byId))
                .DistinctBy(claim => claim.Id, StringComparer.Ordinal)
                .GroupBy(claim => claim.Id.Split('.')[0], StringComparer.Ordinal)
                .Select(family => new NecessityFamily(
                    family.Key,
                    [.. family.SelectMany(claim => RowsOf(claim, audit, byId))]
                ))
                .Where(family => !family.Rows.IsEmpty),
        ];
    }

    private static IEnumerable<NecessityRow> RowsOf(
        ClaimRecord claim,
        AuditRecord audit,
        ILookup<string, ClaimRecord> byId
    )
    {
        HashSet<string> ids = new(StringComparer.Ordinal);
        foreach (HypothesisRecord hypothesis in claim.Hypotheses)
        {
            string id = claim.Id + Infix + hypothesis.Name.Replace(' ', '-');
            ids.Add(id);
            ClaimRecord? without = byId[id].FirstOrDefault();
            yield return new(claim, hypothesis.Name, Outcome(without), without);
        }

        // A theorem that is stated without a hypothesis from the start lists it no longer; its stronger form tells.
        // Controls of such names are no rows: they may drop a part of the conclusion.
        foreach (ClaimRecord variant in audit.Claims.Where(c => !IsControl(c) && !ids.Contains(c.Id)))
        {
            if (variant.Id.StartsWith(claim.Id + Infix, StringComparison.Ordinal) && ids.Add(variant.Id))
            {
                string name = variant.Id[(claim.Id.Length + Infix.Length)..].Replace('-', ' ');
                yield return new(claim, name, Outcome(variant), variant);
            }
        }
    }

    private static Dropped Outcome(ClaimRecord? without) =>
        without?.Verdict switch
        {
            null => Dropped.Never,
            "refuted" => Dropped.Refuted,
            "held" or "proved" => Dropped.Held,
            _ => Dropped.Open,
        };

    private static bool IsControl(ClaimRecord claim) => claim.Kind == "control";

    private static bool IsVariant(ClaimRecord claim, ILookup<string, ClaimRecord> byId) =>
        claim.Id.IndexOf(Infix, StringComparison.Ordinal) is var at and > 0 && byId.Contains(claim.Id[..at]);
}
