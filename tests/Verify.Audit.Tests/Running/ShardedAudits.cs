// Audits in one piece and in shards, for the tests that compare them. It asserts nothing itself.

using Verify.Audit.Reports;
using Verify.Audit.Results;
using Verify.Audit.Running;
using Verify.Audit.Sharding;
using Verify.Audit.Tests.Cli;

namespace Verify.Audit.Tests.Running;

internal static class ShardedAudits
{
    /// <summary>The folder of a shard in a work folder.</summary>
    internal static string Name(int index, int count) => $"shard {index} of {count}";

    /// <summary>Runs all shards, the last one first.</summary>
    /// <returns>Their folders.</returns>
    internal static string[] Run(WorkFolder folder, AuditPlan plan, int count)
    {
        string[] paths = [.. Enumerable.Range(1, count).Select(index => folder.PathOf(Name(index, count)))];
        for (int index = count; index >= 1; index--)
        {
            ShardFolder.Run(
                plan,
                new Shard(index, count),
                paths[index - 1],
                progress: null,
                CancellationToken.None
            );
        }

        return paths;
    }

    /// <summary>Merges, with the plan's claims for the catalogue.</summary>
    internal static AuditRecord Merge(AuditPlan plan, IEnumerable<string> shards, string target) =>
        AuditMerge.Run(
            ShardSet.Read(shards),
            target,
            id => plan.Claims.FirstOrDefault(claim => claim.Id == id),
            progress: null,
            CancellationToken.None
        );

    /// <summary>Every report of the audit without its wall times.</summary>
    internal static string[] Timeless(AuditRecord audit)
    {
        AuditRecord timeless = audit with
        {
            Seconds = 0,
            Claims = [.. audit.Claims.Select(claim => claim with { CasesPerSecond = 0 })],
        };
        return [.. ReportFormats.All.Select(format => format.Render(timeless))];
    }

    /// <summary>Every entry below a folder but the reports, which hold wall times, with its digest.</summary>
    internal static string[] Results(WorkFolder folder, string name) =>
        [
            .. folder
                .State()
                .Where(entry => entry.StartsWith(name + "/", StringComparison.Ordinal))
                .Select(entry => entry[(name.Length + 1)..])
                .Where(entry =>
                    !ReportFormats.All.Any(format =>
                        entry.StartsWith(format.FileName + " ", StringComparison.Ordinal)
                    )
                ),
        ];
}
