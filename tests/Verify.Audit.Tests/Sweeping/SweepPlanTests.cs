// The grid: order, names and hashes of runs, and what makes two plans one.

using System.Globalization;
using Verify.Audit.Sweeping;
using Verify.Core.Data;

namespace Verify.Audit.Tests.Sweeping;

public sealed class SweepPlanTests
{
    private static readonly SettingTable s_table = new MadeUpRuns().Settings;

    [Fact]
    public void Item_OfAGrid_TheLastKeyIsFastest()
    {
        SweepPlan plan = Plan("m=5,10", "rate=1", "seeds=1..3");
        Assert.Equal(6, plan.Count);
        Assert.Equal(
            ["m=5 seed=1", "m=5 seed=2", "m=5 seed=3", "m=10 seed=1", "m=10 seed=2", "m=10 seed=3"],
            Enumerable.Range(0, 6).Select(plan.Describe)
        );
        Assert.All(
            Enumerable.Range(0, 6),
            run => Assert.Equal(("1", "4"), (plan[run]["rate"], plan[run]["epochs"]))
        );
    }

    /// <summary>Against nested loops, for every shape of up to four axes of up to four values.</summary>
    [Fact]
    public void Item_OfAnyGrid_IsThatOfNestedLoops()
    {
        string[] keys = ["m", "epochs", "seed", "rate"];
        for (int code = 0; code < 256; code++)
        {
            int[] extents = [1 + code % 4, 1 + code / 4 % 4, 1 + code / 16 % 4, 1 + code / 64];
            SweepPlan plan = Plan([.. keys.Zip(extents, (key, extent) => $"{key}=1..{extent}")]);
            List<string> expected = [];
            for (int a = 1; a <= extents[0]; a++)
            for (int b = 1; b <= extents[1]; b++)
            for (int c = 1; c <= extents[2]; c++)
            for (int d = 1; d <= extents[3]; d++)
            {
                expected.Add($"{a} {b} {c} {d}");
            }

            Assert.Equal(
                expected,
                Enumerable
                    .Range(0, plan.Count)
                    .Select(run => string.Join(' ', keys.Select(key => plan[run][key])))
            );
        }
    }

    [Fact]
    public void Hash_OfARun_DependsOnItsValuesAlone()
    {
        // One configuration: as a run of its own, in two grids, with its keys in another order, written in another way.
        string hash = Plan("m=10", "seed=2", "rate=0.1")[0].Hash();
        Assert.Equal(hash, Plan("m=5,10", "seed=1..3", "rate=0.1")[4].Hash());
        Assert.Equal(hash, Plan("rate=1e-1,2", "seed=2", "m=10")[0].Hash());
        Assert.Equal(hash, Plan("m=+10", "seeds=02", "epochs=4", "rate=0.10")[0].Hash());
        Assert.NotEqual(hash, Plan("m=10", "seed=2", "rate=0.1", "epochs=5")[0].Hash());

        // Pinned: folders of earlier versions are found again. By sha256sum of the five sorted lines.
        Assert.Equal("a23560448f36", hash);
    }

    [Fact]
    public void Hash_OfAllRunsOfAGrid_AreDistinct()
    {
        SweepPlan plan = Plan("m=1..40", "seeds=1..50");
        Assert.Equal(
            2000,
            Enumerable.Range(0, plan.Count).Select(run => plan[run].Hash()).Distinct().Count()
        );
    }

    [Fact]
    public void NameOf_ARun_SortsAsItsIndexDoes()
    {
        SweepPlan small = Plan("seeds=1..3");
        Assert.Equal($"0002-{small[2].Hash()}", small.NameOf(2));
        SweepPlan large = Plan("m=1..20", "seeds=1..1000");
        Assert.Equal($"00007-{large[7].Hash()}", large.NameOf(7));
        Assert.Equal($"19999-{large[19_999].Hash()}", large.NameOf(19_999));
    }

    [Fact]
    public void Json_OfEqualGrids_IsEqual()
    {
        string json = Plan("m=5,10", "seeds=1..3", "rate=0.10").Json;
        Assert.Equal(json, Plan("rate=1e-1", "m=5,10", "epochs=4", "seed=1,2,3").Json);
        Assert.NotEqual(json, Plan("seeds=1..3", "m=5,10", "rate=0.1").Json); // another order of runs
        Assert.NotEqual(json, Plan("m=10,5", "seeds=1..3", "rate=0.1").Json);
        Assert.NotEqual(json, Plan("m=5,10", "seeds=1..3", "rate=0.1", "epochs=5").Json);
    }

    [Fact]
    public void Parse_OfItsJson_IsThePlan()
    {
        SweepPlan plan = Plan("m=5,10", "seeds=1..3", "rate=0.1", "fate='a,\"b\" é'");
        SweepPlan again = SweepPlan.Parse(s_table, plan.Json, "sweep.json");
        Assert.Equal(plan.Json, again.Json);
        Assert.Equal(
            Enumerable.Range(0, plan.Count).Select(plan.NameOf),
            Enumerable.Range(0, again.Count).Select(again.NameOf)
        );
    }

    [Theory]
    [InlineData]
    [InlineData("m=5")]
    [InlineData("seeds=1..300", "m=5,10", "rate=0.1")]
    [InlineData("fate='it\\'s,1..4'", "rate=1,0.5")]
    public void Words_OfAPlan_MakeItAgain(params string[] words)
    {
        SweepPlan plan = Plan(words);
        Assert.Equal(plan.Json, Plan([.. plan.Words()]).Json);
        Assert.All(plan.Words(), word => Assert.True(word.Length < 40));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"axes\":[],\"fixed\":{\"m\":\"5\"}}")]
    [InlineData("{\"axes\":[],\"fixed\":{\"unknown\":\"5\"}}")]
    [InlineData("{\"axes\":[{\"key\":\"m\",\"values\":[]}],\"fixed\":{}}")]
    [InlineData("{\"axes\":[{\"key\":\"m\",\"values\":[5,6]}],\"fixed\":{}}")]
    public void Parse_AnotherVersionsPlan_IsRefusedByItsFile(string json) =>
        Assert.Contains(
            "'x/sweep.json'",
            Assert.Throws<InputException>(() => SweepPlan.Parse(s_table, json, "x/sweep.json")).Message,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("'m=five' is not a whole number", "m=five")]
    [InlineData("'m=1.5' is not a whole number", "m=1,1.5")]
    [InlineData("'seeed' is not a key; the nearest is 'seed'", "seeed=1")]
    [InlineData("'m' has the value 5 twice", "m=5,6,5")]
    [InlineData("'m' has the value 5 twice", "m=1..5,+5")]
    [InlineData("'rate' has the value 0.1 twice", "rate=0.1,1e-1")]
    [InlineData("'seed' is given twice", "seed=1", "seeds=2")]
    [InlineData("more than 1000000 runs", "m=1..1001", "seeds=1..1000")]
    [InlineData(
        "more than 1000000 runs",
        "m=1..1000000",
        "seeds=1..1000000",
        "epochs=1..1000000",
        "rate=1..1000000"
    )]
    public void Create_WhatIsNoGrid_IsRefusedInOneSentence(string fragment, params string[] words)
    {
        string message = Assert.Throws<InputException>(() => Plan(words)).Message;
        Assert.Contains(fragment, message, StringComparison.Ordinal);
        Cli.Refusal.IsSentence(message);
    }

    [Fact]
    public void Create_WithAPreset_HasItsValuesWhereNoneAreGiven()
    {
        string json = Plan("preset=large", "seeds=1..2", "rate=2").Json;
        Assert.Equal(json, Plan("seeds=1..2", "rate=2", "preset=large").Json);
        Assert.Equal(json, Plan("seeds=1..2", "rate=2", "m=50").Json);
        Assert.Equal("0.25", Plan("preset=large")[0]["rate"]);
        Assert.Equal(Plan("preset=large").Json, Plan([.. Plan("preset=large").Words()]).Json);
    }

    [Theory]
    [InlineData("'preset=small' is none of large", "preset=small")]
    [InlineData("a sweep has one preset", "preset=large,small")]
    [InlineData("'preset' is given twice", "preset=large", "preset=large")]
    [InlineData("nearest is 'preset'", "presets=large")]
    public void Create_WithoutSuchAPreset_IsRefused(string fragment, params string[] words) =>
        Create_WhatIsNoGrid_IsRefusedInOneSentence(fragment, words);

    [Fact]
    public void Create_AMillionRuns_IsNotRefused() =>
        Assert.Equal(1_000_000, Plan("m=1..1000", "seeds=1..1000").Count);

    [Fact]
    public void Create_UnderAnotherCulture_IsTheSame()
    {
        string json = Plan("m=-3..3", "rate=0.5,1.5").Json;
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("sv-SE"); // another minus sign and decimal comma
            Assert.Equal(json, Plan("m=-3..3", "rate=0.5,1.5").Json);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    internal static SweepPlan Plan(params string[] words) =>
        SweepPlan.Create(s_table, SweepAxis.Parse(words));
}
