// Only all shards of one plan, once each and finished, are a set; everything else is one sentence that names the folder.

using System.Collections.Immutable;
using Verify.Audit.Sharding;
using Verify.Audit.Tests.Cli;
using Verify.Core.Data;

namespace Verify.Audit.Tests.Sharding;

public sealed class ShardSetTests
{
    [Fact]
    public void Read_AllShardsInAnyOrder_SortsThem()
    {
        using WorkFolder folder = new();
        string[] given = [Put(folder, "c", 3, 3), Put(folder, "a", 1, 3), Put(folder, "b", 2, 3)];
        ShardSet set = ShardSet.Read(given);
        Assert.Equal([given[1], given[2], given[0]], set.Folders);
        Assert.Equal([1, 2, 3], set.Manifests.Select(manifest => manifest.Shard.Index));
        Assert.Equal(("audit", """{"seed":1}"""), (set.Command, set.Plan));
    }

    [Fact]
    public void SecondsOf_Part_AddsTheShards()
    {
        using WorkFolder folder = new();
        ShardSet set = ShardSet.Read([Put(folder, "a", 1, 2), Put(folder, "b", 2, 2)]);
        Assert.Equal(1 + 2, set.SecondsOf("all"));
        Assert.Equal(0, set.SecondsOf("nothing"));
    }

    [Fact]
    public void Read_None_IsRefused() => Refused([], "No shards are given");

    [Fact]
    public void Read_MissingOne_NamesIt()
    {
        using WorkFolder folder = new();
        Refused([Put(folder, "a", 1, 3), Put(folder, "c", 3, 3)], "Shard 2/3 is missing.");
    }

    [Fact]
    public void Read_MissingSome_NamesThem()
    {
        using WorkFolder folder = new();
        Refused([Put(folder, "b", 2, 4)], "Shards 1/4, 3/4 and 4/4 are missing.");
    }

    [Fact]
    public void Read_MissingMany_CountsThem()
    {
        using WorkFolder folder = new();
        Refused([Put(folder, "a", 1, int.MaxValue)], "2147483646 of 2147483647 shards are missing, 2/");
    }

    [Fact]
    public void Read_GivenTwice_NamesBoth()
    {
        using WorkFolder folder = new();
        string first = Put(folder, "a", 1, 2);
        string again = Put(folder, "again", 1, 2);
        Refused([first, Put(folder, "b", 2, 2), again], "Shard 1/2 is given twice", first, again);
        Refused([first, first], "Shard 1/2 is given twice");
    }

    [Fact]
    public void Read_Unfinished_NamesIt()
    {
        using WorkFolder folder = new();
        string open = Put(folder, "b", 2, 2, manifest => manifest with { Complete = false });
        Refused([Put(folder, "a", 1, 2), open], "Shard 2/2", open, "not finished");
    }

    [Fact]
    public void Read_AnotherPlan_SaysWhatDiffers()
    {
        using WorkFolder folder = new();
        string other = Put(
            folder,
            "b",
            2,
            2,
            manifest => manifest with { Plan = """{"seed":2,"cases":3}""" }
        );
        Refused([Put(folder, "a", 1, 2), other], "Foreign shard", other, "cases and seed differ");
    }

    [Fact]
    public void Read_AnotherCommandVersionOrCount_IsForeign()
    {
        using WorkFolder folder = new();
        string one = Put(folder, "a", 1, 2);
        string swept = Put(folder, "b", 2, 2, manifest => manifest with { Command = "sweep" });
        string old = Put(folder, "c", 2, 2, manifest => manifest with { ToolVersion = "0.0.9" });
        string of3 = Put(folder, "d", 2, 3);
        Refused([one, swept], "Foreign shard", swept, "'verify sweep'");
        Refused([one, old], "Foreign shard", old, "0.0.9");
        Refused([one, of3], "Foreign shard", of3, "2/3");
    }

    private static string Put(
        WorkFolder folder,
        string name,
        int index,
        int count,
        Func<ShardManifest, ShardManifest>? change = null
    )
    {
        ShardManifest manifest = new()
        {
            Command = "audit",
            ToolVersion = Verify.Audit.ToolVersion.Current,
            Plan = """{"seed":1}""",
            Shard = new Shard(index, count),
            Complete = true,
            Seconds = ImmutableSortedDictionary<string, double>.Empty.Add("all", index),
        };
        string path = Directory.CreateDirectory(folder.PathOf(name)).FullName;
        (change?.Invoke(manifest) ?? manifest).Write(path);
        return path;
    }

    private static void Refused(string[] folders, params string[] fragments)
    {
        InputException refusal = Assert.Throws<InputException>(() => ShardSet.Read(folders));
        Refusal.IsSentence(refusal.Message);
        Assert.All(
            fragments,
            fragment => Assert.Contains(fragment, refusal.Message, StringComparison.Ordinal)
        );
    }
}
