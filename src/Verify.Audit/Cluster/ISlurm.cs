// What is asked of Slurm, so that the following of a job does not depend on its commands.

namespace Verify.Audit.Cluster;

/// <summary>A task that Slurm has in its queue.</summary>
/// <param name="JobId">The array's job id.</param>
/// <param name="IsRunning">Whether it has begun; a task that is ending still runs.</param>
/// <param name="Reason">Why it waits, in Slurm's words; null when it does not, or no reason is given.</param>
public sealed record QueuedTask(string JobId, bool IsRunning, string? Reason);

/// <summary>Slurm, as far as a job array needs it.</summary>
public interface ISlurm
{
    /// <summary>Submits the script for some tasks of its array.</summary>
    /// <param name="script">The script's text.</param>
    /// <param name="tasks">Array indices, ascending.</param>
    /// <returns>The job id.</returns>
    /// <exception cref="SlurmException">It was refused, or Slurm does not answer.</exception>
    string Submit(string script, IReadOnlyList<int> tasks);

    /// <summary>The tasks that are queued or running under a job name, by array index.</summary>
    /// <exception cref="SlurmException">Slurm does not answer.</exception>
    IReadOnlyDictionary<int, QueuedTask> Queue(string jobName);

    /// <summary>How a task ended, such as "TIMEOUT" or "FAILED, exit code 2", for messages; null when it is not known.</summary>
    string? EndOf(string jobId, int task);
}
