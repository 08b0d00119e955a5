// How far a job array is: a state for each task. What is done about it is JobFollower.cs.

using System.Collections.Immutable;
using System.Globalization;

namespace Verify.Audit.Cluster;

/// <summary>The state of a task.</summary>
public enum TaskState
{
    /// <summary>It waits in the queue for its first run.</summary>
    Pending,

    /// <summary>It runs.</summary>
    Running,

    /// <summary>It was preempted, failed or killed, and waits for another run.</summary>
    Requeued,

    /// <summary>Its shard is finished.</summary>
    Done,

    /// <summary>It ended unfinished as often as it may.</summary>
    Failed,
}

/// <summary>The states of all tasks, and why some failed.</summary>
/// <param name="States">The state of task i at i - 1.</param>
/// <param name="Events">What happened since the last look, a sentence each.</param>
public sealed record JobStatus(ImmutableArray<TaskState> States, ImmutableArray<string> Events)
{
    /// <summary>How many tasks are in a state.</summary>
    public int Count(TaskState state) => States.Count(found => found == state);

    /// <summary>Whether nothing is left to wait for.</summary>
    public bool IsOver => States.All(state => state is TaskState.Done or TaskState.Failed);

    /// <summary>"2 done, 1 running, 1 pending": the states that occur.</summary>
    public string Summary =>
        string.Join(
            ", ",
            new[]
            {
                TaskState.Done,
                TaskState.Running,
                TaskState.Pending,
                TaskState.Requeued,
                TaskState.Failed,
            }
                .Where(state => Count(state) > 0)
                .Select(state =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{Count(state)} {state.ToString().ToLowerInvariant()}"
                    )
                )
        );
}
