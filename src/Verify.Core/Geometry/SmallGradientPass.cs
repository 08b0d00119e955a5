// The first pass over a dataset: N_j, kappa, second moments, largest gradients on D', and the samples whose gradients
// are too small for a teacher's kink to be alone. Streams; beyond the sums it keeps some samples of each band.

using Verify.Core.Data;

namespace Verify.Core.Geometry;

/// <summary>What one pass over D and D' found.</summary>
/// <param name="Samples">N.</param>
/// <param name="Tally">Counts and maxima.</param>
/// <param name="Moments">Per teacher, the sums of x and x x^T over D_j.</param>
/// <param name="Kept">Per teacher, the first samples of D_j in the order of the file, row-major.</param>
public sealed record SmallGradientResult(
    int Samples,
    SmallGradientTally Tally,
    IReadOnlyList<SecondMoment> Moments,
    IReadOnlyList<ReadOnlyMemory<double>> Kept
);

/// <summary>
/// |D'| = (2d+1)|D| or |D| + 2 sum of N_j points are looked at and never held: pre-activations of augmented points are those
/// of the sample plus a rank-one shift. The result depends on the data alone, to the last bit, not on the number of jobs.
/// </summary>
public static class SmallGradientPass
{
    /// <summary>Goes once through the dataset.</summary>
    /// <param name="reader">D, from its start.</param>
    /// <param name="test">Nodes, response, augmentation and half-width.</param>
    /// <param name="keep">How many samples of every band are kept, at most.</param>
    /// <param name="jobs">Threads, at least 1.</param>
    /// <param name="progress">Told the number of samples done; may be null.</param>
    /// <param name="cancellation">Looked at between stretches of samples.</param>
    /// <exception cref="InputException">
    /// The data cannot be read, hold a value that is not finite, or numbers leave the range of doubles.
    /// </exception>
    /// <exception cref="ArgumentException">The dataset has another number of inputs.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static SmallGradientResult Run(
        IRowReader reader,
        KinkTest test,
        int keep,
        int jobs,
        Action<int>? progress,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(test);
        ArgumentOutOfRangeException.ThrowIfNegative(keep);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(jobs);
        HiddenNodes nodes = test.Nodes;
        RequireInputs(reader, nodes);
        PassShape shape = PassShape.Of(nodes.Inputs, nodes.Count, test.Response?.Outputs ?? 0);
        double[] shifts = BlockForward.Shifts(nodes, test.Steps);
        SmallGradientWorker[] workers =
        [
            .. Enumerable.Range(0, jobs).Select(_ => new SmallGradientWorker(test, shifts, shape.BlockRows)),
        ];
        BandMembers members = new(nodes.Teachers, shape);
        BandCollector[] collectors =
        [
            .. Enumerable.Range(0, nodes.Teachers).Select(_ => new BandCollector(nodes.Inputs, keep)),
        ];
        int samples = 0;
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
                            members.OfBlock(block)
                        );
                    }
                );
                RequireRange(tooLong, first, shape);
                WorkSharing.ForEach(
                    workers,
                    nodes.Teachers,
                    (_, j) => collectors[j].Take(rows.Span, members.OfTeacher(j, tooLong.Length))
                );
                samples = first + count;
                progress?.Invoke(samples);
            },
            cancellation
        );
        SmallGradientTally tally = new(nodes.Teachers, nodes.Students);
        foreach (SmallGradientWorker worker in workers)
        {
            tally.Add(worker.Tally);
        }

        return new SmallGradientResult(
            samples,
            tally,
            [.. collectors.Select(collector => collector.Moment)],
            [.. collectors.Select(collector => collector.Kept)]
        );
    }

    internal static void RequireInputs(IRowReader reader, HiddenNodes nodes)
    {
        if (reader.Inputs != nodes.Inputs)
        {
            throw new ArgumentException(
                $"The dataset has {reader.Inputs} columns, but the networks take {nodes.Inputs} inputs."
            );
        }
    }

    /// <summary>The first sample that is too long, in the order of the file whatever thread met one first.</summary>
    internal static void RequireRange(ReadOnlySpan<int> tooLong, int first, PassShape shape)
    {
        for (int block = 0; block < tooLong.Length; block++)
        {
            if (tooLong[block] >= 0)
            {
                throw new InputException(
                    $"The numbers leave the range of doubles at sample {first + block * shape.BlockRows + tooLong[block]}; scale the weights or the inputs down."
                );
            }
        }
    }
}
