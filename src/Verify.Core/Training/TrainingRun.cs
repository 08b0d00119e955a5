// One training run, epoch by epoch: what a command, a sweep or a test drives. The arithmetic is in Engine/; the
// precision is hidden behind this class.

using System.Collections.Immutable;
using Verify.Core.Networks;
using Verify.Core.Training.Engine;

namespace Verify.Core.Training;

/// <summary>A run between two updates. Not thread-safe; runs share nothing, so that each thread may have its own.</summary>
public abstract class TrainingRun
{
    private protected TrainingRun(RunConfiguration configuration, Network teacher)
    {
        Configuration = configuration;
        Teacher = teacher;
    }

    /// <summary>What is run.</summary>
    public RunConfiguration Configuration { get; }

    /// <summary>The teacher, as drawn (in float32 runs it is rounded for use).</summary>
    public Network Teacher { get; }

    /// <summary>How far the run is.</summary>
    public RunStatus Status { get; private protected set; }

    /// <summary>Whole epochs done.</summary>
    public int Epoch { get; private protected set; }

    /// <summary>Updates done.</summary>
    public long Iteration { get; private protected set; }

    /// <summary>The evaluated epochs, the start first.</summary>
    public ImmutableArray<EpochStatistics> History { get; private protected set; } = [];

    /// <summary>The student as it is now.</summary>
    public abstract Network Student { get; }

    /// <summary>A run at its start, with the start evaluated.</summary>
    /// <exception cref="Data.InputException">The configuration contradicts itself or asks for an impossible teacher.</exception>
    public static TrainingRun Start(RunConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return Create(configuration.Validated(), evaluatesStart: true);
    }

    /// <summary>
    /// Trains one epoch and evaluates it where the configuration says so. False when there was nothing left to do: the run
    /// has finished or diverged. A run diverges when a loss, of a batch or evaluated, or a weight is not finite.
    /// </summary>
    /// <exception cref="OperationCanceledException">
    /// Cancelled between two updates: the next call goes on with the rest of the epoch, and so does a checkpoint.
    /// </exception>
    public bool NextEpoch(CancellationToken cancellation) => NextEpoch(long.MaxValue, cancellation);

    /// <summary>All epochs that are left.</summary>
    /// <exception cref="OperationCanceledException">As for <see cref="NextEpoch(CancellationToken)"/>.</exception>
    public void Finish(CancellationToken cancellation)
    {
        while (NextEpoch(cancellation)) { }
    }

    /// <summary>The results so far; with the final matrices once the run has finished.</summary>
    public abstract RunRecord Record();

    /// <summary>
    /// As the public form, and stops as if it were cancelled after so many updates: a moment that can be chosen.
    /// </summary>
    internal abstract bool NextEpoch(long mostUpdates, CancellationToken cancellation);

    internal abstract Dictionary<string, double[]> CaptureState();

    internal abstract bool Restore(RunRecord record, IReadOnlyDictionary<string, double[]> state);

    internal static TrainingRun Create(RunConfiguration configuration, bool evaluatesStart)
    {
        Network teacher = TeacherFactory.Create(configuration);
        Network student = StudentInitialisation.Create(configuration, teacher);
        return configuration.Precision == Precision.Float32
            ? new Run<float>(configuration, teacher, student, evaluatesStart)
            : new Run<double>(configuration, teacher, student, evaluatesStart);
    }
}
