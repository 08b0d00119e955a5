using Verify.Audit.Figures;
using static Verify.Audit.Tests.Figures.MadeUpSeries;

namespace Verify.Audit.Tests.Figures;

public sealed class SweepLayoutTests
{
    [Fact]
    public void PlaceOf_RunsOfAGrid_RowsAndColumnsAscendAndSeedsFallTogether()
    {
        SweepLayout layout = new(Plan("teacher_strength_decay=1,0.5", "multi=10,2", "seeds=1..2"));
        Assert.Equal(["2", "10"], layout.Multiples);
        Assert.Equal(["0.5", "1"], layout.Strengths);
        Assert.Equal([new FigureGroup("", "")], layout.Groups);
        FigurePlace[] places = [.. Enumerable.Range(0, 8).Select(layout.PlaceOf)];
        Assert.Equal(
            [
                new(0, 1, 1),
                new(0, 1, 1),
                new(0, 0, 1),
                new(0, 0, 1),
                new(0, 1, 0),
                new(0, 1, 0),
                new(0, 0, 0),
                new(0, 0, 0),
            ],
            places
        );
    }

    [Fact]
    public void Groups_OfOtherAxes_AreTheirCombinationsInTheOrderOfThePlan()
    {
        SweepLayout layout = new(Plan("m=5,3", "multi=1,2", "lr=0.1,0.2"));
        Assert.Equal(
            ["m = 5, lr = 0.1", "m = 5, lr = 0.2", "m = 3, lr = 0.1", "m = 3, lr = 0.2"],
            layout.Groups.Select(group => group.Title)
        );
        Assert.Equal("m5-lr0.1", layout.Groups[0].Slug);
        Assert.Equal(["m", "multi", "lr"], layout.Keys);
        Assert.Equal(new FigurePlace(2, 1, 0), layout.PlaceOf(6));
    }

    [Fact]
    public void Groups_WhoseSlugsWouldBeEqual_HaveOthers()
    {
        SweepLayout layout = new(Plan("lr=0:0.2/20:0.1,0:0.2/20:0.15", "m=5-5,5"));
        string[] slugs = [.. layout.Groups.Select(group => group.Slug)];
        Assert.Equal(4, slugs.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(slugs, slug => Assert.Matches("^[A-Za-z0-9._-]{1,60}$", slug));
    }

    [Fact]
    public void Groups_OfOneRun_AreOne()
    {
        SweepLayout layout = new(Plan("multi=3"));
        Assert.Equal(["3"], layout.Multiples);
        Assert.Equal(["0"], layout.Strengths);
        Assert.Single(layout.Groups);
    }
}
