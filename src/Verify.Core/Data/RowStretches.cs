// Goes through a dataset in stretches of a fixed number of rows; the next stretch is read while one is worked on.
// Two stretches are in memory, never the dataset.

namespace Verify.Core.Data;

/// <summary>Reading ahead by one stretch.</summary>
public static class RowStretches
{
    /// <summary>Works on rows <c>first</c> .. <c>first + count - 1</c>, row-major at the start of the buffer.</summary>
    public delegate void Work(ReadOnlyMemory<double> rows, int first, int count);

    /// <summary>
    /// Calls <paramref name="work"/> with every stretch, in order, on the calling thread. A failure to read ends it after
    /// the stretches before.
    /// </summary>
    /// <param name="reader">The dataset, from its start; the caller disposes it.</param>
    /// <param name="rows">Rows of a stretch, at least 1: a number that must not depend on the machine.</param>
    /// <param name="work">May keep nothing of the rows.</param>
    /// <param name="cancellation">Looked at before every stretch.</param>
    /// <exception cref="InputException">From the reader.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static void Visit(IRowReader reader, int rows, Work work, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(work);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows);
        double[] current = new double[checked(rows * reader.Inputs)];
        double[] ahead = new double[current.Length];
        int first = 0;
        int count = reader.Read(current);
        while (count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            double[] target = ahead;
            Task<int> next = Task.Run(() => reader.Read(target), CancellationToken.None);
            try
            {
                work(current.AsMemory(0, count * reader.Inputs), first, count);
            }
            catch
            {
                // The reader must be free before the caller disposes it; of two failures the first to happen counts.
                next.ContinueWith(static _ => { }, TaskScheduler.Default).Wait(CancellationToken.None);
                throw;
            }

            first += count;
            count = next.GetAwaiter().GetResult();
            (current, ahead) = (ahead, current);
        }
    }
}
