// One run of a sweep, from its start or its checkpoint to its end or the next interruption. Which run is next, is not its
// business.

using System.Diagnostics;
using Verify.Core.Data;

namespace Verify.Audit.Sweeping;

internal static class SweepWorker
{
    /// <summary>
    /// The longest that an epoch goes on without a look at the clock. An epoch that lasts longer is cut into parts, between
    /// which progress is reported and a checkpoint may be written; no result depends on where.
    /// </summary>
    private static readonly TimeSpan Part = TimeSpan.FromSeconds(1);

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
        IRun? run = null;
        RunEnd? status = null;
        meter.Begin();
        try
        {
            run = Open(kind, folder, index);
            meter.AddEarlier(size, run.IterationsDone);
            status = Train(run, folder, index, size, options, meter, cancellation);
        }
        catch (WriteException problem)
        {
            throw new InputException(problem.InnerException!.Message, problem);
        }
        catch (Exception failure)
        {
            // A run that fails, for want of memory for example, says so and the others go on.
            folder.StoreFailure(index, Reason(failure), run?.EpochsDone ?? 0);
            status = RunEnd.Failed;
        }
        finally
        {
            meter.End(status, size.Cost - size.CostOf(run?.IterationsDone ?? 0));
            run?.Dispose();
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
        CancellationToken cancellation
    )
    {
        string checkpoint = folder.CheckpointOf(index);
        Stopwatch clock = Stopwatch.StartNew();
        (int Epochs, long Iterations) stored = (run.EpochsDone, run.IterationsDone);
        using PartOfEpoch part = new(cancellation);
        while (run.EpochsDone < size.Epochs && !run.HasDiverged)
        {
            long before = run.IterationsDone;
            Advance(run, part.Token);
            meter.Add(size, run.IterationsDone - before);
            bool isOver = run.EpochsDone == size.Epochs || run.HasDiverged;
            bool isInterrupted = cancellation.IsCancellationRequested && !isOver;
            bool isDue = isInterrupted || IsDue(options, run.EpochsDone - stored.Epochs, clock);
            if (run.IterationsDone > stored.Iterations && !isOver && isDue)
            {
                Write(() => run.WriteCheckpoint(checkpoint));
                stored = (run.EpochsDone, run.IterationsDone);
                clock.Restart();
            }

            if (isInterrupted)
            {
                return null;
            }
        }

        Write(() => folder.Store(index, run));
        return run.HasDiverged ? RunEnd.Diverged : RunEnd.Completed;
    }

    /// <summary>Trains to the end of the epoch, or until the token stops it.</summary>
    private static void Advance(IRun run, CancellationToken token)
    {
        try
        {
            token.ThrowIfCancellationRequested();
            run.NextEpoch(token);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // The run stands where it was stopped.
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

    /// <summary>A token that is cancelled when the sweep is, and otherwise a second after it was first asked for.</summary>
    private sealed class PartOfEpoch(CancellationToken cancellation) : IDisposable
    {
        private CancellationTokenSource? source;

        internal CancellationToken Token
        {
            get
            {
                if (source is not { IsCancellationRequested: false })
                {
                    source?.Dispose();
                    source = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
                    source.CancelAfter(Part);
                }

                return source.Token;
            }
        }

        public void Dispose() => source?.Dispose();
    }

    /// <summary>Tells a file that cannot be written, which is the end of the sweep, from what is wrong with one run.</summary>
    private sealed class WriteException(InputException problem) : Exception(problem.Message, problem);
}
