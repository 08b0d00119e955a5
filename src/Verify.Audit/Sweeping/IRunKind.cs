// What a sweep needs to know of the runs it consists of. Trainings are one kind (TrainingRuns.cs); what they compute is
// Verify.Core's business.

using System.Text.Json;

namespace Verify.Audit.Sweeping;

/// <summary>A kind of run: its keys, and how one is begun or taken up again. Called from several threads at once.</summary>
public interface IRunKind
{
    /// <summary>The keys.</summary>
    SettingTable Settings { get; }

    /// <summary>
    /// The size of a run, before it is begun. Values that suit their keys may still not suit each other.
    /// </summary>
    /// <exception cref="Verify.Core.Data.InputException">They do not; the sentence says why.</exception>
    RunSize SizeOf(RunSettings settings);

    /// <summary>A run at its start.</summary>
    IRun Begin(RunSettings settings);

    /// <summary>The run that wrote the checkpoint, at the epoch at which it wrote it.</summary>
    /// <exception cref="Verify.Core.Data.InputException">The file is damaged or of another configuration.</exception>
    IRun Restore(RunSettings settings, string checkpoint);

    /// <summary>What a run wrote, read back: how it ended, and what its summary says.</summary>
    /// <exception cref="Verify.Core.Data.InputException">The file is missing, damaged or of another configuration.</exception>
    RunResult ReadResult(RunSettings settings, string result);

    /// <summary>The series of a run from what it wrote; null when it has no epoch.</summary>
    /// <exception cref="Verify.Core.Data.InputException">The file is missing or damaged.</exception>
    RunCurves? ReadCurves(string result);
}

/// <summary>A run that is over, from its results alone.</summary>
/// <param name="HasDiverged">Whether it diverged; otherwise it did all its epochs.</param>
/// <param name="Epochs">Epochs that it did.</param>
/// <param name="WriteSummary">As <see cref="IRun.WriteSummary"/>.</param>
public sealed record RunResult(bool HasDiverged, int Epochs, Action<Utf8JsonWriter> WriteSummary);

/// <summary>How much there is to do in a run, for progress.</summary>
/// <param name="Epochs">Epochs.</param>
/// <param name="IterationsPerEpoch">Steps of an epoch.</param>
/// <param name="CostPerEpoch">Operations of an epoch in any unit that is the same for all runs; to guess times with.</param>
public readonly record struct RunSize(int Epochs, long IterationsPerEpoch, double CostPerEpoch)
{
    /// <summary>The cost of all epochs.</summary>
    internal double Cost => Epochs * CostPerEpoch;

    /// <summary>The cost of some iterations, evaluations spread evenly over them.</summary>
    internal double CostOf(long iterations) => iterations * (CostPerEpoch / IterationsPerEpoch);
}

/// <summary>
/// A run under way, on the thread that calls it. What it computes depends on its settings alone: not on checkpoints, nor on
/// what runs beside it.
/// </summary>
public interface IRun : IDisposable
{
    /// <summary>Epochs done.</summary>
    int EpochsDone { get; }

    /// <summary>Iterations done, those of an epoch that was cancelled included.</summary>
    long IterationsDone { get; }

    /// <summary>Whether a loss is no longer finite: there is nothing more to train.</summary>
    bool HasDiverged { get; }

    /// <summary>Trains the next epoch, or what is left of one that was cancelled.</summary>
    /// <exception cref="OperationCanceledException">
    /// Cancelled within the epoch: the next call goes on there, and so does a run restored from a checkpoint written now.
    /// </exception>
    void NextEpoch(CancellationToken cancellation);

    /// <summary>Writes what <see cref="IRunKind.Restore"/> needs, whole or not at all.</summary>
    /// <exception cref="Verify.Core.Data.InputException">The file cannot be written.</exception>
    void WriteCheckpoint(string path);

    /// <summary>Writes what the run found, whole or not at all. Equal runs write equal bytes.</summary>
    /// <exception cref="Verify.Core.Data.InputException">The file cannot be written.</exception>
    void WriteResult(string path);

    /// <summary>
    /// Writes a member "lastEpoch", an object of numbers, or null where they are not finite; further members may follow.
    /// </summary>
    void WriteSummary(Utf8JsonWriter json);
}
