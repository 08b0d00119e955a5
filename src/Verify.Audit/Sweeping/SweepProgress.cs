// How far a sweep is, and how the runs under way report it. Nothing of it reaches the results.

using System.Diagnostics;

namespace Verify.Audit.Sweeping;

/// <summary>How far a sweep is.</summary>
/// <param name="Planned">Runs of the folder.</param>
/// <param name="Done">Runs that are over, diverged ones included and failed ones not.</param>
/// <param name="Running">Runs under way.</param>
/// <param name="Diverged">Runs that diverged.</param>
/// <param name="Failed">Runs that failed.</param>
/// <param name="Share">The part of the work that is done, from 0 to 1, by its estimated cost.</param>
/// <param name="IterationsPerSecond">Over all runs, since this process began.</param>
/// <param name="Elapsed">Since this process began.</param>
/// <param name="Left">Time left at the pace since this process began; null while that is not known.</param>
public readonly record struct SweepProgress(
    int Planned,
    int Done,
    int Running,
    int Diverged,
    int Failed,
    double Share,
    double IterationsPerSecond,
    TimeSpan Elapsed,
    TimeSpan? Left
);

/// <summary>
/// The counts behind it. Runs report once an epoch, or once a second in longer ones, so one lock is enough: an epoch takes
/// milliseconds, the lock a fraction of a microsecond.
/// </summary>
internal sealed class SweepMeter(int planned, double costPlanned)
{
    private readonly Lock gate = new();
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private int done;
    private int running;
    private int diverged;
    private int failed;
    private double costBefore;
    private double costHere;
    private long iterations;

    /// <summary>A run that was over before this process began.</summary>
    internal void AddEarlier(RunEnd status, double cost)
    {
        lock (gate)
        {
            done++;
            diverged += status == RunEnd.Diverged ? 1 : 0;
            costBefore += cost;
        }
    }

    /// <summary>A run has begun.</summary>
    internal void Begin()
    {
        lock (gate)
        {
            running++;
        }
    }

    /// <summary>Iterations of a run that an earlier process did.</summary>
    internal void AddEarlier(RunSize size, long done)
    {
        lock (gate)
        {
            costBefore += size.CostOf(done);
        }
    }

    /// <summary>Iterations are done.</summary>
    internal void Add(RunSize size, long done)
    {
        lock (gate)
        {
            iterations += done;
            costHere += size.CostOf(done);
        }
    }

    /// <summary>A run has ended with work of this cost that is not needed any more, or is left to a later process (null).</summary>
    internal void End(RunEnd? status, double cost)
    {
        lock (gate)
        {
            running--;
            switch (status)
            {
                case null:
                    return;
                case RunEnd.Failed:
                    failed++;
                    break;
                default:
                    done++;
                    diverged += status == RunEnd.Diverged ? 1 : 0;
                    break;
            }

            costBefore += cost;
        }
    }

    internal SweepProgress Read()
    {
        lock (gate)
        {
            double seconds = clock.Elapsed.TotalSeconds;
            double left = Math.Max(0, costPlanned - costBefore - costHere);
            return new SweepProgress(
                planned,
                done,
                running,
                diverged,
                failed,
                costPlanned > 0 ? Math.Min(1, (costBefore + costHere) / costPlanned) : 1,
                seconds > 0 ? iterations / seconds : 0,
                clock.Elapsed,
                costHere > 0 ? TimeSpan.FromSeconds(Math.Min(left / costHere * seconds, 1e9)) : null
            );
        }
    }
}
