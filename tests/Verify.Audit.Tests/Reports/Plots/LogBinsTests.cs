using System.Collections.Immutable;
using Verify.Audit.Reports.Plots;

namespace Verify.Audit.Tests.Reports.Plots;

public sealed class LogBinsTests
{
    [Fact]
    public void Of_MixedValues_CountsEachOnce()
    {
        ImmutableArray<double> values =
        [
            0.0,
            -0.0,
            -1,
            double.NegativeInfinity,
            double.PositiveInfinity,
            double.NaN,
            double.NaN,
            0.5,
            1,
            2,
        ];

        LogBins bins = LogBins.Of(values);

        Assert.Equal((2, 2, 1, 2), (bins.Zero, bins.Negative, bins.Infinite, bins.NotANumber));
        Assert.Equal(3, bins.Counts.Sum());
    }

    [Fact]
    public void Of_BoundItself_IsLeftOfTheLine()
    {
        LogBins bins = LogBins.Of([1, 1.0000000000000002]);

        Assert.Equal(-1, bins.From);
        Assert.Equal(1, bins.To);
        Assert.Equal([0, 0, 0, 1, 1, 0, 0, 0], bins.Counts);
        Assert.Equal(0, bins.Exponent(4));
    }

    [Theory]
    [InlineData(0.3, 0.4, -1, 0)]
    [InlineData(1e-5, 0.4, -6, 0)]
    [InlineData(1.1e-5, 0.4, -5, 0)]
    [InlineData(20.0, 30.0, 0, 2)]
    [InlineData(1e-300, 1.0, -310, 0)]
    public void Of_Range_RunsOverWholeDecadesAndReachesOne(
        double least,
        double greatest,
        double from,
        double to
    )
    {
        LogBins bins = LogBins.Of([least, greatest]);

        Assert.Equal((from, to), (bins.From, bins.To));
        Assert.InRange(bins.Counts.Length, 1, 32);
    }

    [Fact]
    public void Of_WholeRangeOfDoubles_FitsIntoTheBins()
    {
        LogBins bins = LogBins.Of([double.Epsilon, double.MaxValue]);

        Assert.InRange(bins.Counts.Length, 2, 32);
        Assert.Equal(2, bins.Counts.Sum());
    }

    [Fact]
    public void Of_NoPositiveValues_HasNoBins()
    {
        Assert.Empty(LogBins.Of([]).Counts);
        Assert.Empty(LogBins.Of([0, double.NaN]).Counts);
    }

    [Fact]
    public void Of_EveryValue_IsBetweenTheEdgesOfItsBin()
    {
        for (double value = 1e-9; value < 1e9; value *= 1.37)
        {
            LogBins bins = LogBins.Of([value]);
            int bin = bins.Counts.IndexOf(1);
            Assert.True(bins.Edge(bin) < value && value <= bins.Edge(bin + 1), $"{value:R}");
        }
    }
}
