// The second pass over a dataset: S0_jk of the chosen pairs, shared out among the bands of the other nodes. Streams as
// the first pass does (SmallGradientPass.cs), with the same decisions.

using Verify.Core.Data;

namespace Verify.Core.Geometry;

/// <summary>Counts c_i and moments of S0_jk (theory.md, section 4, F.instance).</summary>
public static class InstancePass
{
    /// <summary>Goes once through the dataset.</summary>
    /// <param name="reader">D, from its start.</param>
    /// <param name="test">As in the first pass, with a response.</param>
    /// <param name="choices">What is asked about each teacher.</param>
    /// <param name="keep">How many samples of every S0 are kept, at most.</param>
    /// <param name="jobs">Threads, at least 1; the result does not depend on it.</param>
    /// <param name="progress">Told the number of samples done; may be null.</param>
    /// <param name="cancellation">Looked at between stretches of samples.</param>
    /// <exception cref="InputException">As for the first pass.</exception>
    /// <exception cref="ArgumentException">
    /// Another number of inputs or teachers, or a test without a response.
    /// </exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static IReadOnlyList<InstanceCounts> Run(
        IRowReader reader,
        KinkTest test,
        IReadOnlyList<InstanceChoice> choices,
        int keep,
        int jobs,
        Action<int>? progress,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(test);
        ArgumentNullException.ThrowIfNull(choices);
        ArgumentOutOfRangeException.ThrowIfNegative(keep);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(jobs);
        HiddenNodes nodes = test.Nodes;
        SmallGradientPass.RequireInputs(reader, nodes);
        if (choices.Count != nodes.Teachers || test.Response is null)
        {
            throw new ArgumentException("One choice per teacher is needed, and a second layer.");
        }

        PassShape shape = PassShape.Of(nodes.Inputs, nodes.Count, test.Response.Outputs);
        double[] shifts = BlockForward.Shifts(nodes, test.Steps);
        InstanceWorker[] workers =
        [
            .. Enumerable
                .Range(0, jobs)
                .Select(_ => new InstanceWorker(test, choices, shifts, shape.BlockRows)),
        ];
        InstanceRows[][] found =
        [
            .. Enumerable
                .Range(0, shape.Blocks(shape.StretchRows))
                .Select(_ => Enumerable.Range(0, nodes.Teachers).Select(_ => new InstanceRows()).ToArray()),
        ];
        InstanceCollector[] collectors =
        [
            .. choices.Select((choice, j) => new InstanceCollector(nodes, j, choice, keep)),
        ];
        RowStretches.Visit(
            reader,
            shape.StretchRows,
            (rows, first, count) =>
            {
                int d = nodes.Inputs;
                int[] tooLong = new int[shape.Blocks(count)];
                WorkSharing.ForEach(
                    workers,
                    tooLong.Length,
                    (worker, block) =>
                    {
                        int start = block * shape.BlockRows;
                        int height = Math.Min(shape.BlockRows, count - start);
                        tooLong[block] = worker.Run(
                            rows.Span.Slice(start * d, height * d),
                            height,
                            found[block]
                        );
                    }
                );
                SmallGradientPass.RequireRange(tooLong, first, shape);
                WorkSharing.ForEach(
                    workers,
                    nodes.Teachers,
                    (_, j) => collectors[j].Take(rows.Span, found, tooLong.Length, shape.BlockRows)
                );
                progress?.Invoke(first + count);
            },
            cancellation
        );
        return [.. collectors.Select(collector => collector.Result())];
    }
}
