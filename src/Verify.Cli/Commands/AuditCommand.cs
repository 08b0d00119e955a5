// `verify audit`: runs the claims and leaves a report folder. The running itself is Verify.Audit's.

using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Verify.Audit;
using Verify.Audit.Cluster;
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
        ClusterOptions cluster = new();
        cluster.AddTo(command, shard, jobs);
        command.SetAction(parsed =>
        {
            string[] globs = parsed.GetValue(claims)!;
            AuditPlan plan = new(
                Select(globs),
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
            };
            string target = parsed.GetValue(folder)!;
            return cluster.Of(parsed) is { } options
                ? RunOnCluster(plan, globs, options, target, cluster.IsDryRun(parsed))
                : Run(plan, parsed.GetValue(shard), target);
        });
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
                $"Auditing shard {shard}",
                report => ShardFolder.Run(plan, shard, folder, report, cancellation)
            );
            ShardLines.Write(manifest, folder);
            return ExitCodes.AsExpected; // a part of the cases says nothing of the claims
        }

        AuditRecord record = Show("Auditing", report => ReportFolder.Run(plan, folder, report, cancellation));
        AuditTable.Write(record, folder);
        return record.ExitCode;
    }

    private static int RunOnCluster(
        AuditPlan plan,
        string[] globs,
        SlurmOptions options,
        string folder,
        bool dryRun
    )
    {
        ReportFolder.RequireUsable(plan, folder);
        ClusterJob job = new()
        {
            Manifest = ShardFolder.ManifestOf(plan, Shard.Whole),
            Folder = folder,
            Program = ProgramCommand.Current(),
            Arguments = ["audit", .. Arguments(plan, globs)],
            Options = options,
        };
        return ClusterCommand.Run(job, dryRun);
    }

    /// <summary>The arguments that make the plan again, without its threads.</summary>
    private static IEnumerable<string> Arguments(AuditPlan plan, string[] globs)
    {
        CultureInfo invariant = CultureInfo.InvariantCulture;
        foreach (string glob in globs)
        {
            yield return $"--claims={glob}";
        }

        yield return $"--profile={plan.ProfileName}";
        yield return string.Create(invariant, $"--seed={plan.Seed}");
        if (plan.CasesOverride is { } cases)
        {
            yield return string.Create(invariant, $"--cases={cases}");
        }

        if (plan.SearchOverride is { } search)
        {
            yield return search ? "--search" : "--no-search";
        }
    }

    private static T Show<T>(string title, Func<Action<AuditProgress>, T> work) =>
        ProgressDisplay.Show(
            title,
            report => work(progress => report(progress.Claim, progress.CasesDone, progress.CasesPlanned))
        );
}
