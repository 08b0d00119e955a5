// `verify merge DIR ... --out DIR`: puts the shards of one command together. How, is the library's; which, is read from them.

using System.CommandLine;
using Verify.Audit.Results;
using Verify.Audit.Running;
using Verify.Audit.Sharding;
using Verify.Audit.Sweeping;
using Verify.Cli.Rendering;
using Verify.Core.Data;

namespace Verify.Cli.Commands;

/// <summary>The merge verb.</summary>
internal static class MergeCommand
{
    /// <summary>How the shards of each verb are merged: the set, the folder for the result, and the exit code.</summary>
    private static readonly Dictionary<string, Func<ShardSet, string, CancellationToken, int>> s_merges = new(
        StringComparer.Ordinal
    )
    {
        ["audit"] = Audit,
        [SweepFolder.Command] = Sweep,
    };

    internal static Command Create()
    {
        Argument<string[]> folders = new("DIR")
        {
            Description = "The folders of all shards, in any order.",
            Arity = ArgumentArity.OneOrMore,
        };
        Option<string> target = Options.File("--out", "DIR", "The folder for what they are together.");
        Command command = new(
            "merge",
            "Puts the shards of an audit or a sweep together, as if it had not been sharded."
        )
        {
            folders,
            target,
        };
        command.SetAction(parsed =>
        {
            using Interruption interruption = new();
            ShardSet set = ShardSet.Read(parsed.GetValue(folders)!);
            return Merge(set, parsed.GetValue(target)!, interruption.Token);
        });
        return command;
    }

    /// <summary>Merges by the verb that made the shards.</summary>
    /// <exception cref="InputException">No verb of this program did, or the shards cannot be merged.</exception>
    internal static int Merge(ShardSet set, string folder, CancellationToken cancellation) =>
        s_merges.TryGetValue(set.Command, out Func<ShardSet, string, CancellationToken, int>? merge)
            ? merge(set, folder, cancellation)
            : throw new InputException($"Shards of 'verify {set.Command}' cannot be merged by this version.");

    private static int Audit(ShardSet set, string folder, CancellationToken cancellation)
    {
        AuditRecord record = ProgressDisplay.Show(
            "Merging",
            report =>
                AuditMerge.Run(
                    set,
                    folder,
                    progress => report(progress.Claim, progress.CasesDone, progress.CasesPlanned),
                    cancellation
                )
        );
        AuditTable.Write(record, folder);
        return record.ExitCode;
    }

    private static int Sweep(ShardSet set, string target, CancellationToken cancellation)
    {
        (SweepFolder folder, SweepSummary summary) = SweepMerge.Run(
            set,
            Trainings.Kind,
            target,
            cancellation
        );
        using (folder)
        {
            SweepLines.Write(folder, summary, elapsed: null);
        }

        return SweepCommand.ExitCodeOf(summary);
    }
}
