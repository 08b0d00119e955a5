// The tables against lines worked out by hand.

using System.Globalization;
using Verify.Audit.Figures;
using static Verify.Audit.Tests.Figures.MadeUpSeries;

namespace Verify.Audit.Tests.Figures;

public sealed class FigureTablesTests
{
    private static readonly SweepFigures s_figures = MadeUpSeries.Figures(
        Plan("multi=1,2", "lr=0.01,0:0.2/20:0.1", "seeds=1..2"),
        run => run < 4 ? Run(scale: run % 2 == 0 ? 1 : 100, second: run == 1 ? 0.96 : 0.5) : null
    );

    [Fact]
    public void Success_IsALineForEachTeacherAndMoment()
    {
        string[] lines = Lines("success.csv");
        Assert.Equal("multi,lr,layer,teacher,moment,epoch,runs,covered,share", lines[0]);
        Assert.Equal(
            [
                "1,0.01,1,1,early,4,2,2,1",
                "1,0.01,1,1,final,7,2,2,1",
                "1,0.01,1,2,early,4,2,0,0",
                "1,0.01,1,2,final,7,2,1,0.5",
                "1,0:0.2/20:0.1,1,1,early,4,2,2,1",
            ],
            lines[1..6]
        );
        Assert.Equal(1 + 2 * 2 * 2, lines.Length);
    }

    [Fact]
    public void Losses_AreMeansAndDeviationsOfLogarithms()
    {
        string[] lines = Lines("losses.csv");
        Assert.StartsWith(
            "multi,lr,epoch,eval_runs,mean_log10_eval_loss,sd_",
            lines[0],
            StringComparison.Ordinal
        );
        string[] cells = lines[2].Split(',');
        Assert.Equal(["1", "0.01", "4", "2"], cells[..4]);
        Assert.Equal("-2.69897000434", cells[4]); // -3 + log10 2
        Assert.Equal(["1.41421356237", "2", "-3", "1.41421356237"], cells[5..]);
    }

    [Fact]
    public void CoverageAndGradients_HaveALineForEachTeacherAndEpoch()
    {
        Assert.Equal("1,0.01,1,2,7,2,0.73", Lines("coverage.csv")[6]);
        Assert.Equal("1,0.01,2,7,2,-1,-1", Lines("gradients.csv")[6]);
        Assert.Equal(1 + 2 * 6, Lines("coverage.csv").Length);
        Assert.Equal(1 + 2 * 6, Lines("gradients.csv").Length);
    }

    [Fact]
    public void Students_AreALineEach()
    {
        using StringWriter table = new(CultureInfo.InvariantCulture) { NewLine = "\n" };
        table.WriteLine(FigureTables.StudentHead(s_figures.Plan));
        FigureTables.WriteStudents(table, s_figures.Plan, 3, Run(second: 1.0 / 3));
        Assert.Equal(
            [
                "run,multi,lr,seed,layer,student,best_correlation,teacher,fan_out_norm,matched",
                "3,1,0:0.2/20:0.1,2,1,1,0.99,1,1.5,1",
                "3,1,0:0.2/20:0.1,2,1,2,0.3333333333333333,2,0.75,0",
                "3,1,0:0.2/20:0.1,2,1,3,0.3,1,0.25,0",
                "",
            ],
            table.ToString().Split('\n')
        );
    }

    [Fact]
    public void Tables_OfASweepOfOneRun_BeginWithTheirOwnColumns()
    {
        SweepFigures one = MadeUpSeries.Figures(Plan("multi=3"), _ => Run());
        string[] lines = Lines("coverage.csv", one);
        Assert.Equal("layer,teacher,epoch,runs,mean_best_correlation", lines[0]);
        Assert.Equal("1,1,0,1,0.1", lines[1]);
    }

    private static string[] Lines(string name) => Lines(name, s_figures);

    internal static string[] Lines(string name, SweepFigures figures)
    {
        using StringWriter table = new(CultureInfo.InvariantCulture) { NewLine = "\n" };
        FigureTables.All.Single(one => one.FileName == name).Write(figures, table);
        return table.ToString().TrimEnd('\n').Split('\n');
    }
}
