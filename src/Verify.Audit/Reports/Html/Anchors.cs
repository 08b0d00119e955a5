// The fragment names of the page. Unique whatever the ids are.

using System.Collections.Immutable;
using Verify.Audit.Results;

namespace Verify.Audit.Reports.Html;

/// <summary>
/// A name for each group and each twin, made of the characters of its id that need no escaping in a link. Names of
/// parts of a section are the section's with a suffix after an underscore, which no name of a section contains.
/// </summary>
internal sealed class Anchors
{
    private readonly Dictionary<object, string> names = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<string> taken = new(StringComparer.Ordinal);

    internal Anchors(ImmutableArray<ClaimGroup> groups)
    {
        foreach (ClaimGroup group in groups)
        {
            Name(group, group.Id);
            if (group.Claim is { } claim)
            {
                names[claim] = names[group];
            }

            foreach (ClaimRecord twin in group.Twins)
            {
                Name(twin, twin.Id);
            }
        }
    }

    internal string Of(ClaimGroup group) => names[group];

    /// <summary>The section of a claim, or the article of a twin.</summary>
    internal string Of(ClaimRecord claim) => names[claim];

    private void Name(object member, string id)
    {
        string plain =
            "claim-"
            + string.Concat(id.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' ? c : '-'));
        string name = plain;
        for (int n = 2; !taken.Add(name); n++)
        {
            name = $"{plain}-{n}";
        }

        names[member] = name;
    }
}
