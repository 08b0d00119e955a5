// Follows the tasks of one job array and submits again what ended unfinished. The truth is on the disk (a shard that says it
// is complete) and in Slurm's queue; the follower itself may die and start anew at any time, and no task is lost or run
// twice at once.

using System.Globalization;

namespace Verify.Audit.Cluster;

/// <summary>The state machine. It neither waits nor writes; not for use by several threads.</summary>
public sealed class JobFollower
{
    /// <summary>
    /// Looks in a row at which a task must be missing from the queue and unfinished on the disk before it counts as ended:
    /// a file server may show the end of a file later than Slurm shows the end of the task.
    /// </summary>
    private const int MissesNeeded = 2;

    private readonly ISlurm slurm;
    private readonly string name;
    private readonly string script;
    private readonly int maxRequeue;
    private readonly Func<int, bool> isComplete;
    private readonly Followed[] tasks;

    /// <summary>A follower of tasks that nothing is known of yet.</summary>
    /// <param name="slurm">Slurm.</param>
    /// <param name="name">The job's name, by which its tasks are found.</param>
    /// <param name="script">What is submitted.</param>
    /// <param name="count">Tasks, 1 .. count.</param>
    /// <param name="maxRequeue">Submissions of a task after the first.</param>
    /// <param name="isComplete">Whether a task's shard is finished on the disk.</param>
    /// <param name="wasSubmitted">
    /// Whether the job was submitted before: a task that is then neither queued nor finished may have ended a moment ago.
    /// </param>
    public JobFollower(
        ISlurm slurm,
        string name,
        string script,
        int count,
        int maxRequeue,
        Func<int, bool> isComplete,
        bool wasSubmitted
    )
    {
        ArgumentNullException.ThrowIfNull(slurm);
        ArgumentNullException.ThrowIfNull(isComplete);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(maxRequeue);
        this.slurm = slurm;
        this.name = name;
        this.script = script;
        this.maxRequeue = maxRequeue;
        this.isComplete = isComplete;
        tasks = [.. Enumerable.Range(1, count).Select(task => new Followed(task) { IsKnown = wasSubmitted })];
    }

    /// <summary>The job id of the last submission that was made or seen; null before the first.</summary>
    public string? JobId { get; private set; }

    /// <summary>
    /// One look: at the queue, then at the disk, and what has to be submitted is. In this order, since a task that leaves
    /// the queue has finished its shard before.
    /// </summary>
    /// <returns>The states after it.</returns>
    /// <exception cref="SlurmException">Slurm does not answer, or refuses; look again later.</exception>
    public JobStatus Look()
    {
        List<string> events = [];
        IReadOnlyDictionary<int, QueuedTask> queue = slurm.Queue(name);
        foreach (Followed task in tasks)
        {
            if (queue.TryGetValue(task.Index, out QueuedTask? queued))
            {
                Update(task, queued, events);
            }
            else if (task.State is not (TaskState.Done or TaskState.Failed))
            {
                UpdateMissing(task, events);
            }
        }

        SubmitWhatIsDue(events);
        return new JobStatus([.. tasks.Select(task => task.State)], [.. events]);
    }

    private void Update(Followed task, QueuedTask queued, List<string> events)
    {
        // Also for a task that was done or given up: somebody has requeued it, and its shard is not to be read now.
        JobId ??= queued.JobId;
        bool hasRun = task.State is TaskState.Running or TaskState.Requeued;
        if (!queued.IsRunning && task.State == TaskState.Running)
        {
            events.Add(
                string.Create(CultureInfo.InvariantCulture, $"Task {task.Index} was requeued by Slurm.")
            );
        }

        if (!queued.IsRunning && queued.Reason is { } reason && IsHeld(reason) && task.Hold != reason)
        {
            events.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Task {task.Index} is held ({reason}): scontrol release {queued.JobId}_{task.Index} lets it go."
                )
            );
        }

        task.Hold = queued.IsRunning ? null : queued.Reason;
        task.JobId = queued.JobId;
        task.IsKnown = true;
        task.Submissions = Math.Max(1, task.Submissions);
        task.Misses = 0;
        task.IsDue = false;
        task.State =
            queued.IsRunning ? TaskState.Running
            : hasRun ? TaskState.Requeued
            : TaskState.Pending;
    }

    private void UpdateMissing(Followed task, List<string> events)
    {
        if (isComplete(task.Index))
        {
            task.State = TaskState.Done;
            return;
        }

        if (!task.IsKnown)
        {
            task.IsDue = true;
            return;
        }

        task.Misses++;
        if (task.IsDue || task.Misses < MissesNeeded)
        {
            return;
        }

        string end = (task.JobId is { } id ? slurm.EndOf(id, task.Index) : null) ?? "its end is not known";
        if (task.Submissions > maxRequeue)
        {
            task.State = TaskState.Failed;
            events.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Task {task.Index} ended unfinished ({end}) and is given up after {task.Submissions} submissions."
                )
            );
            return;
        }

        task.IsDue = true;
        task.State = TaskState.Requeued;
        events.Add(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Task {task.Index} ended unfinished ({end}) and is submitted again."
            )
        );
    }

    private void SubmitWhatIsDue(List<string> events)
    {
        Followed[] due = [.. tasks.Where(task => task.IsDue)];
        if (due.Length == 0)
        {
            return;
        }

        string id = slurm.Submit(script, [.. due.Select(task => task.Index)]);
        JobId = id;
        foreach (Followed task in due)
        {
            task.JobId = id;
            task.IsKnown = true;
            task.IsDue = false;
            task.Misses = 0;
            task.Submissions++;
        }

        events.Add(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Slurm job {id} is submitted with {due.Length} {(due.Length == 1 ? "task" : "tasks")}."
            )
        );
    }

    private static bool IsHeld(string reason) => reason.Contains("held", StringComparison.OrdinalIgnoreCase);

    private sealed class Followed(int index)
    {
        internal int Index { get; } = index;

        internal TaskState State { get; set; } = TaskState.Pending;

        internal string? JobId { get; set; }

        /// <summary>It has been in the queue, as far as anybody knows.</summary>
        internal bool IsKnown { get; set; }

        /// <summary>It is to be submitted; stays so until Slurm accepts it.</summary>
        internal bool IsDue { get; set; }

        /// <summary>Looks in a row that found it neither queued nor finished.</summary>
        internal int Misses { get; set; }

        /// <summary>Submissions that this follower made, or has seen the task of.</summary>
        internal int Submissions { get; set; }

        /// <summary>The reason that it was last seen to wait for.</summary>
        internal string? Hold { get; set; }
    }
}
