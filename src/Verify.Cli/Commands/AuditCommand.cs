// `verify audit`: runs the claims and leaves a report folder. The running itself is Verify.Audit's.

using System.Collections.Immutable;
using System.CommandLine;
using Verify.Audit.Results;
using Verify.Audit.Running;
using Verify.Claims;
using Verify.Cli.Rendering;
using Verify.Core.Data;

namespace Verify.Cli.Commands;

/// <summary>The audit verb.</summary>
internal static class AuditCommand
{
    private const string DefaultFolder = "verify-report";

    internal static Command Create()
    {
        Option<string[]> claims = new("--claims")
        {
            Description = "Ids or globs such as 'L1.*'; a claim brings its false twins. Default: all.",
            HelpName = "GLOB",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [],
        };
        Option<AuditProfile> profile = Options.Profile();
        Option<int?> cases = Options.WholeNumber(
            "--cases",
            1,
            "Cases of every sampled claim, instead of the profile's; controls look for as long as they need."
        );
        Option<ulong> seed = Options.Seed();
        Option<int?> jobs = Options.WholeNumber(
            "--jobs",
            1,
            "Threads; the results do not depend on it. Default: all cores."
        );
        Option<bool> search = new("--search")
        {
            Description =
                "Also search each claim for its tightest case and for counterexamples. Default: not in quick.",
        };
        Option<bool> noSearch = new("--no-search") { Description = "Do not search." };
        Option<string> folder = Options.Path("--out", "DIR", "The folder for the report.");
        folder.DefaultValueFactory = _ => DefaultFolder;
        Command command = new("audit", "Checks every claim and its false twins, and writes a report.")
        {
            claims,
            profile,
            cases,
            seed,
            jobs,
            search,
            noSearch,
            folder,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(search) && result.GetValue(noSearch))
            {
                result.AddError("'--search' and '--no-search' exclude each other");
            }
        });
        command.SetAction(parsed =>
            Run(
                new AuditPlan(
                    Select(parsed.GetValue(claims)!),
                    parsed.GetValue(profile),
                    parsed.GetValue(cases),
                    parsed.GetValue(seed),
                    parsed.GetValue(jobs) ?? Environment.ProcessorCount
                )
                {
                    SearchOverride =
                        parsed.GetValue(search) ? true
                        : parsed.GetValue(noSearch) ? false
                        : null,
                },
                parsed.GetValue(folder)!
            )
        );
        return command;
    }

    private static ImmutableArray<Claim> Select(string[] globs)
    {
        var selected = Catalogue.select([.. globs]);
        return selected.IsError
            ? throw new InputException($"In '--claims', {selected.ErrorValue}.")
            : [.. selected.ResultValue];
    }

    private static int Run(AuditPlan plan, string folder)
    {
        using Interruption interruption = new();
        AuditRecord record = ProgressDisplay.Show(
            "Auditing",
            report =>
                ReportFolder.Run(
                    plan,
                    folder,
                    progress => report(progress.Claim, progress.CasesDone, progress.CasesPlanned),
                    interruption.Token
                )
        );
        AuditTable.Write(record, folder);
        return record.ExitCode;
    }
}
