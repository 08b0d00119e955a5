// The audit's result on the terminal: a row a claim with its controls counted, what is not as expected, where the rest is.

using Spectre.Console;
using Verify.Audit.Results;

namespace Verify.Cli.Rendering;

/// <summary>The claims of an audit as a table.</summary>
internal static class AuditTable
{
    internal static void Write(AuditRecord audit, string folder)
    {
        Table table = new Table()
            .Border(TableBorder.Simple)
            .AddColumn(new TableColumn("claim").NoWrap())
            .AddColumn("verdict")
            .AddColumn(new TableColumn("applicable").RightAligned())
            .AddColumn(new TableColumn("tightest").RightAligned())
            .AddColumn(new TableColumn("violations <= (95 %)").RightAligned())
            .AddColumn(new TableColumn("controls refuted").RightAligned())
            .AddColumn(new TableColumn("cases/s").RightAligned());
        HashSet<string> claims =
        [
            .. audit.Claims.Where(claim => claim.Kind == "claim").Select(claim => claim.Id),
        ];
        foreach (ClaimRecord claim in audit.Claims.Where(claim => HasRow(claim, claims)))
        {
            ClaimRecord[] twins = [.. audit.Claims.Where(twin => twin.TwinOf == claim.Id)];
            table.AddRow(
                Markup.Escape(claim.Id),
                Verdict(claim),
                $"{claim.Applicable} of {claim.Cases}",
                claim.Tightness is { } tightness ? $"{tightness:G3}" : "-",
                claim.ViolationRateUpper95 is { } upper ? $"{upper:G2}" : "-",
                twins.Length == 0 ? "-" : $"{twins.Count(twin => twin.AsExpected)} of {twins.Length}",
                $"{claim.CasesPerSecond:F0}"
            );
        }

        Consoles.Output.Write(table);
        LeaderboardTable.Write(audit);
        foreach (ClaimRecord claim in audit.Claims.Where(claim => !claim.AsExpected))
        {
            Console.WriteLine(
                $"{claim.Id} is {claim.Verdict}, expected {claim.Expected}. {Reason(claim, folder)}"
            );
        }

        string how =
            audit.Interrupted ? "Interrupted"
            : audit.ExitCode == 0 ? "All as expected"
            : "NOT as expected";
        int controls = audit.Claims.Count(claim => claim.Kind == "control");
        Console.WriteLine(
            $"{how}: {audit.Claims.Length - controls} claims, {controls} false twins, {audit.Seconds:F1} s, seed {audit.Seed}, profile {audit.Profile}."
        );
        Console.WriteLine($"Report: {Path.Combine(folder, "report.html")}");
    }

    /// <summary>Controls are counted in their claim's row; those that are audited without it have rows of their own.</summary>
    private static bool HasRow(ClaimRecord claim, HashSet<string> claims) =>
        claim.TwinOf is not { } theorem || !claims.Contains(theorem);

    private static string Verdict(ClaimRecord claim)
    {
        string colour =
            claim.AsExpected ? "green"
            : claim.Verdict is "vacuous" or "undecided" ? "yellow"
            : "red";
        return $"[{colour}]{Markup.Escape(claim.Verdict)}[/]";
    }

    private static string Reason(ClaimRecord claim, string folder) =>
        claim.Witness is { SearchSteps: not null } found
            ? $"{found.Finding}; replay: verify replay \"{Path.Combine(folder, found.Path)}\"."
        : claim.Witness is { } witness ? $"{witness.Finding}; replay: verify replay \"{witness.Token}\"."
        : claim.Remark is { } remark ? remark + "."
        : $"No counterexample in {claim.Applicable} applicable cases.";
}
