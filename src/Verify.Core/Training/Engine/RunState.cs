// What changes in a run from update to update, by name: what a checkpoint keeps, and what an epoch that diverges falls back to.
// Data and random streams are not in it: they follow from the configuration.

using System.Numerics;

namespace Verify.Core.Training.Engine;

/// <content>The state of a run.</content>
internal sealed partial class Run<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The names of the state at the start of an epoch under way begin so.</summary>
    private const string EpochStart = "start.";

    /// <summary>Updates done in the epoch under way, and the squares summed up over them.</summary>
    private const string Progress = "progress";

    internal override Dictionary<string, double[]> CaptureState()
    {
        Dictionary<string, double[]> state = new(StringComparer.Ordinal);
        foreach ((string name, Memory memory) in StateParts())
        {
            Span<T> values = memory();
            double[] copy = new double[values.Length];
            for (int i = 0; i < copy.Length; i++)
            {
                copy[i] = double.CreateTruncating(values[i]);
            }

            state[name] = copy;
        }

        if (epochStart is not null)
        {
            foreach ((string name, double[] values) in epochStart)
            {
                state[EpochStart + name] = values;
            }

            state[Progress] = [updates, squares];
        }

        return state;
    }

    internal override bool Restore(RunRecord record, IReadOnlyDictionary<string, double[]> state)
    {
        bool isWithinEpoch = state.TryGetValue(Progress, out double[]? progress);
        bool Fits(string name, int length) =>
            state.TryGetValue(name, out double[]? values) && values.Length == length;
        foreach ((string name, Memory memory) in StateParts())
        {
            if (!Fits(name, memory().Length) || (isWithinEpoch && !Fits(EpochStart + name, memory().Length)))
            {
                return false;
            }
        }

        RestoreState(state);
        Status = record.Status;
        Epoch = record.Epoch;
        Iteration = record.Iteration;
        History = record.History;
        if (isWithinEpoch)
        {
            if (progress is not [var done, var sum] || !(done >= 0 && done <= Configuration.Iterations))
            {
                return false;
            }

            (updates, squares) = ((int)done, sum);
            epochStart = state
                .Where(part => part.Key.StartsWith(EpochStart, StringComparison.Ordinal))
                .ToDictionary(
                    part => part.Key[EpochStart.Length..],
                    part => part.Value,
                    StringComparer.Ordinal
                );
            DrawUpTo(updates);
        }

        return true;
    }

    private delegate Span<T> Memory();

    /// <summary>Everything that changes from update to update, by name.</summary>
    private IEnumerable<(string Name, Memory Memory)> StateParts()
    {
        for (int l = 1; l <= student.Shape.Depth; l++)
        {
            int layer = l;
            yield return ($"weights{l}", () => student.Memory(layer));
            yield return ($"first{l}", () => optimiser.First(layer));
            yield return ($"second{l}", () => optimiser.Second(layer));
        }
    }

    private void RestoreState(IReadOnlyDictionary<string, double[]> state)
    {
        foreach ((string name, Memory memory) in StateParts())
        {
            Span<T> values = memory();
            double[] from = state[name];
            for (int i = 0; i < from.Length; i++)
            {
                values[i] = T.CreateTruncating(from[i]);
            }
        }
    }
}
