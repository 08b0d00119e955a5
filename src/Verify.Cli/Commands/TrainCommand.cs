// `verify train`: one run, its last epoch as a table and its pictures as files. It is a sweep of one run, in a folder of the
// same form.

using System.CommandLine;
using Verify.Audit;
using Verify.Audit.Reports.Training;
using Verify.Audit.Sweeping;
using Verify.Cli.Rendering;
using Verify.Core.Data;

namespace Verify.Cli.Commands;

/// <summary>The train verb.</summary>
internal static class TrainCommand
{
    internal static Command Create(IRunKind kind)
    {
        SweepArguments arguments = new(
            "key=value",
            "Keys with their values, such as 'm=10 multi=5 seed=3'.",
            "verify-train"
        );
        Command command = new(
            "train",
            "Trains one student and shows its losses and which teachers it covers."
        );
        arguments.AddTo(command);
        command.SetAction(parsed =>
        {
            SweepPlan plan = arguments.Plan(parsed, kind);
            return plan.Count == 1
                ? Run(kind, plan, arguments.Folder(parsed), arguments.CheckpointEvery(parsed))
                : throw new InputException(
                    $"'verify train' is one run, and '{plan.Axes[0].Key}' has {plan.Axes[0].Values.Length} values: that is a 'verify sweep'."
                );
        });
        return command;
    }

    private static int Run(IRunKind kind, SweepPlan plan, string path, int? checkpointEvery)
    {
        using Interruption interruption = new();
        using SweepFolder folder = SweepFolder.Open(path, plan, shard: null);
        SweepSummary summary = SweepDisplay.Show(report =>
            SweepRunner.Run(kind, folder, new SweepOptions(1, checkpointEvery), report, interruption.Token)
        );
        if (summary.Left > 0)
        {
            Console.WriteLine($"Interrupted: the same command goes on where it stopped, in {path}");
            return ExitCodes.Interrupted;
        }

        RunSummary record = folder.Record(0)!;
        RunCurves? curves = record.Status == RunEnd.Failed ? null : kind.ReadCurves(folder.ResultOf(0));
        RunPictures.Write(path, plan[0], record, curves);
        RunTable.Write(record, path);
        return record.Status == RunEnd.Completed ? ExitCodes.AsExpected : ExitCodes.RunFailed;
    }
}
