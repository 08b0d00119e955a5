// Runs what is left of a sweep, several runs at once, each on a thread of its own from its first epoch to its last. The
// threads share nothing but the number of the next run and the meter. Results depend on neither threads nor interruptions.

using System.Collections.Immutable;
using System.Globalization;
using Verify.Core.Data;

namespace Verify.Audit.Sweeping;

/// <summary>How a sweep is run; no result depends on it.</summary>
/// <param name="Jobs">Runs at once, at least 1.</param>
/// <param name="CheckpointEvery">
/// Epochs of a run between two checkpoints, at least 1; or null for one every <see cref="SecondsBetweenCheckpoints"/>, within
/// an epoch where it is longer.
/// </param>
public sealed record SweepOptions(int Jobs, int? CheckpointEvery)
{
    /// <summary>Seconds of a run between two checkpoints, unless they are asked for by epochs: little to do again after a
    /// kill, and far more than the milliseconds that writing one takes.</summary>
    public const double SecondsBetweenCheckpoints = 15;
}

/// <summary>Runs sweeps.</summary>
public static class SweepRunner
{
    private static readonly TimeSpan BetweenReports = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Runs every run of the folder that is not over, failed ones again. A run that diverges or fails ends alone. When
    /// cancelled, the runs under way write a checkpoint and stop, within an epoch too.
    /// </summary>
    /// <param name="kind">What the runs are.</param>
    /// <param name="folder">The sweep.</param>
    /// <param name="options">Threads and checkpoints.</param>
    /// <param name="progress">Told ten times a second and at the end, from this thread; may be null.</param>
    /// <param name="cancellation">Stops the runs under way.</param>
    /// <returns>The counts. Runs are left over when it was cancelled, and only then.</returns>
    /// <exception cref="InputException">
    /// The settings of a run do not suit each other, which is found before anything is run; or a file cannot be written.
    /// </exception>
    public static SweepSummary Run(
        IRunKind kind,
        SweepFolder folder,
        SweepOptions options,
        Action<SweepProgress>? progress,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(options);
        ImmutableArray<int> runs = [.. folder.Runs];
        RunSize[] sizes = [.. runs.Select(run => SizeOf(kind, folder.Plan, run))];
        SweepMeter meter = new(runs.Length, sizes.Sum(size => size.Cost));
        List<(int Run, RunSize Size)> left = [];
        foreach ((int run, RunSize size) in runs.Zip(sizes))
        {
            if (folder.Record(run) is { Status: not RunEnd.Failed } record)
            {
                meter.AddEarlier(record.Status, size.Cost);
            }
            else
            {
                left.Add((run, size));
            }
        }

        RunAll(kind, folder, options, left, meter, progress, cancellation);
        return folder.Summarise();
    }

    /// <summary>The size of a run, and so whether it can be run at all.</summary>
    /// <exception cref="InputException">It cannot.</exception>
    public static RunSize SizeOf(IRunKind kind, SweepPlan plan, int run)
    {
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(plan);
        try
        {
            return kind.SizeOf(plan[run]);
        }
        catch (InputException problem) when (plan.Count > 1)
        {
            string number = run.ToString(CultureInfo.InvariantCulture);
            throw new InputException(
                $"Run {number} ({plan.Describe(run)}) cannot be run: {problem.Message.TrimEnd('.')}.",
                problem
            );
        }
    }

    private static void RunAll(
        IRunKind kind,
        SweepFolder folder,
        SweepOptions options,
        List<(int Run, RunSize Size)> left,
        SweepMeter meter,
        Action<SweepProgress>? progress,
        CancellationToken cancellation
    )
    {
        int next = -1;
        Exception? problem = null;
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        CancellationToken stopped = stop.Token;
        void Work()
        {
            int i;
            while (!stopped.IsCancellationRequested && (i = Interlocked.Increment(ref next)) < left.Count)
            {
                try
                {
                    SweepWorker.Run(kind, folder, left[i].Run, left[i].Size, options, meter, stopped);
                }
                catch (Exception failure)
                {
                    // The folder cannot be written, or the fault is ours: no other run would fare better.
                    Interlocked.CompareExchange(ref problem, failure, null);
                    stop.Cancel();
                }
            }
        }

        Thread[] threads =
        [
            .. Enumerable
                .Range(0, Math.Min(options.Jobs, left.Count))
                .Select(_ => new Thread(Work) { IsBackground = true, Name = "sweep" }),
        ];
        foreach (Thread thread in threads)
        {
            thread.Start();
        }

        foreach (Thread thread in threads)
        {
            while (!thread.Join(BetweenReports))
            {
                progress?.Invoke(meter.Read());
            }
        }

        progress?.Invoke(meter.Read());
        if (problem is not null)
        {
            throw problem is InputException
                ? new InputException(problem.Message, problem)
                : new InvalidOperationException("A sweep ended by a fault of the program.", problem);
        }
    }
}
