// The replay commands of a claim or a twin, ready to select and copy.

using Verify.Audit.Results;

namespace Verify.Audit.Reports.Html;

internal static class Replay
{
    /// <summary>Both forms of the command under a small heading; nothing when nothing can be replayed.</summary>
    internal static Markup Of(ClaimRecord claim)
    {
        if (ReplayCommand.Token(claim) is not { } token)
        {
            return Markup.Empty;
        }

        string what =
            claim.Witness is not null ? "the counterexample"
            : claim.Proofs.IsEmpty ? "the tightest case"
            : "the proof";
        return Markup.Of(
            $"""
            <div class="replay">
            <p class="caption">Replay {what}; the second form runs it from the sources.</p>
            {Command(ReplayCommand.Installed(token))}
            {Command(ReplayCommand.Source(token))}
            </div>
            """
        );
    }

    internal static Markup Command(string command) =>
        Markup.Of($"""<pre class="command"><code>{command}</code></pre>""");
}
