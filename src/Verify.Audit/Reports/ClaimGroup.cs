// Claims with their false twins, as every report lays them out. Computes nothing about the results.

using System.Collections.Immutable;
using Verify.Audit.Results;

namespace Verify.Audit.Reports;

/// <summary>A claim and its false twins in catalogue order.</summary>
/// <param name="Id">The claim's id.</param>
/// <param name="Claim">The claim, or null when only its twins were audited.</param>
/// <param name="Twins">The controls that are twins of it.</param>
public sealed record ClaimGroup(string Id, ClaimRecord? Claim, ImmutableArray<ClaimRecord> Twins)
{
    /// <summary>How many of the twins were refuted.</summary>
    public int TwinsRefuted => Twins.Count(twin => twin.Verdict == "refuted");

    /// <summary>"3 of 3", or <see cref="Numbers.Missing"/> without twins.</summary>
    public string TwinsText =>
        Twins.IsEmpty ? Numbers.Missing : $"{Numbers.Count(TwinsRefuted)} of {Numbers.Count(Twins.Length)}";

    /// <summary>Whether the claim, as far as it was audited, and all its twins came out as expected.</summary>
    public bool AsExpected => Claim is null or { AsExpected: true } && Twins.All(twin => twin.AsExpected);

    /// <summary>The groups in the order in which their first member comes in the audit.</summary>
    public static ImmutableArray<ClaimGroup> Of(AuditRecord audit)
    {
        ArgumentNullException.ThrowIfNull(audit);
        return
        [
            .. audit
                .Claims.GroupBy(GroupId, StringComparer.Ordinal)
                .SelectMany(members => Split(members.Key, [.. members])),
        ];
    }

    // A control without TwinOf still belongs to the claim that its id starts with.
    private static string GroupId(ClaimRecord record) =>
        record.Kind != "control" ? record.Id : record.TwinOf ?? record.Id.Split('/')[0];

    // Ids are unique in a catalogue. Should two claims share one, each is still shown.
    private static IEnumerable<ClaimGroup> Split(string id, ImmutableArray<ClaimRecord> members)
    {
        ImmutableArray<ClaimRecord> twins = [.. members.Where(member => member.Kind == "control")];
        ImmutableArray<ClaimRecord> claims = [.. members.Where(member => member.Kind != "control")];
        yield return new ClaimGroup(id, claims.FirstOrDefault(), twins);
        foreach (ClaimRecord repeated in claims.Skip(1))
        {
            yield return new ClaimGroup(id, repeated, []);
        }
    }
}
