// The states of tasks, look by look: what is submitted, again or not, and when it is over.

using Verify.Audit.Cluster;
using static Verify.Audit.Cluster.TaskState;

namespace Verify.Audit.Tests.Cluster;

public sealed class JobFollowerTests
{
    /// <summary>The namespace of this name hides the state's.</summary>
    private const TaskState Running = TaskState.Running;

    private readonly MadeUpSlurm slurm = new();
    private readonly HashSet<int> complete = [];

    [Fact]
    public void Look_TasksThatRunAndFinish_GoThroughTheirStates()
    {
        JobFollower follower = Follower();
        AssertStates(follower, Pending, Pending, Pending);
        Assert.Equal(
            [
                [1, 2, 3],
            ],
            slurm.Submitted
        );
        Assert.Equal("101", follower.JobId);
        slurm.Start(2);
        AssertStates(follower, Pending, Running, Pending);
        Finish(2);
        slurm.Start(1);
        AssertStates(follower, Running, Done, Pending);
        Finish(1);
        slurm.Start(3);
        AssertStates(follower, Done, Done, Running);
        Finish(3);
        Assert.True(AssertStates(follower, Done, Done, Done).IsOver);
        Assert.Single(slurm.Submitted);
    }

    [Fact]
    public void Look_FinishedTaskStillInTheQueue_IsNotDoneYet()
    {
        JobFollower follower = Follower(count: 1);
        follower.Look();
        slurm.Start(1);
        complete.Add(1);
        AssertStates(follower, Running);
        slurm.Queued.Clear();
        AssertStates(follower, Done);
    }

    [Fact]
    public void Look_TaskThatVanishesUnfinished_IsSubmittedAgainAlone()
    {
        JobFollower follower = Follower();
        follower.Look();
        slurm.Start(2);
        follower.Look();
        slurm.Queued.Remove(2);
        // Once missing is not yet ended: the disk may be late.
        AssertStates(follower, Pending, Running, Pending);
        JobStatus status = AssertStates(follower, Pending, Requeued, Pending);
        Assert.Equal(
            [
                [1, 2, 3],
                [2],
            ],
            slurm.Submitted
        );
        Assert.Contains("Task 2 ended unfinished (FAILED, signal 9) and is submitted again.", status.Events);
        AssertStates(follower, Pending, Requeued, Pending);
        slurm.Start(2);
        AssertStates(follower, Pending, Running, Pending);
    }

    [Fact]
    public void Look_TaskWhoseDiskIsLate_IsNotSubmittedAgain()
    {
        JobFollower follower = Follower(count: 1);
        follower.Look();
        slurm.Queued.Clear();
        AssertStates(follower, Pending);
        complete.Add(1);
        AssertStates(follower, Done);
        Assert.Single(slurm.Submitted);
    }

    [Fact]
    public void Look_TaskThatSlurmRequeues_IsLeftToSlurm()
    {
        JobFollower follower = Follower(count: 1);
        follower.Look();
        slurm.Start(1);
        follower.Look();
        slurm.Queued[1] = slurm.Queued[1] with { IsRunning = false, Reason = "BeginTime" };
        JobStatus status = AssertStates(follower, Requeued);
        Assert.Contains("Task 1 was requeued by Slurm.", status.Events);
        Assert.Empty(AssertStates(follower, Requeued).Events);
        Assert.Single(slurm.Submitted);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Look_TaskThatAlwaysFails_IsGivenUpAfterTheStatedNumber(int maxRequeue)
    {
        JobFollower follower = Follower(count: 2, maxRequeue: maxRequeue);
        JobStatus status = follower.Look();
        Finish(2);
        for (int looks = 0; !status.IsOver; looks++)
        {
            Assert.True(looks < 20);
            slurm.Queued.Remove(1);
            status = follower.Look();
        }

        Assert.Equal([Failed, Done], status.States);
        Assert.Equal(1 + maxRequeue, slurm.Submitted.Count(tasks => tasks.Contains(1)));
        Assert.Contains(status.Events, what => what.Contains("given up", StringComparison.Ordinal));
        Assert.Equal("1 done, 1 failed", status.Summary);
    }

    [Fact]
    public void Look_AFollowerThatStartsAnew_AdoptsWhatIsThere()
    {
        Follower(count: 4).Look();
        slurm.Start(1);
        Finish(2);
        slurm.Queued.Remove(3);
        JobFollower other = Follower(count: 4, wasSubmitted: true);
        AssertStates(other, Running, Done, Pending, Pending);
        Assert.Single(slurm.Submitted);
        AssertStates(other, Running, Done, Requeued, Pending);
        Assert.Equal([3], slurm.Submitted[^1]);
    }

    [Fact]
    public void Look_SubmissionThatWasNotRecorded_IsFoundByItsName()
    {
        // The follower died between sbatch and its record: it does not know that there was a job.
        Follower().Look();
        Finish(1);
        JobFollower other = Follower(wasSubmitted: false);
        AssertStates(other, Done, Pending, Pending);
        Assert.Single(slurm.Submitted);
        Assert.Equal("101", other.JobId);
    }

    [Fact]
    public void Look_EverythingFinishedBefore_SubmitsNothing()
    {
        complete.UnionWith([1, 2, 3]);
        Assert.True(AssertStates(Follower(), Done, Done, Done).IsOver);
        Assert.Empty(slurm.Submitted);
    }

    [Fact]
    public void Look_DoneTaskThatSomebodyRequeues_RunsAgain()
    {
        JobFollower follower = Follower(count: 2);
        follower.Look();
        Finish(1);
        AssertStates(follower, Done, Pending);
        slurm.Queued[1] = new QueuedTask("101", IsRunning: true, null);
        AssertStates(follower, Running, Pending);
    }

    [Fact]
    public void Look_SlurmThatDoesNotAnswer_ChangesNothing()
    {
        JobFollower follower = Follower(count: 1);
        follower.Look();
        slurm.Queued.Clear();
        slurm.Fault = "no contact";
        for (int i = 0; i < 5; i++)
        {
            Assert.Throws<SlurmException>(follower.Look);
        }

        slurm.Fault = null;
        AssertStates(follower, Pending);
        slurm.Refusal = "not now";
        Assert.Throws<SlurmException>(follower.Look);
        Assert.Throws<SlurmException>(follower.Look);
        slurm.Refusal = null;
        AssertStates(follower, Requeued);
        Assert.Equal(
            [
                [1],
                [1],
            ],
            slurm.Submitted
        );
    }

    [Fact]
    public void Look_HeldTask_SaysHowToReleaseItOnce()
    {
        JobFollower follower = Follower(count: 1);
        follower.Look();
        slurm.Queued[1] = slurm.Queued[1] with { Reason = "launch failed requeued held" };
        Assert.Contains(
            follower.Look().Events,
            what => what.Contains("scontrol release 101_1", StringComparison.Ordinal)
        );
        Assert.Empty(follower.Look().Events);
    }

    private JobFollower Follower(int count = 3, int maxRequeue = 3, bool wasSubmitted = false) =>
        new(slurm, "name", "script", count, maxRequeue, complete.Contains, wasSubmitted);

    private void Finish(int task)
    {
        complete.Add(task);
        slurm.Queued.Remove(task);
    }

    private static JobStatus AssertStates(JobFollower follower, params TaskState[] expected)
    {
        JobStatus status = follower.Look();
        Assert.Equal(expected, status.States);
        return status;
    }
}
