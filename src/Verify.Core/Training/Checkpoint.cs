// All of an unfinished run in one file, written whole or not at all, between two updates. Data sets are not in it: they
// follow from the configuration; the random streams of an epoch follow from its number.

using Verify.Core.Data;

namespace Verify.Core.Training;

/// <summary>Writes and reads checkpoints. A resumed run has the same bits as an uninterrupted one.</summary>
public static class Checkpoint
{
    /// <summary>Writes the run as it is: between two epochs, or within one that was cancelled.</summary>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void Write(string path, TrainingRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        RunArchive.Write(path, run.Record(), run.CaptureState());
    }

    /// <summary>The run of a checkpoint, ready for what is left of its epoch, or for its next one.</summary>
    /// <exception cref="InputException">The file is not a checkpoint, or not one of this program's networks.</exception>
    public static TrainingRun Read(string path)
    {
        (RunRecord record, Dictionary<string, double[]> state) = RunArchive.Read(path);
        if (state.Count == 0)
        {
            throw new InputException(
                $"{FileErrors.Quote(path)} holds results, not a checkpoint to go on from."
            );
        }

        TrainingRun run = TrainingRun.Create(record.Configuration, evaluatesStart: false);
        if (!run.Restore(record, state))
        {
            throw new InputException(
                $"{FileErrors.Quote(path)} does not fit the networks of its configuration."
            );
        }

        return run;
    }
}
