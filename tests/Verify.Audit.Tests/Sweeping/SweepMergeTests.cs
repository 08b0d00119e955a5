// Shards of a sweep, merged, against the sweep without shards; and shards that must not be merged.

using Verify.Audit.Sharding;
using Verify.Audit.Sweeping;
using Verify.Audit.Tests.Cli;
using Verify.Core.Data;
using static Verify.Audit.Tests.Sweeping.SweepPlanTests;

namespace Verify.Audit.Tests.Sweeping;

public sealed class SweepMergeTests
{
    private static readonly SweepPlan s_plan = Plan("m=5,10", "fate=well,diverges", "seeds=1..3");

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(12)]
    [InlineData(15)]
    public void Run_OfAnyNumberOfShards_IsTheUnshardedSweepToTheByte(int count)
    {
        using WorkFolder whole = new();
        SweepRunnerTests.Run(new MadeUpRuns(), whole, s_plan, new SweepOptions(1, null));
        using Shards shards = new(s_plan, count);
        using WorkFolder merged = new();
        SweepSummary summary = shards.MergeInto(merged.Root);
        Assert.Equal(new SweepSummary(12, 6, 6, 0), summary);
        Assert.Equal(whole.State(), merged.State());

        // Again, and after a merge that was cut short.
        shards.MergeInto(merged.Root);
        Assert.Equal(whole.State(), merged.State());
        File.Delete(merged.PathOf("summary.json"));
        File.Delete(merged.PathOf($"runs/{s_plan.NameOf(11)}.json"));
        shards.MergeInto(merged.Root);
        Assert.Equal(whole.State(), merged.State());
    }

    [Fact]
    public void Run_WithRunsThatFailed_KeepsTheirRecords()
    {
        SweepPlan plan = Plan("fate=well,fails", "seeds=1..2");
        using Shards shards = new(plan, 2);
        using WorkFolder merged = new();
        Assert.Equal(new SweepSummary(4, 2, 0, 2), shards.MergeInto(merged.Root));
        Assert.Equal(RunEnd.Failed, RunSummary.Read(merged.PathOf($"runs/{plan.NameOf(3)}.json")).Status);
    }

    /// <summary>The folder of a merge is a sweep's: what failed may be tried again in it, and stays done.</summary>
    [Fact]
    public void Run_IntoAFolderWhereFailedRunsWereRunAgain_KeepsWhatTheyFound()
    {
        SweepPlan plan = Plan("fate=well,fails", "seeds=1..2");
        using Shards shards = new(plan, 2);
        using WorkFolder merged = new();
        shards.MergeInto(merged.Root);
        string name = plan.NameOf(3);
        merged.Put($"runs/{name}.npz", "found");
        merged.Put(
            $"runs/{name}.json",
            merged.Text($"runs/{name}.json").Replace("\"failed\"", "\"completed\"", StringComparison.Ordinal)
        );
        Assert.Equal(new SweepSummary(4, 3, 0, 1), shards.MergeInto(merged.Root));
        Assert.Equal("found", merged.Text($"runs/{name}.npz"));
    }

    [Fact]
    public void Run_WithARunMissing_IsRefusedAndWritesNothing()
    {
        using Shards shards = new(s_plan, 3);
        using WorkFolder merged = new();
        foreach (string ending in (string[])["npz", "json"])
        {
            File.Delete(shards.Folders[1].PathOf($"runs/{s_plan.NameOf(4)}.{ending}"));
            string message = Assert
                .Throws<InputException>(() => shards.MergeInto(merged.PathOf("out")))
                .Message;
            Assert.Contains(s_plan.NameOf(4), message, StringComparison.Ordinal);
            Assert.Contains(shards.Folders[1].Root, message, StringComparison.Ordinal);
            Refusal.IsSentence(message);
        }

        Assert.Empty(merged.Names());
    }

    [Theory]
    [InlineData("json", "\"epochs\": 4", "\"epochs\": 5", "changed after the run")]
    [InlineData("json", "\"run\": 4", "\"run\": 3", "changed after the run")]
    [InlineData("npz", "\n4\n", "\n3\n", "changed after the run")]
    [InlineData("npz", "\n4\n", "\n", "is not the result of this run")]
    public void Run_WithARunThatWasChanged_IsRefusedAndWritesNothing(
        string ending,
        string from,
        string to,
        string fragment
    )
    {
        using Shards shards = new(s_plan, 3);
        using WorkFolder merged = new();
        WorkFolder home = shards.Folders[1];
        string path = $"runs/{s_plan.NameOf(4 - 3)}.{ending}";
        string name = Path.GetFileName(path);
        string text = home.Text(path).Replace("\"run\": 1", "\"run\": 4", StringComparison.Ordinal);
        string changed = text.Replace(from, to, StringComparison.Ordinal);
        Assert.NotEqual(text, changed);
        home.Put(path, changed);
        string message = Assert.Throws<InputException>(() => shards.MergeInto(merged.PathOf("out"))).Message;
        Assert.Contains(fragment, message, StringComparison.Ordinal);
        Assert.Contains(Path.GetFileNameWithoutExtension(name), message, StringComparison.Ordinal);
        Refusal.IsSentence(message);
        Assert.Empty(merged.Names());
    }

    [Fact]
    public void Run_IntoAShard_IsRefused()
    {
        using Shards shards = new(s_plan, 2);
        string[] before = shards.Folders[0].State();
        Assert.Contains(
            "holds shard 1/2",
            Assert.Throws<InputException>(() => shards.MergeInto(shards.Folders[0].Root)).Message,
            StringComparison.Ordinal
        );
        Assert.Equal(before, shards.Folders[0].State());
    }

    [Fact]
    public void Run_IntoAnotherSweep_IsRefused()
    {
        using WorkFolder other = new();
        SweepRunnerTests.Run(new MadeUpRuns(), other, Plan("seeds=1..2"), new SweepOptions(1, null));
        using Shards shards = new(s_plan, 2);
        Assert.Contains(
            "holds another sweep",
            Assert.Throws<InputException>(() => shards.MergeInto(other.Root)).Message,
            StringComparison.Ordinal
        );
    }

    private sealed class Shards : IDisposable
    {
        internal Shards(SweepPlan plan, int count)
        {
            for (int i = 1; i <= count; i++)
            {
                Folders.Add(new WorkFolder());
                SweepRunnerTests.Run(
                    new MadeUpRuns(),
                    Folders[^1],
                    plan,
                    new SweepOptions(2, null),
                    shard: new Shard(i, count)
                );
            }
        }

        internal List<WorkFolder> Folders { get; } = [];

        internal SweepSummary MergeInto(string target)
        {
            ShardSet set = ShardSet.Read(Folders.Select(folder => folder.Root).Reverse());
            (SweepFolder folder, SweepSummary summary) = SweepMerge.Run(
                set,
                new MadeUpRuns(),
                target,
                CancellationToken.None
            );
            folder.Dispose();
            return summary;
        }

        public void Dispose() => Folders.ForEach(folder => folder.Dispose());
    }
}
