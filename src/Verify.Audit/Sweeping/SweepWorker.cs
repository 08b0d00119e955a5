// One run of a sweep, from its start or its checkpoint to its end or the next interruption. Which run is next, is not its
// business.

using System.Diagnostics;
using Verify.Core.Data;

namespace Verify.Audit.Sweeping;

internal static class SweepWorker
{
    /// <exception cref="InputException">A file of the folder cannot be written.</exception>
    internal static void Run(
        IRunKind kind,
        SweepFolder folder,
        int index,
        RunSize size,
        SweepOptions options,
        SweepMeter meter,
        CancellationToken cancellation
    )
    {
        int epochs = 0;
        RunEnd? status = null;
        meter.Begin();
        try
        {
            using IRun run = Open(kind, folder, index);
            epochs = run.EpochsDone;
            meter.AddEarlier(size, epochs);
            status = Train(run, folder, index, size, options, meter, ref epochs, cancellation);
        }
        catch (WriteException problem)
        {
            throw new InputException(problem.InnerException!.Message, problem);
        }
        catch (Exception failure)
        {
            // A run that fails, for want of memory for example, says so and the others go on.
            folder.StoreFailure(index, Reason(failure), epochs);
            status = RunEnd.Failed;
        }
        finally
        {
            meter.End(status, (size.Epochs - epochs) * size.CostPerEpoch);
        }
    }

    private static IRun Open(IRunKind kind, SweepFolder folder, int index)
    {
        string checkpoint = folder.CheckpointOf(index);
        if (File.Exists(checkpoint))
        {
            try
            {
                return kind.Restore(folder.Plan[index], checkpoint);
            }
            catch (InputException)
            {
                // Files appear whole, so this one was damaged by something else. The run's bits are the same from its start.
            }
        }

        return kind.Begin(folder.Plan[index]);
    }

    /// <summary>How the run ended; null when it was interrupted.</summary>
    private static RunEnd? Train(
        IRun run,
        SweepFolder folder,
        int index,
        RunSize size,
        SweepOptions options,
        SweepMeter meter,
        ref int epochs,
        CancellationToken cancellation
    )
    {
        string checkpoint = folder.CheckpointOf(index);
        Stopwatch clock = Stopwatch.StartNew();
        int stored = epochs;
        while (epochs < size.Epochs && !run.HasDiverged)
        {
            bool interrupted = !TryNextEpoch(run, cancellation);
            if (!interrupted)
            {
                epochs = run.EpochsDone;
                meter.AddEpoch(size);
            }

            bool isLast = epochs == size.Epochs || run.HasDiverged;
            if (epochs > stored && !isLast && (interrupted || IsDue(options, epochs - stored, clock)))
            {
                Write(() => run.WriteCheckpoint(checkpoint));
                stored = epochs;
                clock.Restart();
            }

            if (interrupted)
            {
                return null;
            }
        }

        Write(() => folder.Store(index, run));
        return run.HasDiverged ? RunEnd.Diverged : RunEnd.Completed;
    }

    /// <summary>False when cancelled, before the epoch or within it: the run is then where its last epoch ended.</summary>
    private static bool TryNextEpoch(IRun run, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
        {
            return false;
        }

        try
        {
            run.NextEpoch(cancellation);
            return true;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    private static bool IsDue(SweepOptions options, int epochs, Stopwatch clock) =>
        options.CheckpointEvery is { } every
            ? epochs >= every
            : clock.Elapsed.TotalSeconds >= SweepOptions.SecondsBetweenCheckpoints;

    private static void Write(Action write)
    {
        try
        {
            write();
        }
        catch (InputException problem)
        {
            throw new WriteException(problem);
        }
    }

    private static string Reason(Exception failure) =>
        failure switch
        {
            OutOfMemoryException => "There is not enough memory.",
            InputException => failure.Message,
            _ => $"{failure.GetType().Name}: {failure.Message}",
        };

    /// <summary>Tells a file that cannot be written, which is the end of the sweep, from what is wrong with one run.</summary>
    private sealed class WriteException(InputException problem) : Exception(problem.Message, problem);
}
