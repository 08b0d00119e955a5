// A Slurm in memory whose queue the test moves along, look by look.

using Verify.Audit.Cluster;

namespace Verify.Audit.Tests.Cluster;

internal sealed class MadeUpSlurm : ISlurm
{
    private int next = 100;

    /// <summary>What squeue shows.</summary>
    internal Dictionary<int, QueuedTask> Queued { get; } = [];

    /// <summary>Every submission.</summary>
    internal List<int[]> Submitted { get; } = [];

    /// <summary>Called before every look.</summary>
    internal Action<int>? BeforeLook { get; set; }

    /// <summary>Set: the next command fails so, and every further one.</summary>
    internal string? Fault { get; set; }

    /// <summary>Set: submissions fail so.</summary>
    internal string? Refusal { get; set; }

    internal int Looks { get; private set; }

    internal string End { get; set; } = "FAILED, signal 9";

    public string Submit(string script, IReadOnlyList<int> tasks)
    {
        if ((Refusal ?? Fault) is { } problem)
        {
            throw new SlurmException(problem);
        }

        string id = $"{++next}";
        Submitted.Add([.. tasks]);
        foreach (int task in tasks)
        {
            Assert.False(Queued.ContainsKey(task), "a task is submitted twice");
            Queued[task] = new QueuedTask(id, IsRunning: false, "Priority");
        }

        return id;
    }

    public IReadOnlyDictionary<int, QueuedTask> Queue(string jobName)
    {
        BeforeLook?.Invoke(++Looks);
        return Fault is null ? new Dictionary<int, QueuedTask>(Queued) : throw new SlurmException(Fault);
    }

    public string? EndOf(string jobId, int task) => End;

    internal void Start(int task) => Queued[task] = Queued[task] with { IsRunning = true, Reason = null };
}
