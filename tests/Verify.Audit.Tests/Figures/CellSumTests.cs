// Sums over runs against numbers worked out by hand.

using Verify.Audit.Figures;
using static Verify.Audit.Tests.Figures.MadeUpSeries;

namespace Verify.Audit.Tests.Figures;

public sealed class CellSumTests
{
    [Fact]
    public void Add_TwoRuns_MeansAndDeviationsAreOfLogarithms()
    {
        CellSum cell = Sum(Run(scale: 1), Run(scale: 100));
        Assert.Equal(2, cell.Runs);
        // log10 of 1e-4 and 1e-2.
        Assert.Equal(-3, cell.TrainLoss[1].Mean, 1e-12);
        Assert.Equal(Math.Sqrt(2), cell.TrainLoss[1].Deviation, 1e-12);
        Assert.Equal(1 + Math.Log10(2), cell.EvaluationLoss[0].Mean, 1e-12);
    }

    [Fact]
    public void Add_ALossOfZero_IsLeftOutOfTheMean()
    {
        CellSum cell = Sum(Run(scale: 0), Run(scale: 1));
        Assert.Equal((1, -4.0), (cell.TrainLoss[1].Count, Math.Round(cell.TrainLoss[1].Mean, 12)));
    }

    [Fact]
    public void Add_TwoRuns_CountsCoverageAtTheEarlyEpochAndTheEnd()
    {
        CellSum cell = Sum(Run(first: 0.96, second: 0.97), Run(first: 0.95, second: 0.96));
        Assert.Equal(4, cell.Epochs[cell.Early]);
        Assert.Equal([1, 0], cell.Layers[0].CoveredEarly);
        Assert.Equal([1, 2], cell.Layers[0].CoveredFinally);
        Assert.Equal(0.955, cell.Layers[0].Best[2][0].Mean, 1e-15);
        Assert.Equal((6, 3), (cell.Layers[0].Cloud.Students, cell.Layers[0].Cloud.Matched));
    }

    [Fact]
    public void Add_TwoRuns_GradientsAndSinesAreGeometricMeans()
    {
        CellSum cell = Sum(Run(gradient: 0.1, sine: 0.01), Run(gradient: 0.001, sine: 0.0001));
        Assert.Equal(-2, cell.Gradient[2].Mean, 1e-12);
        Assert.Equal([-3, -2], cell.Sine[2].Select(teacher => Math.Round(teacher.Mean, 12)));
    }

    [Theory]
    [InlineData(new[] { 0, 1, 2, 5, 9 }, 5)]
    [InlineData(new[] { 0, 4, 6 }, 4)] // the earlier of two
    [InlineData(new[] { 0, 2 }, 2)]
    [InlineData(new[] { 0 }, 0)]
    public void Early_IsTheEvaluatedEpochNearestToFive(int[] epochs, int expected)
    {
        RunSeries run = Run();
        LayerSeries layer = run.Layers[0] with
        {
            TeacherBest = [.. epochs.Select(_ => run.Layers[0].TeacherBest[0])],
        };
        CellSum cell = new(run with { Epochs = [.. epochs], Layers = [layer] });
        Assert.Equal(expected, cell.Epochs[cell.Early]);
    }

    [Fact]
    public void Fits_ARunOfOtherEpochsOrWidths_DoesNot()
    {
        CellSum cell = Sum(Run());
        Assert.True(cell.Fits(Run(scale: 3)));
        Assert.False(cell.Fits(Run() with { Epochs = [0, 4, 8] }));
        Assert.False(cell.Fits(Run() with { Layers = [] }));
        LayerSeries layer = Run().Layers[0] with
        {
            TeacherBest =
            [
                [0.1],
                [0.1],
                [0.1],
            ],
        };
        Assert.False(cell.Fits(Run() with { Layers = [layer] }));
    }

    private static CellSum Sum(params RunSeries[] runs)
    {
        CellSum cell = new(runs[0]);
        foreach (RunSeries run in runs)
        {
            cell.Add(run);
        }

        return cell;
    }
}
