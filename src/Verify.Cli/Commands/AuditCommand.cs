// `verify audit`: runs the claims and leaves a report folder. The running itself is Verify.Audit's.

using System.Collections.Immutable;
using System.CommandLine;
using Verify.Audit;
using Verify.Audit.Results;
using Verify.Audit.Running;
using Verify.Audit.Sharding;
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
        Option<Shard?> shard = Options.Shard();
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
            shard,
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
                parsed.GetValue(shard),
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

    private static int Run(AuditPlan plan, Shard? shard, string folder)
    {
        using Interruption interruption = new();
        CancellationToken cancellation = interruption.Token;
        if (shard is not null)
        {
            ShardManifest manifest = Show(
                $"Auditing shard {shard},",
                report => ShardFolder.Run(plan, shard, folder, report, cancellation)
            );
            ShardLines.Write(manifest, folder);
            return ExitCodes.AsExpected; // a part of the cases says nothing of the claims
        }

        AuditRecord record = Show("Auditing", report => ReportFolder.Run(plan, folder, report, cancellation));
        AuditTable.Write(record, folder);
        return record.ExitCode;
    }

    private static T Show<T>(string title, Func<Action<AuditProgress>, T> work) =>
        ProgressDisplay.Show(
            title,
            report => work(progress => report(progress.Claim, progress.CasesDone, progress.CasesPlanned))
        );
}
