// A sweep's folder over time: whose it is, what is left over from a process that was killed, and what is refused.

using Verify.Audit.Sharding;
using Verify.Audit.Sweeping;
using Verify.Audit.Tests.Cli;
using Verify.Core.Data;
using static Verify.Audit.Tests.Sweeping.SweepPlanTests;

namespace Verify.Audit.Tests.Sweeping;

public sealed class SweepFolderTests
{
    [Fact]
    public void Open_ASecondTimeAtOnce_IsRefused()
    {
        using WorkFolder folder = new();
        using (SweepFolder.Open(folder.Root, Plan("m=5"), null))
        {
            Refused(folder, "Another process", "m=5");
        }

        SweepFolder.Open(folder.Root, Plan("m=5"), null).Dispose();
    }

    [Fact]
    public void Open_WithTheLockOfAKilledProcess_IsNotRefused()
    {
        using WorkFolder folder = new();
        folder.Put(".lock", "");
        SweepFolder.Open(folder.Root, Plan("m=5"), null).Dispose();
        Assert.DoesNotContain(".lock", folder.Names());
    }

    [Fact]
    public void Open_OfAnotherPlan_IsRefusedByTheKeyThatDiffers()
    {
        using WorkFolder folder = new();
        SweepFolder.Open(folder.Root, Plan("m=5,10", "seeds=1..20"), null).Dispose();
        string[] before = folder.State();
        Refused(folder, "its m is 5,10, not 5;", "m=5", "seeds=1..20");
        Refused(folder, "its rate is 0.5, not 2;", "m=5,10", "seeds=1..20", "rate=2");
        Refused(folder, "(20 values), not 1,2,3;", "m=5,10", "seeds=1..3");
        Refused(folder, "its keys are in another order", "seeds=1..20", "m=5,10");
        Assert.Equal(before, folder.State());
    }

    [Fact]
    public void Open_OfAnotherVersionsSweep_IsRefused()
    {
        using WorkFolder folder = new();
        SweepPlan plan = Plan("m=5");
        (SweepManifest.Of(plan) with { ToolVersion = "0.0.1" }).Write(folder.Root);
        Refused(folder, "begun by version 0.0.1", "m=5");
    }

    [Theory]
    [InlineData("1/2", null, "holds shard 1/2 of the sweep, so all needs another one")]
    [InlineData("1/2", "2/2", "holds shard 1/2 of the sweep, so shard 2/2 needs another one")]
    [InlineData("1/2", "1/3", "holds shard 1/2 of the sweep, so shard 1/3 needs another one")]
    [InlineData(null, "1/1", "holds all of the sweep, so shard 1/1 needs another one")]
    public void Open_OfAnotherShard_IsRefused(string? first, string? second, string fragment)
    {
        using WorkFolder folder = new();
        SweepPlan plan = Plan("seeds=1..4");
        SweepFolder.Open(folder.Root, plan, Of(first)).Dispose();
        string message = Assert
            .Throws<InputException>(() => SweepFolder.Open(folder.Root, plan, Of(second)))
            .Message;
        Assert.Contains(fragment, message, StringComparison.Ordinal);
        SweepFolder.Open(folder.Root, plan, Of(first)).Dispose();
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"format\": \"verify-sweep-2\", \"toolVersion\": \"0.1.0\", \"plan\": {}}")]
    [InlineData("{\"format\": \"verify-sweep-1\", \"toolVersion\": \"0.1.0\", \"plan\": 3}")]
    public void Open_WithADamagedPlan_IsRefused(string text)
    {
        using WorkFolder folder = new();
        folder.Put("sweep.json", text);
        Refused(folder, "sweep.json", "m=5");
    }

    [Fact]
    public void Open_AfterAKill_RemovesItsTemporariesAndNothingElse()
    {
        using WorkFolder folder = new();
        SweepPlan plan = Plan("seeds=1..2");
        SweepRunnerTests.Run(new MadeUpRuns(), folder, plan, new SweepOptions(1, null));
        string[] before = folder.State();
        Directory.CreateDirectory(folder.PathOf("checkpoints"));
        folder.Put(".verify-123-4.tmp", "half");
        folder.Put("runs/.verify-123-5.tmp", "half");
        folder.Put("checkpoints/.verify-123-6.tmp", "half");
        folder.Put($"checkpoints/{plan.NameOf(0)}.npz", "of a run that is over");
        SweepRunnerTests.Run(new MadeUpRuns(), folder, plan, new SweepOptions(1, null));
        Assert.Equal(before, folder.State());

        folder.Put("notes.tmp", "mine");
        folder.Put("runs/notes.txt", "mine");
        SweepFolder.Open(folder.Root, plan, null).Dispose();
        Assert.Equal(("mine", "mine"), (folder.Text("notes.tmp"), folder.Text("runs/notes.txt")));
    }

    [Fact]
    public void PlanOf_AFolder_IsItsPlan()
    {
        using WorkFolder folder = new();
        SweepPlan plan = Plan("m=5,10", "seeds=1..20", "fate='a,b'");
        SweepFolder.Open(folder.Root, plan, null).Dispose();
        Assert.Equal(plan.Json, SweepManifest.PlanOf(folder.Root, plan.Table).Json);
        Assert.Contains(
            "holds no sweep",
            Assert
                .Throws<InputException>(() => SweepManifest.PlanOf(folder.PathOf("runs"), plan.Table))
                .Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Open_WhereAFileIsInTheWay_IsRefused()
    {
        using WorkFolder folder = new();
        folder.Put("runs", "a file");
        Refused(folder, "is a file", "m=5");
    }

    private static Shard? Of(string? text) => text is null ? null : Shard.Parse(text);

    private static void Refused(WorkFolder folder, string fragment, params string[] words)
    {
        string message = Assert
            .Throws<InputException>(() => SweepFolder.Open(folder.Root, Plan(words), null))
            .Message;
        Assert.Contains(fragment, message, StringComparison.Ordinal);
        Refusal.IsSentence(message);
    }
}
