// Which random stream serves what, so that parts of a run do not share numbers: the teacher of a seed is the same for
// every student width, and a resumed epoch draws what an uninterrupted one would have.

using Verify.Core.Numerics;

namespace Verify.Core.Training;

/// <summary>The substreams of a run's seed.</summary>
internal static class RunStreams
{
    internal static CounterRandom Teacher(ulong seed) => new CounterRandom(seed).Substream(0);

    internal static CounterRandom Tuning(ulong seed) => new CounterRandom(seed).Substream(1);

    internal static CounterRandom Student(ulong seed) => new CounterRandom(seed).Substream(2);

    internal static CounterRandom TrainingSet(ulong seed, int epoch) =>
        new CounterRandom(seed).Substream(3).Substream((ulong)epoch);

    internal static CounterRandom EvaluationSet(ulong seed) => new CounterRandom(seed).Substream(4);

    internal static CounterRandom Batches(ulong seed, int epoch) =>
        new CounterRandom(seed).Substream(5).Substream((ulong)epoch);
}
