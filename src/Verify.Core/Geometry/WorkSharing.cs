// Items of a stretch shared among workers with state of their own. What a worker adds up must not depend on the order
// (counts, maxima) or be filed by item: then the result is the same for any number of workers.

namespace Verify.Core.Geometry;

/// <summary>A parallel loop whose workers keep their buffers.</summary>
internal static class WorkSharing
{
    /// <summary>Every item once, on any of the workers. Failures are programming errors and come as they are.</summary>
    internal static void ForEach<TWorker>(TWorker[] workers, int items, Action<TWorker, int> body)
    {
        int next = -1;
        void Run(TWorker worker)
        {
            for (
                int item = Interlocked.Increment(ref next);
                item < items;
                item = Interlocked.Increment(ref next)
            )
            {
                body(worker, item);
            }
        }

        if (workers.Length == 1 || items <= 1)
        {
            Run(workers[0]);
            return;
        }

        Parallel.For(
            0,
            workers.Length,
            new ParallelOptions { MaxDegreeOfParallelism = workers.Length },
            w => Run(workers[w])
        );
    }
}
