// The top of the page: what came out, in a sentence, and the settings that it came out under.

using Verify.Audit.Results;

namespace Verify.Audit.Reports.Html;

internal static class Summary
{
    internal static Markup Of(AuditRecord audit, string headline)
    {
        MarkupBuilder html = new();
        html.Add(
            $"""
            <header>
            <p class="kicker">{audit.ToolName} audit</p>
            <div class="headline">{VerdictBadge.Mark(Overall(audit))}<h1>{headline}</h1></div>
            """
        );
        if (audit.Interrupted)
        {
            html.Add(
                $"""<p class="notice">The audit was interrupted. What follows is what it had finished; claims that it did not reach are missing.</p>"""
            );
        }

        html.Add($"""<dl class="settings">""");
        html.Add(Setting("Profile", Markup.Of($"{audit.Profile}")));
        html.Add(Setting("Seed", Markup.Of($"{audit.Seed}")));
        if (audit.CasesOverride is { } cases)
        {
            html.Add(Setting("Cases a claim", Markup.Of($"{Numbers.Count(cases)}")));
        }

        html.Add(Setting("Version", Markup.Of($"{audit.ToolVersion}")));
        html.Add(Setting("Time", Markup.Of($"{Numbers.Duration(audit.Seconds)}")));
        html.Add(Setting("Exit code", Markup.Of($"{audit.ExitCode}")));
        html.Add($"</dl>\n</header>");
        return html.Build();
    }

    private static Markup Setting(string name, Markup value) =>
        Markup.Of($"<div><dt>{name}</dt><dd>{value}</dd></div>");

    private static Tone Overall(AuditRecord audit)
    {
        List<Tone> tones = [.. audit.Claims.Select(Tones.Of)];
        return tones.Contains(Tone.Wrong) ? Tone.Wrong
            : tones.Count == 0 || audit.Interrupted || tones.Contains(Tone.Open) ? Tone.Open
            : Tone.Expected;
    }
}
