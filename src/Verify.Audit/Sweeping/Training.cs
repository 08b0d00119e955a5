// One training under way, as a run of a sweep. What its summary says is TrainingSummary.cs.

using System.Text.Json;
using Verify.Core.Training;

namespace Verify.Audit.Sweeping;

internal sealed class Training(TrainingRun run) : IRun
{
    public int EpochsDone => run.Epoch;

    public long IterationsDone => run.Iteration;

    public bool HasDiverged => run.Status == RunStatus.Diverged;

    public void NextEpoch(CancellationToken cancellation) => run.NextEpoch(cancellation);

    public void WriteCheckpoint(string path) => Checkpoint.Write(path, run);

    public void WriteResult(string path) => RunFile.Write(path, run.Record());

    public void WriteSummary(Utf8JsonWriter json) => TrainingSummary.Write(json, run.Record());

    public void Dispose() { }
}
