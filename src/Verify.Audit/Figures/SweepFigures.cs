// What the figures of a sweep show, as values. How it is drawn is Reports/Figures.

using System.Collections.Immutable;
using Verify.Audit.Sharding;
using Verify.Audit.Sweeping;
using Verify.Claims.Training;

namespace Verify.Audit.Figures;

/// <summary>The sums of a sweep's runs, by place.</summary>
internal sealed class SweepFigures
{
    /// <summary>A student matches a teacher, and a teacher is covered, at correlations above this.</summary>
    internal const double Matched = 0.95;

    private readonly CellSum?[,,] cells;

    /// <summary>No run yet.</summary>
    internal SweepFigures(SweepPlan plan, Shard? shard)
    {
        Plan = plan;
        Shard = shard;
        Layout = new SweepLayout(plan);
        cells = new CellSum?[Layout.Groups.Length, Layout.Multiples.Length, Layout.Strengths.Length];
    }

    /// <summary>The sweep.</summary>
    internal SweepPlan Plan { get; }

    /// <summary>The part of it that was read; null for all of it.</summary>
    internal Shard? Shard { get; }

    /// <summary>Where its runs stand.</summary>
    internal SweepLayout Layout { get; }

    /// <summary>Which runs it has; set at the end.</summary>
    internal RunCensus Runs { get; set; } = new(0, 0, [], [], [], []);

    /// <summary>Sentences about the runs that they lack, naming some by the values of the sweep's axes.</summary>
    internal ImmutableArray<string> Lacking =>
        Runs.Sentences(run => Plan.Describe(run) is { Length: > 0 } values ? values : "the only one");

    /// <summary>What the runs say of the claims about training; set at the end.</summary>
    internal ImmutableArray<Judgement> Judgements { get; set; } = [];

    /// <summary>The sums of a configuration; null where no run completed.</summary>
    internal CellSum? this[int group, int row, int column] => cells[group, row, column];

    /// <summary>Hidden layers of a group's networks; 0 where no run completed.</summary>
    internal int LayersOf(int group) => CellsOf(group).Select(cell => cell.Layers.Length).FirstOrDefault();

    /// <summary>The configurations of a group with a completed run, row by row.</summary>
    internal IEnumerable<CellSum> CellsOf(int group) =>
        All().Where(one => one.Place.Group == group).Select(one => one.Cell);

    /// <summary>Adds a run; false where it has other epochs or widths than others of its configuration.</summary>
    internal bool Add(int index, RunSeries run)
    {
        FigurePlace place = Layout.PlaceOf(index);
        ref CellSum? cell = ref cells[place.Group, place.Row, place.Column];
        cell ??= new CellSum(run);
        if (!cell.Fits(run))
        {
            return false;
        }

        cell.Add(run);
        return true;
    }

    /// <summary>The configurations that have completed runs, in the order of groups, rows and columns.</summary>
    internal IEnumerable<(FigurePlace Place, CellSum Cell)> All() =>
        from g in Enumerable.Range(0, Layout.Groups.Length)
        from r in Enumerable.Range(0, Layout.Multiples.Length)
        from c in Enumerable.Range(0, Layout.Strengths.Length)
        where cells[g, r, c] is not null
        select (new FigurePlace(g, r, c), cells[g, r, c]!);
}
