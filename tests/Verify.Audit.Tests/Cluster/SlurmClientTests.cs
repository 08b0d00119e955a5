// What Slurm's commands answer is understood, and what they do not answer in time or at all is said in one clause. The
// commands are scripts that print what a Slurm printed.

using Verify.Audit.Cluster;
using Verify.Audit.Tests.Cli;

namespace Verify.Audit.Tests.Cluster;

public sealed class SlurmClientTests : IDisposable
{
    private readonly WorkFolder folder = new();

    public SlurmClientTests() =>
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The commands are POSIX scripts.");

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("12", "12")]
    [InlineData("12;main", "12")]
    [InlineData("Welcome to the cluster.\n12", "12")]
    public void Submit_Accepted_GivesTheId(string said, string id)
    {
        Put(
            "sbatch",
            $"printf '%s\\n' '{said}'; printf '%s|' \"$@\" >'{folder.PathOf("arguments")}'; cat >'{folder.PathOf("script")}'"
        );
        Assert.Equal(id, Client().Submit("#!/bin/bash\n'odd'\n", [1, 2, 3, 7]));
        Assert.Equal("--parsable|--array=1-3,7|", folder.Text("arguments"));
        Assert.Equal("#!/bin/bash\n'odd'\n", folder.Text("script"));
    }

    [Theory]
    [InlineData(
        "sbatch: error: invalid partition specified: nope\nsbatch: error: Batch job submission failed: Invalid partition name specified",
        "sbatch says: Invalid partition name specified"
    )]
    [InlineData("sbatch: error: Invalid --time specification", "sbatch says: Invalid --time specification")]
    [InlineData("A. Two sentences.", "sbatch says: A; Two sentences")]
    [InlineData("", "sbatch fails with exit code 1")]
    public void Submit_Refused_SaysWhy(string said, string clause)
    {
        Put("sbatch", $"printf '%s\\n' '{said}' >&2; exit 1");
        Assert.Equal(clause, Assert.Throws<SlurmException>(() => Client().Submit("", [1])).Message);
    }

    [Fact]
    public void Submit_NoId_IsAFailure()
    {
        Put("sbatch", "echo Submitted batch job");
        Assert.Throws<SlurmException>(() => Client().Submit("", [1]));
    }

    [Fact]
    public void Queue_Lines_AreTasks()
    {
        Put(
            "squeue",
            """
            printf '%s|' "$@" >"$(dirname "$0")/../arguments"
            echo '12|1|RUNNING|None'
            echo '12|2|PENDING|Resources'
            echo '12|3|COMPLETING|None'
            echo '13|4|PENDING|launch failed requeued held'
            echo '13|5|PENDING|a|b'
            """
        );
        IReadOnlyDictionary<int, QueuedTask> queue = Client().Queue("some-name");
        Assert.Equal(
            new Dictionary<int, QueuedTask>
            {
                [1] = new("12", true, null),
                [2] = new("12", false, "Resources"),
                [3] = new("12", true, null),
                [4] = new("13", false, "launch failed requeued held"),
                [5] = new("13", false, "a|b"),
            },
            queue
        );
        Assert.Equal("--noheader|--array|--name=some-name|--format=%F|%K|%T|%r|", folder.Text("arguments"));
    }

    [Fact]
    public void Queue_TaskTwice_TheRunningOneCounts()
    {
        Put(
            "squeue",
            "echo '12|1|RUNNING|None'; echo '13|1|PENDING|Priority'; echo '12|2|PENDING|None'; echo '13|2|RUNNING|None'"
        );
        Assert.All(Client().Queue("").Values, task => Assert.True(task.IsRunning));
    }

    [Fact]
    public void Queue_Empty_HasNoTasks()
    {
        Put("squeue", "");
        Assert.Empty(Client().Queue(""));
    }

    [Theory]
    [InlineData("12|N/A|RUNNING|None")]
    [InlineData("12|1|RUNNING")]
    [InlineData("maintenance until noon")]
    public void Queue_SomethingElse_IsAFailure(string line)
    {
        Put("squeue", $"echo '{line}'");
        Assert.Throws<SlurmException>(() => Client().Queue(""));
    }

    [Fact]
    public void Queue_UsersVariables_DoNotReachIt()
    {
        Put("squeue", "[ -z \"$SQUEUE_FORMAT\" ] || exit 1");
        Environment.SetEnvironmentVariable("SQUEUE_FORMAT", "%i"); // no other test starts a squeue that reads it
        try
        {
            Assert.Empty(Client().Queue(""));
        }
        finally
        {
            Environment.SetEnvironmentVariable("SQUEUE_FORMAT", null);
        }
    }

    [Theory]
    [InlineData("TIMEOUT|0:0", "TIMEOUT")]
    [InlineData("FAILED|2:0", "FAILED, exit code 2")]
    [InlineData("CANCELLED by 0|0:9", "CANCELLED by 0, signal 9")]
    [InlineData("PREEMPTED|0:0\nOUT_OF_MEMORY|0:125", "OUT_OF_MEMORY, signal 125")]
    public void EndOf_Accounting_IsAsked(string said, string end)
    {
        Put("sacct", $"printf '%s\\n' '{said}'");
        Assert.Equal(end, Client().EndOf("12", 3));
    }

    [Fact]
    public void EndOf_NoAccounting_AsksTheController()
    {
        Put("sacct", "echo 'Slurm accounting storage is disabled' >&2; exit 1");
        Put(
            "scontrol",
            "[ \"$*\" = 'show job 12_3 --oneliner' ] && echo 'JobId=14 JobState=NODE_FAIL Reason=NodeDown ExitCode=1:0'"
        );
        Assert.Equal("NODE_FAIL, exit code 1", Client().EndOf("12", 3));
        Put("sacct", ""); // there is accounting, and it has not heard of the task yet
        Assert.Equal("NODE_FAIL, exit code 1", Client().EndOf("12", 3));
    }

    [Fact]
    public void EndOf_NobodyKnows_IsNull()
    {
        Assert.Null(Client().EndOf("12", 3));
        Put("sacct", "exit 1");
        Put("scontrol", "echo 'slurm_load_jobs error: Invalid job id specified' >&2; exit 1");
        Assert.Null(Client().EndOf("12", 3));
    }

    [Fact]
    public void Commands_NotInstalled_AreMissed()
    {
        SlurmMissingException missing = Assert.Throws<SlurmMissingException>(() => Client().Queue(""));
        Assert.Contains("squeue", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Commands_ThatHang_AreStopped()
    {
        Put("squeue", "sleep 60");
        SlurmException slow = Assert.Throws<SlurmException>(() =>
            new SlurmClient(TimeSpan.FromSeconds(0.5), folder.PathOf("bin")).Queue("")
        );
        Assert.Contains("did not answer", slow.Message, StringComparison.Ordinal);
    }

    private SlurmClient Client() => new(commands: folder.PathOf("bin"));

    private void Put(string name, string body) => FakeSlurm.PutScript(folder, name, body);
}
