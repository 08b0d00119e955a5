// The style sheet. No font, image or colour comes from elsewhere.

using Verify.Audit.Reports.Plots;

namespace Verify.Audit.Reports.Html;

/// <summary>One style sheet for screen (light, dark, wide, narrow) and paper.</summary>
internal static class Styles
{
    // Data, expected, wrong and open stay apart in the common forms of colour blindness: blue, teal, vermilion, violet
    // of different lightness. Text colours keep a contrast of 4.5 : 1 to their background (a test computes it).
    internal const string Light = """
        --page: #fdfdfb; --card: #ffffff; --wash: #f3f3ee; --ink: #1b1d21; --muted: #5b606b; --rule: #dddcd4;
        --link: #1f4fa3; --data: #3f6fb5; --student: #c4550c; --expected: #006b54; --wrong: #b23a08; --open: #6b46b8;
        """;

    private const string Dark = """
        --page: #15171b; --card: #1b1e23; --wash: #22262c; --ink: #e7e8ea; --muted: #a4a9b3; --rule: #353a42;
        --link: #9cbcf5; --data: #7ea4e0; --student: #ff9d5c; --expected: #4fc3a1; --wrong: #ff9466; --open: #c0a6f7;
        """;

    private const string Rules = """
        * { box-sizing: border-box; }
        html { -webkit-text-size-adjust: 100%; scroll-padding-top: 1rem; }
        body { margin: 0 auto; max-width: 64rem; padding: 2.5rem clamp(1rem, 4vw, 2.5rem) 4rem; background: var(--page); color: var(--ink); font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; overflow-wrap: anywhere; }
        h1, h2, h3, h4, .statement { font-family: "Iowan Old Style", Charter, "Palatino Linotype", Palatino, Georgia, "Liberation Serif", serif; line-height: 1.25; }
        h1 { font-size: clamp(1.45rem, 1.1rem + 1.6vw, 2.1rem); font-weight: 600; margin: 0; text-wrap: pretty; }
        h2 { font-size: 1.45rem; font-weight: 600; margin: 0 0 0.75rem; }
        h3 { font-size: 1.08rem; font-weight: 600; margin: 1.75rem 0 0.35rem; }
        h4 { font-size: 1rem; font-weight: 600; margin: 0 0 0.35rem; }
        p { margin: 0 0 0.6rem; max-width: 46rem; }
        a { color: var(--link); text-decoration-thickness: 1px; text-underline-offset: 0.18em; }
        a:focus-visible, summary:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
        section { margin-top: 3.25rem; }
        section.claim { border-top: 1px solid var(--rule); padding-top: 1.75rem; }
        .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
        .caption, .back, footer { color: var(--muted); font-size: 0.875rem; }
        .caption { line-height: 1.45; }
        .number, dd { font-variant-numeric: tabular-nums; }
        .id { margin-right: 0.4rem; }

        .kicker { color: var(--muted); font-size: 0.875rem; letter-spacing: 0.04em; margin: 0 0 0.5rem; }
        .headline { display: grid; grid-template-columns: auto 1fr; gap: 0.8rem; align-items: start; }
        .headline .mark { width: 1.6rem; height: 1.6rem; margin-top: 0.3rem; }
        .notice { border-left: 3px solid var(--open); padding-left: 0.8rem; margin: 1rem 0 0; }
        .settings { display: flex; flex-wrap: wrap; gap: 0.5rem 2.25rem; margin: 1.5rem 0 0; }
        dl, dd { margin: 0; }
        dt { color: var(--muted); font-size: 0.8125rem; }

        .mark { width: 1em; height: 1em; vertical-align: -0.13em; }
        .mark.expected, .badge.expected { color: var(--expected); }
        .mark.wrong, .badge.wrong { color: var(--wrong); }
        .mark.open, .badge.open { color: var(--open); }
        .cut { fill: none; stroke: var(--page); stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
        .badge { font: 600 0.9375rem/1.4 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; white-space: nowrap; }

        table { border-collapse: collapse; width: 100%; }
        th { text-align: left; font-weight: 400; }
        .number { text-align: right; white-space: nowrap; }
        .overview { font-size: 0.9375rem; }
        .overview thead th { color: var(--muted); font-size: 0.8125rem; line-height: 1.3; vertical-align: bottom; white-space: normal; overflow-wrap: normal; padding: 0 0.9rem 0.5rem 0; border-bottom: 1px solid var(--muted); max-width: 8rem; }
        .overview th.number, .overview td.number { padding-right: 0; padding-left: 0.9rem; }
        .overview tbody tr > * { padding: 0.16rem 0.9rem 0.16rem 0; vertical-align: baseline; }
        .overview tbody tr:first-child > * { padding-top: 0.55rem; }
        .overview tbody tr:last-child > * { padding-bottom: 0.55rem; }
        .overview tbody { border-bottom: 1px solid var(--rule); }
        .overview .claim th { font-weight: 600; }
        .overview .twins summary { font-size: 0.8438rem; }
        .overview .twins details { margin: 0; }
        .overview ul { list-style: none; margin: 0.3rem 0 0.2rem; padding: 0; display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 26rem), 1fr)); gap: 0.1rem 2.5rem; font-size: 0.8438rem; }
        .overview li { display: grid; grid-template-columns: 1fr 5.6rem 6.4rem; gap: 0.75rem; align-items: baseline; }
        .overview li .badge { font-size: inherit; font-weight: 400; }
        .overview li .fell { text-align: right; }
        .fell { color: var(--muted); font-weight: 400; font-variant-numeric: tabular-nums; }
        h4 .fell { font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; font-size: 0.9063rem; }

        .legend dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 19rem), 1fr)); gap: 0.8rem 2.25rem; margin-bottom: 1rem; font-size: 0.9063rem; line-height: 1.5; }
        .legend dt { color: var(--ink); font-size: inherit; font-weight: 600; }
        .legend p { font-size: 0.9063rem; }

        .statement { font-size: 1.125rem; line-height: 1.5; white-space: pre-line; margin-bottom: 0.35rem; }
        .twin .statement { font-size: 1rem; }
        .remark { border-left: 3px solid var(--rule); padding-left: 0.8rem; }
        .columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); gap: 0 2.75rem; }
        figure { margin: 0; }
        figcaption p { margin-bottom: 0.4rem; }
        .shares { font-size: 0.875rem; line-height: 1.4; }
        .shares caption { text-align: left; color: var(--muted); padding-bottom: 0.15rem; }
        .shares thead th { color: var(--muted); font-size: 0.8125rem; border-bottom: 1px solid var(--rule); padding: 0 0.7rem 0.2rem 0; }
        .shares td, .shares tbody th { padding: 0.14rem 0.7rem 0.14rem 0; vertical-align: baseline; }
        .shares td:last-child { padding-right: 0; }
        .shares .wide { width: 38%; min-width: 4rem; }
        .shares td.number { width: 1%; }
        .distributions .shares { table-layout: fixed; }
        .distributions th { width: 37%; }
        .distributions td.number { width: 3.1rem; }
        .distributions .wide { width: auto; min-width: 0; }
        .share-text { color: var(--muted); }
        .meaning { display: block; color: var(--muted); font-size: 0.8125rem; }
        .distributions { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 18rem), 1fr)); gap: 1.1rem 2rem; align-items: start; }

        .witness { background: var(--wash); border-left: 3px solid var(--muted); padding: 0.7rem 0.9rem; margin: 0 0 0.8rem; font-size: 0.9063rem; }
        .witness > div { display: grid; grid-template-columns: 5.5rem 1fr; gap: 0.6rem; padding: 0.1rem 0; }
        .witness dt { padding-top: 0.1rem; }
        article.twin { border-left: 3px solid var(--rule); padding-left: 1rem; margin: 0.9rem 0 1.3rem; }
        .finding { font-size: 0.9063rem; margin-bottom: 0.2rem; max-width: none; }
        .matrices { display: flex; flex-wrap: wrap; gap: 0.7rem 1.8rem; margin: 0.2rem 0 0.9rem; overflow-x: auto; }
        .material > .caption { margin: 0.7rem 0 0.2rem; }
        .matrix { width: auto; font-variant-numeric: tabular-nums; border-left: 1px solid var(--muted); border-right: 1px solid var(--muted); align-self: flex-start; }
        .matrix caption { text-align: left; color: var(--muted); font-size: 0.8125rem; white-space: nowrap; }
        .matrix td { text-align: right; white-space: nowrap; padding: 0.08rem 0.55rem; vertical-align: baseline; }
        .matrix .bias td { border-top: 1px dashed var(--muted); }
        .necessity { margin: 0.6rem 0 1.4rem; }
        .necessity td, .necessity th { width: 22%; }
        .necessity td:last-child { width: 56%; }
        .leaderboard { margin: 0.6rem 0 1.4rem; }
        .leaderboard td.number, .leaderboard th.number { text-align: right; padding-left: 0.7rem; }
        .leaderboard thead th { padding-right: 0.7rem; }
        .leaderboard .idle { color: var(--muted); }
        .panels { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 17rem), 1fr)); gap: 0.6rem 1.5rem; }
        .panels h4 { font-size: 0.875rem; font-weight: 400; color: var(--muted); margin: 0.6rem 0 0; }
        .scroll { overflow-x: auto; }
        pre { font: 0.8125rem/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; background: var(--wash); padding: 0.7rem 0.9rem; margin: 0.4rem 0 0.6rem; overflow: auto; max-height: 26rem; overflow-wrap: normal; }
        code { font: inherit; }
        .command { padding: 0.45rem 0.9rem; user-select: all; -webkit-user-select: all; }
        .replay { margin-top: 1.25rem; }
        .twin .replay { margin-top: 0.4rem; }
        .replay p { margin: 0; }
        details { margin: 0.3rem 0; font-size: 0.9063rem; }
        summary { cursor: pointer; color: var(--link); width: fit-content; }
        .outcome { color: var(--ink); font-weight: 600; }
        .back { margin: 1.25rem 0 0; }
        footer { margin-top: 3.5rem; border-top: 1px solid var(--rule); padding-top: 1.25rem; }

        @media (max-width: 46rem) {
        body { padding-top: 1.5rem; }
        section { margin-top: 2.5rem; }
        .overview, .overview tbody, .overview tr, .overview th, .overview td { display: block; }
        .overview thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
        .overview tbody { border: 1px solid var(--rule); border-radius: 6px; background: var(--card); padding: 0.7rem 0.9rem; margin-bottom: 0.8rem; }
        .overview tbody tr > *, .overview tbody tr:first-child > *, .overview tbody tr:last-child > * { padding: 0; }
        .overview tr { display: grid; grid-template-columns: 1fr auto; gap: 0.1rem 0.8rem; align-items: baseline; }
        .overview .claim td.number { grid-column: 1 / -1; display: flex; justify-content: space-between; gap: 1rem; padding: 0.05rem 0; }
        .overview .claim td.number::before { content: attr(data-label); color: var(--muted); }
        .overview .claim td.missing { display: none; }
        .overview .claim .verdict { padding-bottom: 0.25rem; }
        .overview .twins { margin-top: 0.35rem; }
        .overview .twins td { grid-column: 1 / -1; }
        .settings { column-gap: 1.5rem; }
        .necessity td, .necessity th, .necessity td:last-child { width: auto; }
        .witness > div { grid-template-columns: 1fr; gap: 0; }
        .witness > div + div { margin-top: 0.35rem; }
        }

        @media print {
        body { max-width: none; padding: 0; font-size: 10pt; }
        a { color: inherit; text-decoration: none; }
        .back { display: none; }
        h2, h3, h4 { break-after: avoid; }
        figure, article.twin, .witness, .overview tbody, .shares { break-inside: avoid; }
        details::details-content { content-visibility: visible; display: block; height: auto; }
        pre { max-height: none; white-space: pre-wrap; border: 1px solid var(--rule); background: none; }
        }
        """;

    /// <summary>The whole sheet; LF line ends whatever the source file has, since the page names its hash.</summary>
    internal static readonly string Sheet = string.Join(
            '\n',
            "",
            $":root {{ color-scheme: light dark; {Light} }}",
            $"@media screen and (prefers-color-scheme: dark) {{ :root {{ {Dark} }} }}",
            Rules,
            PlotStyles.Sheet,
            ""
        )
        .Replace("\r\n", "\n", StringComparison.Ordinal);
}
