// The commands that re-run one case or the audit, ready to paste. They are only printed, never run from here.

using System.Globalization;
using Verify.Audit.Results;

namespace Verify.Audit.Reports;

/// <summary>One-line commands, quoted for a POSIX shell where a token needs it.</summary>
public static class ReplayCommand
{
    /// <summary>The prefix that runs a verb from the sources.</summary>
    public const string FromSource = "dotnet run -c Release --project src/Verify.Cli --";

    /// <summary>The token that replays a claim: that of its counterexample, else of its tightest case; or null.</summary>
    public static string? Token(ClaimRecord claim)
    {
        ArgumentNullException.ThrowIfNull(claim);
        return claim.Witness?.Token ?? claim.ReplayToken;
    }

    /// <summary>verify replay TOKEN.</summary>
    public static string Installed(string token) => $"verify replay {Quote(token)}";

    /// <summary>The same from the sources.</summary>
    public static string Source(string token) => $"{FromSource} replay {Quote(token)}";

    /// <summary>verify audit with the profile, the seed and, when they were given, the number of cases and the search.</summary>
    public static string Audit(AuditRecord audit)
    {
        ArgumentNullException.ThrowIfNull(audit);
        string cases = audit.CasesOverride is { } count
            ? string.Create(CultureInfo.InvariantCulture, $" --cases {count}")
            : "";
        string search = audit.SearchOverride switch
        {
            true => " --search",
            false => " --no-search",
            null => "",
        };
        return string.Create(
            CultureInfo.InvariantCulture,
            $"verify audit --profile {Quote(audit.Profile)} --seed {audit.Seed}{cases}{search}"
        );
    }

    /// <summary>
    /// The word as one shell argument: unchanged when every character is safe, else between single quotes, in which a
    /// POSIX shell takes everything literally but the single quote itself.
    /// </summary>
    public static string Quote(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        bool safe =
            word.Length > 0
            && word.All(c =>
                char.IsAsciiLetterOrDigit(c) || "@%+=:,./_-".Contains(c, StringComparison.Ordinal)
            );
        return safe ? word : "'" + word.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
    }
}
