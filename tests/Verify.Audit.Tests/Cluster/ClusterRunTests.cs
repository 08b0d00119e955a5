// A job from its submission to its end: what is written, what is refused before anything is, and how it is followed again.

using Verify.Audit.Cluster;
using Verify.Audit.Tests.Cli;
using Verify.Core.Data;

namespace Verify.Audit.Tests.Cluster;

public sealed class ClusterRunTests
{
    private readonly MadeUpSlurm slurm = new();

    [Fact]
    public void Run_JobThatFinishes_LeavesItsScriptAndRecord()
    {
        using WorkFolder folder = new();
        ClusterJob job = SampleJob.In(folder.PathOf("new/out"));
        slurm.BeforeLook = look => FinishFrom(job, look, 3);
        List<string> shown = [];
        ClusterRun run = Of(job);
        JobStatus status = run.Run(found => shown.Add(found.Summary), CancellationToken.None);
        Assert.Equal("3 done", status.Summary);
        Assert.Equal(("3 pending", "3 done"), (shown[0], shown[^1]));
        Assert.Equal("101", run.JobId);
        Assert.Equal(SlurmScript.Render(job), folder.Text("new/out/slurm/job.sh"));
        Assert.Equal(["job.json", "job.sh"], Names(folder, "new/out/slurm"));
        JobFile record = JobFile.TryRead(folder.PathOf("new/out/slurm"))!;
        Assert.Equal(["101"], record.Jobs);
        Assert.Equal((job.Name, 3), (record.Name, record.Shards));
    }

    [Fact]
    public void Run_RefusedByTheFirstSubmission_LeavesNothing()
    {
        using WorkFolder folder = new();
        slurm.Refusal = "sbatch says: Invalid partition name specified";
        InputException refusal = Assert.Throws<InputException>(() =>
            Of(SampleJob.In(folder.PathOf("new/out"))).Run(_ => { }, CancellationToken.None)
        );
        Refusal.IsSentence(refusal.Message);
        Assert.Contains("Invalid partition", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(folder.Names());
    }

    [Fact]
    public void Run_CancelledAndGivenAgain_FollowsTheSameTasks()
    {
        using WorkFolder folder = new();
        ClusterJob job = SampleJob.In(folder.PathOf("out"));
        using CancellationTokenSource source = new();
        ClusterRun first = new(
            job,
            slurm,
            (_, token) =>
            {
                source.Cancel();
                token.ThrowIfCancellationRequested();
            }
        );
        Assert.ThrowsAny<OperationCanceledException>(() => first.Run(_ => { }, source.Token));
        Assert.Equal(("101", 3), (first.JobId, slurm.Queued.Count));

        slurm.BeforeLook = look => FinishFrom(job, look, 4);
        ClusterRun second = Of(job);
        Assert.Equal("3 done", second.Run(_ => { }, CancellationToken.None).Summary);
        Assert.Single(slurm.Submitted);
        Assert.Equal("101", second.JobId);
    }

    [Fact]
    public void Run_TasksSubmittedAgain_AreRecorded()
    {
        using WorkFolder folder = new();
        ClusterJob job = SampleJob.In(folder.PathOf("out"));
        slurm.BeforeLook = look =>
        {
            if (look == 2)
            {
                slurm.Queued.Remove(2); // it has ended, and its shard is not finished
            }

            FinishFrom(job, look, 6);
        };
        Assert.Equal("3 done", Of(job).Run(_ => { }, CancellationToken.None).Summary);
        Assert.Equal(
            [
                [1, 2, 3],
                [2],
            ],
            slurm.Submitted
        );
        Assert.Equal(["101", "102"], JobFile.TryRead(folder.PathOf("out/slurm"))!.Jobs);
    }

    [Fact]
    public void Run_TaskThatIsGivenUp_StillFollowsTheOthers()
    {
        using WorkFolder folder = new();
        ClusterJob job = SampleJob.In(folder.PathOf("out"), tasks: 2, maxRequeue: 1);
        slurm.BeforeLook = look =>
        {
            slurm.Queued.Remove(1);
            if (look == 12)
            {
                Finish(job, 2);
            }
        };
        JobStatus status = Of(job).Run(_ => { }, CancellationToken.None);
        Assert.Equal([TaskState.Failed, TaskState.Done], status.States);

        // Asked again, what is missing is tried again.
        slurm.BeforeLook = look => Finish(job, 1);
        Assert.Equal("2 done", Of(job).Run(_ => { }, CancellationToken.None).Summary);
    }

    [Fact]
    public void Run_ControllerThatIsAwayForAWhile_IsWaitedFor()
    {
        using WorkFolder folder = new();
        ClusterJob job = SampleJob.In(folder.PathOf("out"));
        slurm.BeforeLook = look =>
        {
            slurm.Fault = look is > 1 and < 40 ? "squeue says: no contact" : null;
            FinishFrom(job, look, 41);
        };
        Assert.Equal("3 done", Of(job).Run(_ => { }, CancellationToken.None).Summary);
    }

    [Fact]
    public void Run_ControllerThatStaysAway_IsGivenUpAndMayBeFollowedAgain()
    {
        using WorkFolder folder = new();
        ClusterJob job = SampleJob.In(folder.PathOf("out"));
        slurm.BeforeLook = look => slurm.Fault = look > 1 ? "squeue says: no contact" : null;
        InputException refusal = Assert.Throws<InputException>(() =>
            Of(job).Run(_ => { }, CancellationToken.None)
        );
        Refusal.IsSentence(refusal.Message);
        Assert.Contains("101", refusal.Message, StringComparison.Ordinal);
        slurm.BeforeLook = look =>
        {
            slurm.Fault = null;
            Finish(job, 1, 2, 3);
        };
        Assert.Equal("3 done", Of(job).Run(_ => { }, CancellationToken.None).Summary);
        Assert.Single(slurm.Submitted);
    }

    [Fact]
    public void Run_FolderOfAnotherJob_IsRefused()
    {
        using WorkFolder folder = new();
        ClusterJob job = SampleJob.In(folder.PathOf("out"));
        slurm.BeforeLook = look => FinishFrom(job, look, 2);
        Of(job).Run(_ => { }, CancellationToken.None);
        ClusterJob otherPlan = job with { Manifest = job.Manifest with { Plan = """{"seed":2}""" } };
        AssertRefused(folder, otherPlan, "of another plan");
        AssertRefused(folder, SampleJob.In(folder.PathOf("out"), tasks: 4), "--array-size 3");
        Directory.Move(folder.PathOf("out"), folder.PathOf("moved"));
        AssertRefused(folder, SampleJob.In(folder.PathOf("moved")), "another path");
        folder.Put("moved/slurm/job.json", "{}");
        AssertRefused(folder, SampleJob.In(folder.PathOf("moved")), "job.json");
    }

    [Fact]
    public void Run_FollowedByAnother_IsRefused()
    {
        using WorkFolder folder = new();
        ClusterJob job = SampleJob.In(folder.PathOf("out"));
        InputException? refusal = null;
        slurm.BeforeLook = look =>
        {
            refusal ??= Assert.Throws<InputException>(() => Of(job).Run(_ => { }, CancellationToken.None));
            FinishFrom(job, look, 2);
        };
        Of(job).Run(_ => { }, CancellationToken.None);
        Refusal.IsSentence(refusal!.Message);
        Assert.Contains("another process", refusal.Message, StringComparison.Ordinal);
        Assert.Single(slurm.Submitted);
    }

    [Fact]
    public void IsComplete_ShardOfAnotherPlanOrUnfinished_IsNot()
    {
        using WorkFolder folder = new();
        ClusterJob job = SampleJob.In(folder.PathOf("out"));
        Assert.False(job.IsComplete(1));
        SampleJob.PutShard(job, 1, complete: false);
        Assert.False(job.IsComplete(1));
        SampleJob.PutShard(job, 1, complete: true);
        Assert.True(job.IsComplete(1));
        Assert.False((job with { Manifest = job.Manifest with { Plan = "{}" } }).IsComplete(1));
        Assert.False((job with { Manifest = job.Manifest with { ToolVersion = "0" } }).IsComplete(1));
    }

    /// <summary>Waits for nothing, so that the looks follow each other at once.</summary>
    private ClusterRun Of(ClusterJob job) =>
        new(job, slurm, (_, token) => token.ThrowIfCancellationRequested());

    private void FinishFrom(ClusterJob job, int look, int last)
    {
        if (look >= last)
        {
            Finish(job, [.. slurm.Queued.Keys]);
        }
    }

    private void Finish(ClusterJob job, params int[] tasks)
    {
        foreach (int task in tasks)
        {
            SampleJob.PutShard(job, task, complete: true);
            slurm.Queued.Remove(task);
        }
    }

    private void AssertRefused(WorkFolder folder, ClusterJob job, string fragment)
    {
        string[] before = folder.State();
        InputException refusal = Assert.Throws<InputException>(() =>
            Of(job).Run(_ => { }, CancellationToken.None)
        );
        Refusal.IsSentence(refusal.Message);
        Assert.Contains(fragment, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, folder.State());
    }

    private static IEnumerable<string> Names(WorkFolder folder, string below) =>
        folder
            .Names()
            .Where(name =>
                name.StartsWith(below + "/", StringComparison.Ordinal) && name.Length > below.Length + 1
            )
            .Select(name => name[(below.Length + 1)..]);
}
